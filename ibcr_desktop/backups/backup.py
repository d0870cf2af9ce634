"""What a backup is on the disk: a folder with the database, its key file, and a page that says what they are."""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Any, Final

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.safe_files import digest_of, write_content
from ibcr_desktop.foundation.words import N_

ABOUT_NAME: Final = "backup.json"
FORMAT: Final = "ibcr-backup"
VERSION: Final = 1
FOLDER_NAME: Final = "backups"
UNFINISHED: Final = ".unfinished"  # ends the name of a folder that is no backup yet, or no longer
MOST_BYTES: Final = 64 * 1024


class Why(Enum):
    """What a backup was made for."""

    WORK = "work"
    EXIT = "exit"
    ASKED = "asked"
    IMPORT = "import"
    MERGE = "merge"
    UPGRADE = "upgrade"
    RESTORE = "restore"
    DAMAGED = "damaged"  # not a backup but a damaged file, put aside before another one took its place


WHY_LABELS: Final = {
    Why.WORK: N_("After some work"),
    Why.EXIT: N_("When the program was closed"),
    Why.ASKED: N_("By hand"),
    Why.IMPORT: N_("Before records were read in"),
    Why.MERGE: N_("Before a package was merged"),
    Why.UPGRADE: N_("Before a new release changed the tables"),
    Why.RESTORE: N_("Before a backup was restored"),
    Why.DAMAGED: N_("A damaged database, put aside"),
}


class NotABackupError(UserError):
    """The file or folder that was named is not a backup of this program."""


@dataclass(frozen=True, order=True)
class Turn:
    """The counters by which backups of one database are kept or erased (see ``rotation``); the number stands first."""

    number: int
    day: int
    week: int
    month: int


@dataclass(frozen=True)
class Backup:
    """One backup, as its page describes it.

    Attributes:
        folder: holds the database, its key file and the page.
        turn: its counters.
        made_at: claimed by the clock of the computer.
        database_name: the file inside the folder.
        database_id: the first 16 bytes of the database, equal in all its backups.
        size: bytes of the database.
        digest: SHA-256 of the database.
        last_change: names the last change in its log, by which new work is noticed.
        is_verified: whether it was opened and compared when it was made, and has not been found damaged since.
    """

    folder: Path
    turn: Turn
    made_at: datetime
    why: Why
    database_name: str
    database_id: bytes
    size: int
    digest: bytes
    last_change: str
    is_verified: bool = True

    @property
    def database(self) -> Path:
        """The database inside the folder."""
        return self.folder / self.database_name

    @property
    def is_sound(self) -> bool:
        """Say whether the database is what was written, by reading it from the disk: seconds for a large one."""
        try:
            return self.is_verified and digest_of(self.database) == self.digest
        except OSError:
            return False

    def mark_damaged(self) -> None:
        """Note on its page, as far as the disk allows, that it is not to be relied on."""
        with suppress(UserError):
            replace(self, is_verified=False).write_about()

    def write_about(self) -> None:
        """Write the page; raises UserError when the disk refuses."""
        members: dict[str, Any] = {
            "format": FORMAT,
            "version": VERSION,
            **asdict(self.turn),
            "made_at": self.made_at.isoformat(timespec="seconds"),
            "why": self.why.value,
            "database": self.database_name,
            "database_id": self.database_id.hex(),
            "size": self.size,
            "sha256": self.digest.hex(),
            "last_change": self.last_change,
            "verified": self.is_verified,
        }
        write_content(self.folder / ABOUT_NAME, json.dumps(members, indent=2).encode("ascii") + b"\n")


def place_of(database_path: Path) -> Path:
    """Give the folder of the backups of a database: ``backups`` beside it."""
    return database_path.parent / FOLDER_NAME


def backups_in(place: Path, database_id: bytes | None = None) -> list[Backup]:
    """Give the backups in a folder, newest first by their numbers; those of one database where its id is given.

    What is unfinished, damaged beyond reading or no backup at all is left out. Raises nothing: a folder that cannot be
    read has none.
    """
    try:
        folders = [each for each in place.iterdir() if each.is_dir()]
    except OSError:
        return []
    read = (_read(folder) for folder in folders)
    found = [each for each in read if each is not None and database_id in {None, each.database_id}]
    return sorted(found, key=lambda each: each.turn, reverse=True)


def backup_at(path: Path) -> Backup:
    """Give the backup that ``path`` names: its folder, or the database in it; raises NotABackupError."""
    found = _read(path if path.is_dir() else path.parent)
    if found is None or path not in {found.folder, found.database, found.folder / ABOUT_NAME}:
        raise NotABackupError(
            N_("{name} is not a backup of this program, or its page {about} is missing."),
            N_("Nothing was changed."),
            N_("Choose a folder out of “backups”, or the database in such a folder."),
            name=path.name,
            about=ABOUT_NAME,
        )
    return found


def backup_with(database_path: Path) -> Backup | None:
    """Give the backup whose database this is; None for a database at work."""
    found = _read(database_path.parent)
    return found if found is not None and found.database == database_path else None


def refuse_backup(database_path: Path) -> None:
    """Raise UserError when this is the database of a backup: whoever opens it would change it."""
    if backup_with(database_path) is not None:
        raise UserError(
            N_("The file {name} belongs to a backup, which is never opened itself."),
            N_("Nothing was changed."),
            N_("Restore the backup first, then open the restored database."),
            name=database_path.name,
        )


def _read(folder: Path) -> Backup | None:
    if folder.name.endswith(UNFINISHED):
        return None
    try:
        with (folder / ABOUT_NAME).open("rb") as file:
            members = json.loads(file.read(MOST_BYTES))
        found = _backup_of(folder, members)
        is_whole = found.database.stat().st_size == found.size
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None
    return found if is_whole else replace(found, is_verified=False)


def _backup_of(folder: Path, members: Any) -> Backup:
    if members["format"] != FORMAT or members["version"] != VERSION:
        raise ValueError("This is no page of a backup that this release knows.")
    name = str(members["database"])
    made_at = datetime.fromisoformat(members["made_at"])
    if Path(name).name != name or made_at.tzinfo is None:
        raise ValueError("The page names a file elsewhere, or a moment without its zone.")
    return Backup(
        folder=folder,
        turn=Turn(*(_count(members[each.name]) for each in fields(Turn))),
        made_at=made_at,
        why=Why(members["why"]),
        database_name=name,
        database_id=bytes.fromhex(members["database_id"]),
        size=_count(members["size"]),
        digest=bytes.fromhex(members["sha256"]),
        last_change=str(members["last_change"]),
        is_verified=members["verified"] is True,
    )


def _count(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise ValueError("A count is a whole number.")
    return value
