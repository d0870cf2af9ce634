"""A backup holds what the database held, is proved before it counts, and nobody reads it without a key."""

import errno
import json
import shutil
import threading
from pathlib import Path

import pytest

from ibcr_desktop.backups import making
from ibcr_desktop.backups.backup import ABOUT_NAME, UNFINISHED, NotABackupError, Why, backup_at, backups_in, place_of
from ibcr_desktop.backups.making import before, make_backup
from ibcr_desktop.backups.proof import read_proof
from ibcr_desktop.backups.proving import NotVerifiedError
from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.storage import vault
from ibcr_desktop.storage.database import Database
from ibcr_desktop.storage.database_errors import DatabaseDamagedError
from ibcr_desktop.storage.key_file import KeyFileMissingError, copy_path_of, key_path_of
from ibcr_desktop.storage.record_store import RecordStore
from tests.backups.offices import CANARY, PASSPHRASE, back_up, damage, names
from tests.databases import add

SPELLINGS = [CANARY.encode(encoding) for encoding in ("utf-8", "utf-16-le", "latin-1")]


def in_place(store: RecordStore) -> list[str]:
    return sorted(path.name for path in place_of(store.database.path).iterdir())


def test_a_backup_opens_with_the_passphrase_and_holds_the_records(store: RecordStore) -> None:
    made = back_up(store)
    assert made.folder.parent == store.database.path.parent / "backups"
    opened = vault.open_database(made.database, PASSPHRASE, reserve_bytes=0)
    assert CANARY in names(RecordStore(opened, store.log, store.clock))
    opened.close()


def test_a_backup_is_what_its_page_says(store: RecordStore) -> None:
    made = back_up(store, Why.IMPORT)
    assert backups_in(made.folder.parent) == [made]
    assert made.is_sound
    assert made.is_verified
    assert (made.turn.number, made.why, made.made_at) == (1, Why.IMPORT, store.clock.now())
    assert sorted(path.name for path in made.folder.iterdir()) == [ABOUT_NAME, "dakar.ibcrdb", "dakar.ibcrkey"]
    assert backup_at(made.folder) == backup_at(made.database) == made


def test_no_name_can_be_read_in_a_backup_without_a_key(store: RecordStore) -> None:
    made = back_up(store)
    everything = b"".join(path.read_bytes() for path in made.folder.iterdir())
    assert not [spelling for spelling in SPELLINGS if spelling in everything]
    assert b"Awa Sarr" not in everything
    with pytest.raises(DatabaseDamagedError):
        Database.open(made.database, bytes(32))


def test_backups_are_counted_and_named_by_their_number_and_day(store: RecordStore) -> None:
    assert [back_up(store).folder.name for _ in range(2)] == ["dakar-000001-2021-06-15", "dakar-000002-2021-06-15"]


