"""Says in plain sentences why a file could not be written or read, whichever system reports it."""

import errno
from pathlib import Path
from typing import Final

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.words import N_

WINDOWS_ERRNO: Final = {  # codes of Windows that Python leaves unmapped, or maps to EACCES
    19: errno.EROFS,  # write-protected
    21: errno.ENODEV,  # not ready
    32: errno.EBUSY,  # sharing violation
    33: errno.EBUSY,  # lock violation
    39: errno.ENOSPC,
    112: errno.ENOSPC,
    123: errno.EINVAL,  # a name that no file can have
    1117: errno.EIO,
}

FULL: Final = (
    N_("There is no room left on the disk for “{file}”."),
    N_("If the file existed before, it is unchanged; your records are safe."),
    N_("Make room on the disk or choose another place, then try again."),
)
READ_ONLY: Final = (
    N_("The place chosen for “{file}” can be read but not written to."),
    N_("Nothing was changed; your records are safe."),
    N_("Choose another folder, or remove the write protection of the stick."),
)
NO_RIGHTS: Final = (
    N_("You do not have the right to read or write “{file}” there."),
    N_("Nothing was changed; your records are safe."),
    N_("Choose another folder, or ask whoever looks after this computer."),
)
OPEN_ELSEWHERE: Final = (
    N_("The file “{file}” is open in another program."),
    N_("The file is unchanged; your records are safe."),
    N_("Close it there (Excel, perhaps) and try again, or choose another name."),
)
MISSING: Final = (
    N_("The folder or file “{file}” is no longer there."),
    N_("Your records are safe."),
    N_("If it is on a stick, plug it in again; otherwise choose another place."),
)
BAD_NAME: Final = (
    N_("A file cannot have the name “{file}” there."),
    N_("Nothing was changed; your records are safe."),
    N_("Choose a shorter name of letters, figures and hyphens."),
)
TOO_LARGE: Final = (
    N_("The file “{file}” is larger than this disk allows."),
    N_("If the file existed before, it is unchanged; your records are safe."),
    N_("Choose another disk; many sticks hold no file above 4 GB."),
)
IS_FOLDER: Final = (
    N_("“{file}” is a folder, not a file."),
    N_("Nothing was changed; your records are safe."),
    N_("Choose another name."),
)
OWN_FILE: Final = (
    N_("“{file}” is the name of a database or of what belongs to one; nothing else may take its place."),
    N_("Nothing was written; your records are safe."),
    N_("Choose another name."),
)
BROKEN_DISK: Final = (
    N_("The disk failed while “{file}” was being read or written."),
    N_("If the file existed before, it was not replaced; your records are safe."),
    N_("If it is on a stick, check that it is plugged in; otherwise choose another disk."),
)
UNRELIABLE: Final = (
    N_("What was read back of “{file}” is not what was written: this disk or stick is not reliable."),
    N_("If the file existed before, it is unchanged; your records are safe."),
    N_("Choose another disk or stick, and do not use this one any more."),
)

SENTENCES: Final = {  # by name: not every system has a number for each
    "ENOSPC": FULL,
    "EDQUOT": FULL,
    "EROFS": READ_ONLY,
    "EACCES": NO_RIGHTS,
    "EPERM": NO_RIGHTS,
    "EBUSY": OPEN_ELSEWHERE,
    "ETXTBSY": OPEN_ELSEWHERE,
    "ENOENT": MISSING,
    "ENOTDIR": MISSING,
    "EINVAL": BAD_NAME,
    "ENAMETOOLONG": BAD_NAME,
    "EILSEQ": BAD_NAME,
    "EFBIG": TOO_LARGE,
    "EISDIR": IS_FOLDER,
}


def file_problem(error: OSError, path: Path) -> UserError:
    """Turn what the system reports about ``path`` into three sentences that name the file, or the lacking folder."""
    windows = getattr(error, "winerror", None)
    code = WINDOWS_ERRNO.get(windows, error.errno) if windows else error.errno
    sentences = SENTENCES.get(errno.errorcode.get(code or 0, ""), BROKEN_DISK)
    return _about(_lacking(path) if sentences is MISSING else path, sentences)


def open_elsewhere(path: Path) -> UserError:
    """Give the failure for a file that stayed held by another program."""
    return _about(path, OPEN_ELSEWHERE)


def unreliable(path: Path) -> UserError:
    """Give the failure for a disk that does not give back what it was given."""
    return _about(path, UNRELIABLE)


def bad_name(path: Path) -> UserError:
    """Give the failure for a name that no file can have."""
    return _about(path, BAD_NAME)


def own_file(path: Path) -> UserError:
    """Give the refusal to write something else over a database or a key file."""
    return _about(path, OWN_FILE)


def _lacking(path: Path) -> Path:
    """Give the outermost folder on the way to ``path`` that is not there, or the path itself."""
    try:
        return next((folder for folder in reversed(path.parents) if not folder.exists()), path)
    except (OSError, ValueError):
        return path


def _about(path: Path, sentences: tuple[str, str, str]) -> UserError:
    happened, safe, advice = sentences
    name = (path.name or str(path)).encode(errors="replace").decode()
    return UserError(happened, safe, advice, file=name)
