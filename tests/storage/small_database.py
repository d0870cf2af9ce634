"""A database with one plain table and cheap keys, for tests that concern the file and not the records."""

from collections.abc import Iterable
from pathlib import Path

from ibcr_desktop.storage import vault
from ibcr_desktop.storage.database import Database
from ibcr_desktop.storage.keys import LEAST_COST

PASSPHRASE = "four plain words here"
SMALL_RESERVE = 64 * 1024


def one_table(database: Database) -> None:
    """Make the table ``note`` and set the schema number to 1."""
    with database.writer() as connection:
        connection.exec_driver_sql("CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT UNIQUE)")
        connection.exec_driver_sql("PRAGMA user_version=1")


def make(path: Path, passphrase: str = PASSPHRASE) -> tuple[Database, str]:
    """Make a database with the table and give it with its recovery code."""
    return vault.create_database(path, passphrase, schema=one_table, cost=LEAST_COST, reserve_bytes=SMALL_RESERVE)


def add(database: Database, texts: Iterable[str]) -> None:
    """Write one row for each text in one transaction."""
    with database.writer() as connection:
        for text in texts:
            connection.exec_driver_sql("INSERT INTO note (text) VALUES (?)", (text,))


def texts(database: Database) -> list[str]:
    """Read all rows in the order they were written."""
    with database.reader() as connection:
        return list(connection.exec_driver_sql("SELECT text FROM note ORDER BY id").scalars())
