"""Writes many rows with the column types' own conversions, and without SQLAlchemy's work for every row."""

import functools
import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Date, Dialect, Table, insert
from sqlalchemy.types import TypeEngine

from ibcr_desktop.records.column_types import RecordId

Converter = Callable[[Any], Any]


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that name every column that is not to be NULL; columns that no row names are left to the database."""
    if not rows:
        return
    names = tuple(column.key for column in table.c if column.key in rows[0])
    statement = _insert_statement(table, names, connection.dialect)
    connection.exec_driver_sql(statement, _parameters(connection, table, names, rows))


def update_rows(
    connection: Connection, table: Table, names: tuple[str, ...], rows: Sequence[Mapping[str, Any]]
) -> None:
    """Write these columns of the rows with these ids."""
    if names and rows:
        setting = ", ".join(f"{name} = ?" for name in names)
        statement = f"UPDATE {table.name} SET {setting} WHERE id = ?"
        connection.exec_driver_sql(statement, _parameters(connection, table, (*names, "id"), rows))


def _parameters(
    connection: Connection, table: Table, names: tuple[str, ...], rows: Sequence[Mapping[str, Any]]
) -> list[tuple[Any, ...]]:
    converters = _converters(table, names, connection.dialect)
    return [
        tuple(
            [
                value if (value := row[name]) is None or convert is None else convert(value)
                for name, convert in converters
            ]
        )
        for row in rows
    ]


@functools.cache
def _insert_statement(table: Table, names: tuple[str, ...], dialect: Dialect) -> str:
    return str(insert(table).values(dict.fromkeys(names)).compile(dialect=dialect))


@functools.cache
def _converters(table: Table, names: tuple[str, ...], dialect: Dialect) -> tuple[tuple[str, Converter | None], ...]:
    return tuple((name, _converter(table.c[name].type, dialect)) for name in names)


def _converter(column_type: TypeEngine[Any], dialect: Dialect) -> Converter | None:
    """Give what makes the driver's value of one that is not None; ids and days past the types, by far the most."""
    if isinstance(column_type, RecordId):
        return _id_bytes
    if isinstance(column_type, Date):
        return date.isoformat
    return column_type.dialect_impl(dialect).bind_processor(dialect)


def _id_bytes(value: uuid.UUID | bytes) -> bytes:
    return value.bytes if isinstance(value, uuid.UUID) else value
