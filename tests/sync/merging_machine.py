"""Random lives of one headquarters and up to four other databases, checked step by step against what truly happened.

Properties of docs/change-log.md: 1 to 7, 9, 10, 14, 15 and 16 here; 8 in tests/faults, 11 in test_newer_releases, 12 in
test_package_reader, 13 in test_bounded_memory.
"""

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import func, select, update

from ibcr_desktop.records import Person
from ibcr_desktop.storage.agreement import disagreements
from ibcr_desktop.storage.change_ids import WriterNumbers
from ibcr_desktop.storage.changes import Write
from ibcr_desktop.storage.fold import ChangeId
from ibcr_desktop.storage.log_tables import CHANGE, CONFLICT, LOG_STATE, WAITING
from ibcr_desktop.storage.rows import table_of
from ibcr_desktop.sync.conflicts import open_conflicts
from ibcr_desktop.sync.deciding import decide
from ibcr_desktop.sync.package_lines import BodyLine
from ibcr_desktop.sync.receiving import Figures, accept, rehearse
from ibcr_desktop.sync.withdrawing import reinstate, withdraw
from tests.sync.exchange import lines_of, package_of
from tests.sync.offices_in_memory import Node, OpenTransaction
from tests.sync.true_histories import TrueHistories, Truth, Written

OFFICES = ("MTL", "DKR", "BKO", "DKR", "SJO")  # the second DKR is a copy of the first, when it comes alive
RECORDS = tuple(uuid.UUID(int=number) for number in (1, 2, 3))
FIELDS = ("family_name", "function", "country")
VALUES = st.sampled_from(["a", "b", None])
NO_FIGURES = Figures(wanted=False)
PERSON = table_of(Person)
NODES = st.integers(0, len(OFFICES) - 1)


@dataclass
class Held:
    """What the oracle says that one database holds."""

    changes: set[ChangeId] = field(default_factory=set)
    own: set[ChangeId] = field(default_factory=set)
    packages: dict[uuid.UUID, frozenset[ChangeId]] = field(default_factory=dict)
    withdrawn: set[uuid.UUID] = field(default_factory=set)

    def out(self) -> set[ChangeId]:
        """Give the changes that do not count: every package that brought them was withdrawn."""
        counted = set(self.own).union(*(ids for name, ids in self.packages.items() if name not in self.withdrawn))
        return self.changes - counted

    def copy(self) -> "Held":
        """Give a copy, for a backup."""
        return Held(set(self.changes), set(self.own), dict(self.packages), set(self.withdrawn))


@dataclass(frozen=True)
class Parcel:
    """A package on its way; it may arrive late, twice, at several places or never."""

    sender: int
    number: int
    lines: tuple[BodyLine, ...]
    changes: frozenset[ChangeId]


@cache
def _databases() -> tuple[OpenTransaction, ...]:
    return tuple(OpenTransaction() for _ in OFFICES)


