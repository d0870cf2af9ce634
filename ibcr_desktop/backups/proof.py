"""What is known of the backups of a database: the last proof of success, what is not in it yet, and what to do."""

from dataclasses import dataclass
from datetime import datetime

from ibcr_desktop.backups.backup import Backup, backups_in, place_of
from ibcr_desktop.backups.making import last_change
from ibcr_desktop.backups.second_place import is_copy_wanted, last_copied_at
from ibcr_desktop.foundation.clock import Clock
from ibcr_desktop.storage.database import Database
from ibcr_desktop.storage.opening import database_id_of


@dataclass(frozen=True)
class Proof:
    """What the home page and the page of the backups show.

    Attributes:
        backups: all of this database, newest first; also those found damaged.
        newest: the newest that is verified.
        is_behind: whether something was recorded since.
        copied_at: when one was last proved in a second place.
        is_copy_wanted: whether it is time for another one there.
    """

    backups: tuple[Backup, ...]
    newest: Backup | None
    is_behind: bool
    copied_at: datetime | None
    is_copy_wanted: bool


def read_proof(database: Database, clock: Clock) -> Proof:
    """Read what is known, without opening a backup."""
    found = tuple(backups_in(place_of(database.path), database_id_of(database.path)))
    newest = next((each for each in found if each.is_verified), None)
    with database.reader() as connection:
        is_behind = newest is None or newest.last_change != last_change(connection)
        copied_at = last_copied_at(connection)
    return Proof(found, newest, is_behind, copied_at, is_copy_wanted(copied_at, clock.now()))
