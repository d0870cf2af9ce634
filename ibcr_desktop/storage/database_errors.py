"""Turns what SQLite reports into sentences for staff, so that no screen shows an engine's message."""

import errno
from typing import Final

from sqlalchemy.exc import DBAPIError

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.words import N_

PRIMARY_CODE_MASK: Final = 0xFF  # extended result codes keep the primary code in their lowest byte

BUSY, LOCKED, READ_ONLY, IO_ERROR, CORRUPT, FULL, CANNOT_OPEN, NOT_A_DATABASE = 5, 6, 8, 10, 11, 13, 14, 26
NO_MEMORY: Final = 7
PERMISSION, AUTHORISATION = 3, 23


class DatabaseBusyError(UserError):
    """Another window, program or copy is holding the database file."""


class DiskFullError(UserError):
    """The disk has no room left for what was to be written."""


class DatabaseReadOnlyError(UserError):
    """The database may be read but not changed where it lies now."""


class DatabaseDamagedError(UserError):
    """What is in the file is not what was once written there, or the key does not belong to it."""


def busy() -> DatabaseBusyError:
    """Give the error for a database that somebody else holds."""
    return DatabaseBusyError(
        N_("The database is being used by another window or program."),
        N_("Nothing was lost; what you entered is still on the screen."),
        N_("Wait a moment and try again. If it goes on, close other programs that use this file."),
    )


def read_only() -> DatabaseReadOnlyError:
    """Give the error for a write to a database that may only be read."""
    return DatabaseReadOnlyError(
        N_("The database can be read but not changed where it is now."),
        N_("Everything saved so far is safe."),
        N_("Ask for the right to write in its folder, or copy the database and its key file to another folder."),
    )


def damaged() -> DatabaseDamagedError:
    """Give the error for a file that the key does not open, or whose pages were altered."""
    return DatabaseDamagedError(
        N_("The database is damaged: part of the file is not what was saved."),
        N_("The file was left as it is; your backups were not touched."),
        N_("Restore the newest backup, and keep the damaged file aside for whoever helps you."),
    )


def disk_full() -> DiskFullError:
    """Give the error for a disk without room."""
    return DiskFullError(
        N_("The disk is full, so this could not be saved."),
        N_("Everything saved before is safe, and what you entered is still on the screen."),
        N_("Delete or move large files that you no longer need, then save again."),
    )


def _disk_problem() -> UserError:
    return UserError(
        N_("The disk has a problem: the database could not be read or written."),
        N_("Everything saved before is kept, and what you entered is still on the screen."),
        N_("Copy the database and its key file to another disk now, then try again."),
    )


def _cannot_open() -> UserError:
    return UserError(
        N_("The database file could not be opened."),
        N_("Nothing was changed."),
        N_("Check that the file is still there and that you have the right to read it and its folder."),
    )


def _no_memory() -> UserError:
    return UserError(
        N_("The computer has run out of memory."),
        N_("Everything saved before is safe; nothing was half saved."),
        N_("Close other programs and try again."),
    )


_ERRORS = {
    BUSY: busy,
    LOCKED: busy,
    READ_ONLY: read_only,
    IO_ERROR: _disk_problem,
    CORRUPT: damaged,
    NOT_A_DATABASE: damaged,
    FULL: disk_full,
    CANNOT_OPEN: _cannot_open,
    PERMISSION: _cannot_open,
    AUTHORISATION: _cannot_open,
    NO_MEMORY: _no_memory,
}


def primary_code(error: BaseException) -> int | None:
    """Give SQLite's primary result code behind an error of SQLAlchemy or of the driver, None if it has none."""
    origin = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(origin, "sqlite_errorcode", None)
    return code & PRIMARY_CODE_MASK if isinstance(code, int) else None


def user_error(error: BaseException) -> UserError | None:
    """Give the sentence for a failure of the engine or the disk; None for mistakes of our own statements.

    Broken constraints and faulty SQL are left to the caller: they are rules or bugs, not faults of the computer.
    """
    if isinstance(error, UserError):
        return error
    if isinstance(error, OSError):
        return disk_full() if error.errno in {errno.ENOSPC, errno.EDQUOT} else None
    if isinstance(error, MemoryError):
        return _no_memory()
    make = _ERRORS.get(primary_code(error) or 0)
    return make() if make else None
