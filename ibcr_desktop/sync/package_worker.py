"""Opens a package in a process of its own, with little memory and time, because whoever made it may be hostile.

The file is read twice: first to prove the signature, then to give its lines; nothing unproved is given. Messages to the
reading side are bytes, never objects: a letter and what belongs to it.
"""

import hashlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import BinaryIO, Final, cast

import msgspec
import zstandard

from ibcr_desktop.sync.line_checks import BrokenRuleError, LineChecks, Shapes, refuse_unprintable
from ibcr_desktop.sync.package_file import (
    HEADER,
    LARGEST_WINDOW,
    LONGEST_LINE,
    MOST_LINES,
    MOST_UNPACKED,
    signed_message,
)
from ibcr_desktop.sync.package_lines import FORMAT, ChangeLine, FigureLine, Manifest, SignatureLine, WriterLine
from ibcr_desktop.sync.sealing import NotForThisKeyError, SealBrokenError, is_signed, unseal

FIRST, PROVED, LINES, END, REFUSED = b"F", b"P", b"L", b"E", b"R"
GO_ON: Final = b"G"

MEMORY: Final = 280 * 2**20  # bytes
SECONDS: Final = 5  # of the processor, for a small file; one more for each MB
BATCH: Final = 2**18  # bytes of lines in one message
FREE_RATIO, MOST_RATIO = 16 * 10**6, 200  # text of ours shrinks to a tenth; what swells so much is a bomb

_BODY: Final = msgspec.json.Decoder(WriterLine | ChangeLine | FigureLine)


class RefusedError(Exception):
    """The package cannot be taken; ``reason`` is a name in ``refusals.SENTENCES``, ``detail`` is for who made it."""

    def __init__(self, reason: str, detail: str = "", line: int = 0) -> None:
        super().__init__(reason)
        self.reason, self.detail, self.line = reason, detail, line


@dataclass(frozen=True)
class Task:
    """Which file, opened with which secret; and what this program knows of kinds and fields."""

    path: Path
    identity: str
    shapes: Shapes
    schema: int


class _Peek(msgspec.Struct):
    """All that is asked of a manifest before its format is known."""

    format: int


def work(connection: Connection, task: Task) -> None:
    """Prove the package, and give its lines: the process's whole life."""
    try:
        _limit(task.path.stat().st_size)
        _Opening(connection, task).run()
    except RefusedError as refused:
        _refuse(connection, refused)
    except (EOFError, BrokenPipeError):
        return  # the reading side has seen enough
    except MemoryError:
        _refuse(connection, RefusedError("too_large"))
    except OSError:
        _refuse(connection, RefusedError("unreadable"))
    finally:
        connection.close()


class _Opening:
    def __init__(self, connection: Connection, task: Task) -> None:
        self._connection = connection
        self._task = task

    def run(self) -> None:
        first: list[bytes] = []

        def look(block: bytes) -> None:
            if not first:
                first.append(block.partition(b"\n")[0])
                self._ask(first[0])

        proof = _unpack(self._task, look)
        manifest = _manifest(first[0] if first else b"")
        _prove(manifest, proof)
        self._connection.send_bytes(PROVED)
        self._give_lines(manifest, proof)

    def _ask(self, line: bytes) -> None:
        """Show the first line, and go on only if its sender and receiver are the right ones."""
        _manifest(line)
        self._connection.send_bytes(FIRST + line)
        if self._connection.recv_bytes() != GO_ON:
            raise EOFError

    def _give_lines(self, manifest: Manifest, proof: "_Unpacked") -> None:
        checks = LineChecks(manifest, self._task.shapes, self._task.schema)
        waiting: list[bytes] = []
        number, size = 0, 0

        def take(block: bytes) -> None:
            nonlocal number, size
            for raw in block.split(b"\n")[:-1]:
                number += 1
                if number == 1:
                    continue  # the manifest
                _check(checks, raw, number)
                waiting.append(raw)
                size += len(raw)
                if size >= BATCH:
                    self._send(waiting)
                    size = 0

        again = _unpack(self._task, take)
        if again != proof:
            raise RefusedError("damaged")
        try:
            checks.finish()
        except BrokenRuleError as broken:
            raise RefusedError("broken_rule", str(broken)) from broken
        self._send(waiting)
        self._connection.send_bytes(END + again.sha256)

    def _send(self, lines: list[bytes]) -> None:
        if lines:
            self._connection.send_bytes(LINES + b"\n".join(lines))
            lines.clear()