def test_a_copy_that_is_not_what_was_copied_does_not_become_a_backup(
    store: RecordStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = back_up(store)
    copy_to = Database.copy_to

    def copy_and_lose_a_row(self: Database, path: Path) -> None:
        copy_to(self, path)
        copy = self.open_copy(path)
        with copy.writer() as connection:
            connection.exec_driver_sql("DELETE FROM organisation")
        copy.close()

    monkeypatch.setattr(Database, "copy_to", copy_and_lose_a_row)
    with pytest.raises(NotVerifiedError):
        back_up(store)
    assert in_place(store) == [good.folder.name]


def test_a_copy_with_a_damaged_page_does_not_become_a_backup(
    store: RecordStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy_to = Database.copy_to

    def copy_badly(self: Database, path: Path) -> None:
        copy_to(self, path)
        damage(path)

    monkeypatch.setattr(Database, "copy_to", copy_badly)
    with pytest.raises(NotVerifiedError):
        back_up(store)
    assert in_place(store) == []


def test_a_damaged_database_says_so_and_makes_no_backup(store: RecordStore) -> None:
    path = store.database.path
    other = store.database.another()
    damage(path)
    with pytest.raises(DatabaseDamagedError):
        make_backup(other, Why.ASKED, store.clock)
    other.close()
    assert in_place(store) == []


def test_without_its_key_file_no_backup_is_made_because_nobody_could_open_it(store: RecordStore) -> None:
    key_path = key_path_of(store.database.path)
    for each in (key_path, copy_path_of(key_path)):
        each.unlink()
    with pytest.raises(KeyFileMissingError):
        back_up(store)
    assert in_place(store) == []


def test_a_backup_leaves_room_for_the_records_to_come(store: RecordStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "free_bytes", lambda _: making.ROOM_FOR_WORK)
    with pytest.raises(UserError, match="no room left on the disk for “backups”"):
        back_up(store)
    assert in_place(store) == []
    add(store, "organisation", name="The work goes on")
    assert "The work goes on" in names(store)


def test_a_disk_that_fills_up_while_copying_is_told_of_the_backup_and_not_of_the_records(
    store: RecordStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill_up(_self: Database, _path: Path) -> None:
        raise OSError(errno.ENOSPC, "")

    monkeypatch.setattr(Database, "copy_to", fill_up)
    with pytest.raises(UserError, match="your records are safe"):
        back_up(store)
    assert in_place(store) == []


def test_a_folder_without_rights_has_its_sentence(store: RecordStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_named: object) -> None:
        raise PermissionError(errno.EACCES, "")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(UserError, match="You do not have the right to read or write “backups” there"):
        back_up(store)


def test_what_a_killed_run_left_is_swept_out_and_that_of_another_database_is_not(store: RecordStore) -> None:
    made = back_up(store)
    own = made.folder.with_name("dakar-000002-2021-06-15" + UNFINISHED)
    other = made.folder.with_name("dakar-2-000002-2021-06-15" + UNFINISHED)
    for each in (own, other):
        shutil.copytree(made.folder, each)
    assert backups_in(made.folder.parent) == [made]
    back_up(store)
    assert not own.exists()
    assert other.exists()


def test_a_page_that_was_changed_makes_no_backup_of_a_stranger(store: RecordStore, tmp_path: Path) -> None:
    made = back_up(store)
    page = made.folder / ABOUT_NAME
    members = json.loads(page.read_bytes())
    outside = tmp_path / "outside.ibcrdb"
    outside.write_bytes(made.database.read_bytes())
    for name, value in (
        ("format", "other"),
        ("version", 99),
        ("database", "../../outside.ibcrdb"),
        ("number", "1"),
        ("made_at", "2021-06-15T09:30:00"),
        ("why", "nobody knows"),
    ):
        page.write_text(json.dumps({**members, name: value}))
        assert backups_in(made.folder.parent) == [], name
        with pytest.raises(NotABackupError):
            backup_at(made.folder)


def test_a_backup_that_was_cut_short_is_shown_as_damaged(store: RecordStore) -> None:
    made = back_up(store)
    made.database.write_bytes(made.database.read_bytes()[:-4096])
    found = backups_in(made.folder.parent)
    assert [each.is_verified for each in found] == [False]
    assert read_proof(store.database, store.clock).newest is None


def test_new_work_is_noticed_and_equal_work_is_not(store: RecordStore) -> None:
    assert read_proof(store.database, store.clock).is_behind
    back_up(store)
    assert not read_proof(store.database, store.clock).is_behind
    add(store, "organisation", name="New")
    assert read_proof(store.database, store.clock).is_behind


def test_somebody_who_saves_during_a_backup_waits_and_is_in_the_next_one(store: RecordStore) -> None:
    copy_to = Database.copy_to
    begun = threading.Event()

    def save() -> None:
        begun.set()
        add(store, "organisation", name="Meanwhile")

    saver = threading.Thread(target=save)

    def copy_while_somebody_saves(self: Database, path: Path) -> None:
        saver.start()
        begun.wait()
        copy_to(self, path)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Database, "copy_to", copy_while_somebody_saves)
        made = back_up(store)
    saver.join()
    assert "Meanwhile" in names(store)
    assert read_proof(store.database, store.clock).newest == made
    assert read_proof(store.database, store.clock).is_behind


def test_the_hook_for_imports_and_merges_makes_a_backup_and_lets_its_refusal_through(
    store: RecordStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    hook = before(Why.MERGE, store.clock)
    assert hook(store.database).why is Why.MERGE
    monkeypatch.setattr(making, "free_bytes", lambda _: 0)
    with pytest.raises(UserError):
        hook(store.database)
