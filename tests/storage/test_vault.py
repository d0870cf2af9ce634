"""Making, opening and recovering a database from end to end, and leaving nothing behind when it fails."""

import hashlib
import json
from pathlib import Path

import pytest

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.storage import vault
from ibcr_desktop.storage.attempts import Attempts
from ibcr_desktop.storage.damage_check import find_damage
from ibcr_desktop.storage.database import Database
from ibcr_desktop.storage.key_file import (
    KeyFileDamagedError,
    KeyFileMissingError,
    KeyFileOfAnotherDatabaseError,
    WrongPassphraseError,
    WrongRecoveryCodeError,
    copy_path_of,
    key_path_of,
)
from ibcr_desktop.storage.keys import LEAST_COST
from ibcr_desktop.storage.passphrases import WeakPassphraseError
from tests.storage.small_database import PASSPHRASE, SMALL_RESERVE, add, make, one_table, texts


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "dakar.ibcrdb"


def reopen(path: Path, passphrase: str = PASSPHRASE) -> Database:
    return vault.open_database(path, passphrase, newest_schema=1, reserve_bytes=SMALL_RESERVE)


def test_a_database_opens_with_the_passphrase_it_was_made_with(path: Path) -> None:
    database, _ = make(path)
    add(database, ["Awa Exemple"])
    database.close()
    database = reopen(path)
    assert texts(database) == ["Awa Exemple"]
    assert database.schema_number == 1
    assert find_damage(database, thorough=True) == []
    database.close()


def test_the_files_of_a_database_stand_beside_it_under_its_name(path: Path) -> None:
    make(path)[0].close()
    names = {place.name for place in path.parent.iterdir()} - {"dakar.ibcrdb-journal"}
    assert names == {"dakar.ibcrdb", "dakar.ibcrkey", "dakar.ibcrkey.copy", "dakar.ibcrdb.reserve"}


def test_the_key_file_knows_its_database_by_the_beginning_of_the_file(path: Path) -> None:
    make(path)[0].close()
    assert json.loads(key_path_of(path).read_text())["database_id"] == path.read_bytes()[:16].hex()


def test_a_forgotten_passphrase_is_replaced_with_the_code_and_nothing_is_lost(path: Path) -> None:
    database, code = make(path)
    add(database, ["Awa Exemple"])
    database.close()
    database = vault.recover(path, code.lower(), "another four words", cost=LEAST_COST, reserve_bytes=0)
    assert texts(database) == ["Awa Exemple"]
    database.close()
    reopen(path, "another four words").close()
    with pytest.raises(WrongPassphraseError):
        reopen(path)


def test_a_passphrase_is_changed_by_whoever_knows_it(path: Path) -> None:
    make(path)[0].close()
    with pytest.raises(WrongPassphraseError):
        vault.change_passphrase(path, "not the right words", "another four words", cost=LEAST_COST)
    vault.change_passphrase(path, PASSPHRASE, "another four words", cost=LEAST_COST)
    reopen(path, "another four words").close()


def test_a_lost_paper_is_replaced_by_whoever_knows_the_passphrase(path: Path) -> None:
    database, old_code = make(path)
    database.close()
    code = vault.new_recovery_code_for(path, PASSPHRASE)
    with pytest.raises(WrongRecoveryCodeError):
        vault.recover(path, old_code, "another four words", cost=LEAST_COST, reserve_bytes=0)
    vault.recover(path, code, "another four words", cost=LEAST_COST, reserve_bytes=0).close()


def test_weak_passphrases_are_refused_except_for_the_example(path: Path) -> None:
    with pytest.raises(WeakPassphraseError):
        make(path, "example")
    assert list(path.parent.iterdir()) == []
    database, code = vault.create_database(
        path, "example", schema=one_table, cost=LEAST_COST, reserve_bytes=0, weak_passphrase_allowed=True
    )
    database.close()
    with pytest.raises(WeakPassphraseError):
        vault.recover(path, code, "short", reserve_bytes=0)


def test_wrong_passphrases_wait_longer_and_longer_and_the_right_one_still_opens(path: Path) -> None:
    make(path)[0].close()
    slept: list[float] = []
    attempts = Attempts(lambda: 0.0, slept.append)
    for _ in range(6):
        with pytest.raises(WrongPassphraseError):
            vault.open_database(path, "wrong words again", attempts=attempts)
    assert slept == [1, 2, 4]
    vault.open_database(path, PASSPHRASE, attempts=attempts, reserve_bytes=0).close()
    assert attempts.failed_count == 0


def test_opening_repairs_a_damaged_key_file_from_its_copy(path: Path) -> None:
    make(path)[0].close()
    whole = key_path_of(path).read_bytes()
    key_path_of(path).write_bytes(whole[:100])
    reopen(path).close()
    assert key_path_of(path).read_bytes() == whole
    copy_path_of(key_path_of(path)).unlink()
    reopen(path).close()
    assert copy_path_of(key_path_of(path)).read_bytes() == whole


def test_missing_cut_and_foreign_key_files_are_told_apart(path: Path, tmp_path: Path) -> None:
    make(path)[0].close()
    make(tmp_path / "other.ibcrdb")[0].close()
    both = (key_path_of(path), copy_path_of(key_path_of(path)))
    for place in both:
        place.write_bytes(key_path_of(tmp_path / "other.ibcrdb").read_bytes())
    with pytest.raises(KeyFileOfAnotherDatabaseError):
        reopen(path)
    for place in both:
        place.write_bytes(place.read_bytes()[:300])
    with pytest.raises(KeyFileDamagedError):
        reopen(path)
    for place in both:
        place.unlink()
    with pytest.raises(KeyFileMissingError):
        reopen(path)


def test_nothing_is_written_over_and_the_taken_name_is_said(path: Path) -> None:
    make(path)[0].close()
    before = {place.name: hashlib.sha256(place.read_bytes()).digest() for place in path.parent.iterdir()}
    for gone in (None, path, key_path_of(path)):
        if gone is not None:
            gone.unlink()
            del before[gone.name]
        with pytest.raises(UserError, match="already a file"):
            make(path)
        assert before == {place.name: hashlib.sha256(place.read_bytes()).digest() for place in path.parent.iterdir()}


def test_a_schema_that_fails_leaves_nothing_behind(path: Path) -> None:
    def broken(database: Database) -> None:
        one_table(database)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        vault.create_database(path, PASSPHRASE, schema=broken, cost=LEAST_COST, reserve_bytes=0)
    assert list(path.parent.iterdir()) == []
    make(path)[0].close()


def test_what_a_killed_creation_left_is_cleared_and_nothing_else(path: Path) -> None:
    part = path.with_name(path.name + ".unfinished")
    make(path)[0].close()
    path.rename(part)
    make(path)[0].close()
    assert not part.exists()
    path.rename(part)
    beginning = part.read_bytes()
    part.write_bytes(bytes(reversed(beginning)))
    with pytest.raises(UserError, match="already a file"):
        make(path)
    assert key_path_of(path).exists()


def test_a_folder_that_does_not_exist_gives_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="could not be made"):
        make(tmp_path / "missing" / "dakar.ibcrdb")
