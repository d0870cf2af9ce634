"""A window around a database with the shipped lists."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ibcr_desktop.storage.database import Database
from tests.databases import DATA_KEY, store_of
from tests.ui.shells import Shell


@pytest.fixture
def shell(qtbot: QtBot, with_lists: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Shell]:
    """Give a window in English, or in the language that the test is parametrised with."""
    path = tmp_path / "test.ibcrdb"
    shutil.copy(with_lists, path)
    with closing(Database.open(path, DATA_KEY)) as database:
        made = Shell(qtbot, store_of(database), tmp_path, language=getattr(request, "param", "en"))
        try:
            yield made
        finally:
            made.frame.close()
