"""Proves that a copy of a database is whole and holds what the database holds."""

from pathlib import Path

from sqlalchemy import Connection

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.words import N_
from ibcr_desktop.storage.damage_check import find_damage
from ibcr_desktop.storage.database import Database
from ibcr_desktop.storage.database_errors import DatabaseDamagedError

Counts = dict[str, int]


class NotVerifiedError(UserError):
    """A copy did not pass the checks; it was removed."""


def table_counts(connection: Connection) -> Counts:
    """Count the rows of every table, whatever release made it."""
    names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").scalars()
    return {
        name: int(connection.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar_one()) for name in names.all()
    }


def prove_copy(database: Database, copy: Path, expected: Counts) -> None:
    """Open the copy with the key of the database, prove every page and index, and compare the count of each table.

    Raises NotVerifiedError.
    """
    if not _is_proved(database, copy, expected):
        raise NotVerifiedError(
            N_("The backup did not pass its checks: it is not what was to be copied."),
            N_("Your records and the backups made before are untouched; the bad copy was removed."),
            N_("Make a backup in another place, on another disk or stick, today."),
        )


def _is_proved(database: Database, copy: Path, expected: Counts) -> bool:
    try:
        opened = database.open_copy(copy)
    except DatabaseDamagedError:
        return False
    try:
        if find_damage(opened, thorough=True):
            return False
        with opened.reader() as connection:
            return table_counts(connection) == expected
    finally:
        opened.close()
