"""Writes every record of a database as JSON lines: all kinds, drafts and the bin included."""

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, cast

from sqlalchemy import Connection, Select

from ibcr_desktop.foundation.safe_files import write_safely
from ibcr_desktop.record_files.lines import format_line
from ibcr_desktop.records import ALL_KINDS
from ibcr_desktop.records.record import Record
from ibcr_desktop.storage.contradictions import as_logged, contradictory_ids
from ibcr_desktop.storage.database import Database
from ibcr_desktop.storage.rows import rows_of, table_of

PAGE = 2_000


def export_records(database: Database, path: Path, tell: Callable[[int], None] = lambda _: None) -> int:
    """Write the file in one step and give the number of records; ``tell`` hears how many are written so far.

    The order is that of the kinds and, within a kind, of the ids, so two exports of the same records are equal.
    Everything is read in one transaction, a page at a time, so the file shows one moment.
    """
    count = 0

    def write(file: BinaryIO) -> None:
        nonlocal count
        with database.reader() as connection:
            for line in record_lines(connection):
                file.write(line.encode() + b"\n")
                count += 1
                if count % PAGE == 0:
                    tell(count)

    write_safely(path, write)
    return count


def record_lines(connection: Connection) -> Iterator[str]:
    """Give the line of every record; one that breaks a rule for the time being is complete, as its history says."""
    contradictory = contradictory_ids(connection)
    for kind in ALL_KINDS:
        yield from _lines_of(connection, kind, contradictory)


def _lines_of(connection: Connection, kind: type[Record], contradictory: set[uuid.UUID]) -> Iterator[str]:
    table = table_of(kind)
    ordered = rows_of(kind).limit(PAGE)
    rows = _page(connection, ordered)
    while rows:
        for row in rows:
            yield format_line(kind, as_logged(row, contradictory))
        rows = _page(connection, ordered.where(table.c.id > rows[-1]["id"]))


def _page(connection: Connection, statement: Select[Any]) -> list[Mapping[str, Any]]:
    return list(cast("Iterable[Mapping[str, Any]]", connection.execute(statement).mappings()))
