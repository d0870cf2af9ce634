"""Makes a backup: a compact encrypted copy, proved at once, and put in place whole."""

import errno
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, select

from ibcr_desktop.backups.backup import Backup, Why, place_of
from ibcr_desktop.backups.proving import Counts, prove_copy, table_counts
from ibcr_desktop.backups.rotation import next_turn, rotate
from ibcr_desktop.backups.whole_folders import folder_made_whole, folder_name, remove_unfinished, told_in_sentences
from ibcr_desktop.foundation.clock import Clock
from ibcr_desktop.foundation.safe_files import digest_of
from ibcr_desktop.storage.database import Database
from ibcr_desktop.storage.key_file import KeyFile, key_path_of
from ibcr_desktop.storage.log_tables import CHANGE, WRITER
from ibcr_desktop.storage.opening import database_id_of
from ibcr_desktop.storage.reserve_file import free_bytes

ROOM_FOR_WORK: Final = 20 * 1024 * 1024  # bytes that a backup leaves free: the records that come next need them more


def make_backup(database: Database, why: Why, clock: Clock) -> Backup:
    """Make a verified backup in the folder ``backups`` beside the database, and give it.

    Writers of this program wait while rows are copied, not while the copy is checked. Killed or failed at any moment it
    leaves no backup, or a whole one. Raises UserError: no room, no rights, a damaged database
    (``DatabaseDamagedError``), a key file that is gone, a copy that did not pass (``NotVerifiedError``).
    """
    path, place = database.path, place_of(database.path)
    with told_in_sentences(place):
        place.mkdir(mode=0o700, exist_ok=True)
        remove_unfinished(place, path.stem)
        leave_room(place, path.stat().st_size)
        key_file = KeyFile.load(key_path_of(path), database_id_of(path))
        turn, now = next_turn(place, key_file.database_id, clock), clock.now()
        target = place / folder_name(path.stem, turn.number, now.astimezone().date())
        with folder_made_whole(target) as part:
            copy = part / path.name
            counts, last = _copy(database, copy)
            digest = digest_of(copy)
            prove_copy(database, copy, counts)
            key_file.write_to(key_path_of(copy))
            size = copy.stat().st_size
            made = Backup(part, turn, now, why, path.name, key_file.database_id, size, digest, last)
            made.write_about()
        rotate(place, key_file.database_id)
    return replace(made, folder=target)


def before(why: Why, clock: Clock) -> Callable[[Database], Backup]:
    """Give what makes a backup of whatever database it is called with, before something that is hard to take back.

    It is called on the thread that works, outside of any transaction; what it raises (a UserError) must stop the work
    before it began. Parts that may not know this one receive it as an argument: the upgrade as it is, a merge with its
    database already bound (``partial(make_backup, database, Why.MERGE, clock)``).
    """
    return lambda database: make_backup(database, why, clock)


def last_change(connection: Connection) -> str:
    """Name the last change in the log as everywhere, by its writer and its number; empty for an empty log.

    A count would not do: after a restore the log may grow to the same length again with other changes.
    """
    statement = select(WRITER.c.uuid, CHANGE.c.number).join_from(CHANGE, WRITER).order_by(CHANGE.c.arrived.desc())
    last = connection.execute(statement.limit(1)).first()
    return f"{last.uuid}.{last.number}" if last else ""


def leave_room(place: Path, size: int) -> None:
    """Raise the OSError of a full disk where ``size`` bytes more would leave no room for the records to come."""
    if free_bytes(place) < size + ROOM_FOR_WORK:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _copy(database: Database, copy: Path) -> tuple[Counts, str]:
    """Copy what is committed, and give what was in it: the rows of each table and the last change."""
    source = database.another()
    try:
        with source.without_writers():
            with source.reader() as connection:
                counts, last = table_counts(connection), last_change(connection)
            source.copy_to(copy)
    finally:
        source.close()
    with copy.open("r+b") as file:
        os.fsync(file.fileno())
    return counts, last
