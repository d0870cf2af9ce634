"""What a form needs of the database: open, save as typed, complete, bin, restore."""

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select

from ibcr_desktop.foundation.clock import Clock
from ibcr_desktop.records import kind_named, kinds_by_table
from ibcr_desktop.records.problems import Problem
from ibcr_desktop.records.record import Record, State
from ibcr_desktop.storage.changes import ChangeLog, Write, Written
from ibcr_desktop.storage.database import Database
from ibcr_desktop.storage.draft_again import judge_again
from ibcr_desktop.storage.erasure import erased_fields, personal_fields
from ibcr_desktop.storage.filters import among
from ibcr_desktop.storage.fold import ChangeId
from ibcr_desktop.storage.judgement import Saved, judge_before, problems_of, stored_rows
from ibcr_desktop.storage.judging_anew import judge_but_codes, judge_put_off
from ibcr_desktop.storage.log_tables import CONFLICT, HALF_TYPED
from ibcr_desktop.storage.refold import heads_of
from ibcr_desktop.storage.rows import record_of, table_of, values_in


@dataclass(frozen=True)
class OpenedRecord:
    """A record as it was read: values by field name, and what the person is about to build on.

    Attributes:
        heads: the changes that an edit of what is shown names as its parents.
        contested: names of fields about which offices disagree.
        half_typed: field name → text that fits no value yet, kept from an earlier moment.
        erased: names of fields whose values are gone for ever.
    """

    kind: type[Record]
    record_id: uuid.UUID
    values: Mapping[str, Any]
    office: str | None = None
    state: str = State.DRAFT
    deleted: bool = False
    is_new: bool = False
    heads: tuple[ChangeId, ...] = ()
    contested: frozenset[str] = frozenset()
    half_typed: Mapping[str, str] = field(default_factory=dict)
    erased: frozenset[str] = frozenset()


@dataclass(frozen=True)
class HalfTyped:
    """Text of a field that fits no value yet; empty text drops what was kept."""

    kind: type[Record]
    record_id: uuid.UUID
    field_name: str
    text: str


