"""Real, encrypted databases for tests, with the writer and the clock that a test chooses."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import event

from ibcr_desktop.foundation.clock import Clock, FixedClock
from ibcr_desktop.records import kind_named
from ibcr_desktop.records.ids import new_id
from ibcr_desktop.storage.changes import Author, ChangeLog, Write
from ibcr_desktop.storage.database import Database
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.storage.reference_data import add_reference_data
from ibcr_desktop.storage.schema import create_tables

DATA_KEY = bytes(range(32))
TODAY = datetime(2021, 6, 15, 9, 30, tzinfo=UTC)


def dakar(**changes: Any) -> Author:
    """Give an invented person who writes at the office of Dakar."""
    return Author(**{"office": "DKR", "person": "Awa Sarr", "device": "laptop", "program": "test", **changes})


@contextmanager
def new_database(folder: Path, name: str = "test.ibcrdb", *, with_lists: bool = False) -> Iterator[Database]:
    """Give an empty database with its tables, closed afterwards; ``with_lists`` brings the reference records in."""
    database = Database.create(folder / name, DATA_KEY)
    try:
        with database.writer() as connection:
            create_tables(connection)
            if with_lists:
                add_reference_data(connection, ChangeLog(dakar(), FixedClock(TODAY)))
        yield database
    finally:
        database.close()


@contextmanager
def statements_to(database: Database) -> Iterator[list[str]]:
    """Give what is sent to a database meanwhile; one statement for many rows counts once."""
    with database.reader() as connection:
        engine = connection.engine
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)


def store_of(database: Database, clock: Clock | None = None, author: Author | None = None) -> RecordStore:
    """Give a store that writes as one run of the program."""
    clock = clock or FixedClock(TODAY)
    return RecordStore(database, ChangeLog(author or dakar(), clock), clock)


def add(store: RecordStore, kind_name: str, record_id: uuid.UUID | None = None, /, **values: Any) -> uuid.UUID:
    """Write a record, complete unless ``state`` says otherwise, without checking it, and give its id."""
    record_id = record_id or new_id()
    whole = {"office": "DKR", "state": "complete", **values}
    store.write_all([Write(kind_named(kind_name), record_id, whole)])
    return record_id
