"""Writes into the tables what the log says: the fold of records that several heads, gaps or erasures touch."""

import json
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select

from ibcr_desktop.records import Workshop, kind_if_known
from ibcr_desktop.records.record import Record, State
from ibcr_desktop.storage import contradictions, search_index
from ibcr_desktop.storage.change_ids import WriterNumbers
from ibcr_desktop.storage.fold import Change, ChangeId, Folded, fold
from ibcr_desktop.storage.log_tables import CHANGE, CONFLICT, NOT_UNDERSTOOD, WAITING, WRITER
from ibcr_desktop.storage.plain_writes import insert_rows
from ibcr_desktop.storage.rows import full_row, start_month, table_of, unpack_values
from ibcr_desktop.storage.withdrawal import is_withdrawn

ERASE = "erase"  # action of a change that blanks identity
BATCH = 2_000  # ids in one statement, far below SQLite's bound

_COLUMNS = (
    CHANGE.c.record_id,
    CHANGE.c.number,
    CHANGE.c.clock,
    CHANGE.c.kind,
    CHANGE.c.parents,
    CHANGE.c.action,
    CHANGE.c.fields,
    WRITER.c.uuid.label("writer_uuid"),
    WRITER.c.office,
    WRITER.c.is_headquarters,
    is_withdrawn().label("withdrawn"),
)


@dataclass(frozen=True, slots=True)
class Refolded:
    """What a new fold made of one record.

    Attributes:
        before, after: the rows; None where the record stood or stands in no table.
        kind: what the record is now; None where this release does not know it.
        opened: names of fields with a question that was none before.
        waits: whether something of the record has not arrived, or its creation was withdrawn.
        was_forked: whether two people ever wrote it without having seen each other.
    """

    record_id: uuid.UUID
    kind: type[Record] | None
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    opened: frozenset[str]
    waits: bool
    was_forked: bool


def changes_of(connection: Connection, record_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[Change]]:
    """Give the changes of records, in the order of their arrival, by record."""
    numbers = WriterNumbers(connection)
    found: dict[uuid.UUID, list[Change]] = defaultdict(list)
    for start in range(0, len(record_ids), BATCH):
        some = record_ids[start : start + BATCH]
        statement = (
            select(*_COLUMNS)
            .join(WRITER, WRITER.c.no == CHANGE.c.writer)
            .where(CHANGE.c.record_id.in_(some))
            .order_by(CHANGE.c.arrived)
        )
        for row in connection.execute(statement):
            found[row.record_id].append(_as_change(row, numbers))
    return found


def fold_records(
    connection: Connection, record_ids: Sequence[uuid.UUID]
) -> Iterator[tuple[uuid.UUID, Folded, type[Record] | None]]:
    """Give the fold of each record with its kind; no kind where this release does not know it."""
    for record_id, changes in changes_of(connection, record_ids).items():
        owned = kind_if_known(min(changes, key=lambda each: (each.clock, each.change_id)).kind)
        folded = fold(changes, of_headquarters=bool(owned and owned.of_headquarters))
        yield record_id, folded, kind_if_known(folded.kind)


def refold(connection: Connection, record_ids: Sequence[uuid.UUID]) -> list[Refolded]:
    """Make the tables say of these records what the log says, and tell what that changed; equal rows stay untouched."""
    done: list[Refolded] = []
    for start in range(0, len(record_ids), BATCH):
        done += _Refolding(connection, record_ids[start : start + BATCH]).run()
    return done


def heads_of(connection: Connection, record_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, tuple[ChangeId, ...]]:
    """Give the changes of each record that nothing builds on: the parents of its next change."""
    return {record_id: folded.heads for record_id, folded, _ in fold_records(connection, record_ids)}


def note_not_understood(connection: Connection, record_ids: Iterable[uuid.UUID]) -> None:
    """Remember records of which something waits in the log for a newer release."""
    statement = insert(NOT_UNDERSTOOD).prefix_with("OR IGNORE")
    rows = [{"record_id": each} for each in record_ids]
    if rows:
        connection.execute(statement, rows)


