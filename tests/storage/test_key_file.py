"""The key file and its copy: whichever is whole is used, and nothing foreign or edited is."""

import hashlib
import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from ibcr_desktop.storage import keys
from ibcr_desktop.storage.key_file import (
    KeyFile,
    KeyFileDamagedError,
    KeyFileFromNewerReleaseError,
    KeyFileMissingError,
    KeyFileOfAnotherDatabaseError,
    WrongPassphraseError,
    WrongRecoveryCodeError,
    copy_path_of,
    key_path_of,
)
from ibcr_desktop.storage.recovery_code import RecoveryCodeTypoError, new_recovery_code

PASSPHRASE = "four plain words here"
NUMBER = bytes(range(16))


def make(path: Path, number: bytes = NUMBER) -> tuple[KeyFile, bytes, str]:
    return KeyFile.create(path, PASSPHRASE, cost=keys.LEAST_COST, database_id=number)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "dakar.ibcrkey"


def rewrite(path: Path, **changes: Any) -> None:
    """Change members of both files and put the checksum right again, as an attacker would."""
    members = {**json.loads(path.read_text()), **changes}
    members.pop("sha256")
    members["sha256"] = hashlib.sha256(keys.canonical(members)).hexdigest()
    for place in (path, copy_path_of(path)):
        place.write_text(json.dumps(members))


def test_the_key_file_has_the_name_of_its_database() -> None:
    assert key_path_of(Path("a.b/dakar.ibcrdb")) == Path("a.b/dakar.ibcrkey")
    assert copy_path_of(Path("dakar.ibcrkey")) == Path("dakar.ibcrkey.copy")


def test_both_secrets_open_the_same_key(path: Path) -> None:
    _, data_key, code = make(path)
    key_file = KeyFile.load(path, NUMBER)
    assert key_file.unlock(PASSPHRASE) == data_key
    assert key_file.unlock_with_recovery(code.lower()) == data_key
    assert len(data_key) == 32


def test_neither_secret_nor_key_stands_in_the_file(path: Path) -> None:
    _, data_key, code = make(path)
    content = path.read_text().casefold()
    assert data_key.hex() not in content
    assert code.replace("-", "").casefold() not in content
    assert PASSPHRASE not in content


def test_every_wrong_passphrase_gets_the_same_sentence(path: Path) -> None:
    key_file, _, _ = make(path)
    sentences = set()
    for wrong in ("", "x", PASSPHRASE + " ", PASSPHRASE.upper(), "é" * 1000, "\x00", "\ud800"):
        with pytest.raises(WrongPassphraseError) as caught:
            key_file.unlock(wrong)
        sentences.add(str(caught.value))
    assert len(sentences) == 1


def test_a_code_of_another_database_is_told_from_a_typing_mistake(path: Path) -> None:
    key_file, _, code = make(path)
    with pytest.raises(WrongRecoveryCodeError):
        key_file.unlock_with_recovery(new_recovery_code())
    with pytest.raises(RecoveryCodeTypoError):
        key_file.unlock_with_recovery(code[:-1])


def test_a_key_file_is_never_written_over_by_a_new_one(path: Path) -> None:
    make(path)
    before = path.read_bytes()
    with pytest.raises(FileExistsError):
        make(path)
    path.unlink()
    with pytest.raises(FileExistsError):
        make(path)
    assert copy_path_of(path).read_bytes() == before


def test_a_new_passphrase_replaces_the_old_one_and_keeps_the_code(path: Path) -> None:
    key_file, data_key, code = make(path)
    key_file.replace_passphrase(data_key, "another four words", cost=keys.LEAST_COST)
    changed = KeyFile.load(path)
    assert changed.unlock("another four words") == data_key
    assert changed.unlock_with_recovery(code) == data_key
    with pytest.raises(WrongPassphraseError):
        changed.unlock(PASSPHRASE)


def test_a_new_code_replaces_the_old_one_and_keeps_the_passphrase(path: Path) -> None:
    key_file, data_key, old_code = make(path)
    _, code = key_file.replace_recovery_code(data_key)
    changed = KeyFile.load(path)
    assert changed.unlock_with_recovery(code) == data_key
    assert changed.unlock(PASSPHRASE) == data_key
    with pytest.raises(WrongRecoveryCodeError):
        changed.unlock_with_recovery(old_code)


