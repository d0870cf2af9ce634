"""A program killed while somebody types a roster loses at most the cell that is being edited."""

import shutil
import uuid
from contextlib import closing
from pathlib import Path

import pytest

from ibcr_desktop.storage.database import Database
from tests.databases import DATA_KEY, store_of
from tests.roster.sheets import Sheet
from tests.ui.screens.roster.roster_until_killed import CELLS, texts_of
from tests.ui.typing_process import killed, started

SHOWN = {"sex": "Female", "birth_year": "1987"}  # where it differs from what is typed


def type_and_be_killed(path: Path, activity: uuid.UUID, cells: int) -> None:
    """Let a process leave a number of cells, then kill it, wherever it is in the next one."""
    child = started("tests.ui.screens.roster.roster_until_killed", path, activity)
    assert child.stdout is not None
    told = 0
    while told < cells and child.stdout.readline():
        told += 1
    problems = killed(child)
    assert told == cells, problems


@pytest.mark.parametrize("cells", [2, 4, 13])
def test_every_cell_that_was_left_is_there_again(with_lists: Path, tmp_path: Path, cells: int) -> None:
    path = tmp_path / "test.ibcrdb"
    shutil.copy(with_lists, path)
    with closing(Database.open(path, DATA_KEY)) as database:
        activity = Sheet(store_of(database)).activity
    type_and_be_killed(path, activity, cells)
    with closing(Database.open(path, DATA_KEY)) as database:
        sheet = Sheet(store_of(database), activity=activity)
        for cell in range(cells):
            number, place = divmod(cell, len(CELLS))
            text = texts_of(number)[place]
            expected = text if text == "3O" else SHOWN.get(CELLS[place], text)
            assert sheet.text(sheet.roster.rows[number], CELLS[place]) == expected
