"""The one way in: every write of every kind puts its change into the log, in the same transaction.

New records are inserted in bulk; an edit whose record has one head is applied to its row; whatever is less simple
is folded again from the log, so there is one meaning of a record and not two.
"""

import functools
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, bindparam, func, insert, select, update

from ibcr_desktop.foundation.clock import Clock
from ibcr_desktop.records.activities import Activity
from ibcr_desktop.records.ids import new_id
from ibcr_desktop.records.offices import SETTINGS_ID
from ibcr_desktop.records.record import Record, State
from ibcr_desktop.storage import contradictions, search_index
from ibcr_desktop.storage.change_ids import pack_ids
from ibcr_desktop.storage.erasure import blank_log, erased_fields, personal_fields
from ibcr_desktop.storage.fold import ChangeId
from ibcr_desktop.storage.log_tables import CHANGE, CONFLICT, LOG_STATE, WAITING, WRITER
from ibcr_desktop.storage.page_cache import growing_page_cache
from ibcr_desktop.storage.plain_writes import insert_rows
from ibcr_desktop.storage.refold import ERASE, heads_of, refold
from ibcr_desktop.storage.rows import (
    derived_columns,
    full_row,
    pack_values,
    renew_fiscal_years,
    start_month,
    table_of,
)
from ibcr_desktop.storage.written_records import WrittenRecords

if TYPE_CHECKING:
    from msgspec.json import Encoder

BATCH = 2_000


@dataclass(frozen=True)
class Author:
    """Who writes, on which computer: one run of the program is one writer of the log (docs/change-log.md)."""

    office: str
    person: str
    device: str
    program: str
    is_headquarters: bool = False
    run: uuid.UUID = field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class Write:
    """Values for one record, new or not; fields left out stay as they are.

    ``values`` holds Python values of fields, ``office``, ``state`` and ``deleted``. ``seen`` names the heads that the
    person saw; left out, the present ones are meant. ``ships`` is said of fields that a newer release ships with a
    record that is here: they belong to its creation, so whatever anybody edited comes after them.
    """

    kind: type[Record]
    record_id: uuid.UUID
    values: Mapping[str, Any]
    seen: tuple[ChangeId, ...] | None = None
    ships: bool = False


@dataclass
class Written:
    """What a call wrote: ids of new and of changed records, the kinds touched, and all of it for the rules."""

    new: list[uuid.UUID] = field(default_factory=list)
    changed: list[uuid.UUID] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)
    records: WrittenRecords = field(default_factory=WrittenRecords)


class ChangeLog:
    """Writes records together with their changes, for one author."""

    def __init__(self, author: Author, clock: Clock) -> None:
        self.author = author
        self._clock = clock

    def write(
        self, connection: Connection, writes: Iterable[Write], *, reason: str | None = None, erases: bool = False
    ) -> Written:
        """Write all in the transaction of ``connection`` (``Database.writer()``); equal values write nothing.

        With ``erases`` the fields that are set to None are gone for ever, here and wherever the change arrives, in the
        log too; later values for them are dropped, and so are reasons beside such a record.
        Rates: tens of thousands of new records a second; memory is bounded whatever the number.
        """
        run = _Run(connection, self.writer_no(connection), int(self._clock.now().timestamp()), reason, erases=erases)
        with growing_page_cache(connection) as count:
            for some in _without_repetition(writes):
                count(len(some))
                run.write(some)
            run.finish()
        return run.written

    def writer_no(self, connection: Connection) -> int:
        """Give the local number of the author's run, which stands in the log from now on."""
        known = connection.execute(select(WRITER.c.no).where(WRITER.c.uuid == self.author.run)).scalar_one_or_none()
        if known is not None:
            return int(known)
        author = self.author
        row = {
            "uuid": author.run,
            "office": author.office,
            "is_headquarters": int(author.is_headquarters),
            "device": author.device,
            "person": author.person,
            "program": author.program,
            "started_at": self._clock.now().isoformat(timespec="seconds"),
        }
        connection.execute(insert(WRITER), row)
        return int(connection.execute(select(WRITER.c.no).where(WRITER.c.uuid == author.run)).scalar_one())


