"""A disk that is really full: the reserve saves the work once, then a sentence comes, and reading goes on."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ibcr_desktop.storage import vault
from ibcr_desktop.storage.database import Database
from ibcr_desktop.storage.database_errors import DatabaseReadOnlyError, DiskFullError
from ibcr_desktop.storage.keys import LEAST_COST
from ibcr_desktop.storage.reserve_file import ReserveFile
from tests.storage.small_database import PASSPHRASE, add, one_table, texts

MEGABYTE = 1024 * 1024


def as_administrator(*command: str) -> bool:
    """Run a command that only an administrator of Linux may run, and tell whether it was done."""
    if sys.platform != "linux" or os.geteuid() != 0:
        return False
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    if not as_administrator("mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(folder)):
        pytest.skip("mounting a small disk needs an administrator on Linux")
    yield folder
    assert as_administrator("umount", "--lazy", str(folder))  # a failed test may still hold a file


def fill(folder: Path) -> None:
    """Write until the disk has no room at all."""
    with (folder / "film").open("wb", buffering=0) as film:
        try:
            while True:
                film.write(bytes(4096))
        except OSError:
            return


def test_on_a_full_disk_one_more_save_succeeds_and_then_a_sentence_comes(small_disk: Path) -> None:
    path = small_disk / "dakar.ibcrdb"
    database, _ = vault.create_database(path, PASSPHRASE, schema=one_table, cost=LEAST_COST, reserve_bytes=0)
    database.reserve = ReserveFile(path.with_name("reserve"), 2 * MEGABYTE, free_bytes_in=lambda _: 10**12)
    assert database.reserve.hold()
    database.reserve = ReserveFile(path.with_name("reserve"), 2 * MEGABYTE)
    fill(small_disk)
    add(database, ["saved with the reserve"])
    assert not database.reserve.is_held
    fill(small_disk)
    with pytest.raises(DiskFullError):
        add(database, ["x" * 100_000])
    assert texts(database) == ["saved with the reserve"]
    database.close()
    (small_disk / "film").unlink()
    database = vault.open_database(path, PASSPHRASE, reserve_bytes=0)
    add(database, ["room again"])
    assert texts(database) == ["saved with the reserve", "room again"]
    database.close()


def test_making_a_database_on_a_full_disk_leaves_nothing_behind(small_disk: Path) -> None:
    fill(small_disk)
    with pytest.raises(DiskFullError):
        vault.create_database(small_disk / "dakar.ibcrdb", PASSPHRASE, schema=one_table, cost=LEAST_COST)
    assert [place.name for place in small_disk.iterdir()] == ["film"]


def test_a_write_protected_disk_opens_for_reading_and_says_so_on_writing(small_disk: Path) -> None:
    path = small_disk / "dakar.ibcrdb"
    database, _ = vault.create_database(path, PASSPHRASE, schema=one_table, cost=LEAST_COST, reserve_bytes=0)
    add(database, ["before"])
    database.close()
    assert as_administrator("mount", "-o", "remount,ro", str(small_disk))
    database = vault.open_database(path, PASSPHRASE)
    assert database.read_only
    assert texts(database) == ["before"]
    with pytest.raises(DatabaseReadOnlyError):
        add(database, ["after"])
    database.close()
    assert as_administrator("mount", "-o", "remount,rw", str(small_disk))


def test_a_read_only_file_opens_for_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "dakar.ibcrdb"
    key = bytes(32)
    database = Database.create(path, key)
    one_table(database)
    database.close()
    monkeypatch.setattr(os, "access", lambda *_: False)
    database = Database.open(path, key)
    assert database.read_only
    assert texts(database) == []
    with pytest.raises(DatabaseReadOnlyError):
        add(database, ["x"])
    database.close()
