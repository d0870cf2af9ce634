"""Proves that the tables are the fold of the log, record by record, and makes them so again."""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, delete, func, select

from ibcr_desktop.records import ALL_KINDS
from ibcr_desktop.records.record import Record, State
from ibcr_desktop.storage import search_index
from ibcr_desktop.storage.contradictions import contradictory_ids
from ibcr_desktop.storage.log_tables import CHANGE, LOG_STATE
from ibcr_desktop.storage.refold import BATCH, fold_records, refold
from ibcr_desktop.storage.rows import full_row, start_month, table_of, unpack_values


@dataclass(frozen=True)
class Disagreement:
    """One record whose row is not what the log says; ``fields`` are the columns that differ, empty for a whole row."""

    kind: str
    record_id: uuid.UUID | None
    fields: tuple[str, ...] = ()


def disagreements(connection: Connection, tell: Callable[[int], None] = lambda _: None) -> Iterator[Disagreement]:
    """Compare every record with its history, in batches so that memory does not grow with the database.

    The row of a complete record that breaks a rule says draft (docs/decisions/draft-again.md).
    ``tell`` is called with the number of records compared so far.
    """
    month, compared = start_month(connection), 0
    contradictory = contradictory_ids(connection)
    expected_rows = dict.fromkeys((table_of(kind) for kind in ALL_KINDS), 0)
    for ids in _record_ids(connection):
        stored = _stored_rows(connection, ids)
        for record_id, folded, kind in fold_records(connection, ids):
            if kind is not None and folded.exists:
                expected_rows[table_of(kind)] += 1
                expected = full_row(kind, record_id, unpack_values(kind, folded.fields), month)
                if record_id in contradictory:
                    expected["state"] = State.DRAFT
                yield from _compare(kind, expected, stored.get((table_of(kind), record_id)))
        compared += len(ids)
        tell(compared)
    for table, expected_count in expected_rows.items():
        count = connection.execute(select(func.count()).select_from(table)).scalar_one()
        if count != expected_count:
            yield Disagreement(table.name, None)
    largest = connection.execute(select(func.max(CHANGE.c.clock))).scalar_one() or 0
    if largest != connection.execute(select(LOG_STATE.c.clock)).scalar_one():
        yield Disagreement("log_state", None)


def counts(connection: Connection) -> tuple[int, int]:
    """Give how many records the tables hold, those in the bin among them, and how many changes the log holds."""
    tables = {table_of(kind) for kind in ALL_KINDS}
    rows = [connection.execute(select(func.count()).select_from(each)).scalar_one() for each in (*tables, CHANGE)]
    return sum(rows[:-1]), rows[-1]


def rebuild(connection: Connection) -> None:
    """Empty the tables and fold the whole log into them again, in the writer's transaction."""
    for table in {table_of(kind) for kind in ALL_KINDS}:
        connection.execute(delete(table))
    for ids in _record_ids(connection):
        refold(connection, ids)
    search_index.rebuild(connection)


def _record_ids(connection: Connection) -> Iterator[list[uuid.UUID]]:
    """Give the ids of all records that the log knows, a batch at a time, in their order."""
    last = uuid.UUID(int=0)
    while True:
        statement = (
            select(CHANGE.c.record_id).where(CHANGE.c.record_id > last).distinct().order_by(CHANGE.c.record_id)
        ).limit(BATCH)
        ids = list(connection.execute(statement).scalars())
        if not ids:
            return
        yield ids
        last = ids[-1]


def _stored_rows(connection: Connection, ids: list[uuid.UUID]) -> dict[tuple[Table, uuid.UUID], dict[str, Any]]:
    """Read the rows of a batch of records, whatever table they stand in."""
    rows = {}
    for table in {table_of(kind) for kind in ALL_KINDS}:
        for row in connection.execute(select(table).where(table.c.id.in_(ids))).mappings():
            rows[table, row["id"]] = dict(row)
    return rows


def _compare(kind: type[Record], expected: dict[str, Any], stored: dict[str, Any] | None) -> Iterator[Disagreement]:
    if stored is None:
        yield Disagreement(kind.kind_name(), expected["id"])
        return
    different = tuple(name for name, value in expected.items() if stored[name] != value)
    if different:
        yield Disagreement(kind.kind_name(), expected["id"], different)