class RecordStore:
    """Saves records one by one for people; whole files go through ``ChangeLog.write`` themselves.

    ``announce`` is called with the kinds that a finished transaction has touched.
    """

    def __init__(
        self,
        database: Database,
        log: ChangeLog,
        clock: Clock,
        announce: Callable[[frozenset[str]], None] = lambda _: None,
        *,
        puts_codes_off: bool = False,
    ) -> None:
        """``puts_codes_off``: a changed list of codes is asked about later, by ``judge_put_off`` of another store."""
        self.database = database
        self.log = log
        self.clock = clock
        self._announce = announce
        self._judge_written = judge_but_codes if puts_codes_off else judge_again

    def another(self) -> "RecordStore":
        """Give a store for the worker thread; it shares the author, so both are one run in the log."""
        return RecordStore(self.database.another(), self.log, self.clock, self._announce)

    def open(self, kind_name: str, record_id: uuid.UUID) -> OpenedRecord | None:
        """Read a record with all that a form shows; None where it is not here. ``kind_name`` is that of a link."""
        with self.database.reader() as connection:
            for table_kind in kinds_by_table(kind_name):
                row = _row(connection, table_kind, record_id)
                if row is not None:
                    return _opened(connection, kind_named(row.get("kind", table_kind.kind_name())), row)
        return None

    def save(
        self,
        kind: type[Record],
        record_id: uuid.UUID,
        values: Mapping[str, Any],
        *,
        seen: tuple[ChangeId, ...] | None = None,
        reason: str | None = None,
    ) -> Saved:
        """Keep values whatever they are; a complete record that now breaks a rule becomes a draft, visibly.

        So do complete records that rest on it and break one now, as long as they do, whatever writes here.

        Repeatable: the same values a second time write nothing. Half-typed text of the saved fields is dropped.
        """

        def work(connection: Connection) -> tuple[Saved, Written]:
            is_new = _row(connection, kind, record_id) is None
            whole = {"office": self.log.author.office, **values} if is_new else dict(values)
            written = self.log.write(connection, [Write(kind, record_id, whole, seen)], reason=reason)
            _drop_half_typed(connection, [(record_id, name) for name in values])
            saved = self._judge(connection, kind, record_id)
            if saved.became_draft:
                self.log.write(connection, [Write(kind, record_id, {"state": State.DRAFT})])
            written = self._judged_again(connection, written)
            return replace(saved, state=_state(connection, kind, record_id)), written

        saved, written = self.database.write(work)
        self._tell(written)
        return saved

    def complete(self, kind: type[Record], record_id: uuid.UUID) -> Saved:
        """Mark as complete, or refuse with the problems that block; warnings do not block."""

        def work(connection: Connection) -> tuple[Saved, Written]:
            found = self.problems_in(connection, kind, record_id)
            if any(each.blocks for each in found):
                return Saved(found, State.DRAFT), Written()
            written = self.log.write(connection, [Write(kind, record_id, {"state": State.COMPLETE})])
            return Saved(found, State.COMPLETE), self._judged_again(connection, written)

        saved, written = self.database.write(work)
        self._tell(written)
        return saved

    def reopen(self, kind: type[Record], record_id: uuid.UUID) -> None:
        """Make a complete record a draft again."""
        self._write([Write(kind, record_id, {"state": State.DRAFT})])

    def put_in_bin(self, kind: type[Record], record_id: uuid.UUID, reason: str | None = None) -> None:
        """Delete a record; it can be restored at any time, and links to it stay as they are."""
        self._write([Write(kind, record_id, {"deleted": True})], reason)

    def restore(self, kind: type[Record], record_id: uuid.UUID) -> None:
        """Take a record out of the bin."""
        self._write([Write(kind, record_id, {"deleted": False})])

    def write_all(self, writes: list[Write], reason: str | None = None) -> None:
        """Write several records in one transaction: one action of a person."""
        self._write(writes, reason)

    def write_as_one(self, work: Callable[[Connection], Written]) -> Written:
        """Read and write in one transaction, and announce what was written; ``work`` may be run a second time."""
        written = self.database.write(lambda connection: self._judged_again(connection, work(connection)))
        self._tell(written)
        return written

    def save_together(self, writes: Sequence[Write], half_typed: Sequence[HalfTyped] = ()) -> dict[uuid.UUID, Saved]:
        """Keep several records in one transaction, each once: what is whole becomes complete, the rest a draft.

        A draft for which half-typed text is given stays one: something of it is still to be understood.
        """

        def work(connection: Connection) -> tuple[dict[uuid.UUID, Saved], Written]:
            unclear = {each.record_id for each in half_typed if each.text}
            judged = judge_before(connection, writes, unclear, self.clock.today())
            whole = [replace(each, values={**each.values, "state": judged[each.record_id].state}) for each in writes]
            done = self.log.write(connection, whole)
            _drop_half_typed(connection, [(each.record_id, name) for each in writes for name in each.values])
            _keep_half_typed(connection, half_typed)
            return judged, self._judged_again(connection, done)

        judged, done = self.database.write(work)
        self._tell(done)
        return judged

    def announce(self, kinds: Iterable[str]) -> None:
        """Tell the screens that records of these kinds were written by other ways, such as a merge."""
        self._announce(frozenset(kinds))

    def problems_in(self, connection: Connection, kind: type[Record], record_id: uuid.UUID) -> tuple[Problem, ...]:
        """Give all that is wrong with a stored record, by itself and beside other records."""
        return self.problems_of_all(connection, [(kind, record_id)]).get(record_id, ())

    def problems_of_all(
        self, connection: Connection, records: Iterable[tuple[type[Record], uuid.UUID]]
    ) -> dict[uuid.UUID, tuple[Problem, ...]]:
        """Give all that is wrong with stored records, by their ids; those that are not here are left out."""
        kinds = {record_id: kind for kind, record_id in records}
        rows = stored_rows(connection, [(kind, record_id) for record_id, kind in kinds.items()])
        whole = [record_of(kinds[record_id], row) for record_id, row in rows.items()]
        return problems_of(connection, whole, self.clock.today())

    def problems(self, kind: type[Record], record_id: uuid.UUID) -> tuple[Problem, ...]:
        """Give all that is wrong with a stored record."""
        with self.database.reader() as connection:
            return self.problems_in(connection, kind, record_id)

    def keep_half_typed(self, kind: type[Record], record_id: uuid.UUID, field_name: str, text: str) -> None:
        """Keep text that fits no value yet, in this database only and outside the log; empty text drops it."""
        self.keep_all_half_typed([HalfTyped(kind, record_id, field_name, text)])

    def keep_all_half_typed(self, texts: Sequence[HalfTyped]) -> None:
        """Keep several such texts in one transaction."""
        self.database.write(lambda connection: _keep_half_typed(connection, texts))

    def _judge(self, connection: Connection, kind: type[Record], record_id: uuid.UUID) -> Saved:
        found = self.problems_in(connection, kind, record_id)
        was_complete = _state(connection, kind, record_id) == State.COMPLETE
        became_draft = was_complete and any(each.blocks for each in found)
        state = State.COMPLETE if was_complete and not became_draft else State.DRAFT
        return Saved(found, state, became_draft)

    def _write(self, writes: list[Write], reason: str | None = None) -> None:
        def work(connection: Connection) -> Written:
            return self._judged_again(connection, self.log.write(connection, writes, reason=reason))

        self._tell(self.database.write(work))

    def _judged_again(self, connection: Connection, written: Written) -> Written:
        """Ask the rules about all that rests on what was written, in the same transaction."""
        written.kinds |= self._judge_written(connection, written.records, self.clock.today())
        return written

    def judge_put_off(self) -> None:
        """Ask about the codes of all records where that was put off, and announce what is a draft or complete anew."""
        kinds = self.database.write(lambda connection: judge_put_off(connection, self.clock.today()))
        if kinds:
            self._announce(kinds)

    def _tell(self, written: Written) -> None:
        if written.kinds:
            self._announce(frozenset(written.kinds))


