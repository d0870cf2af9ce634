"""Puts folders in place whole and takes them away whole: in between they have a name that nobody takes for a backup."""

import errno
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Final

from ibcr_desktop.backups.backup import UNFINISHED
from ibcr_desktop.foundation.file_problems import file_problem
from ibcr_desktop.foundation.safe_files import put_in_place
from ibcr_desktop.storage.database_errors import DiskFullError

NUMBERED: Final = re.compile(r"-(\d{6,})-\d{4}-\d\d-\d\d")  # the tail that ``folder_name`` writes


def folder_name(stem: str, number: int, day: date) -> str:
    """Give the name of a backup of the database ``stem``: ``dakar-000017-2026-11-24``."""
    return f"{stem}-{number:06d}-{day.isoformat()}"


def largest_number(place: Path) -> int:
    """Give the largest number that any name there carries, also of what can no longer be read; 0 where none does."""
    found = (NUMBERED.search(each.name) for each in place.iterdir())
    return max((int(each[1]) for each in found if each), default=0)


@contextmanager
def folder_made_whole(target: Path) -> Iterator[Path]:
    """Give an empty folder to fill; at the end it becomes ``target`` in one step, or is removed where anything failed.

    What is written into it must be on the disk (``write_safely``, ``os.fsync``) before the end.
    """
    part = target.with_name(target.name + UNFINISHED)
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(mode=0o700)
    try:
        yield part
        put_in_place(part, target)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise


def erase_whole(folder: Path) -> None:
    """Remove a folder that stops being a backup in its first step; raises OSError."""
    part = folder.with_name(folder.name + UNFINISHED)
    put_in_place(folder, part)
    shutil.rmtree(part)


def remove_unfinished(place: Path, stem: str) -> None:
    """Sweep out what killed runs left of the backups of one database, as far as the disk allows."""
    pattern = re.compile(re.escape(stem) + NUMBERED.pattern + re.escape(UNFINISHED))
    for each in place.iterdir():
        if pattern.fullmatch(each.name):
            shutil.rmtree(each, ignore_errors=True)


@contextmanager
def told_in_sentences(place: Path) -> Iterator[None]:
    """Turn what the disk reports into a sentence about the place of the backups, not about the database."""
    try:
        yield
    except DiskFullError:
        raise file_problem(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), place) from None
    except OSError as error:
        raise file_problem(error, place) from error
