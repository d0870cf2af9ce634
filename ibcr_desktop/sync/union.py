"""Puts the changes of a package into the log: each once, known ones passed over, impossible ones left out and named."""

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

import msgspec
from sqlalchemy import Connection, func, insert, select, update

from ibcr_desktop.foundation.words import N_
from ibcr_desktop.storage.change_ids import WriterNumbers
from ibcr_desktop.storage.log_tables import CARRIED, CHANGE, LOG_STATE, PACKAGE, WRITER
from ibcr_desktop.storage.withdrawal import WITHDRAWN
from ibcr_desktop.sync.merged import CannotMergeError, RefusedLine
from ibcr_desktop.sync.package_lines import ChangeLine, Manifest, WriterLine

LATEST_CLOCK: Final = 2**48  # more changes than an organisation can ever make
MOST_REFUSED: Final = 1_000
IDS_IN_A_QUESTION: Final = 1_000

NUMBER_TAKEN: Final = N_("its number stands for another change here")
OTHER_KIND: Final = N_("this id belongs to a record of the kind “{kind}”")
STRANGE_WRITER: Final = N_("it names a writer that the package does not introduce")
TOO_LATE: Final = N_("its place in the order of changes is beyond any that can be true")
OUT_OF_ORDER: Final = N_("its number does not follow the one before")

