"""A sheet in a database with the shipped lists."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from ibcr_desktop.storage.database import Database
from tests.databases import DATA_KEY, store_of
from tests.roster.sheets import Sheet


@pytest.fixture
def sheet(with_lists: Path, tmp_path: Path) -> Iterator[Sheet]:
    path = tmp_path / "test.ibcrdb"
    shutil.copy(with_lists, path)
    with closing(Database.open(path, DATA_KEY)) as database:
        yield Sheet(store_of(database))
