"""Takes the changes of a package into the log and folds what they touch: the union of two histories.

Lines are taken in batches, so memory does not grow with the package. A record that nobody here knew and that has one
change becomes a row at once, one whose changes were made one after the other goes forward, and every other record that
is touched is folded from its whole history. All ways give the same rows, so the order of lines, packages and batches
cannot matter.
"""

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import Connection

from ibcr_desktop.records import kind_if_known
from ibcr_desktop.records.record import Record
from ibcr_desktop.storage import search_index
from ibcr_desktop.storage.contradictions import contradictory_ids
from ibcr_desktop.storage.draft_again import judge_again, judge_merged
from ibcr_desktop.storage.erasure import blank_log
from ibcr_desktop.storage.fast_forward import fast_forward
from ibcr_desktop.storage.new_rows import Packed, insert_new
from ibcr_desktop.storage.refold import ERASE, Refolded, note_not_understood, refold
from ibcr_desktop.storage.rows import renew_fiscal_years, start_month, table_of
from ibcr_desktop.storage.written_records import WrittenRecords
from ibcr_desktop.sync.merged import Counts, RefusedLine, Tell, tell_nobody
from ibcr_desktop.sync.package_lines import ReceivedPackage, WriterLine
from ibcr_desktop.sync.touched import Touched
from ibcr_desktop.sync.union import OTHER_KIND, EarlierChange, LogUnion, NumberedLine

BATCH: Final = 10_000  # lines; each batch asks a few questions of the log
FIRST_LINE: Final = 2  # of a package, after the manifest


@dataclass(frozen=True)
class TakenIn:
    """What ``take_in`` did: counts of records, lines that were left out, names of the kinds touched."""

    counts: Counts
    refused: list[RefusedLine]
    kinds: frozenset[str]


def take_in(
    connection: Connection, package: ReceivedPackage, package_no: int, today: date, tell: Tell = tell_nobody
) -> TakenIn:
    """Merge a package whose row in ``package`` is ``package_no``, in the transaction of ``connection``.

    Complete records that break a rule now are drafts while they do; no change says so, for then the order of packages
    would decide something. Gives what it did. Whatever is raised, by the lines, by ``tell`` or because counts disagree
    (UserError), means that the transaction must be rolled back.
    """
    merge = _Merge(connection, package, package_no, today)
    total = sum(package.manifest.counts.values())
    done = 0
    for batch in merge.batches():
        tell(done, total)
        merge.take(batch)
        done += len(batch)
    result = merge.finish()
    tell(total, total)
    return result


