"""Reads a whole database and lists what is damaged in it."""

from typing import Final

from ibcr_desktop.storage import database_errors
from ibcr_desktop.storage.database import Database

MOST_FINDINGS: Final = 100


def find_damage(database: Database, *, thorough: bool = False) -> list[str]:
    """Give the engine's findings, empty for a sound file; for support, not for a message on the screen.

    The quick check reads every page; ``thorough`` also proves every page's seal, every index and every link.
    """
    try:
        with database.reader() as connection:
            run = connection.exec_driver_sql
            check = "integrity_check" if thorough else "quick_check"
            findings = [str(row[0]) for row in run(f"PRAGMA {check}({MOST_FINDINGS})") if row[0] != "ok"]
            if thorough:
                findings += [str(row[0]) for row in run("PRAGMA cipher_integrity_check")]
                findings += [f"{row[0]} links to a missing {row[2]}" for row in run("PRAGMA foreign_key_check")]
    except database_errors.DatabaseDamagedError:
        return ["A page could not be decrypted."]
    return findings[:MOST_FINDINGS]
