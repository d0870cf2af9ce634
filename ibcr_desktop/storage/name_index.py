"""Keeps people findable by how their names sound: what is typed otherwise than it was written is found all the same.

The index follows from the records of people, like the words of ``search_index``, which tells it of every new row.
"""

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Column, Connection, Integer, MetaData, Table, Text

from ibcr_desktop.foundation.name_words import index_keys, name_forms
from ibcr_desktop.foundation.telephones import telephone_keys
from ibcr_desktop.records.column_types import RecordId

NAME_KEY: Final = Table(
    "name_key",
    MetaData(),
    Column("key", Text, primary_key=True),
    Column("person_id", RecordId(), primary_key=True),
    Column("birth_year", Integer),  # stands here too, so that a frequent name needs no look at its people
)

CREATE_TABLE: Final = (
    "CREATE TABLE name_key (key TEXT NOT NULL, person_id BLOB NOT NULL, birth_year INTEGER, "
    "PRIMARY KEY (key, person_id)) WITHOUT ROWID"
)
CREATE_INDEX: Final = "CREATE INDEX ix_name_key_person_id ON name_key (person_id)"
NAMED: Final = ("family_name", "given_names", "other_spellings", "name_in_other_script")
BATCH: Final = 2_000
Entry = tuple[str, bytes, int | None]

_DELETE: Final = "DELETE FROM name_key WHERE key = ? AND person_id = ?"
_INSERT: Final = "INSERT INTO name_key (key, person_id, birth_year) VALUES (?, ?, ?)"


def create(connection: Connection) -> None:
    """Create the empty index."""
    for statement in (CREATE_TABLE, CREATE_INDEX):
        connection.exec_driver_sql(statement)


def update(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Take new and changed rows of people into the index; those of the bin leave it. Equal entries stay untouched."""
    for start in range(0, len(rows), BATCH):
        some = rows[start : start + BATCH]
        stored = _stored(connection, [row["id"].bytes for row in some])
        wanted = _entries((row["id"].bytes, row) for row in some if not row["deleted"])
        _write(connection, _DELETE, [entry[:2] for entry in stored - wanted])
        _write(connection, _INSERT, wanted - stored)


def forget(connection: Connection, record_ids: Sequence[uuid.UUID]) -> None:
    """Take people out of the index."""
    for start in range(0, len(record_ids), BATCH):
        some = [each.bytes for each in record_ids[start : start + BATCH]]
        marks = ",".join("?" * len(some))
        connection.exec_driver_sql(f"DELETE FROM name_key WHERE person_id IN ({marks})", tuple(some))


def rebuild(connection: Connection) -> None:
    """Make the whole index anew from the table of people; memory does not grow with their number."""
    connection.exec_driver_sql("DELETE FROM name_key")
    page = _page(connection, b"")
    while page:
        _write(connection, _INSERT, _entries((row["id"], row) for row in page))
        page = _page(connection, page[-1]["id"])


def keys_of(row: Mapping[str, Any]) -> set[str]:
    """Give the keys of a row of the table of people: of all words of all its names, and of its telephones."""
    names = (row[name] for name in NAMED if row[name])
    keys = {key for name in names for form in name_forms(name) for word in form for key in index_keys(word)}
    return keys | set(telephone_keys(row["telephone"] or ""))


def _entries(rows: Iterable[tuple[bytes, Mapping[str, Any]]]) -> set[Entry]:
    return {(key, record_id, row["birth_year"]) for record_id, row in rows for key in keys_of(row)}


def _stored(connection: Connection, record_ids: Sequence[bytes]) -> set[Entry]:
    marks = ",".join("?" * len(record_ids))
    statement = f"SELECT key, person_id, birth_year FROM name_key WHERE person_id IN ({marks})"
    return {tuple(row) for row in connection.exec_driver_sql(statement, tuple(record_ids))}


def _write(connection: Connection, statement: str, entries: Collection[tuple[Any, ...]]) -> None:
    if entries:
        connection.exec_driver_sql(statement, sorted(entries))  # neighbours together


def _page(connection: Connection, after: bytes) -> list[Mapping[str, Any]]:
    columns = ", ".join(("id", "birth_year", "telephone", *NAMED))
    statement = f"SELECT {columns} FROM person WHERE deleted = 0 AND id > ? ORDER BY id LIMIT {BATCH}"
    return [dict(row) for row in connection.exec_driver_sql(statement, (after,)).mappings()]
