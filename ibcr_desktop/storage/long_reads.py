"""Lets a read of several seconds keep nobody waiting who saves: with this journal an open read blocks every commit."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy import Connection

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.places import Places
from ibcr_desktop.foundation.safe_files import private_folder
from ibcr_desktop.storage.database import Database

SNAPSHOT_NAME: Final = "snapshot.ibcrdb"


@contextmanager
def long_reader(database: Database, stopped: Callable[[], bool] | None = None) -> Iterator[Connection]:
    """Read what is committed now from an encrypted copy in a private folder, which is removed afterwards.

    ``stopped`` is asked while the copy is made; once it says so, the engine's own "interrupted" is raised. Where the
    disk has no room for a copy the database itself is read: then nobody can save anyway.
    """
    with private_folder(Places.of_this_person().temporary_folder) as folder:
        try:
            snapshot = database.snapshot(folder / SNAPSHOT_NAME, stopped)
        except UserError:
            snapshot = None
        if snapshot is None:
            with database.reader() as connection:
                yield connection
            return
        try:
            with snapshot.reader() as connection:
                yield connection
        finally:
            snapshot.close()
