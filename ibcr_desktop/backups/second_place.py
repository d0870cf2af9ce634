"""Copies a backup to a second place, such as a stick, proves it there, and remembers when that last succeeded."""

import errno
import os
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from ibcr_desktop.backups.backup import Backup
from ibcr_desktop.backups.making import leave_room
from ibcr_desktop.backups.rotation import rotate
from ibcr_desktop.backups.whole_folders import (
    erase_whole,
    folder_made_whole,
    remove_unfinished,
    told_in_sentences,
)
from ibcr_desktop.foundation.clock import Clock
from ibcr_desktop.foundation.file_problems import unreliable
from ibcr_desktop.foundation.safe_files import content_of, write_safely
from ibcr_desktop.storage.database import Database
from ibcr_desktop.storage.key_file import key_path_of
from ibcr_desktop.storage.local_values import keep_locally, local_value

SECOND_FOLDER: Final = "IBCR backups"
REMINDER: Final = timedelta(days=7)
TOLERANCE: Final = timedelta(days=1)  # a moment that lies further ahead was written by a wrong clock
_NAME: Final = "backup elsewhere"


@dataclass(frozen=True)
class SecondCopy:
    """A backup in a second place; ``is_elsewhere`` says whether that is another disk than the database's."""

    backup: Backup
    is_elsewhere: bool


def copy_elsewhere(database: Database, backup: Backup, folder: Path, clock: Clock) -> SecondCopy:
    """Copy a backup into ``IBCR backups`` in ``folder``, prove it there, and remember the day.

    There as here the old ones go by counting. On the disk of the database itself it is a copy, but no second place: it
    is made, and not remembered. Raises UserError: a stick that is full, pulled out, write-protected or not reliable.
    """
    place = second_place_in(folder, database.path, backup)
    with told_in_sentences(folder):
        if not folder.is_dir():
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        place.mkdir(parents=True, exist_ok=True)
        remove_unfinished(place, database.path.stem)
        leave_room(place, backup.size)
        target = place / backup.folder.name
        if target.exists():
            erase_whole(target)
        with folder_made_whole(target) as part:
            for each in (backup.database, key_path_of(backup.database)):
                write_safely(part / each.name, content_of(each), is_own=True)
            copied = replace(backup, folder=part)
            copied.write_about()
            if not copied.is_sound:
                raise unreliable(folder)
        rotate(place, backup.database_id)
        is_elsewhere = place.stat().st_dev != database.path.stat().st_dev
    if is_elsewhere:
        moment = clock.now().isoformat(timespec="seconds")
        database.write(lambda connection: keep_locally(connection, {_NAME: moment}))
    return SecondCopy(replace(backup, folder=target), is_elsewhere)


def second_place_in(folder: Path, database_path: Path, backup: Backup) -> Path:
    """Give the folder for one database on a stick, which may carry those of several offices with files named alike."""
    return folder / SECOND_FOLDER / f"{database_path.stem}-{backup.database_id.hex()[:8]}"


def last_copied_at(connection: Connection) -> datetime | None:
    """Give when a backup was last proved in a second place; None if never."""
    found = local_value(connection, _NAME)
    return datetime.fromisoformat(found) if found else None


def is_copy_wanted(last: datetime | None, now: datetime) -> bool:
    """Say whether to remind: after a week, or where the clock that wrote the moment must have been wrong."""
    return last is None or not -TOLERANCE <= now - last < REMINDER
