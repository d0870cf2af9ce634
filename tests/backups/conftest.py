"""The office that most tests of backups begin with."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ibcr_desktop.storage.record_store import RecordStore
from tests.backups.offices import new_office


@pytest.fixture
def store(tmp_path: Path) -> Iterator[RecordStore]:
    """An office in Dakar, open."""
    made = new_office(tmp_path / "data")
    yield made
    made.database.close()
