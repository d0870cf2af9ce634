"""A restored database is what the backup says, and what stood in its place is kept whatever it was."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ibcr_desktop.backups.backup import Backup, Why, backups_in, place_of
from ibcr_desktop.backups.losses import Losses, losses_in_words, losses_of_restoring
from ibcr_desktop.backups.restoring import (
    BackupDamagedError,
    BackupOfAnotherDatabaseError,
    OpenedBackup,
    opened_backup,
    restore,
    unlocked_backup,
)
from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.words import Words
from ibcr_desktop.storage import vault
from ibcr_desktop.storage.agreement import disagreements
from ibcr_desktop.storage.attempts import Attempts
from ibcr_desktop.storage.database import MadeByNewerReleaseError
from ibcr_desktop.storage.key_file import WrongPassphraseError, copy_path_of, key_path_of
from ibcr_desktop.storage.keys import LEAST_COST
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.storage.schema import SCHEMA_NUMBER
from tests.backups.offices import CANARY, PASSPHRASE, back_up, damage, entered, names, new_office, writer_count
from tests.databases import add

EARLY, LATE = "Before the backup", "After the backup"


@contextmanager
def unlocked(backup: Backup, path: Path, passphrase: str = PASSPHRASE) -> Iterator[OpenedBackup]:
    with unlocked_backup(backup, path, passphrase) as opened:
        yield opened


def put_back(store: RecordStore, backup: Backup) -> tuple[RecordStore, Backup | None]:
    """Close the database, restore the backup, and begin a new run on it."""
    path = store.database.path
    store.database.close()
    with unlocked(backup, path) as opened:
        kept = restore(opened, path, store.clock)
    return entered(path, store.clock), kept


def test_the_restored_database_holds_what_the_backup_held(store: RecordStore) -> None:
    add(store, "organisation", name=EARLY)
    backup = back_up(store)
    add(store, "organisation", name=LATE)
    again, _ = put_back(store, backup)
    assert names(again) == {CANARY, EARLY}
    with again.database.reader() as connection:
        assert list(disagreements(connection)) == []
    again.database.close()


def test_the_present_state_is_backed_up_first_and_can_be_restored_in_turn(store: RecordStore) -> None:
    backup = back_up(store)
    add(store, "organisation", name=LATE)
    again, kept = put_back(store, backup)
    assert kept is not None
    assert (kept.why, kept.is_verified) == (Why.RESTORE, True)
    once_more, _ = put_back(again, kept)
    assert names(once_more) == {CANARY, LATE}
    once_more.database.close()


def test_work_after_a_restore_belongs_to_a_new_writer_so_both_branches_can_be_laid_together(store: RecordStore) -> None:
    backup = back_up(store)
    add(store, "organisation", name=LATE)
    writers = writer_count(store)
    again, kept = put_back(store, backup)
    add(again, "organisation", name="After the restore")
    assert again.log.author.run != store.log.author.run
    assert writer_count(again) == writers + 1
    assert kept is not None
    with unlocked(kept, again.database.path) as other:
        assert losses_of_restoring(other.database, again.database.path) == Losses(1, 0, 1)
    again.database.close()


def test_what_will_be_lost_is_counted_by_records_and_changes(store: RecordStore) -> None:
    early = add(store, "organisation", name=EARLY)
    backup = back_up(store)
    path = store.database.path
    with opened_backup(backup, store.database) as opened:
        assert losses_of_restoring(opened.database, path) == Losses(0, 0, 0)
        late = add(store, "organisation", name=LATE)
        for name in ("One", "Two"):
            add(store, "organisation", early, name=name)
        add(store, "organisation", late, name="Three")
        lost = losses_of_restoring(opened.database, path)
    assert lost == Losses(new_records=1, changed_records=1, changes=4)
    assert "1 new record, 1 changed record; 4 changes in all" in losses_in_words(lost, Words("en"))
    assert "nothing is lost" in losses_in_words(Losses(0, 0, 0), Words("en"))


def test_a_missing_database_comes_back_with_its_key_file_on_a_new_computer(store: RecordStore, tmp_path: Path) -> None:
    backup = back_up(store)
    path = tmp_path / "new computer" / "bamako.ibcrdb"
    with unlocked(backup, path) as opened:
        assert losses_of_restoring(opened.database, path) is None
        assert restore(opened, path, store.clock) is None
    again = entered(path)
    assert CANARY in names(again)
    again.database.close()


def test_a_damaged_database_is_put_aside_as_it_is(store: RecordStore) -> None:
    backup = back_up(store)
    store.database.close()
    damage(store.database.path)
    damaged = store.database.path.read_bytes()
    again, kept = put_back(store, backup)
    assert CANARY in names(again)
    assert kept is not None
    assert (kept.why, kept.is_verified) == (Why.DAMAGED, False)
    assert kept.database.read_bytes() == damaged
    again.database.close()


def test_a_journal_that_a_lost_database_left_is_never_played_into_the_restored_one(store: RecordStore) -> None:
    backup = back_up(store)
    path = store.database.path
    journal = path.with_name(path.name + "-journal")
    store.database.close()
    path.unlink()
    journal.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(5000))
    with unlocked(backup, path) as opened:
        restore(opened, path, store.clock)
    assert not journal.exists()
    again = entered(path)
    assert CANARY in names(again)
    again.database.close()


def test_the_passphrase_stays_the_present_one(store: RecordStore) -> None:
    backup = back_up(store)
    path, new = store.database.path, "another four plain words"
    store.database.close()
    vault.change_passphrase(path, PASSPHRASE, new, cost=LEAST_COST)
    with pytest.raises(WrongPassphraseError), unlocked(backup, path):
        pass
    with unlocked(backup, path, new) as opened:
        restore(opened, path, store.clock)
    vault.open_database(path, new, reserve_bytes=0).close()


def test_where_the_key_file_is_gone_the_one_of_the_backup_comes_back(store: RecordStore) -> None:
    backup = back_up(store)
    key_path = key_path_of(store.database.path)
    for each in (key_path, copy_path_of(key_path)):
        each.unlink()
    again, kept = put_back(store, backup)
    assert kept is not None
    assert kept.is_verified
    assert CANARY in names(again)
    again.database.close()


def test_a_wrong_passphrase_changes_nothing_and_makes_the_next_try_wait(store: RecordStore) -> None:
    backup = back_up(store)
    attempts = Attempts()
    with pytest.raises(WrongPassphraseError), unlocked_backup(backup, store.database.path, "wrong words", attempts):
        pass
    assert attempts.failed_count == 1
    assert backups_in(place_of(store.database.path)) == [backup]


def test_a_damaged_backup_is_refused_marked_and_named(store: RecordStore) -> None:
    backup = back_up(store)
    damage(backup.database)
    with (
        pytest.raises(BackupDamagedError, match="dakar-000001-2021-06-15 is damaged"),
        opened_backup(backup, store.database),
    ):
        pass
    assert [each.is_verified for each in backups_in(backup.folder.parent)] == [False]
    assert CANARY in names(store)


def test_a_backup_of_another_database_is_refused_open_or_closed(store: RecordStore, tmp_path: Path) -> None:
    other = new_office(tmp_path / "other")
    backup = back_up(other)
    other.database.close()
    with pytest.raises(BackupOfAnotherDatabaseError), opened_backup(backup, store.database):
        pass
    with pytest.raises(BackupOfAnotherDatabaseError), unlocked(backup, store.database.path):
        pass
    letter = tmp_path / "letter.ibcrdb"
    letter.write_text("Dear colleagues")
    with pytest.raises(BackupOfAnotherDatabaseError), unlocked(backup, letter):
        pass
    assert letter.read_text() == "Dear colleagues"


def test_a_backup_made_by_a_newer_release_is_refused(store: RecordStore, monkeypatch: pytest.MonkeyPatch) -> None:
    backup = back_up(store)
    monkeypatch.setattr("ibcr_desktop.backups.restoring.SCHEMA_NUMBER", SCHEMA_NUMBER - 1)
    with pytest.raises(MadeByNewerReleaseError), opened_backup(backup, store.database):
        pass


def test_without_room_for_what_stands_there_nothing_is_replaced(
    store: RecordStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = back_up(store)
    add(store, "organisation", name=LATE)
    path = store.database.path
    store.database.close()
    before = path.read_bytes()
    monkeypatch.setattr("ibcr_desktop.backups.making.free_bytes", lambda _: 1000)
    with unlocked(backup, path) as opened, pytest.raises(UserError, match="no room left"):
        restore(opened, path, store.clock)
    assert path.read_bytes() == before


def test_a_backup_pulled_out_while_it_is_read_leaves_the_present_state(store: RecordStore) -> None:
    backup = back_up(store)
    add(store, "organisation", name=LATE)
    path = store.database.path
    store.database.close()
    with unlocked(backup, path) as opened:
        backup.database.unlink()
        with pytest.raises(UserError, match="no longer there"):
            restore(opened, path, store.clock)
    again = entered(path)
    assert LATE in names(again)
    again.database.close()
