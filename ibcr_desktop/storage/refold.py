"""Writes into the tables what the log says: the fold of records that several heads, gaps or erasures touch."""

import json
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from ibcr_desktop.records import kind_named, kinds_linked_as
from ibcr_desktop.records.activities import Activity
from ibcr_desktop.records.record import Record
from ibcr_desktop.storage import search_index
from ibcr_desktop.storage.change_ids import WriterNumbers
from ibcr_desktop.storage.fold import Change, ChangeId, Folded, fold
from ibcr_desktop.storage.log_tables import CHANGE, CONFLICT, PACKAGE, WAITING, WRITER
from ibcr_desktop.storage.plain_insert import insert_rows
from ibcr_desktop.storage.rows import full_row, start_month, table_of, unpack_values

WITHDRAWN = "withdrawn"  # state of a package whose changes are left out of the fold
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
    PACKAGE.c.state.label("package_state"),
)


def changes_of(connection: Connection, record_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[Change]]:
    """Give the changes of records, in the order of their arrival, by record."""
    numbers = WriterNumbers(connection)
    found: dict[uuid.UUID, list[Change]] = defaultdict(list)
    for start in range(0, len(record_ids), BATCH):
        some = record_ids[start : start + BATCH]
        statement = (
            select(*_COLUMNS)
            .join(WRITER, WRITER.c.no == CHANGE.c.writer)
            .outerjoin(PACKAGE, PACKAGE.c.no == CHANGE.c.package)
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
        owned = _kind_or_none(min(changes, key=lambda each: (each.clock, each.change_id)).kind)
        folded = fold(changes, of_headquarters=bool(owned and owned.of_headquarters))
        yield record_id, folded, _kind_or_none(folded.kind)


def refold(connection: Connection, record_ids: Sequence[uuid.UUID]) -> None:
    """Make the tables say of these records what the log says; the rows of all others stay untouched."""
    month = start_month(connection)
    numbers = WriterNumbers(connection)
    rows: dict[type[Record], list[dict[str, Any]]] = defaultdict(list)
    for record_id, folded, kind in fold_records(connection, record_ids):
        _note_open_questions(connection, record_id, folded, numbers)
        for table in {table_of(each) for each in _possible_kinds(kind)}:
            connection.execute(delete(table).where(table.c.id == record_id))
        if folded.exists and kind is not None:
            rows[kind].append(full_row(kind, record_id, unpack_values(kind, folded.fields), month))
        else:
            search_index.forget(connection, [record_id])
    for kind, some in rows.items():
        insert_rows(connection, table_of(kind), some)
        search_index.update(connection, kind, some)


def heads_of(connection: Connection, record_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, tuple[ChangeId, ...]]:
    """Give the changes of each record that nothing builds on: the parents of its next change."""
    return {record_id: folded.heads for record_id, folded, _ in fold_records(connection, record_ids)}


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
        withdrawn=row.package_state == WITHDRAWN,
    )


def _note_open_questions(connection: Connection, record_id: uuid.UUID, folded: Folded, numbers: WriterNumbers) -> None:
    connection.execute(delete(CONFLICT).where(CONFLICT.c.record_id == record_id))
    connection.execute(delete(WAITING).where(WAITING.c.record_id == record_id))
    entries = [
        {"record_id": record_id, "field": name, "kind": folded.kind, "competing": numbers.pack(competing)}
        for name, competing in folded.conflicts.items()
    ]
    if entries:
        connection.execute(insert(CONFLICT), entries)
    if folded.waiting_for or not folded.exists:
        waiting = {"record_id": record_id, "kind": folded.kind, "waiting_for": numbers.pack(folded.waiting_for)}
        connection.execute(insert(WAITING), waiting)


def _possible_kinds(kind: type[Record] | None) -> Iterable[type[Record]]:
    """Give the kinds under which an older fold may have stored the record: all activities share one table."""
    if kind is not None and issubclass(kind, Activity):
        return kinds_linked_as(Activity.kind_name())
    return () if kind is None else (kind,)


def _kind_or_none(name: str) -> type[Record] | None:
    try:
        return kind_named(name)
    except KeyError:
        return None
