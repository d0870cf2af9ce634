"""Puts a backup in the place of a database, in one step, after keeping aside what stands there."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from ibcr_desktop.backups.backup import Backup, Why, place_of
from ibcr_desktop.backups.making import leave_room, make_backup
from ibcr_desktop.backups.proving import NotVerifiedError
from ibcr_desktop.backups.rotation import next_turn
from ibcr_desktop.backups.whole_folders import (
    folder_made_whole,
    folder_name,
    remove_unfinished,
    told_in_sentences,
)
from ibcr_desktop.foundation.clock import Clock
from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.safe_files import content_of, digest_of, write_safely
from ibcr_desktop.foundation.words import N_
from ibcr_desktop.storage.attempts import Attempts
from ibcr_desktop.storage.damage_check import find_damage
from ibcr_desktop.storage.database import Database
from ibcr_desktop.storage.database_errors import DatabaseDamagedError
from ibcr_desktop.storage.key_file import (
    KeyFile,
    KeyFileDamagedError,
    KeyFileMissingError,
    KeyFileOfAnotherDatabaseError,
    key_path_of,
)
from ibcr_desktop.storage.opening import JOURNAL_SUFFIX, database_id_of
from ibcr_desktop.storage.schema import SCHEMA_NUMBER


class BackupDamagedError(UserError):
    """A backup is not what was written, or not there any more."""


class BackupOfAnotherDatabaseError(UserError):
    """The backup is whole, but of another database."""


@dataclass(frozen=True)
class OpenedBackup:
    """A backup that was read whole and proved, with its database open for reading."""

    backup: Backup
    database: Database


@contextmanager
def opened_backup(backup: Backup, beside: Database) -> Iterator[OpenedBackup]:
    """Prove a backup of the database that is open, and open it with the same key.

    Raises BackupDamagedError, BackupOfAnotherDatabaseError, MadeByNewerReleaseError.
    """
    if database_id_of(beside.path) != backup.database_id:
        raise _of_another(backup)
    _refuse_damaged(backup)
    with _proved(backup, lambda: beside.open_copy(backup.database, SCHEMA_NUMBER)) as opened:
        yield opened


@contextmanager
def unlocked_backup(
    backup: Backup, path: Path, passphrase: str, attempts: Attempts | None = None
) -> Iterator[OpenedBackup]:
    """Prove a backup and open it with the passphrase, where the database at ``path`` is closed, damaged or missing.

    The passphrase is the present one where the key file beside ``path`` is whole, else that of the day of the backup.
    Raises WrongPassphraseError and what ``opened_backup`` raises.
    """
    key_file = _key_file_for(backup, path)
    _refuse_damaged(backup)
    data_key = key_file.unlock(passphrase, attempts)
    with _proved(backup, lambda: Database.open(backup.database, data_key, newest_schema=SCHEMA_NUMBER)) as opened:
        yield opened


def restore(opened: OpenedBackup, path: Path, clock: Clock) -> Backup | None:
    """Put the backup in the place of the closed database at ``path``; give where its present state is kept.

    The present state is backed up first; one that is damaged is put aside as it is, and None is given where there is
    none. Then the file is replaced in one step: killed at any moment, the present state or the restored one is there.
    The passphrase stays the present one. Whoever opens the file next is a new writer of the log (``founding.enter``),
    so that nothing written afterwards can be taken for what was lost.
    """
    backup = opened.backup
    with told_in_sentences(path):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        leave_room(path.parent, backup.size)
        _bring_key_file(backup, path)
        kept = _keep_present(opened.database, path, clock) if path.exists() else None
        with suppress(FileNotFoundError):  # of the file that goes; what was in it is in the copy
            path.with_name(path.name + JOURNAL_SUFFIX).unlink()
        write_safely(path, content_of(backup.database), lambda part: _refuse_different(backup, part), is_own=True)
        with suppress(OSError):
            path.chmod(0o600)
    return kept


def _keep_present(source: Database, path: Path, clock: Clock) -> Backup:
    try:
        present = source.open_copy(path)
    except DatabaseDamagedError:
        return _put_aside(path, clock)
    try:
        return make_backup(present, Why.RESTORE, clock)
    except (DatabaseDamagedError, NotVerifiedError):
        present.close()
        return _put_aside(path, clock)
    finally:
        present.close()


def _put_aside(path: Path, clock: Clock) -> Backup:
    """Copy a damaged database with its journal and key file as they are: somebody may be able to mend it."""
    place, now = place_of(path), clock.now()
    place.mkdir(mode=0o700, exist_ok=True)
    remove_unfinished(place, path.stem)
    leave_room(place, path.stat().st_size)
    database_id = database_id_of(path)
    turn = next_turn(place, database_id, clock)
    target = place / folder_name(path.stem, turn.number, now.astimezone().date())
    with folder_made_whole(target) as part:
        for each in (path, path.with_name(path.name + JOURNAL_SUFFIX), key_path_of(path)):
            if each.exists():
                write_safely(part / each.name, content_of(each), is_own=True)
        copy = part / path.name
        size, digest = copy.stat().st_size, digest_of(copy)
        made = Backup(part, turn, now, Why.DAMAGED, path.name, database_id, size, digest, "", is_verified=False)
        made.write_about()
    return replace(made, folder=target)


def _key_file_for(backup: Backup, path: Path) -> KeyFile:
    try:
        return KeyFile.load(key_path_of(path), backup.database_id)
    except KeyFileOfAnotherDatabaseError:
        raise _of_another(backup) from None
    except (KeyFileMissingError, KeyFileDamagedError):
        if path.exists() and database_id_of(path) != backup.database_id:
            raise _of_another(backup) from None
    try:
        return KeyFile.load(key_path_of(backup.database), backup.database_id)
    except (KeyFileMissingError, KeyFileDamagedError, KeyFileOfAnotherDatabaseError):
        raise _damaged(backup) from None


def _bring_key_file(backup: Backup, path: Path) -> None:
    """Write the key file of the backup beside the database, unless a whole one is there."""
    try:
        KeyFile.load(key_path_of(path), backup.database_id)
    except (KeyFileMissingError, KeyFileDamagedError):
        of_backup = KeyFile.load(key_path_of(backup.database), backup.database_id)
        replace(of_backup, path=key_path_of(path)).save()


def _refuse_damaged(backup: Backup) -> None:
    if not backup.is_sound:
        if backup.is_verified:
            backup.mark_damaged()
        raise _damaged(backup)


@contextmanager
def _proved(backup: Backup, open_it: Callable[[], Database]) -> Iterator[OpenedBackup]:
    try:
        database = open_it()
    except DatabaseDamagedError:
        raise _damaged(backup) from None
    try:
        if find_damage(database, thorough=True):
            raise _damaged(backup)
        yield OpenedBackup(backup, database)
    finally:
        database.close()


def _refuse_different(backup: Backup, part: Path) -> None:
    if digest_of(part) != backup.digest:
        raise _damaged(backup)


def _damaged(backup: Backup) -> BackupDamagedError:
    return BackupDamagedError(
        N_("The backup {name} is damaged: it is not what was written when it was made."),
        N_("Your database and the other backups were not touched."),
        N_("Choose another backup, or the copy of this one on a stick."),
        name=backup.folder.name,
    )


def _of_another(backup: Backup) -> BackupOfAnotherDatabaseError:
    return BackupOfAnotherDatabaseError(
        N_("The backup {name} was made of another database than this one."),
        N_("Nothing was changed."),
        N_("Choose a backup of this database. The other one can be restored under a name of its own."),
        name=backup.folder.name,
    )
