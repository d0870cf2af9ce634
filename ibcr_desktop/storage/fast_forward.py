"""Moves rows on to changes that were made one after the other, without folding whole histories again.

Where nobody wrote a record without having seen all that was written before, a change supersedes what it sets and
nothing else: the row after it is the row before with those values, and a record that is new is the values of its
changes, one after the other. Whatever is less simple is left to ``refold``, and gives the same rows there
(docs/decisions/merging.md).
"""

import functools
import json
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from itertools import groupby
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, select

from ibcr_desktop.records import kind_if_known
from ibcr_desktop.records.fields import fields_by_name
from ibcr_desktop.records.record import Record
from ibcr_desktop.storage import search_index
from ibcr_desktop.storage.contradictions import contradictory_ids
from ibcr_desktop.storage.new_rows import insert_new
from ibcr_desktop.storage.plain_writes import update_rows
from ibcr_desktop.storage.refold import BATCH, ERASE, Refolded, note_not_understood
from ibcr_desktop.storage.rows import edited_row, table_of, unpack_values
from ibcr_desktop.storage.withdrawal import WITHDRAWN

Row = dict[str, Any]

NO_QUESTIONS: Final = frozenset[str]()


class Entry(NamedTuple):
    """A line of the log, as it stands there: ids of changes are texts such as "3.17"; ``fields`` only of new ones."""

    record_id: bytes
    change: str
    kind: str
    parents: str | None
    is_erasure: int
    package: int | None
    fields: str | None


class Forwarded(NamedTuple):
    """Which records became rows, by kind; what became of rows that were there; and who is left to ``refold``."""

    new: dict[type[Record], list[uuid.UUID]]
    edited: list[Refolded]
    left: list[uuid.UUID]


class Step(NamedTuple):
    """What the new changes of one record set together, packed; ``is_new``: they begin with its creation."""

    record_id: uuid.UUID
    kind: type[Record]
    fields: dict[str, Any]
    is_new: bool


def fast_forward(connection: Connection, record_ids: Sequence[uuid.UUID], since: int, start_month: int) -> Forwarded:
    """Make rows of what arrived in the log after ``since`` where that is simple; rows must be as the log was then."""
    result = Forwarded(defaultdict(list), [], [])
    for start in range(0, len(record_ids), BATCH):
        some = record_ids[start : start + BATCH]
        steps: dict[type[Record], list[Step]] = defaultdict(list)
        for each in _steps(connection, some, since):
            steps[each.kind].append(each)
        moved: set[uuid.UUID] = set()
        for kind, of_kind in steps.items():
            new, edited = _forward(connection, kind, of_kind, start_month)
            if new:
                result.new[kind].extend(new)
            result.edited.extend(edited)
            moved.update(new, (each.record_id for each in edited))
        result.left.extend(each for each in some if each not in moved)
    return result


def _steps(connection: Connection, record_ids: Sequence[uuid.UUID], since: int) -> list[Step]:
    ids = tuple(each.bytes for each in record_ids)
    marks = ",".join("?" * len(ids))
    shown_otherwise = contradictory_ids(connection)  # than the log says
    withdrawn = set(connection.exec_driver_sql("SELECT no FROM package WHERE state = ?", (WITHDRAWN,)).scalars())
    lines = connection.exec_driver_sql(
        "SELECT record_id, writer || '.' || number, kind, parents, action = ?, package,"
        f" CASE WHEN arrived > ? THEN fields END FROM change WHERE record_id IN ({marks}) ORDER BY record_id",
        (ERASE, since, *ids),
    )
    steps = (step_of(list(history), withdrawn) for _, history in groupby(map(Entry._make, lines), _record_id))
    return [each for each in steps if each is not None and each.record_id not in shown_otherwise]


def _record_id(entry: Entry) -> bytes:
    return entry.record_id


def step_of(history: Collection[Entry], withdrawn: Collection[int]) -> Step | None:
    """Give what the new changes of a history make of its record; None where that needs the fold.

    ``withdrawn`` are the local numbers of packages that do not count.
    """
    line = _one_line(history)
    if line is None or any(each.is_erasure or each.package in withdrawn for each in line):
        return None
    new = [each for each in line if each.fields is not None]
    kind, fields = kind_if_known(line[0].kind), dict[str, Any]()
    for each in new:
        fields.update(json.loads(each.fields or "{}"))
    if kind is None or not new or line[-len(new) :] != new or not _not_simple(kind).isdisjoint(fields):
        return None
    return Step(uuid.UUID(bytes=line[0].record_id), kind, fields, is_new=len(new) == len(line))


def _one_line(history: Collection[Entry]) -> list[Entry] | None:
    """Give the changes from the creation on, each made on the one before; None where one is missing or was not."""
    after, line = {each.parents: each for each in history}, list[Entry]()
    change: str | None = None
    while change in after:
        line.append(after.pop(change))
        change = line[-1].change
    return line if len(line) == len(history) else None


@functools.cache
def _not_simple(kind: type[Record]) -> frozenset[str]:
    """Give the names that are more than a value of one column: the kind itself, and fields that had another name."""
    return frozenset({"kind", *(name for name, each in fields_by_name(kind).items() if each.former_names)})


def _forward(
    connection: Connection, kind: type[Record], steps: Sequence[Step], start_month: int
) -> tuple[list[uuid.UUID], list[Refolded]]:
    new = [(each.record_id, each.fields) for each in steps if each.is_new]
    note_not_understood(connection, insert_new(connection, kind, new, start_month))
    edited = _edited(connection, kind, [each for each in steps if not each.is_new], start_month)
    _write(connection, kind, edited)
    done = [
        Refolded(row["id"], kind, before, row, NO_QUESTIONS, waits=False, was_forked=False) for before, row in edited
    ]
    return [record_id for record_id, _ in new], done


def _edited(
    connection: Connection, kind: type[Record], edits: Sequence[Step], start_month: int
) -> list[tuple[Row, Row]]:
    """Give the rows before and after, of those records that can be edited so."""
    table = table_of(kind)
    rows = connection.execute(select(table).where(table.c.id.in_([each.record_id for each in edits]))).mappings()
    stored = {row["id"]: dict(row) for row in rows if row.get("kind", kind.kind_name()) == kind.kind_name()}
    pairs = []
    for record_id, _, fields, _ in edits:
        values, before = unpack_values(kind, fields), stored.get(record_id)
        is_understood = len(values) == len(fields)
        if before is not None and is_understood:  # else its kind was corrected, or it is for a newer release
            pairs.append((before, edited_row(kind, before, values, start_month)))
    return pairs


def _write(connection: Connection, kind: type[Record], edited: Iterable[tuple[Row, Row]]) -> None:
    """Write the changed columns, of many rows with one statement, and renew by what they are found."""
    changed: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for before, row in edited:
        changed[tuple(name for name, value in row.items() if value != before[name])].append(row)
    changed.pop((), None)
    for names, rows in changed.items():
        update_rows(connection, table_of(kind), names, rows)
        search_index.update(connection, kind, rows)
