"""A database with the shipped lists and indicators, and a year to fill."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import new_database, store_of
from tests.totals.year_builder import YearBuilder


@pytest.fixture
def year(tmp_path: Path) -> Iterator[YearBuilder]:
    """A year without any activity."""
    with new_database(tmp_path, with_lists=True) as database:
        yield YearBuilder(store_of(database))
