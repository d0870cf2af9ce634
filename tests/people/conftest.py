"""An encrypted database with the shipped lists, with the builder of a small year, for every test of people."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import new_database, store_of
from tests.totals.year_builder import YearBuilder


@pytest.fixture
def year(tmp_path: Path) -> Iterator[YearBuilder]:
    with new_database(tmp_path, with_lists=True) as database:
        yield YearBuilder(store_of(database))
