"""Judges records as they stand, or as they will stand: by themselves, beside others, and beside what was confirmed."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from ibcr_desktop.records.problems import Problem
from ibcr_desktop.records.record import Record, State
from ibcr_desktop.records.record import problems as own_problems
from ibcr_desktop.storage.changes import Write
from ibcr_desktop.storage.confirmations import beside_confirmations
from ibcr_desktop.storage.cross_checks import cross_problems
from ibcr_desktop.storage.field_checks import MISSING_LINK
from ibcr_desktop.storage.filters import among
from ibcr_desktop.storage.rows import full_row, record_of, table_of

JANUARY = 1  # the fiscal year of a row that is only judged plays no part


@dataclass(frozen=True)
class Saved:
    """What became of a save: the problems that stand, and the state afterwards."""

    problems: tuple[Problem, ...]
    state: str
    became_draft: bool = False


def problems_of(connection: Connection, records: Sequence[Record], today: date) -> dict[uuid.UUID, tuple[Problem, ...]]:
    """Give all that is wrong with each of some records, by its id; every rule asks once for all of them."""
    beside = cross_problems(connection, records, today)
    found = [(each, (*own_problems(each, today), *beside[each.id])) for each in records]
    confirmed = beside_confirmations(connection, found)
    return {each.id: problems for each, problems in zip(records, confirmed, strict=True)}


def judge_before(
    connection: Connection, writes: Sequence[Write], unclear: Collection[uuid.UUID], today: date
) -> dict[uuid.UUID, Saved]:
    """Judge records as they will stand: the rules look at other records and at the record, never at its row.

    A link to one that is written together with it leads somewhere. A draft that is ``unclear`` stays one. Each record
    is written once.
    """
    before = stored_rows(connection, [(each.kind, each.record_id) for each in writes])
    rows = {each.record_id: _row_after(each, before.get(each.record_id)) for each in writes}
    staying = [record_of(each.kind, rows[each.record_id]) for each in writes if not each.values.get("deleted")]
    problems = problems_of(connection, staying, today)
    judged = {}
    for each in writes:
        row = rows[each.record_id]
        found = tuple(one for one in problems.get(each.record_id, ()) if not _arrives(one, row, rows))
        was_complete = before.get(each.record_id, {}).get("state") == State.COMPLETE
        is_whole = not any(one.blocks for one in found)
        is_clear = was_complete or (each.record_id not in unclear and not each.values.get("deleted"))
        state = State.COMPLETE if is_whole and is_clear else State.DRAFT
        judged[each.record_id] = Saved(found, state, was_complete and not is_whole)
    return judged


def stored_rows(
    connection: Connection, records: Iterable[tuple[type[Record], uuid.UUID]]
) -> dict[uuid.UUID, dict[str, Any]]:
    """Give the rows of some records by their ids, a statement for each kind; those that are not here are left out."""
    by_kind: dict[type[Record], list[uuid.UUID]] = defaultdict(list)
    for kind, record_id in records:
        by_kind[kind].append(record_id)
    found = {}
    for kind, ids in by_kind.items():
        table = table_of(kind)
        for row in connection.execute(select(table).where(among(table.c.id, ids))).mappings():
            found[row["id"]] = dict(row)
    return found


def _row_after(write: Write, before: dict[str, Any] | None) -> dict[str, Any]:
    row = {**(before or full_row(write.kind, write.record_id, {}, JANUARY)), **write.values}
    return row | dict(write.kind.following(write.values, before or {}))


def _arrives(problem: Problem, row: dict[str, Any], rows: Collection[uuid.UUID]) -> bool:
    """Say whether a missing link leads to a record that is written together with this one."""
    return problem.code == MISSING_LINK and row.get(problem.field_name or "") in rows
