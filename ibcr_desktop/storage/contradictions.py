"""Keeps which complete records break a rule for the time being: they are shown and counted as drafts.

The log goes on saying complete. The rows say draft while a record stands here, like other columns that follow from
what is around a record (docs/decisions/draft-again.md).
"""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Table, delete, insert, or_, select, update

from ibcr_desktop.records import kind_named
from ibcr_desktop.records.record import State
from ibcr_desktop.storage.filters import among
from ibcr_desktop.storage.log_tables import CONTRADICTION
from ibcr_desktop.storage.rows import present, table_of


class Contradiction(NamedTuple):
    """A complete record and the rule that it breaks."""

    kind: str
    record_id: uuid.UUID
    rule: str


def contradictory_ids(connection: Connection) -> set[uuid.UUID]:
    """Give the ids of all records that break a rule."""
    return set(connection.execute(select(CONTRADICTION.c.record_id)).scalars())


def contradictions(connection: Connection) -> dict[str, set[Contradiction]]:
    """Give the records that break a rule, by rule; rules that none breaks give an empty set."""
    found: dict[str, set[Contradiction]] = defaultdict(set)
    for row in connection.execute(select(CONTRADICTION)):
        found[row.rule].add(Contradiction(row.kind, row.record_id, row.rule))
    return found


def is_whole(table: Table) -> ColumnElement[bool]:
    """Give the condition that somebody completed a record and did not delete it, whether it breaks a rule or not."""
    broken = table.c.id.in_(select(CONTRADICTION.c.record_id))
    return or_(table.c.state == State.COMPLETE, broken) & present(table)


def renew(connection: Connection, stale: Collection[Contradiction], new: Collection[Contradiction]) -> None:
    """Take some contradictions off the list and put others on it, and let the rows say what follows."""
    for each in stale:
        gone = (CONTRADICTION.c.record_id == each.record_id) & (CONTRADICTION.c.rule == each.rule)
        connection.execute(delete(CONTRADICTION).where(gone))
    if new:
        connection.execute(insert(CONTRADICTION).prefix_with("OR IGNORE"), [each._asdict() for each in new])
    left = contradictory_ids(connection) if stale else set()
    _set_state(connection, [each for each in stale if each.record_id not in left], State.COMPLETE)
    _set_state(connection, new, State.DRAFT)


def as_logged(row: Mapping[str, Any], contradictory: Collection[uuid.UUID]) -> Mapping[str, Any]:
    """Give a row as the log says it, for what other databases read: they judge it by what they know."""
    return {**row, "state": State.COMPLETE} if row["id"] in contradictory else row


def forget(connection: Connection, record_ids: Iterable[uuid.UUID]) -> None:
    """Take records off the list whose log says draft now."""
    gone = sorted(record_ids)
    if gone:
        connection.execute(delete(CONTRADICTION).where(among(CONTRADICTION.c.record_id, gone)))


def _set_state(connection: Connection, records: Iterable[Contradiction], state: str) -> None:
    by_table: dict[Table, list[uuid.UUID]] = defaultdict(list)
    for each in records:
        by_table[table_of(kind_named(each.kind))].append(each.record_id)
    for table, ids in by_table.items():
        connection.execute(update(table).where(among(table.c.id, ids)).values(state=state))