@dataclass(frozen=True)
class _Unpacked:
    """What one reading of the whole file gives."""

    sha256: bytes  # of the file
    sha512: bytes  # of all lines but the last
    last_line: bytes


def _unpack(task: Task, take: Callable[[bytes], None]) -> _Unpacked:
    """Read the file once; ``take`` gets every line but the last, some at a time, each with its line feed."""
    size = task.path.stat().st_size
    blocks = _Blocks(take, max(FREE_RATIO, MOST_RATIO * size))
    with task.path.open("rb") as file:
        hashed = _HashedReading(file)
        if hashed.read(len(HEADER)) != HEADER:
            raise RefusedError("damaged")
        decompressor = zstandard.ZstdDecompressor(max_window_size=LARGEST_WINDOW).stream_writer(
            cast("BinaryIO", blocks)
        )
        try:
            unseal(cast("BinaryIO", hashed), decompressor.write, task.identity)
        except NotForThisKeyError as error:
            raise RefusedError("other_key") from error
        except (SealBrokenError, zstandard.ZstdError) as error:
            raise RefusedError("damaged") from error
        return _Unpacked(hashed.digest(), blocks.digest(), blocks.last_line())


class _HashedReading:
    """Reads through and hashes what was read."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._hash = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self._hash.update(data)
        return data

    def digest(self) -> bytes:
        return self._hash.digest()


class _Blocks:
    """Takes unpacked bytes, keeps the bounds, and gives whole lines; the last line is held back."""

    def __init__(self, take: Callable[[bytes], None], most: int) -> None:
        self._take = take
        self._most = min(most, MOST_UNPACKED)
        self._hash = hashlib.sha512()
        self._tail = b""
        self._size = self._lines = 0

    def write(self, data: bytes) -> int:
        self._size += len(data)
        self._tail += data
        whole = self._tail.rfind(b"\n", 0, max(self._tail.rfind(b"\n"), 0)) + 1
        if whole:
            self._give(self._tail[:whole])
            self._tail = self._tail[whole:]
        if self._size > self._most or self._lines > MOST_LINES or len(self._tail) > 2 * LONGEST_LINE:
            raise RefusedError("too_large")
        return len(data)

    def _give(self, block: bytes) -> None:
        self._hash.update(block)
        self._lines += block.count(b"\n")
        self._take(block)

    def digest(self) -> bytes:
        return self._hash.digest()

    def last_line(self) -> bytes:
        if not self._tail.endswith(b"\n"):
            raise RefusedError("damaged")
        return self._tail[:-1]


def _manifest(line: bytes) -> Manifest:
    try:
        number = msgspec.json.decode(line, type=_Peek).format
        if number > FORMAT:
            raise RefusedError("newer")
        return msgspec.json.decode(line, type=Manifest)
    except (msgspec.MsgspecError, ValueError) as error:
        raise RefusedError("broken_rule", str(error), 1) from error


def _prove(manifest: Manifest, proof: _Unpacked) -> None:
    try:
        signature = msgspec.json.decode(proof.last_line, type=SignatureLine)
    except (msgspec.MsgspecError, ValueError) as error:
        raise RefusedError("damaged") from error
    if not is_signed(signed_message(proof.sha512), signature.ed25519, manifest.sender_key):
        raise RefusedError("damaged")


def _check(checks: LineChecks, raw: bytes, number: int) -> None:
    try:
        line = _BODY.decode(raw)
        checks.check(line)
        if b"\\" in raw:  # JSON cannot hold a control character otherwise
            refuse_unprintable(line)
    except (msgspec.MsgspecError, ValueError) as error:
        raise RefusedError("broken_rule", str(error), number) from error


def _refuse(connection: Connection, refused: RefusedError) -> None:
    message = {"reason": refused.reason, "detail": refused.detail[:400], "line": refused.line}
    with suppress(OSError):
        connection.send_bytes(REFUSED + msgspec.json.encode(message))


def _limit(file_size: int) -> None:
    """Bound memory and time where the system can, and write no file; elsewhere the reading side watches the clock."""
    try:
        import resource  # noqa: PLC0415 - Windows has none
    except ImportError:
        return
    seconds = SECONDS + file_size // 10**6
    for name, most in (("DATA", MEMORY), ("CPU", seconds), ("FSIZE", 0), ("CORE", 0)):
        with suppress(OSError, ValueError):
            resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (most, most))
