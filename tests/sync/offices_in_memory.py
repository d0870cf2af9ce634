"""Databases in memory for histories by the thousand: real tables, real merges, one transaction that is rolled back."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, cast

from sqlalchemy import Connection, StaticPool, create_engine, event
from sqlcipher3 import dbapi2

from ibcr_desktop.foundation.clock import FixedClock
from ibcr_desktop.records.ids import derived_id
from ibcr_desktop.storage.changes import Author, ChangeLog
from ibcr_desktop.storage.database import Database
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.storage.schema import create_tables

NOW = FixedClock(datetime(2021, 6, 15, 9, 30, tzinfo=UTC))


class OpenTransaction:
    """Stands for a ``Database`` whose one transaction is never committed; a writer is a savepoint in it."""

    path = None

    def __init__(self) -> None:
        engine = create_engine("sqlite://", module=dbapi2, poolclass=StaticPool, connect_args={"isolation_level": None})
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
        with engine.begin() as connection:
            create_tables(connection)
        self.connection: Connection = engine.connect()

    def forget(self) -> None:
        """Roll everything back: the database is empty again."""
        self.connection.rollback()

    @contextmanager
    def reader(self) -> Iterator[Connection]:
        """Give the connection."""
        yield self.connection

    @contextmanager
    def writer(self) -> Iterator[Connection]:
        """Give the connection inside a savepoint."""
        with self.connection.begin_nested():
            yield self.connection

    @contextmanager
    def rehearsal(self) -> Iterator[Connection]:
        """Give the connection inside a savepoint, and roll it back at the end."""
        with self.connection.begin_nested() as savepoint:
            yield self.connection
            savepoint.rollback()

    def write(self, work: Callable[[Connection], Any]) -> Any:
        """Run ``work`` in a writer."""
        with self.writer() as connection:
            return work(connection)


class Node:
    """One database with the run of the program that writes in it now."""

    def __init__(self, database: OpenTransaction, name: str, office: str) -> None:
        self.database = database
        self.name = name
        self.office = office
        self.runs = 0
        self.store: RecordStore
        self.begin_run()

    @property
    def is_headquarters(self) -> bool:
        """Whether the database is that of headquarters."""
        return self.office == "MTL"

    @property
    def connection(self) -> Connection:
        """The one connection."""
        return self.database.connection

    def begin_run(self) -> uuid.UUID:
        """Start the program anew, as after a restored backup or on a copy: a new writer of the log."""
        self.runs += 1
        run = derived_id("run", self.name, self.runs)
        author = Author(self.office, self.name, self.name, "test", self.is_headquarters, run)
        self.store = RecordStore(cast("Database", self.database), ChangeLog(author, NOW), NOW)
        return run
