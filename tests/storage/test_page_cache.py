"""A large write gets more memory while it lasts, and gives it back whatever becomes of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

from ibcr_desktop.storage.page_cache import CACHE_MB, LARGE, growing_page_cache, page_cache_for
from tests.databases import new_database

USUAL_MB = 64


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    with new_database(tmp_path) as database, database.writer() as connection:
        yield connection


def megabytes(connection: Connection) -> float:
    return -int(connection.exec_driver_sql("PRAGMA cache_size").scalar_one()) / 1024


def test_it_grows_once_there_are_many(connection: Connection) -> None:
    with growing_page_cache(connection) as count:
        assert megabytes(connection) == USUAL_MB
        count(LARGE - 1)
        assert megabytes(connection) == USUAL_MB
        count(1)
        assert megabytes(connection) == CACHE_MB
        count(0)
        assert megabytes(connection) == CACHE_MB
    assert megabytes(connection) == USUAL_MB


def test_a_larger_one_stays_as_it_is(connection: Connection) -> None:
    connection.exec_driver_sql(f"PRAGMA cache_size=-{2 * CACHE_MB * 1024}")
    with page_cache_for(connection, LARGE):
        assert megabytes(connection) == 2 * CACHE_MB
    assert megabytes(connection) == 2 * CACHE_MB


def test_it_is_given_back_after_a_fault(connection: Connection) -> None:
    with pytest.raises(ZeroDivisionError), page_cache_for(connection, LARGE):
        raise ZeroDivisionError
    assert megabytes(connection) == USUAL_MB
