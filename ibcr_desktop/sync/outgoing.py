"""Makes the one file that an office sends to headquarters, and the one that headquarters answers with."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from sqlalchemy import ColumnElement, Connection, and_, func, insert, select

from ibcr_desktop import VERSION
from ibcr_desktop.foundation.clock import Clock
from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.safe_files import unused
from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records.ids import new_id
from ibcr_desktop.storage.database import Database
from ibcr_desktop.storage.local_values import local_value
from ibcr_desktop.storage.log_tables import PACKAGE
from ibcr_desktop.storage.long_reads import long_reader
from ibcr_desktop.storage.schema import SCHEMA_NUMBER
from ibcr_desktop.sync.held import held_here
from ibcr_desktop.sync.key_ring import MADE, Correspondent, KeyRing, key_ring, make_pseudonym_key, pseudonym_key
from ibcr_desktop.sync.log_lines import LeftOut, LogLines
from ibcr_desktop.sync.merged import Tell, tell_nobody
from ibcr_desktop.sync.package_file import Line, write_package
from ibcr_desktop.sync.package_lines import FORMAT, Manifest, Purpose
from ibcr_desktop.sync.receipts import receipt_for
from ibcr_desktop.sync.selection import concerning, lacking_at, links_of_people, made_at
from ibcr_desktop.sync.statistics_lines import PseudonymousLines, figure_lines
from ibcr_desktop.sync.unsent import last_arrived, remember_sent

FIRST_NUMBER: Final = "first package number"  # in ``local``: a replacing computer goes on where the lost one was
SUFFIX: Final = ".ibcr"
Nameless = Literal["pseudonymous", "totals"]
LINES_BETWEEN: Final = 1_000  # two reports of how far it is


@dataclass(frozen=True)
class Packed:
    """A package that was made: where it lies, its SHA-256, and what its first line says."""

    path: Path
    sha256: bytes
    manifest: Manifest


def pack_for_headquarters(
    database: Database, folder: Path, clock: Clock, *, is_complete: bool = False, tell: Tell = tell_nobody
) -> Packed:
    """Write everything made here that headquarters has not acknowledged; or all of it, with ``is_complete``.

    ``tell`` hears how many of the lines are written and may raise to stop it; there is no file then. Raises UserError
    when the office is not paired, or the disk refuses; the records are never touched.
    """
    with long_reader(database) as connection:
        ring = key_ring(connection)
        headquarters = paired_headquarters(ring)
        making = Making(connection, ring, headquarters, clock, is_complete=is_complete, tell=tell)
        packed = making.write_log(folder, "office", made_at(ring.office), held=held_here(connection))
        arrived = last_arrived(connection)
    note_made(database, packed, arrived)
    return packed


def answer_office(
    database: Database,
    office: str,
    folder: Path,
    clock: Clock,
    *,
    is_complete: bool = False,
    tell: Tell = tell_nobody,
) -> Packed:
    """Write what there is for an office: receipt, questions, its records as corrected, verdicts, reference data.

    ``tell`` as in ``pack_for_headquarters``. Raises UserError when the office is not paired, or the disk refuses.
    """
    with long_reader(database) as connection:
        ring = key_ring(connection)
        receiver = ring.valid(office)
        if receiver is None or not ring.is_headquarters:
            raise _not_paired(office)
        making = Making(connection, ring, receiver, clock, is_complete=is_complete, tell=tell)
        packed = making.write_answer(folder)
    note_made(database, packed)
    return packed


def answer_every_office(
    database: Database, folder: Path, clock: Clock, *, tell: Tell = tell_nobody
) -> tuple[Packed, ...]:
    """Write the answer for each office that is paired, all of them or none, each as ``answer_office`` does.

    ``tell`` hears how many are written. Raises UserError when no office is paired, or the disk refuses.
    """
    done: list[Packed] = []
    with long_reader(database) as connection:
        ring = key_ring(connection)
        offices = ring.paired_offices if ring.is_headquarters else ()
        if not offices:
            raise _not_paired("")
        try:
            for office in offices:
                tell(len(done), len(offices))
                done.append(Making(connection, ring, office, clock).write_answer(folder))
            tell(len(done), len(offices))
        except BaseException:
            for each in done:
                each.path.unlink(missing_ok=True)
            raise
    for each in done:
        note_made(database, each)
    return tuple(done)


def pack_statistics(
    database: Database, folder: Path, clock: Clock, grade: Nameless, *, tell: Tell = tell_nobody
) -> Packed:
    """Write a file without names for headquarters: the records under codes, or only the totals; it is never merged.

    ``tell`` as in ``pack_for_headquarters``. Raises UserError when the office is not paired, or the disk refuses.
    """
    database.write(make_pseudonym_key)
    with long_reader(database) as connection:
        ring = key_ring(connection)
        making = Making(connection, ring, paired_headquarters(ring), clock, is_complete=True, tell=tell)
        packed = making.write_statistics(folder, grade)
    note_made(database, packed)
    return packed


def paired_headquarters(ring: KeyRing) -> Correspondent:
    """Give the database of headquarters; raises UserError where the office is not paired."""
    if ring.is_headquarters:
        raise UserError(
            N_("This is the database of headquarters, which sends no work to itself."),
            N_("Nothing was written; your records are safe."),
            N_("Write the answer to an office instead (receipt)."),
        )
    if ring.headquarters is None:
        raise _not_paired(ring.office)
    return ring.headquarters


class Making:
    """Makes one package for one receiver, out of one reading of the database."""

    def __init__(
        self,
        connection: Connection,
        ring: KeyRing,
        receiver: Correspondent,
        clock: Clock,
        *,
        is_complete: bool = False,
        tell: Tell = tell_nobody,
    ) -> None:
        self._connection = connection
        self._ring = ring
        self._receiver = receiver
        self._clock = clock
        self._is_complete = is_complete
        self._tell = tell

    def write_answer(self, folder: Path) -> Packed:
        """Write what there is for the receiving office, with its receipt."""
        receipt = receipt_for(self._connection, self._receiver.office)
        return self.write_for_office(folder, "answer", receipt=receipt)

    def write_for_office(self, folder: Path, purpose: Purpose, **parts: Any) -> Packed:
        """Write what concerns the receiving office; ``parts`` are those of the manifest."""
        office = self._receiver.office
        links = links_of_people(self._connection, office)
        foreign = frozenset(each for each, is_own in links.items() if not is_own)
        chosen = concerning(office, links)
        held = held_here(self._connection, {office, self._ring.office})
        return self.write_log(folder, purpose, chosen, LeftOut({office}, foreign), held=held, **parts)

    def write_log(
        self,
        folder: Path,
        purpose: Purpose,
        chosen: ColumnElement[bool],
        left_out: LeftOut | None = None,
        **parts: Any,
    ) -> Packed:
        """Write the chosen changes, but for those that the receiver said it holds unless all are wanted."""
        if not self._is_complete:
            chosen = and_(chosen, lacking_at(self._receiver.office))
        lines = LogLines(self._connection, chosen, left_out)
        about = {"purpose": purpose, "counts": lines.counts(), "writers": lines.writers, **parts}
        number, previous = self._next()
        manifest = self._manifest(number=number, previous=previous, grade="full", **about)
        return self._write(folder, manifest, lines)

    def write_statistics(self, folder: Path, grade: Nameless) -> Packed:
        """Write what names nobody; such packages have numbers of their own."""
        made = select(func.count()).where(PACKAGE.c.direction == MADE, PACKAGE.c.number.is_(None))
        about: dict[str, Any] = {
            "number": self._connection.execute(made).scalar_one() + 1,
            "previous": None,
            "held": {},
        }
        if grade == "totals":
            figures = list(figure_lines(self._connection))
            manifest = self._manifest(purpose="office", grade=grade, counts={}, writers=0, **about)
            return self._write(folder, manifest, figures)
        lines = PseudonymousLines(self._connection, self._ring.office, pseudonym_key(self._connection))
        manifest = self._manifest(purpose="office", grade=grade, counts=lines.counts(), writers=1, **about)
        return self._write(folder, manifest, lines)

    def _write(self, folder: Path, manifest: Manifest, lines: Iterable[Line]) -> Packed:
        """Seal a manifest and its lines for the receiver, under a name that no file in the folder has."""
        path = unused(folder / file_name(manifest, self._clock))
        recipients = self._ring.recipients(self._receiver)
        told = self._told(lines, manifest.writers + sum(manifest.counts.values()))
        return Packed(path, write_package(path, manifest, told, self._ring.secret, recipients), manifest)

    def _told(self, lines: Iterable[Line], total: int) -> Iterator[Line]:
        for done, line in enumerate(lines):
            if done % LINES_BETWEEN == 0:
                self._tell(done, total)
            yield line

    def _manifest(self, **parts: Any) -> Manifest:
        ring, receiver = self._ring, self._receiver
        if ring.organisation is None:
            raise _not_paired(receiver.office)
        return Manifest(
            package=new_id(),
            organisation=ring.organisation,
            office=ring.office,
            receiver=receiver.office,
            sender_key=ring.secret.public.signing_key,
            receiver_key=receiver.keys.recipient,
            format=FORMAT,
            schema=SCHEMA_NUMBER,
            program=VERSION,
            is_complete=self._is_complete,
            made_at=self._clock.now().isoformat(timespec="seconds"),
            newest_program=VERSION,
            **parts,
        )

    def _next(self) -> tuple[int, str | None]:
        """Give the number of the next package to the receiver, and the hash of the one before."""
        columns = (PACKAGE.c.number, PACKAGE.c.sha256)
        made = select(*columns).where(PACKAGE.c.direction == MADE, PACKAGE.c.office == self._receiver.office)
        last = self._connection.execute(made.where(PACKAGE.c.number.is_not(None)).order_by(PACKAGE.c.no.desc())).first()
        if last is not None:
            return last.number + 1, last.sha256.hex()
        return int(local_value(self._connection, FIRST_NUMBER) or 1), None


def file_name(manifest: Manifest, clock: Clock) -> str:
    """Give the name of the file: ``DKR-0017-2026-11-24.ibcr``; an answer names both offices, other grades theirs."""
    parts = [manifest.office]
    if manifest.purpose != "office":
        parts.append(manifest.receiver)
    if manifest.grade != "full":
        parts.append(manifest.grade)
    return "-".join([*parts, f"{manifest.number:04d}", clock.today().isoformat()]) + SUFFIX


def note_made(database: Database, packed: Packed, arrived: int | None = None) -> None:
    """Enter a package in the list of those that were made; ``arrived``: up to where it knows the log of an office."""
    manifest = packed.manifest
    row = {
        "uuid": manifest.package,
        "office": manifest.receiver,
        "number": manifest.number if manifest.grade == "full" else None,
        "direction": MADE,
        "sha256": packed.sha256,
        "counts": json.dumps(manifest.counts),
        "made_at": manifest.made_at,
        "state": MADE,
    }

    def work(connection: Connection) -> None:
        connection.execute(insert(PACKAGE), row)
        if arrived is not None:
            remember_sent(connection, arrived)

    database.write(work)


def _not_paired(office: str) -> UserError:
    return UserError(
        N_("{office} is not paired for the exchange of files."),
        N_("Nothing was written; your records are safe."),
        N_("Pair the two databases first: a request from the office, a grant from headquarters."),
        office=office or "?",
    )
