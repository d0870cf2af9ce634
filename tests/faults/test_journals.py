"""A journal left by an interrupted save is played back, and one of another database is never mixed into ours."""

import shutil
from pathlib import Path

import pytest

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.storage.damage_check import find_damage
from ibcr_desktop.storage.database import Database
from ibcr_desktop.storage.opening import JOURNAL_SUFFIX, check_header
from tests.storage.small_database import add, one_table, texts

NAME = "dakar.ibcrdb"
JOURNAL = NAME + JOURNAL_SUFFIX
BEFORE = [f"before {number} " + "b" * 900 for number in range(600)]


def interrupted(folder: Path, key: bytes) -> Path:
    """Give a folder with the two files as a power cut leaves them in the middle of a large save."""
    working, left = folder / "working", folder / "left"
    working.mkdir(parents=True)
    left.mkdir()
    database = Database.create(working / NAME, key, cache_mb=1)
    one_table(database)
    add(database, BEFORE)
    with database.writer() as connection:
        connection.exec_driver_sql("UPDATE note SET text = 'half ' || id || text")
        for name in (NAME, JOURNAL):
            shutil.copy(working / name, left / name)
    database.close()
    assert (left / JOURNAL).stat().st_size > 100_000
    return left


def test_an_interrupted_save_is_undone_whole_when_the_file_is_opened_again(tmp_path: Path) -> None:
    key = bytes(32)
    left = interrupted(tmp_path, key)
    check_header(left / NAME)
    database = Database.open(left / NAME, key)
    assert texts(database) == BEFORE
    assert find_damage(database, thorough=True) == []
    database.close()


def test_the_journal_of_another_database_is_never_read_as_ours(tmp_path: Path) -> None:
    ours, other = bytes(32), bytes(range(32))
    left = interrupted(tmp_path / "ours", ours)
    foreign = interrupted(tmp_path / "other", other)
    shutil.copy(foreign / JOURNAL, left / JOURNAL)
    with pytest.raises(UserError):
        texts(Database.open(left / NAME, ours))


def test_an_open_database_copied_by_hand_has_everything_saved(tmp_path: Path) -> None:
    key = bytes(32)
    database = Database.create(tmp_path / NAME, key)
    one_table(database)
    for number in range(20):
        add(database, [f"row {number}"])
        shutil.copy(tmp_path / NAME, tmp_path / f"copy-{number}.ibcrdb")
        copy = Database.open(tmp_path / f"copy-{number}.ibcrdb", key)
        assert len(texts(copy)) == number + 1
        copy.close()
    database.close()