def _row(connection: Connection, kind: type[Record], record_id: uuid.UUID) -> dict[str, Any] | None:
    table = table_of(kind)
    found = connection.execute(select(table).where(table.c.id == record_id)).mappings().first()
    return None if found is None else dict(found)


def _state(connection: Connection, kind: type[Record], record_id: uuid.UUID) -> str:
    row = _row(connection, kind, record_id)
    return State.DRAFT if row is None else row["state"]


def _opened(connection: Connection, kind: type[Record], row: Mapping[str, Any]) -> OpenedRecord:
    record_id = row["id"]
    contested = select(CONFLICT.c.field).where(CONFLICT.c.record_id == record_id)
    half_typed = select(HALF_TYPED.c.field, HALF_TYPED.c.text).where(HALF_TYPED.c.record_id == record_id)
    erased = erased_fields(connection, [record_id]) if personal_fields(kind) else {}
    return OpenedRecord(
        kind=kind,
        record_id=record_id,
        values=values_in(kind, row),
        office=row["office"],
        state=row["state"],
        deleted=row["deleted"],
        heads=heads_of(connection, [record_id]).get(record_id, ()),
        contested=frozenset(connection.execute(contested).scalars()),
        half_typed={each.field: each.text for each in connection.execute(half_typed)},
        erased=erased.get(record_id, frozenset()),
    )


def _drop_half_typed(connection: Connection, cells: Iterable[tuple[uuid.UUID, str]]) -> None:
    """Drop what was kept of some fields of some records: of the thousands of cells of a roster, of hardly any."""
    wanted = set(cells)
    columns, ids = (HALF_TYPED.c.record_id, HALF_TYPED.c.field), sorted({record_id for record_id, _ in wanted})
    kept = connection.execute(select(*columns).where(among(HALF_TYPED.c.record_id, ids))).all() if ids else ()
    stale = [{"of": row.record_id, "named": row.field} for row in kept if tuple(row) in wanted]
    if stale:
        gone = (HALF_TYPED.c.record_id == bindparam("of")) & (HALF_TYPED.c.field == bindparam("named"))
        connection.execute(delete(HALF_TYPED).where(gone), stale)


def _keep_half_typed(connection: Connection, texts: Sequence[HalfTyped]) -> None:
    _drop_half_typed(connection, [(each.record_id, each.field_name) for each in texts])
    rows = [
        {"record_id": each.record_id, "field": each.field_name, "kind": each.kind.kind_name(), "text": each.text}
        for each in texts
        if each.text
    ]
    if rows:
        connection.execute(insert(HALF_TYPED), rows)
