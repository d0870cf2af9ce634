"""Opens a received package: judges its sender and receiver, and lets a worker process prove and parse it.

Whatever the file holds, this process only compares bytes and decodes lines that were decoded once already.
"""

import hashlib
import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

import msgspec

from ibcr_desktop.foundation.file_problems import file_problem
from ibcr_desktop.foundation.plain_text import clean
from ibcr_desktop.records import ALL_KINDS
from ibcr_desktop.records.fields import fields_by_name
from ibcr_desktop.storage.schema import SCHEMA_NUMBER
from ibcr_desktop.sync.key_ring import KeyRing
from ibcr_desktop.sync.line_checks import Shapes
from ibcr_desktop.sync.package_file import HEADER, LONGEST_LINE, MAGIC, MOST_PACKED
from ibcr_desktop.sync.package_lines import (
    FORMAT,
    OLDEST_FORMAT,
    BodyLine,
    ChangeLine,
    Manifest,
    ReceivedPackage,
    WriterLine,
)
from ibcr_desktop.sync.package_worker import BATCH, END, FIRST, GO_ON, LINES, PROVED, REFUSED, Task, work
from ibcr_desktop.sync.refusals import NEWER, PackageRefusedError

PATIENCE: Final = 60.0  # seconds for a small file; a busy computer must not make an honest file a hostile one
PATIENCE_PER_MB: Final = 3.0
LONGEST_MESSAGE: Final = BATCH + 2 * LONGEST_LINE

Judgement = Callable[[Manifest, KeyRing], str | None]

_BODY: Final = msgspec.json.Decoder(WriterLine | ChangeLine)


class _Refusal(msgspec.Struct):
    reason: str
    detail: str
    line: int


def shapes() -> Shapes:
    """Give the fields of every kind as the worker process knows them; former names of fields included."""
    return {
        kind.kind_name(): {name: type(each.type).__name__ for name, each in fields_by_name(kind).items()}
        for kind in ALL_KINDS
    }


@contextmanager
def open_package(
    path: Path, ring: KeyRing, *, schema: int = SCHEMA_NUMBER, judged: Judgement | None = None
) -> Iterator[ReceivedPackage]:
    """Give the package once its seal, sender, receiver and signature are proved; its lines are read on the way.

    ``judged`` says of a manifest why the package is not taken; ``judge`` unless given.
    Raises PackageRefusedError, here or while the lines are read (``is_newer``: set it aside); UserError when the file
    cannot be read. The worker process ends with the context, whatever happens.
    """
    sha256 = _look_at_file(path)
    ours, theirs = multiprocessing.get_context("spawn").Pipe()
    task = Task(path, ring.secret.identity, shapes(), schema)
    process = multiprocessing.get_context("spawn").Process(target=work, args=(theirs, task), daemon=True)
    process.start()
    theirs.close()
    try:
        reading = _Reading(path, ours)
        manifest = reading.manifest(ring, judged or judge)
        yield ReceivedPackage(manifest, sha256, reading.lines(manifest, sha256), path)
    finally:
        process.kill()
        process.join()
        process.close()
        ours.close()


def _look_at_file(path: Path) -> bytes:
    """Refuse what is no package of a format we read, before any process is started, and give the file's SHA-256."""
    try:
        with path.open("rb") as file:
            first = file.read(len(HEADER))
            _refuse_other_formats(path, first)
            file.seek(0)
            return hashlib.file_digest(file, "sha256").digest()
    except OSError as error:
        raise file_problem(error, path) from error


def _refuse_other_formats(path: Path, first: bytes) -> None:
    if len(first) < len(HEADER) or not first.startswith(MAGIC):
        raise PackageRefusedError("not_a_package", file=path.name)
    if first[-1] > FORMAT:
        raise PackageRefusedError(NEWER, file=path.name)
    if first[-1] < OLDEST_FORMAT:
        raise PackageRefusedError("older", file=path.name)
    if path.stat().st_size > MOST_PACKED:
        raise PackageRefusedError("too_large", file=path.name)


def judge(manifest: Manifest, ring: KeyRing) -> str | None:
    """Give the reason why a package with this first line is not taken here, or None."""
    sender = ring.by_key(manifest.sender_key)
    if ring.organisation is not None and manifest.organisation != ring.organisation:
        return "other_organisation"
    if sender is None or sender.office != manifest.office:
        return "stranger"
    if sender.refuses(manifest.number, manifest.package):
        return "revoked"
    if manifest.receiver != ring.office or manifest.receiver_key != ring.secret.public.recipient:
        return "other_receiver"
    if sender.is_headquarters in {manifest.purpose == "office", ring.is_headquarters}:
        return "wrong_direction"
    return None if manifest.grade == "full" else "not_for_merging"


class _Reading:
    """Our side of the conversation with the worker process."""

    def __init__(self, path: Path, connection: Connection) -> None:
        self._file = path.name
        self._connection = connection
        self._patience = PATIENCE + PATIENCE_PER_MB * path.stat().st_size / 10**6
        self._about: dict[str, object] = {}

    def manifest(self, ring: KeyRing, judged: Judgement) -> Manifest:
        """Judge the first line as soon as it is there, then wait until all of the file is proved."""
        manifest = msgspec.json.decode(self._message(FIRST), type=Manifest)
        self._about = {"office": manifest.office, "receiver": manifest.receiver}
        reason = judged(manifest, ring)
        if reason is not None:
            raise self._refused(reason)
        self._connection.send_bytes(GO_ON)
        self._message(PROVED)
        return manifest

    def lines(self, manifest: Manifest, sha256: bytes) -> Iterator[BodyLine]:
        """Give every line after the manifest; the count is compared once more with what was announced."""
        left = manifest.writers + sum(manifest.counts.values())
        while True:
            letter, data = self._next()
            if letter == END:
                if data != sha256 or left:
                    raise self._refused("damaged")
                return
            if letter != LINES:
                raise self._refused("damaged")
            for raw in data.split(b"\n"):
                left -= 1
                yield _BODY.decode(raw)

    def _message(self, expected: bytes) -> bytes:
        letter, data = self._next()
        if letter != expected:
            raise self._refused("damaged")
        return data

    def _next(self) -> tuple[bytes, bytes]:
        try:
            if not self._connection.poll(self._patience):
                raise self._refused("took_too_long")
            message = self._connection.recv_bytes(LONGEST_MESSAGE)
        except (EOFError, OSError):  # the worker process was ended by its limits, or by what it read
            raise self._refused("too_large") from None
        if message[:1] == REFUSED:
            refusal = msgspec.json.decode(message[1:], type=_Refusal)
            raise self._refused(refusal.reason, detail=clean(refusal.detail), line=refusal.line)
        return message[:1], message[1:]

    def _refused(self, reason: str, **more: object) -> PackageRefusedError:
        return PackageRefusedError(reason, file=self._file, **{**self._about, **more})
