"""Databases and stores for the tests of storage."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ibcr_desktop.storage.database import Database
from ibcr_desktop.storage.record_store import RecordStore
from tests.databases import new_database, store_of


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """An empty database with its tables."""
    with new_database(tmp_path) as made:
        yield made


@pytest.fixture
def store(database: Database) -> RecordStore:
    """A store on the empty database, for a person in Dakar."""
    return store_of(database)
