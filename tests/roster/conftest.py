"""A sheet in a database with the shipped lists, which are written once and copied for each test."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from ibcr_desktop.storage.database import Database
from tests.databases import DATA_KEY, new_database, store_of
from tests.roster.sheets import Sheet


@pytest.fixture(scope="session")
def with_lists(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a database that holds the shipped lists and nothing else."""
    folder = tmp_path_factory.mktemp("lists")
    with new_database(folder, with_lists=True) as database:
        return database.path


@pytest.fixture
def sheet(with_lists: Path, tmp_path: Path) -> Iterator[Sheet]:
    path = tmp_path / "test.ibcrdb"
    shutil.copy(with_lists, path)
    with closing(Database.open(path, DATA_KEY)) as database:
        yield Sheet(store_of(database))
