"""Inserts the rows of records that nobody here knew and that have one change: nearly all of a first package.

Gives the rows that ``full_row`` gives of the unpacked values, by the same field types; what needs no folded title and
no fiscal year goes past the values of Python straight to those of the driver, which is most of the time of a merge.
"""

import functools
import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Dialect

from ibcr_desktop.records.field_types import FieldType, LinkType
from ibcr_desktop.records.record import Record, State
from ibcr_desktop.storage import search_index
from ibcr_desktop.storage.plain_writes import insert_rows
from ibcr_desktop.storage.rows import full_row, table_of, types_of, unpack_values

Packed = tuple[uuid.UUID, Mapping[str, Any]]
ID_BYTES = 16


def insert_new(
    connection: Connection, kind: type[Record], records: Sequence[Packed], start_month: int
) -> list[uuid.UUID]:
    """Insert records of a kind with the packed fields of their one change, and make them findable.

    Gives the ids of those with a field that this release does not understand; the field is left out of the row.
    """
    if kind in search_index.searchable_kinds() or kind.counted_on:
        return _insert_by_values(connection, kind, records, start_month)
    plan = _plan(kind, connection.dialect)
    rows, not_understood = [], []
    for record_id, packed in records:
        try:
            rows.append(_driver_row(plan, record_id, packed))
            continue
        except (KeyError, ValueError, TypeError, AttributeError):
            pass  # a field that is not known here, or a value of another shape: the careful way leaves it out
        not_understood += _insert_by_values(connection, kind, [(record_id, packed)], start_month)
    if rows:
        connection.exec_driver_sql(plan.statement, rows)
    return not_understood


def _insert_by_values(
    connection: Connection, kind: type[Record], records: Sequence[Packed], start_month: int
) -> list[uuid.UUID]:
    rows, not_understood = [], []
    for record_id, packed in records:
        values = unpack_values(kind, packed)
        if len(values) < len(packed):
            not_understood.append(record_id)
        rows.append(full_row(kind, record_id, values, start_month))
    insert_rows(connection, table_of(kind), rows)
    search_index.update(connection, kind, rows)
    return not_understood


class _Plan(NamedTuple):
    """How packed fields become a row of a kind: the place and the maker of each; ``empty`` is a row of none of them."""

    statement: str
    empty: tuple[Any, ...]
    makers: dict[str, tuple[int, Callable[[Any], Any]]]


def _driver_row(plan: _Plan, record_id: uuid.UUID, packed: Mapping[str, Any]) -> tuple[Any, ...]:
    row = [record_id.bytes, *plan.empty]
    makers = plan.makers
    for name, value in packed.items():
        place, make = makers[name]
        if value is not None and (made := make(value)) is not None:
            row[place] = made
    return tuple(row)


@functools.cache
def _plan(kind: type[Record], dialect: Dialect) -> _Plan:
    table, types = table_of(kind), types_of(kind)
    names = [column.key for column in table.c if column.key in types]
    makers = {}
    for place, name in enumerate(names, 1):
        bind = table.c[name].type.dialect_impl(dialect).bind_processor(dialect)
        makers[name] = (place, _maker(types[name], bind))
    marks = ", ".join("?" * (len(names) + 1))
    statement = f"INSERT INTO {table.name} (id, {', '.join(names)}) VALUES ({marks})"
    absent = {"state": State.DRAFT.value, "deleted": 0}
    return _Plan(statement, tuple(absent.get(name) for name in names), makers)


def _maker(field_type: FieldType, bind: Callable[[Any], Any] | None) -> Callable[[Any], Any]:
    unpack = field_type.unpack
    if isinstance(field_type, LinkType):
        return _link_bytes
    if bind is None:
        return unpack
    return lambda packed: bind(unpack(packed))


def _link_bytes(packed: str) -> bytes:
    """Read the usual way of writing a UUID four times as fast; any other way is left to its type."""
    raw = bytes.fromhex(packed.replace("-", ""))
    if len(raw) != ID_BYTES or len(packed) != 36:
        raise ValueError(packed)
    return raw