class _Refolding:
    """One batch: a few statements for any number of records, and none for those that are as the log says."""

    def __init__(self, connection: Connection, record_ids: Sequence[uuid.UUID]) -> None:
        self.connection = connection
        self.ids = record_ids
        self._numbers = WriterNumbers(connection)
        self._month = start_month(connection)
        self._contradictory = contradictions.contradictory_ids(connection)

    def run(self) -> list[Refolded]:
        folds = list(fold_records(self.connection, self.ids))
        self._renew_waiting(folds)
        opened = self._renew_conflicts(folds)
        # a kind that is unknown here may have been one that is known: only activities change theirs
        stored = self._stored_rows({table_of(Workshop if kind is None else kind) for _, _, kind in folds})
        done, not_understood = [], []
        for record_id, folded, kind in folds:
            row = None
            if kind is not None and folded.exists:
                values = unpack_values(kind, folded.fields)
                row = full_row(kind, record_id, values, self._month)
                self._show_contradiction(row)
            if kind is None or (row is not None and len(values) < len(folded.fields)):
                not_understood.append(record_id)
            asked, waits = opened.get(record_id, frozenset()), _waits(folded)
            done.append(Refolded(record_id, kind, stored.get(record_id), row, asked, waits, folded.was_forked))
        note_not_understood(self.connection, not_understood)
        self._write([each for each in done if each.before != each.after])
        return done

    def _show_contradiction(self, row: dict[str, Any]) -> None:
        """Let a complete record that breaks a rule be a draft until the rules are asked again."""
        if row["id"] not in self._contradictory:
            return
        if row["state"] == State.COMPLETE:
            row["state"] = State.DRAFT
        else:
            contradictions.forget(self.connection, [row["id"]])

    def _stored_rows(self, tables: Iterable[Table]) -> dict[uuid.UUID, dict[str, Any]]:
        found = {}
        for table in tables:
            for row in self.connection.execute(select(table).where(table.c.id.in_(self.ids))).mappings():
                found[row["id"]] = dict(row)
        return found

    def _write(self, changed: list[Refolded]) -> None:
        stale: dict[Table, list[uuid.UUID]] = defaultdict(list)
        rows: dict[type[Record], list[Mapping[str, Any]]] = defaultdict(list)
        for each in changed:
            if each.before is not None:
                stale[table_of(each.kind or Workshop)].append(each.record_id)
            if each.after is not None and each.kind is not None:
                rows[each.kind].append(each.after)
        for table, ids in stale.items():
            self.connection.execute(delete(table).where(table.c.id.in_(ids)))
        search_index.forget(self.connection, [each.record_id for each in changed if each.after is None])
        for kind, some in rows.items():
            insert_rows(self.connection, table_of(kind), some)
            search_index.update(self.connection, kind, some)

    def _renew_waiting(self, folds: list[tuple[uuid.UUID, Folded, type[Record] | None]]) -> None:
        wanted = {
            (record_id, folded.kind, self._numbers.pack(folded.waiting_for))
            for record_id, folded, _ in folds
            if _waits(folded)
        }
        columns = (WAITING.c.record_id, WAITING.c.kind, WAITING.c.waiting_for)
        stored = {tuple(row) for row in self.connection.execute(select(*columns).where(columns[0].in_(self.ids)))}
        stale = [record_id for record_id, _, _ in stored - wanted]
        if stale:
            self.connection.execute(delete(WAITING).where(WAITING.c.record_id.in_(stale)))
        if wanted - stored:
            entries = [dict(zip(("record_id", "kind", "waiting_for"), each, strict=True)) for each in wanted - stored]
            self.connection.execute(insert(WAITING), entries)

    def _renew_conflicts(
        self, folds: list[tuple[uuid.UUID, Folded, type[Record] | None]]
    ) -> dict[uuid.UUID, frozenset[str]]:
        """Write the open questions, and give the fields about which there was none before."""
        wanted = {
            (record_id, name): (folded.kind, self._numbers.pack(competing))
            for record_id, folded, _ in folds
            for name, competing in folded.conflicts.items()
        }
        columns = (CONFLICT.c.record_id, CONFLICT.c.field, CONFLICT.c.kind, CONFLICT.c.competing)
        rows = self.connection.execute(select(*columns).where(columns[0].in_(self.ids)))
        stored = {(row.record_id, row.field): (row.kind, row.competing) for row in rows}
        for record_id, name in [key for key, value in stored.items() if wanted.get(key) != value]:
            gone = (CONFLICT.c.record_id == record_id) & (CONFLICT.c.field == name)
            self.connection.execute(delete(CONFLICT).where(gone))
        entries = [
            {"record_id": key[0], "field": key[1], "kind": value[0], "competing": value[1]}
            for key, value in wanted.items()
            if stored.get(key) != value
        ]
        if entries:
            self.connection.execute(insert(CONFLICT), entries)
        opened: dict[uuid.UUID, set[str]] = defaultdict(set)
        for record_id, name in wanted.keys() - stored.keys():
            opened[record_id].add(name)
        return {record_id: frozenset(names) for record_id, names in opened.items()}


def _waits(folded: Folded) -> bool:
    """Say whether something is missing; a record of which everything was withdrawn waits for nothing."""
    return bool(folded.waiting_for) or (not folded.exists and bool(folded.heads))


def _as_change(row: Any, numbers: WriterNumbers) -> Change:
    return Change(
        change_id=ChangeId(row.writer_uuid, row.number),
        clock=row.clock,
        kind=row.kind,
        parents=None if row.parents is None else numbers.unpack(row.parents),
        fields=json.loads(row.fields),
        office=row.office,
        from_headquarters=bool(row.is_headquarters),
        erases=row.action == ERASE,
        withdrawn=bool(row.withdrawn),
    )
