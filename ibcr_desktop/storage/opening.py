"""Looks at a file before any key is tried, because the engine has one message for all that is not a database."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.words import N_

PAGE_BYTES: Final = 4096
ID_BYTES: Final = 16
JOURNAL_SUFFIX: Final = "-journal"

PLAIN_DATABASE: Final = b"SQLite format 3\x00"
PICTURES: Final = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")
DOCUMENTS: Final = (b"%PDF", b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf")
PICTURE_AT_FOUR: Final = b"ftyp"  # HEIC photographs and films name themselves after a length of four bytes
RIFF: Final = b"RIFF"  # WebP pictures, sounds, films


class NotOurDatabaseError(UserError):
    """The file is something else than one of our databases, or not a whole one."""


def database_id_of(path: Path) -> bytes:
    """Give the first 16 bytes, by which the key file knows its database."""
    with path.open("rb") as file:
        return file.read(ID_BYTES)


def looks_like_another_format(beginning: bytes) -> bool:
    """Tell whether these first bytes would be taken for a picture, a document, text or a plain database."""
    return _sentence_for(beginning) is not None


def check_header(path: Path) -> None:
    """Raise the UserError that says what ``path`` is, if it cannot be one of our encrypted databases.

    An encrypted file begins with random bytes and has whole pages of 4096; while a journal of an interrupted save
    lies beside it the size is not judged, since the engine will put it right.
    """
    beginning, size = _beginning_and_size(path)
    if size == 0:
        raise _not_ours(path, N_("The file {name} is empty."))
    happened = _sentence_for(beginning)
    if happened is not None:
        raise _not_ours(path, happened)
    if size % PAGE_BYTES and not _has_journal(path):
        raise NotOurDatabaseError(
            N_("The file {name} is cut off or is not a database of this program."),
            N_("Nothing was changed."),
            N_("Copy it again from where it came from, or restore the newest backup."),
            name=path.name,
        )


def _beginning_and_size(path: Path) -> tuple[bytes, int]:
    if path.is_dir():
        raise _not_ours(path, N_("{name} is a folder, not a database."))
    try:
        size = path.stat().st_size
        return database_id_of(path), size
    except FileNotFoundError:
        raise UserError(
            N_("There is no file {name} any more at this place."),
            N_("Nothing was changed."),
            N_("Look for the database in another folder, or restore the newest backup."),
            name=path.name,
        ) from None
    except PermissionError:
        raise UserError(
            N_("You do not have the right to read the file {name}."),
            N_("Nothing was changed."),
            N_("Ask the person who looks after this computer for the right to read it and its folder."),
            name=path.name,
        ) from None
    except OSError:
        raise UserError(
            N_("The file {name} could not be read; the disk may have a problem."),
            N_("Nothing was changed."),
            N_("Copy the database and its key file to another disk, then open it there."),
            name=path.name,
        ) from None


def _has_journal(path: Path) -> bool:
    try:
        return path.with_name(path.name + JOURNAL_SUFFIX).stat().st_size > 0
    except OSError:
        return False


def _sentence_for(beginning: bytes) -> str | None:
    return next((happened for recognises, happened in _KINDS if recognises(beginning)), None)


def _is_picture(beginning: bytes) -> bool:
    return beginning.startswith((*PICTURES, RIFF)) or beginning[4:8] == PICTURE_AT_FOUR


def _is_text(beginning: bytes) -> bool:
    return all(byte in b"\t\r\n" or 32 <= byte < 127 for byte in beginning)


_KINDS: Final[tuple[tuple[Callable[[bytes], bool], str], ...]] = (
    (
        lambda beginning: beginning == PLAIN_DATABASE,
        N_("The file {name} is a database of another program: it is not encrypted, and ours always are."),
    ),
    (_is_picture, N_("The file {name} is a picture, a film or a sound, not a database.")),
    (
        lambda beginning: beginning.startswith(DOCUMENTS),
        N_("The file {name} is a document or an archive, not a database."),
    ),
    (
        lambda beginning: beginning.startswith(b'{\n  "format"'),
        N_("The file {name} is a key file; choose the database beside it."),
    ),
    (_is_text, N_("The file {name} is a text, not a database.")),
    (lambda beginning: not any(beginning), N_("The file {name} contains nothing but zeros: it is damaged.")),
)


def _not_ours(path: Path, happened: str) -> NotOurDatabaseError:
    return NotOurDatabaseError(
        happened,
        N_("Nothing was changed."),
        N_("Choose a database of this program; its name ends in .ibcrdb. If this was one, restore the newest backup."),
        name=path.name,
    )