_INSERT: Final = (
    "INSERT INTO change (writer, number, clock, kind, record_id, parents, action, fields, package, claimed_at, reason)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


class NumberedLine(NamedTuple):
    """A change with the number of its line in the package, for whoever looks for it there."""

    number: int
    change: ChangeLine


class EarlierChange(NamedTuple):
    """What the log already says of a record: the first entry that arrived."""

    kind: str
    arrived: int


class LogUnion:
    """The log, while the lines of one package are added to it."""

    def __init__(self, connection: Connection, package_no: int) -> None:
        self.refused: list[RefusedLine] = []
        self.inserted = 0
        self.lines_of_kind: Counter[str] = Counter()
        self.writers_introduced = 0
        self.mark = int(connection.execute(select(func.max(CHANGE.c.arrived))).scalar_one_or_none() or 0)
        withdrawn = select(PACKAGE.c.no).where(PACKAGE.c.state == WITHDRAWN).limit(1)
        self.may_bring_back = connection.execute(withdrawn).first() is not None  # what a withdrawn package brought
        self._connection = connection
        self._package = package_no
        self._numbers = WriterNumbers(connection)
        self._new_writers: set[uuid.UUID] = set()
        self._last: dict[uuid.UUID, int] = {}
        self._ranges: list[list[Any]] = []  # [writer, first, last] of what the package carries
        self._clock = 0

    def introduce(self, line: WriterLine) -> None:
        """Take in a writer; one that is known stays as it is."""
        self.writers_introduced += 1
        if line.uuid in self._numbers.by_uuid:
            return
        row = {**msgspec.structs.asdict(line), "is_headquarters": int(line.is_headquarters)}
        self._connection.execute(insert(WRITER), row)
        self._numbers.reload()
        self._new_writers.add(line.uuid)

    def earlier(self, record_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, EarlierChange]:
        """Give what the log says of those records that it knows."""
        ids, found = [each.bytes for each in record_ids], {}
        for start in range(0, len(ids), IDS_IN_A_QUESTION):
            some = tuple(ids[start : start + IDS_IN_A_QUESTION])
            marks = ",".join("?" * len(some))
            statement = (
                f"SELECT record_id, kind, min(arrived) FROM change WHERE record_id IN ({marks}) GROUP BY record_id"
            )
            for record_id, kind, arrived in self._connection.exec_driver_sql(statement, some):
                found[uuid.UUID(bytes=record_id)] = EarlierChange(kind, arrived)
        return found

    def unknown(self, lines: Sequence[NumberedLine]) -> list[NumberedLine]:
        """Give those lines that the log lacks and can hold; the rest is known, or refused and named."""
        known = self._known(lines)
        fresh = []
        for line in lines:
            change = line.change
            self.lines_of_kind[change.kind] += 1
            problem = self._problem(change)
            if problem is None and (there := known.get((change.writer, change.number))) is not None:
                if there != (change.record_id.bytes, change.clock):
                    problem = NUMBER_TAKEN
                else:
                    self._carry(change)
                    continue
            if problem is None:
                fresh.append(line)
            else:
                self.refuse(line, problem)
        return fresh

    def refuse(self, line: NumberedLine, reason: str, **values: object) -> None:
        """Leave a line out, and say why; a UserError where the package holds more of them than good work ever would."""
        self.refused.append(RefusedLine(line.number, reason, values))
        if len(self.refused) > MOST_REFUSED:
            raise CannotMergeError(
                N_("More than {count} lines of the package cannot be taken in."),
                N_("Nothing of it was taken in."),
                N_("Ask the office to look for damage in its database, and to send its work again."),
                count=MOST_REFUSED,
            )

    def add(self, lines: Sequence[NumberedLine]) -> None:
        """Write changes that ``unknown`` gave into the log."""
        rows, no_of, encode = [], self._numbers.by_uuid, msgspec.json.encode
        for _, change in lines:
            self._carry(change)
            rows.append((
                no_of[change.writer],
                change.number,
                change.clock,
                change.kind,
                change.record_id.bytes,
                self._parents(change),
                change.action,
                encode(change.fields).decode(),
                self._package,
                change.claimed_at,
                change.reason,
            ))  # fmt: skip
            self._clock = max(self._clock, change.clock)
        if rows:
            self._connection.exec_driver_sql(_INSERT, rows)
        self.inserted += len(rows)

    def note_carried(self) -> None:
        """Note what the package carried since the last time; before a fold, for by it withdrawn changes count again."""
        carried = [
            {"package": self._package, "writer": self._numbers.by_uuid[writer], "first": first, "last": last}
            for writer, first, last in self._ranges
        ]
        if carried:
            self._connection.execute(insert(CARRIED), carried)
        self._ranges.clear()

    def finish(self, manifest: Manifest) -> None:
        """Note the latest clock, and compare every count; a mismatch is a UserError."""
        connection = self._connection
        later = LOG_STATE.c.clock < self._clock
        connection.execute(update(LOG_STATE).where(later).values(clock=self._clock))
        there = connection.execute(
            select(func.count()).select_from(CHANGE).where(CHANGE.c.arrived > self.mark)
        ).scalar_one()
        as_announced = {kind: count for kind, count in manifest.counts.items() if count} == dict(self.lines_of_kind)
        if not as_announced or self.writers_introduced != manifest.writers or there != self.inserted:
            raise CannotMergeError(
                N_("The package from {office} does not hold what its first line says."),
                N_("Nothing of it was taken in."),
                N_("Ask the office to send the file again."),
                office=manifest.office,
            )

    def _known(self, lines: Sequence[NumberedLine]) -> Mapping[tuple[uuid.UUID, int], tuple[bytes, int]]:
        """Give (record id, clock) of the changes of these lines that the log holds, by writer and number."""
        spans: dict[uuid.UUID, list[int]] = {}
        for _, change in lines:
            if change.writer in self._numbers.by_uuid and change.writer not in self._new_writers:
                span = spans.setdefault(change.writer, [change.number, change.number])
                span[:] = min(span[0], change.number), max(span[1], change.number)
        statement = "SELECT number, record_id, clock FROM change WHERE writer = ? AND number BETWEEN ? AND ?"
        return {
            (writer, number): (record_id, clock)
            for writer, span in spans.items()
            for number, record_id, clock in self._connection.exec_driver_sql(
                statement, (self._numbers.by_uuid[writer], *span)
            )
        }

    def _problem(self, change: ChangeLine) -> str | None:
        by_uuid = self._numbers.by_uuid
        if change.writer not in by_uuid or any(writer not in by_uuid for writer, _ in change.parents or ()):
            return STRANGE_WRITER
        if change.clock > LATEST_CLOCK:
            return TOO_LATE
        if change.number <= self._last.get(change.writer, 0):
            return OUT_OF_ORDER
        self._last[change.writer] = change.number
        return None

    def _parents(self, change: ChangeLine) -> str | None:
        no_of, parents = self._numbers.by_uuid, change.parents
        if parents is None:
            return None
        ordered = parents if len(parents) < 2 else sorted(parents)
        return " ".join([f"{no_of[writer]}.{number}" for writer, number in ordered])

    def _carry(self, change: ChangeLine) -> None:
        last = self._ranges[-1] if self._ranges else None
        if last is not None and last[0] == change.writer and last[2] == change.number - 1:
            last[2] = change.number
        else:
            self._ranges.append([change.writer, change.number, change.number])