class _Run:
    """One call of ``write``: numbers, clock and month are read once, inside its transaction."""

    def __init__(
        self, connection: Connection, writer: int, claimed_at: int, reason: str | None, *, erases: bool
    ) -> None:
        self.connection = connection
        self.written = Written()
        self._month = start_month(connection)
        last = select(func.max(CHANGE.c.number)).where(CHANGE.c.writer == writer)
        self._number: int = connection.execute(last).scalar_one_or_none() or 0
        self._clock: int = connection.execute(select(LOG_STATE.c.clock)).scalar_one()
        self._always = {
            "writer": writer,
            "claimed_at": claimed_at,
            "reason": reason,
            "action": ERASE if erases else "set",
            "package": None,
        }
        self._erases = erases
        self._writer_uuids: dict[uuid.UUID, int] = {}
        self._json = _encoder().encode
        self._contradictory = contradictions.contradictory_ids(connection)

    def write(self, writes: list[Write]) -> None:
        """Write a batch in which no record stands twice."""
        by_kind: dict[type[Record], list[Write]] = defaultdict(list)
        for each in writes:
            by_kind[each.kind].append(each)
        for kind, some in by_kind.items():
            rows = self._rows(kind, [each.record_id for each in some])
            self._insert(kind, [each for each in some if each.record_id not in rows])
            self._change(kind, [each for each in some if each.record_id in rows], rows)

    def finish(self) -> None:
        """Note the largest clock; and count the years anew if their beginning has moved."""
        self.connection.execute(update(LOG_STATE).values(clock=self._clock))
        if self._erases:
            search_index.leave_no_trace(self.connection)
        if SETTINGS_ID in self.written.new or SETTINGS_ID in self.written.changed:
            renew_fiscal_years(self.connection)

    def _rows(self, kind: type[Record], ids: list[uuid.UUID]) -> dict[uuid.UUID, dict[str, Any]]:
        table = table_of(kind)
        marks, parameters = ",".join("?" * len(ids)), tuple([each.bytes for each in ids])
        known = self.connection.exec_driver_sql(f"SELECT id FROM {table.name} WHERE id IN ({marks})", parameters).all()
        if not known:  # as in every large import; the whole rows would be asked for in vain
            return {}
        found = self.connection.execute(select(table).where(table.c.id.in_([each for (each,) in known]))).mappings()
        rows = {row["id"]: dict(row) for row in found}
        for each in rows.keys() & self._contradictory:
            rows[each]["state"] = State.COMPLETE  # so says the log
        return rows

    def _insert(self, kind: type[Record], writes: list[Write]) -> None:
        if not writes:
            return
        new = [each.record_id for each in writes]
        waiting = self._waiting(new)
        entries, rows = [], []
        for each in writes:
            whole = {**each.values, **kind.following(each.values, {})}
            values = {name: value for name, value in whole.items() if value is not None}
            row = full_row(kind, each.record_id, values, self._month)
            values.setdefault("state", row["state"])
            entries.append(self._entry(kind, each.record_id, values, parents=None))
            if each.record_id not in waiting:
                rows.append(row)
        insert_rows(self.connection, CHANGE, entries)
        insert_rows(self.connection, table_of(kind), rows)
        search_index.update(self.connection, kind, rows)
        if waiting:
            refold(self.connection, sorted(waiting))
        self.written.new += new
        self.written.kinds.add(kind.kind_name())
        self.written.records.add(kind, new)

    def _waiting(self, ids: list[uuid.UUID]) -> set[uuid.UUID]:
        """Give those that stand in no table though the log has edits of them, as when their creation was withdrawn."""
        return set(self.connection.execute(select(WAITING.c.record_id).where(WAITING.c.record_id.in_(ids))).scalars())

    def _change(self, kind: type[Record], writes: list[Write], rows: dict[uuid.UUID, dict[str, Any]]) -> None:
        edits = []
        gone = {} if self._erases or not personal_fields(kind) else erased_fields(self.connection, list(rows))
        for each in (_followed(_without_erased(each, gone), rows[each.record_id]) for each in writes):
            row = rows[each.record_id]
            stored = {**row, "kind": row.get("kind", kind.kind_name())}
            wanted = {**each.values, "kind": kind.kind_name()} if issubclass(kind, Activity) else each.values
            changed = {name: value for name, value in wanted.items() if stored.get(name) != value}
            if changed or each.seen is not None or self._erases:
                edits.append((each, changed))
        if not edits:
            return
        edited = [each.record_id for each, _ in edits]
        heads, unsettled = heads_of(self.connection, edited), self._unsettled(edited)
        entries, to_fold, applied = [], [], []
        for each, changed in edits:
            parents = None if each.ships else each.seen if each.seen is not None else heads[each.record_id]
            whole = each.seen is not None or self._erases  # a decision closes what it saw, an erasure what may come
            logged = dict(each.values) if whole else changed
            entry = self._entry(kind, each.record_id, logged, parents)
            entries.append({**entry, "reason": None} if each.record_id in gone else entry)
            if each.record_id not in unsettled and self._is_simple(parents, heads[each.record_id], changed):
                row = {**rows[each.record_id], **changed}
                derived = derived_columns(kind, row, self._month)
                row.update(derived)
                applied.append((row, {**changed, **derived}))
            else:
                to_fold.append(each.record_id)
        insert_rows(self.connection, CHANGE, entries)
        if self._erases:
            blank_log(self.connection, to_fold)
        self._apply(kind, applied)
        if to_fold:
            refold(self.connection, to_fold)
        self.written.changed += edited
        self.written.kinds.add(kind.kind_name())
        self._note(kind, edits, rows)

    def _note(
        self, kind: type[Record], edits: list[tuple[Write, dict[str, Any]]], rows: dict[uuid.UUID, dict[str, Any]]
    ) -> None:
        """Remember what was edited, for the rules: of a decision every field that it names may be another."""
        names = {name for write, changed in edits for name in (*changed, *(write.values if write.seen else ()))}
        self.written.records.add(kind, [each.record_id for each, _ in edits], names)
        for each, changed in edits:
            self.written.records.leave(rows[each.record_id], changed)

    def _unsettled(self, ids: list[uuid.UUID]) -> set[uuid.UUID]:
        """Give those of some records that offices disagree about, or of which something has not arrived."""
        disputed = select(CONFLICT.c.record_id).where(CONFLICT.c.record_id.in_(ids))
        return self._waiting(ids).union(self.connection.execute(disputed).scalars())

    def _is_simple(
        self, parents: tuple[ChangeId, ...] | None, heads: tuple[ChangeId, ...], changed: dict[str, Any]
    ) -> bool:
        """Say whether the edit of a settled record stands on its one head, so that its values are the record's."""
        return not self._erases and "kind" not in changed and parents == heads and len(heads) == 1

    def _apply(self, kind: type[Record], edited: list[tuple[dict[str, Any], dict[str, Any]]]) -> None:
        """Write the changed columns of rows that stand on their one head; each comes as (whole row, what changed)."""
        alike: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
        for row, changed in edited:
            alike[tuple(changed)].append({"_id": row["id"], **changed})
        table = table_of(kind)
        for rows in alike.values():
            self.connection.execute(update(table).where(table.c.id == bindparam("_id")), rows)
        if edited:
            search_index.update(self.connection, kind, [row for row, _ in edited])
        drafts = {row["id"] for row, changed in edited if changed.get("state") == State.DRAFT}
        contradictions.forget(self.connection, drafts & self._contradictory)

    def _entry(
        self, kind: type[Record], record_id: uuid.UUID, values: Mapping[str, Any], parents: tuple[ChangeId, ...] | None
    ) -> dict[str, Any]:
        self._number += 1
        self._clock += 1
        packed = {name: value for name, value in values.items() if name != "kind"}
        fields = pack_values(kind, packed)
        if parents is not None and "kind" in values:
            fields["kind"] = values["kind"]
        return {
            **self._always,
            "number": self._number,
            "clock": self._clock,
            "kind": kind.kind_name(),
            "record_id": record_id,
            "parents": None if parents is None else pack_ids(parents, self._uuids(parents)),
            "fields": self._json(fields).decode(),
        }

    def _uuids(self, parents: tuple[ChangeId, ...]) -> dict[uuid.UUID, int]:
        if any(each.writer not in self._writer_uuids for each in parents):
            rows = self.connection.execute(select(WRITER.c.uuid, WRITER.c.no))
            self._writer_uuids = {row.uuid: row.no for row in rows}
        return self._writer_uuids


@functools.cache
def _encoder() -> "Encoder":
    import msgspec.json  # noqa: PLC0415 - the window is there before anything is written

    return msgspec.json.Encoder()


def _without_erased(write: Write, gone: Mapping[uuid.UUID, frozenset[str]]) -> Write:
    erased = gone.get(write.record_id)
    if not erased:
        return write
    return replace(write, values={name: value for name, value in write.values.items() if name not in erased})


def _followed(write: Write, stored: Mapping[str, Any]) -> Write:
    following = write.kind.following(write.values, stored)
    return replace(write, values={**write.values, **following}) if following else write


def _without_repetition(writes: Iterable[Write]) -> Iterator[list[Write]]:
    """Give batches in which each record stands once: a second write of a record must see the first."""
    some: dict[uuid.UUID, Write] = {}
    for each in writes:
        if each.record_id in some or len(some) >= BATCH:
            yield list(some.values())
            some = {}
        some[each.record_id] = each
    if some:
        yield list(some.values())
