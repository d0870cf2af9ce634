"""Reads a whole database and lists what is damaged in it."""

from typing import Final

from sqlalchemy import Connection

from ibcr_desktop.storage import database_errors
from ibcr_desktop.storage.database import Database
from ibcr_desktop.storage.page_cache import large_page_cache

MOST_FINDINGS: Final = 100


def find_damage(database: Database, *, thorough: bool = False) -> list[str]:
    """Give the engine's findings, empty for a sound file; for support, not for a message on the screen.

    The quick check reads every page; ``thorough`` also proves every page's seal, every index and every link.
    """
    try:
        with database.reader() as connection:
            findings = _thorough(connection) if thorough else _engine_check(connection, "quick_check")
    except database_errors.DatabaseDamagedError:
        return ["A page could not be decrypted."]
    return findings[:MOST_FINDINGS]


def _thorough(connection: Connection) -> list[str]:
    with large_page_cache(connection):
        findings = _engine_check(connection, "integrity_check")
    findings += [str(row[0]) for row in connection.exec_driver_sql("PRAGMA cipher_integrity_check")]
    links = connection.exec_driver_sql("PRAGMA foreign_key_check")
    return findings + [f"{row[0]} links to a missing {row[2]}" for row in links]


def _engine_check(connection: Connection, name: str) -> list[str]:
    rows = connection.exec_driver_sql(f"PRAGMA {name}({MOST_FINDINGS})")
    return [str(row[0]) for row in rows if row[0] != "ok"]
