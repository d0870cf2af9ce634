"""A copy on a stick is proved there, remembered if the stick is another disk, and asked for again after a week."""

import errno
import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO

import pytest

from ibcr_desktop.backups import second_place
from ibcr_desktop.backups.backup import Backup, backups_in
from ibcr_desktop.backups.proof import read_proof
from ibcr_desktop.backups.restoring import restore, unlocked_backup
from ibcr_desktop.backups.rotation import RECENT
from ibcr_desktop.backups.second_place import SECOND_FOLDER, copy_elsewhere
from ibcr_desktop.foundation.clock import FixedClock
from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.safe_files import write_safely
from ibcr_desktop.storage.record_store import RecordStore
from tests.backups.offices import CANARY, PASSPHRASE, back_up, damage, entered, names, new_office


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def carry(store: RecordStore, backup: Backup, stick: Path) -> Backup:
    return copy_elsewhere(store.database, backup, stick, store.clock).backup


def as_another_disk(monkeypatch: pytest.MonkeyPatch, stick: Path) -> None:
    """Let the folder report another device, as a stick does."""
    usual = Path.stat

    def stat(path: Path, **options: bool) -> os.stat_result:
        found = usual(path, **options)
        if stick not in path.parents:
            return found
        return os.stat_result([*found[:2], found.st_dev + 1, *found[3:10]])

    monkeypatch.setattr(Path, "stat", stat)


def test_the_copy_is_whole_and_restores_a_lost_computer(store: RecordStore, stick: Path, tmp_path: Path) -> None:
    backup = back_up(store)
    copy = carry(store, backup, stick)
    assert stick / SECOND_FOLDER in copy.folder.parents
    assert copy.is_sound
    path = tmp_path / "new" / "dakar.ibcrdb"
    with unlocked_backup(copy, path, PASSPHRASE) as opened:
        restore(opened, path, store.clock)
    again = entered(path)
    assert CANARY in names(again)
    again.database.close()


def test_only_another_disk_counts_as_a_second_place(
    store: RecordStore, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = back_up(store)
    assert not copy_elsewhere(store.database, backup, stick, store.clock).is_elsewhere
    assert read_proof(store.database, store.clock).copied_at is None
    as_another_disk(monkeypatch, stick)
    assert copy_elsewhere(store.database, backup, stick, store.clock).is_elsewhere
    proof = read_proof(store.database, store.clock)
    assert proof.copied_at == store.clock.now()
    assert not proof.is_behind  # remembering the copy is no work that wants a backup


def test_after_a_week_the_next_copy_is_wanted_and_a_wrong_clock_asks_rather_than_waits(
    store: RecordStore, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = store.clock
    assert isinstance(clock, FixedClock)
    assert read_proof(store.database, clock).is_copy_wanted
    as_another_disk(monkeypatch, stick)
    carry(store, back_up(store), stick)
    wanted = {}
    for days in (0, 6, 7, -1, -3):
        moved = FixedClock(clock.moment + timedelta(days=days))
        wanted[days] = read_proof(store.database, moved).is_copy_wanted
    assert wanted == {0: False, 6: False, 7: True, -1: False, -3: True}


def test_one_stick_serves_two_offices_whose_files_have_the_same_name(
    store: RecordStore, stick: Path, tmp_path: Path
) -> None:
    other = new_office(tmp_path / "other")
    copies = [carry(each, back_up(each), stick) for each in (store, other)]
    other.database.close()
    assert copies[0].folder.name == copies[1].folder.name
    assert all(each.is_sound for each in copies)


def test_the_same_backup_twice_is_one_copy(store: RecordStore, stick: Path) -> None:
    backup = back_up(store)
    copy = carry(store, backup, stick)
    damage(copy.database)
    assert carry(store, backup, stick).is_sound
    assert len(backups_in(copy.folder.parent)) == 1


def test_old_copies_go_by_counting_as_they_do_at_home(store: RecordStore, stick: Path) -> None:
    for _ in range(RECENT + 2):
        copy = carry(store, back_up(store), stick)
    assert len(backups_in(copy.folder.parent)) == RECENT


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.ENOSPC, "no room left"),
        (errno.EROFS, "can be read but not written"),
        (errno.EACCES, "do not have the right"),
        (errno.EIO, "If it is on a stick, check that it is plugged in"),
        (errno.ENOENT, "If it is on a stick, plug it in again"),
    ],
)
def test_a_stick_that_fails_has_its_sentence_and_no_half_copy(
    store: RecordStore, stick: Path, monkeypatch: pytest.MonkeyPatch, number: int, sentence: str
) -> None:
    backup = back_up(store)

    def fail(*_arguments: object, **_options: object) -> None:
        raise OSError(number, "")

    monkeypatch.setattr(second_place, "write_safely", fail)
    with pytest.raises(UserError, match=sentence):
        carry(store, backup, stick)
    assert backups_in(second_place.second_place_in(stick, store.database.path, backup)) == []
    assert not list(stick.rglob("*.ibcrdb*"))
    assert backup.is_sound


def test_a_stick_that_is_not_there_is_not_made_up(store: RecordStore, stick: Path) -> None:
    backup = back_up(store)
    stick.rmdir()
    with pytest.raises(UserError, match="“stick” is no longer there"):
        carry(store, backup, stick)
    assert not stick.exists()


def test_a_stick_that_gives_back_something_else_is_told(
    store: RecordStore, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = back_up(store)

    def write_badly(path: Path, write: Callable[[BinaryIO], None], *, is_own: bool) -> None:
        write_safely(path, write, is_own=is_own)
        damage(path)

    monkeypatch.setattr(second_place, "write_safely", write_badly)
    with pytest.raises(UserError, match="not reliable"):
        carry(store, backup, stick)
    assert not list(stick.rglob("*.ibcrdb*"))
