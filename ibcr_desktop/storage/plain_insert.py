"""Inserts many rows with the column types' own conversions, and without SQLAlchemy's work for every row."""

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Dialect, Table, insert

Converter = Callable[[Any], Any]


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that name every column that is not to be NULL; columns that no row names are left to the database."""
    if not rows:
        return
    names = tuple(column.key for column in table.c if column.key in rows[0])
    statement, converters = _prepared(table, names, connection.dialect)
    parameters = [
        tuple([row[name] if convert is None else convert(row[name]) for name, convert in converters]) for row in rows
    ]
    connection.exec_driver_sql(statement, parameters)


@functools.cache
def _prepared(
    table: Table, names: tuple[str, ...], dialect: Dialect
) -> tuple[str, tuple[tuple[str, Converter | None], ...]]:
    statement = str(insert(table).values(dict.fromkeys(names)).compile(dialect=dialect))
    converters = tuple((name, table.c[name].type.dialect_impl(dialect).bind_processor(dialect)) for name in names)
    return statement, converters