class Merging(RuleBasedStateMachine):
    """The rules are what people and files do; the invariant compares every touched database with the oracle."""

    def __init__(self) -> None:
        super().__init__()
        self.truth = TrueHistories()
        self.nodes = [
            Node(database, f"{office}{place}", office)
            for place, (database, office) in enumerate(zip(_databases(), OFFICES, strict=True))
        ]
        self.held = [Held() for _ in OFFICES]
        self.backups: dict[int, Held] = {}
        self.parcels: list[Parcel] = []
        self.touched: set[int] = set()

    def teardown(self) -> None:
        """Bring everything to everybody: all show the same; then forget it."""
        try:
            self.everybody_meets()
        finally:
            for each in self.nodes:
                each.database.forget()

    # What people do

    @initialize(node=NODES)
    def first_record(self, node: int) -> None:
        self._write(node, RECORDS[0], {"office": self.nodes[node].office, "family_name": "a"})

    @rule(node=NODES, record=st.sampled_from(RECORDS), name=st.sampled_from(FIELDS), value=VALUES)
    def write(self, node: int, record: uuid.UUID, name: str, value: str | None) -> None:
        """Edit a record, or create it where nobody here knows it."""
        if self._shown(node, record) is None:
            self._write(node, record, {"office": self.nodes[node].office, name: value or "a"})
        else:
            self._write(node, record, {name: value})

    @rule(node=NODES, record=st.sampled_from(RECORDS), deleted=st.booleans())
    def delete_or_restore(self, node: int, record: uuid.UUID, deleted: bool) -> None:
        if self._shown(node, record) is not None:
            self._write(node, record, {"deleted": deleted})

    @rule(node=NODES, record=st.sampled_from(RECORDS))
    def erase(self, node: int, record: uuid.UUID) -> None:
        if self._shown(node, record) is not None:
            self._write(node, record, {"family_name": None}, erases=True)

    @rule(node=NODES, third=st.booleans())
    def decide_first_conflict(self, node: int, third: bool) -> None:
        found = open_conflicts(self.nodes[node].connection)
        if found:
            conflict = found[0]
            is_text = conflict.field in FIELDS
            value = "third" if third and is_text else conflict.versions[0].value
            mark = self._mark(node)
            decide(self.nodes[node].store, [conflict.decide(value)])
            self._note_written(node, mark, conflict.record_id, self._known(node, conflict.record_id))

    @rule(node=NODES, record=st.sampled_from(RECORDS), value=VALUES, ahead=st.integers(1, 50))
    def write_by_a_wrong_clock(self, node: int, record: uuid.UUID, value: str | None, ahead: int) -> None:
        """Edit with a later place in the order of changes; it decides nothing but which of two versions is shown."""
        row = self._shown(node, record)
        if row is not None and row["function"] != value:
            self.nodes[node].connection.execute(update(LOG_STATE).values(clock=LOG_STATE.c.clock + ahead))
            self._write(node, record, {"function": value})

    # What travels

    @rule(sender=NODES, receiver=NODES, is_full=st.booleans())
    def send_and_merge(self, sender: int, receiver: int, is_full: bool) -> None:
        if sender != receiver:
            lacking = None if is_full else self.held[receiver].changes
            self._merge(receiver, self._parcel(sender, lacking))

    @rule(sender=NODES, part=st.integers(0, 7))
    def send_for_later(self, sender: int, part: int) -> None:
        """Make a package of some of the changes; what it lacks travels in others, or never."""
        chosen = {each for each in self.held[sender].changes if hash((each.number, part)) % 3}
        self.parcels.append(self._parcel(sender, self.held[sender].changes - chosen))

    @precondition(lambda self: self.parcels)
    @rule(data=st.data(), receiver=NODES)
    def arrive(self, data: st.DataObject, receiver: int) -> None:
        parcel = data.draw(st.sampled_from(self.parcels))
        if parcel.sender != receiver:
            self._merge(receiver, parcel)

    @rule(node=NODES, back_in=st.booleans(), data=st.data())
    def withdraw_or_reinstate(self, node: int, back_in: bool, data: st.DataObject) -> None:
        held = self.held[node]
        names = sorted(held.withdrawn if back_in else self._can_be_withdrawn(held))
        if names:
            package = data.draw(st.sampled_from(names))
            (reinstate if back_in else withdraw)(self.nodes[node].store, package)
            (held.withdrawn.remove if back_in else held.withdrawn.add)(package)
            self.touched.add(node)

    # What befalls computers

    @rule(node=NODES)
    def back_up(self, node: int) -> None:
        if node not in self.backups:
            self.nodes[node].connection.exec_driver_sql("SAVEPOINT backup")
            self.backups[node] = self.held[node].copy()

    @precondition(lambda self: self.backups)
    @rule(data=st.data())
    def restore(self, data: st.DataObject) -> None:
        """Put the backup back: what came later is lost here, and the program starts as a new writer."""
        node = data.draw(st.sampled_from(sorted(self.backups)))
        self.nodes[node].connection.exec_driver_sql("ROLLBACK TO backup")
        self.held[node] = self.backups[node].copy()
        self.nodes[node].begin_run()
        self.touched.add(node)

    # What must hold

    @invariant()
    def every_touched_database_shows_what_truly_happened(self) -> None:
        for node in self.touched:
            for record in RECORDS:
                self._compare(node, record)
        self.touched.clear()

    def everybody_meets(self) -> None:
        for place, node in enumerate(self.nodes):
            for package in sorted(self.held[place].withdrawn):
                reinstate(node.store, package)
            self.held[place].withdrawn.clear()
        others = range(1, len(OFFICES))
        for sender, receiver in (*((each, 0) for each in others), *((0, each) for each in others)):
            self._merge(receiver, self._parcel(sender, self.held[receiver].changes), checked=False)
        self.touched.update(range(len(OFFICES)))
        self.every_touched_database_shows_what_truly_happened()
        shown = [self._everything(node) for node in range(len(OFFICES))]
        assert all(each == shown[0] for each in shown)
        one = self.nodes[len(self.truth.changes) % len(self.nodes)]  # all are equal: any will do
        assert list(disagreements(one.connection)) == []

    # Steps

    def _write(self, node: int, record: uuid.UUID, values: dict[str, Any], *, erases: bool = False) -> None:
        place, known, mark = self.nodes[node], self._known(node, record), self._mark(node)
        with place.database.writer() as connection:
            place.store.log.write(connection, [Write(Person, record, values)], erases=erases)
        self._note_written(node, mark, record, known)

    def _mark(self, node: int) -> int:
        last = self.nodes[node].connection.execute(select(func.max(CHANGE.c.arrived))).scalar_one_or_none()
        return int(last or 0)

    def _note_written(self, node: int, mark: int, record: uuid.UUID, known: frozenset[ChangeId]) -> None:
        """Tell the oracle what was written just now: what it set is asked of the log, what was seen is not."""
        numbers = WriterNumbers(self.nodes[node].connection)
        for row in self.nodes[node].connection.execute(select(CHANGE).where(CHANGE.c.arrived > mark)):
            change_id = ChangeId(numbers.by_no[row.writer], row.number)
            self.truth.changes[change_id] = Written(
                change_id=change_id,
                record_id=record,
                fields=json.loads(row.fields),
                seen=known,
                is_creation=row.parents is None,
                office=self.nodes[node].office,
                erases=row.action == "erase",
            )
            known |= {change_id}
            self.held[node].changes.add(change_id)
            self.held[node].own.add(change_id)
        self.touched.add(node)

    def _parcel(self, sender: int, lacking: set[ChangeId] | None) -> Parcel:
        left_out = lacking or set()
        chosen = frozenset(self.held[sender].changes - left_out)
        lines = tuple(lines_of(self.nodes[sender].connection, lambda each: each in chosen))
        return Parcel(sender, len(self.parcels) + 1, lines, chosen)

    def _merge(self, receiver: int, parcel: Parcel, *, checked: bool = True) -> None:
        """Rehearse, merge, and rehearse once more: the first two agree, and the last would change nothing."""
        store, office = self.nodes[receiver].store, self.nodes[parcel.sender].name
        package = package_of(parcel.lines, parcel.number, office=office)
        name = package.manifest.package
        if name in self.held[receiver].packages:
            return
        before = self._everything(receiver)
        rehearsed = rehearse(store, package, figures=NO_FIGURES) if checked else None
        assert not checked or self._everything(receiver) == before
        package = package_of(parcel.lines, parcel.number, office=office)
        merged = accept(store, package, back_up=lambda: None, figures=NO_FIGURES)
        assert merged.refused == []
        if rehearsed is not None:
            assert rehearsed.counts == merged.counts
            again = rehearse(store, package_of(parcel.lines, 99, office=office), figures=NO_FIGURES).counts
            assert (again.new, again.changed, again.deleted, again.conflicts) == (0, 0, 0, 0)
        self.held[receiver].changes |= parcel.changes
        self.held[receiver].packages[name] = parcel.changes
        self.touched.add(receiver)

    def _can_be_withdrawn(self, held: Held) -> set[uuid.UUID]:
        """Give the packages without an erasure: what one has blanked does not come back."""
        erasing = {name for name, ids in held.packages.items() if any(self.truth.changes[each].erases for each in ids)}
        return held.packages.keys() - held.withdrawn - erasing

    # Questions to a database and to the oracle

    def _known(self, node: int, record: uuid.UUID) -> frozenset[ChangeId]:
        """Give what somebody who opens the record there sees; nothing where it is not shown."""
        held = self.held[node]
        return frozenset() if self._shown(node, record) is None else self.truth.known(record, held.changes, held.out())

    def _shown(self, node: int, record: uuid.UUID) -> Mapping[Any, Any] | None:
        found = self.nodes[node].connection.execute(select(PERSON).where(PERSON.c.id == record)).mappings().first()
        return None if found is None else found

    def _competing(self, node: int, record: uuid.UUID) -> dict[str, set[ChangeId]]:
        numbers = WriterNumbers(self.nodes[node].connection)
        rows = self.nodes[node].connection.execute(select(CONFLICT).where(CONFLICT.c.record_id == record))
        return {row.field: set(numbers.unpack(row.competing)) for row in rows}

    def _everything(self, node: int) -> list[Any]:
        rows = self.nodes[node].connection.execute(select(PERSON).order_by(PERSON.c.id)).all()
        return [list(map(tuple, rows)), [self._competing(node, record) for record in RECORDS]]

    def _compare(self, node: int, record: uuid.UUID) -> None:
        held = self.held[node]
        truth = self.truth.truth(record, held.changes, held.out())
        row, competing = self._shown(node, record), self._competing(node, record)
        waits = self.nodes[node].connection.execute(select(WAITING).where(WAITING.c.record_id == record)).first()
        assert (row is not None) == truth.exists
        assert (waits is not None) == bool(truth.missing or (truth.active and not truth.exists))
        unsure = self._may_be_blanked(record, truth)
        assert {each: ids for each, ids in competing.items() if each not in unsure} == {
            each: ids for each, ids in truth.competing.items() if each not in unsure
        }
        if row is not None:
            odd = {name: row[name] for name, values in truth.values.items() if row[name] not in values}
            assert odd.keys() <= unsure

    def _may_be_blanked(self, record: uuid.UUID, truth: Truth) -> set[str]:
        """Give the field that an erasure has blanked in logs from which changes may have come without the erasure."""
        erasures = {each.change_id for each in self.truth.of(record, self.truth.changes) if each.erases}
        return {"family_name"} if erasures and not erasures & truth.active else set()
