"""Databases of headquarters and of Dakar, with stores to write through."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ibcr_desktop.storage.record_store import RecordStore
from tests.databases import dakar, new_database, store_of


@pytest.fixture
def headquarters(tmp_path: Path) -> Iterator[RecordStore]:
    """A store on the empty database of headquarters."""
    author = dakar(office="MTL", person="Anne Roy", device="desk", is_headquarters=True)
    with new_database(tmp_path, "headquarters.ibcrdb") as database:
        yield store_of(database, author=author)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[RecordStore]:
    """A store on the empty database of Dakar."""
    with new_database(tmp_path, "dakar.ibcrdb") as database:
        yield store_of(database)
