"""Puts the changes of a package into the log: each once, known ones passed over, impossible ones left out and named."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Final, NamedTuple

import msgspec
from sqlalchemy import Connection, func, insert, select, update

from ibcr_desktop.foundation.words import N_
from ibcr_desktop.storage.change_ids import WriterNumbers
from ibcr_desktop.storage.log_tables import CHANGE, LOG_STATE, PACKAGE, WRITER
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


InLog = tuple[int, bytes, int]  # number, record id, clock


class NumberedLine(msgspec.Struct, frozen=True, gc=False):
    """A change with the number of its line in the package, for whoever looks for it there.

    ``record``: its record's id as it stands in the log, which costs less to compare than the UUID.
    """

    number: int
    change: ChangeLine
    record: bytes


class NumberRanges(list[tuple[int, int, int]]):
    """Changes by (local number of their writer, first number, last number), without a gap in between."""

    def add(self, writer: int, first: int, last: int) -> None:
        """Add a range, which makes the last one longer if it follows it."""
        if self and self[-1][0] == writer and self[-1][2] == first - 1:
            first = self.pop()[1]
        self.append((writer, first, last))


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
        self.known = NumberRanges()  # of the last batch: what the log had already
        self._carried = NumberRanges()  # what the package carries, and is not noted yet
        self._new_writers: set[int] = set()
        self._last: dict[int | None, int] = {}
        self._clock = 0

    def introduce(self, line: WriterLine) -> None:
        """Take in a writer; one that is known stays as it is."""
        self.writers_introduced += 1
        if line.uuid in self._numbers.by_uuid:
            return
        row = {**msgspec.structs.asdict(line), "is_headquarters": int(line.is_headquarters)}
        self._connection.execute(insert(WRITER), row)
        self._numbers.reload()
        self._new_writers.add(self._numbers.by_uuid[line.uuid])

    def earlier(self, records: Iterable[bytes]) -> dict[bytes, EarlierChange]:
        """Give what the log says of those records that it knows."""
        ids, found = sorted(records), {}
        for start in range(0, len(ids), IDS_IN_A_QUESTION):
            some = tuple(ids[start : start + IDS_IN_A_QUESTION])
            marks = ",".join("?" * len(some))
            statement = (
                f"SELECT record_id, kind, min(arrived) FROM change WHERE record_id IN ({marks}) GROUP BY record_id"
            )
            for record_id, kind, arrived in self._connection.exec_driver_sql(statement, some):
                found[record_id] = EarlierChange(kind, arrived)
        return found

    def unknown(self, lines: Sequence[NumberedLine]) -> list[NumberedLine]:
        """Give those lines that the log lacks and can hold; the rest is in ``known``, or refused and named."""
        self.known = NumberRanges()
        self.lines_of_kind.update([line.change.kind for line in lines])
        fresh: list[NumberedLine] = []
        for _, some in groupby(lines, key=lambda line: line.change.writer.int):
            run = list(some)
            fresh += self._unknown_in(run, self._numbers.by_uuid.get(run[0].change.writer))
        return fresh

    def _unknown_in(self, run: Sequence[NumberedLine], writer: int | None) -> list[NumberedLine]:
        """Give the unknown ones of lines that one writer wrote: as a rule the log knows all of them, or none."""
        here = [(line.change.number, line.record, line.change.clock) for line in run]
        there = (
            [] if writer is None or writer in self._new_writers else self._in_log(writer, min(here)[0], max(here)[0])
        )
        if writer is not None and self._is_whole(here, there, self._last.get(writer, 0)):
            self._last[writer] = here[-1][0]
            self._note_known(writer, here[0][0], here[-1][0])
            return []
        possible = self._possible(run, writer)
        return [] if writer is None else self._compared(possible, writer, {each[0]: each for each in there})

    def _is_whole(self, here: Sequence[InLog], there: Sequence[InLog], last: int) -> bool:
        """Say whether these lines follow the last one and are what the log holds, with no number left out."""
        return here == there and here[0][0] > last and here[-1][0] - here[0][0] == len(here) - 1

    def _compared(self, lines: Sequence[NumberedLine], writer: int, there: Mapping[int, InLog]) -> list[NumberedLine]:
        """Give those that are not among what the log holds, and refuse what it holds otherwise."""
        fresh = []
        for line in lines:
            number = line.change.number
            known = there.get(number)
            if known is None:
                fresh.append(line)
            elif known == (number, line.record, line.change.clock):
                self._note_known(writer, number, number)
            else:
                self.refuse(line, NUMBER_TAKEN)
        return fresh

    def _possible(self, run: Sequence[NumberedLine], writer: int | None) -> list[NumberedLine]:
        """Refuse the lines of a writer that cannot be, and give the others."""
        kept, last = [], self._last.get(writer, 0)
        for line in run:
            number, parents = line.change.number, line.change.parents
            if writer is None or (parents and any(each not in self._numbers.by_uuid for each, _ in parents)):
                self.refuse(line, STRANGE_WRITER)
            elif line.change.clock > LATEST_CLOCK:
                self.refuse(line, TOO_LATE)
            elif number <= last:
                self.refuse(line, OUT_OF_ORDER)
            else:
                last = number
                kept.append(line)
        self._last[writer] = last
        return kept

    def _in_log(self, writer: int, first: int, last: int) -> list[InLog]:
        """Give what the log holds of these numbers of a writer, in their order."""
        statement = (
            "SELECT number, record_id, clock FROM change WHERE writer = ? AND number BETWEEN ? AND ? ORDER BY number"
        )
        with self._connection.exec_driver_sql(statement, (writer, first, last)) as result:
            return list(result.cursor.fetchall())  # the driver's own tuples, equal to ours

    def _note_known(self, writer: int, first: int, last: int) -> None:
        self.known.add(writer, first, last)
        self._carried.add(writer, first, last)

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

    def add(self, lines: Sequence[NumberedLine]) -> int:
        """Write changes that ``unknown`` gave into the log, and give the number of the last one before them."""
        before = self.mark + self.inserted
        rows, no_of, encode = [], self._numbers.by_uuid, msgspec.json.encode
        for line in lines:
            change = line.change
            writer = no_of[change.writer]
            self._carried.add(writer, change.number, change.number)
            rows.append((
                writer,
                change.number,
                change.clock,
                change.kind,
                line.record,
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
        return before

    def note_carried(self) -> None:
        """Note what the package carried since the last time; before a fold, for by it withdrawn changes count again."""
        if self._carried:
            rows = [(self._package, *each) for each in self._carried]
            statement = "INSERT INTO carried (package, writer, first, last) VALUES (?, ?, ?, ?)"
            self._connection.exec_driver_sql(statement, rows)
        self._carried = NumberRanges()

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

    def _parents(self, change: ChangeLine) -> str | None:
        no_of, parents = self._numbers.by_uuid, change.parents
        if parents is None:
            return None
        ordered = parents if len(parents) < 2 else sorted(parents)
        return " ".join([f"{no_of[writer]}.{number}" for writer, number in ordered])