class _Merge:
    """One package on its way into the log and the tables."""

    def __init__(self, connection: Connection, package: ReceivedPackage, package_no: int, today: date) -> None:
        self._connection = connection
        self._today = today
        self._package = package
        self._union = LogUnion(connection, package_no)
        self._touched = Touched(connection)
        self._month = start_month(connection)
        self._kinds: set[str] = set()
        self._written = WrittenRecords()
        self._contradictory = contradictory_ids(connection)
        self._blanked = 0

    def batches(self) -> Iterator[list[NumberedLine]]:
        """Give the changes with the numbers of their lines, and introduce the writers on the way."""
        batch: list[NumberedLine] = []
        for number, line in enumerate(self._package.lines, FIRST_LINE):
            if isinstance(line, WriterLine):
                self._union.introduce(line)
                continue
            batch.append(NumberedLine(number, line, line.record_id.bytes))
            if len(batch) == BATCH:
                yield batch
                batch = []
        if batch:
            yield batch

    def take(self, batch: list[NumberedLine]) -> None:
        """Put what is unknown into the log, and what it touches into the tables."""
        lines = self._union.unknown(batch)
        earlier = self._union.earlier({line.record for line in lines})
        lines = self._refuse_other_kinds(lines, earlier)
        since = self._union.add(lines)
        self._union.note_carried()
        simple, others = self._sorted(lines, earlier)
        for kind, some in simple.items():
            note_not_understood(self._connection, insert_new(self._connection, kind, some, self._month))
            self._note_new(kind, [record_id for record_id, _ in some])
        if self._union.may_bring_back:
            others += {line.change.record_id for line in batch} - {line.change.record_id for line in lines}
        else:
            self._touched.add_known(self._union.known)
        ahead = fast_forward(self._connection, others, since, self._month)
        for kind, ids in ahead.new.items():
            self._note_new(kind, ids)
        self._note(ahead.edited, earlier)
        self._blanked += blank_log(self._connection, ahead.left)
        refolded = refold(self._connection, ahead.left)
        judge_merged(self._connection, refolded, self._today)
        self._note(refolded, earlier)

    def finish(self) -> TakenIn:
        """Compare the counts with what the package announced, and renew what follows from the settings."""
        self._union.finish(self._package.manifest)
        if self._blanked:
            search_index.leave_no_trace(self._connection)
        if start_month(self._connection) != self._month:
            renew_fiscal_years(self._connection)
        self._kinds |= judge_again(self._connection, self._written, self._today)
        refused = sorted(self._union.refused, key=lambda each: each.number)
        counts = self._touched.counts()
        counts.drafts_again = len(contradictory_ids(self._connection) - self._contradictory)
        return TakenIn(counts, refused, frozenset(self._kinds))

    def _sorted(
        self, lines: list[NumberedLine], earlier: Mapping[bytes, EarlierChange]
    ) -> tuple[dict[type[Record], list[Packed]], list[uuid.UUID]]:
        """Part what can become rows at once, by kind, from the ids of records about which more is known."""
        uses = Counter([line.record for line in lines])
        simple: dict[type[Record], list[Packed]] = defaultdict(list)
        others: dict[bytes, uuid.UUID] = {}
        for line in lines:
            change, record = line.change, line.record
            kind = kind_if_known(change.kind)
            is_first = change.parents is None and change.action != ERASE
            if is_first and kind is not None and record not in earlier and uses[record] == 1:
                simple[kind].append((change.record_id, change.fields))
            else:
                others[record] = change.record_id
        return simple, list(others.values())

    def _note_new(self, kind: type[Record], record_ids: Sequence[uuid.UUID]) -> None:
        self._touched.add_new(len(record_ids))
        self._written.add(kind, record_ids)
        self._kinds.add(kind.kind_name())

    def _note(self, done: Sequence[Refolded], earlier: Mapping[bytes, EarlierChange]) -> None:
        """Count what was done, apart from records that an earlier batch of the same package brought."""
        self._written.add_refolded(done)
        new = {each.record_id for each in done if self._is_of_package(earlier.get(each.record_id.bytes))}
        self._touched.add_refolded(done, new)
        self._kinds.update(each.kind.kind_name() for each in done if each.kind is not None)

    def _is_of_package(self, first: EarlierChange | None) -> bool:
        return first is not None and first.arrived > self._union.mark

    def _refuse_other_kinds(
        self, lines: Sequence[NumberedLine], earlier: Mapping[bytes, EarlierChange]
    ) -> list[NumberedLine]:
        """Leave out changes of records that stand in the table of another kind; the first of a batch says which."""
        kind_of = {record: each.kind for record, each in earlier.items()}
        kept = []
        for line in lines:
            known = kind_of.setdefault(line.record, line.change.kind)
            if known == line.change.kind or _share_a_table(known, line.change.kind):
                kept.append(line)
            else:
                self._union.refuse(line, OTHER_KIND, kind=known)
        return kept


def _share_a_table(one: str, other: str) -> bool:
    """Say whether a record can be of both kinds, one after the other; of kinds unknown here nobody knows."""
    first, second = kind_if_known(one), kind_if_known(other)
    return first is None or second is None or table_of(first) is table_of(second)