def test_slots_of_a_later_release_survive_a_new_passphrase(path: Path) -> None:
    _, data_key, _ = make(path)
    later = {"role": "headquarters", "sealed": "…"}
    rewrite(path, slots=[*json.loads(path.read_text())["slots"], later])
    KeyFile.load(path).replace_passphrase(data_key, "another four words", cost=keys.LEAST_COST)
    assert later in json.loads(path.read_text())["slots"]


@pytest.mark.parametrize("damage", [b"", b"{", b"\xff\xfe", b"[]", b"null", b"[" * 60_000, b" " * 100_000])
def test_the_copy_is_used_and_repairs_a_damaged_file(path: Path, damage: bytes) -> None:
    _, data_key, _ = make(path)
    whole = path.read_bytes()
    path.write_bytes(damage)
    key_file = KeyFile.load(path, NUMBER)
    assert key_file.unlock(PASSPHRASE) == data_key
    assert key_file.path == path
    assert key_file.repair()
    assert path.read_bytes() == whole
    assert not key_file.repair()


def test_a_missing_copy_is_made_again(path: Path) -> None:
    make(path)
    copy_path_of(path).unlink()
    assert KeyFile.load(path).repair()
    assert copy_path_of(path).read_bytes() == path.read_bytes()


def test_missing_damaged_foreign_and_newer_files_have_their_own_sentences(path: Path) -> None:
    with pytest.raises(KeyFileMissingError) as missing:
        KeyFile.load(path, NUMBER)
    path.write_bytes(b"cut")
    with pytest.raises(KeyFileDamagedError) as damaged:
        KeyFile.load(path, NUMBER)
    path.unlink()
    make(path, bytes(16))
    with pytest.raises(KeyFileOfAnotherDatabaseError) as foreign:
        KeyFile.load(path, NUMBER)
    rewrite(path, version=2)
    with pytest.raises(KeyFileFromNewerReleaseError) as newer:
        KeyFile.load(path, NUMBER)
    assert len({str(caught.value) for caught in (missing, damaged, foreign, newer)}) == 4


def test_the_right_copy_helps_when_a_foreign_key_file_was_put_over_ours(path: Path, tmp_path: Path) -> None:
    _, data_key, _ = make(path)
    make(tmp_path / "other.ibcrkey", bytes(16))
    (tmp_path / "other.ibcrkey").replace(path)
    assert KeyFile.load(path, NUMBER).unlock(PASSPHRASE) == data_key


def test_a_foreign_key_file_renumbered_by_hand_opens_nothing(path: Path) -> None:
    make(path, bytes(16))
    rewrite(path, database_id=NUMBER.hex())
    with pytest.raises(WrongPassphraseError):
        KeyFile.load(path, NUMBER).unlock(PASSPHRASE)


@pytest.mark.parametrize(
    "changes",
    [
        {"slots": []},
        {"slots": {}},
        {"slots": [{"role": "later"}] * 65},
        {"database_id": "00"},
        {"database_id": None},
        {"format": "other"},
    ],
)
def test_a_key_file_with_other_members_is_damaged(path: Path, changes: dict[str, Any]) -> None:
    make(path)
    rewrite(path, **changes)
    with pytest.raises(KeyFileDamagedError):
        KeyFile.load(path)


def test_a_cheap_derivation_written_by_an_attacker_is_refused(path: Path) -> None:
    make(path)
    slots = json.loads(path.read_text())["slots"]
    for memory in (8, 4 * 1024 * 1024):
        slots[0]["derivation"]["memory_kib"] = memory
        rewrite(path, slots=slots)
        with pytest.raises(KeyFileDamagedError):
            KeyFile.load(path)


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps rights of another kind")
def test_only_the_owner_may_read_the_key_file(path: Path) -> None:
    make(path)
    for place in (path, copy_path_of(path)):
        assert stat.S_IMODE(place.stat().st_mode) == 0o600
