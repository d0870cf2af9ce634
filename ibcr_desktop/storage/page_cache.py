"""Gives large work the memory that it needs, for its time only: a small cache made a merge 2.5 times as slow."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy import Connection

LARGE: Final = 1_000  # records; each lies on some ten pages of a large file, few of them shared
CACHE_MB: Final = 400  # at most: pages that are not touched take nothing, and more did not help a million records


@contextmanager
def page_cache_for(connection: Connection, record_count: int) -> Iterator[None]:
    """Let the engine hold more pages while so many records are written; never fewer than before."""
    with growing_page_cache(connection) as count:
        count(record_count)
        yield


@contextmanager
def large_page_cache(connection: Connection) -> Iterator[None]:
    """Let the engine hold as many pages as ever help: a check of indexes goes to and fro in all of them."""
    with page_cache_for(connection, LARGE):
        yield


@contextmanager
def growing_page_cache(connection: Connection) -> Iterator[Callable[[int], None]]:
    """Do the same where nobody knows how many there will be: whoever writes tells how many more it writes."""
    usual = int(connection.exec_driver_sql("PRAGMA cache_size").scalar_one())
    is_larger, written = not 0 < -usual < CACHE_MB * 1024, 0  # a size in pages is not ours
    is_ours = not is_larger

    def count(records: int) -> None:
        nonlocal is_larger, written
        written += records
        if written >= LARGE and not is_larger:
            connection.exec_driver_sql(f"PRAGMA cache_size=-{CACHE_MB * 1024:d}")
            is_larger = True

    try:
        yield count
    finally:
        if is_ours and is_larger:
            connection.exec_driver_sql(f"PRAGMA cache_size={usual:d}")
            connection.exec_driver_sql("PRAGMA shrink_memory")
