"""The commands `backup` and `restore` as a person runs them, and the backup that comes before an import."""

import json
from pathlib import Path
from typing import Any

import pytest

from ibcr_desktop import cli
from ibcr_desktop.backups.backup import Why, backups_in, place_of
from ibcr_desktop.commands.opening import PASSPHRASE_VARIABLE
from ibcr_desktop.storage.record_store import RecordStore
from tests.backups.offices import CANARY, PASSPHRASE, damage, entered, names, new_office
from tests.databases import add

LATE = "Written after the backup"


@pytest.fixture(autouse=True)
def passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PASSPHRASE_VARIABLE, PASSPHRASE)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    store = new_office(tmp_path / "data")
    store.database.close()
    return store.database.path


def write_late(path: Path) -> None:
    store = entered(path)
    add(store, "organisation", name=LATE)
    store.database.close()


def names_in(path: Path) -> set[str]:
    store: RecordStore = entered(path)
    try:
        return names(store)
    finally:
        store.database.close()


def run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    """Run a command; give its exit code, its output and its errors."""
    code = cli.main([str(word) for word in words])
    out, err = capsys.readouterr()
    return code, out, err


def reported(capsys: pytest.CaptureFixture[str], *words: object) -> dict[str, Any]:
    """Run a command that succeeds with ``--json -`` and give what it reports."""
    code, out, _ = run(capsys, *words, "--json", "-")
    assert code == 0
    found: dict[str, Any] = json.loads(out)
    return found


def test_a_restore_to_a_folder_that_cannot_be_made_is_one_sentence(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "backup", "--database", path)
    [made] = backups_in(place_of(path))
    (tmp_path / "file").write_bytes(b"")
    code, _, error = run(capsys, "restore", "--database", tmp_path / "file" / "there" / "new.ibcrdb", made.folder)
    assert code == 1
    assert "your records are safe" in error.casefold()


def test_backup_makes_one_beside_the_database_and_says_where(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "backup", "--database", path)
    made = backups_in(place_of(path))
    assert code == 0
    assert len(made) == 1
    assert str(made[0].folder) in out


def test_backup_reports_as_json_with_the_copy_in_a_second_place(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "stick").mkdir()
    found = reported(capsys, "backup", "--database", path, "--to", tmp_path / "stick")
    made = backups_in(place_of(path))[0]
    assert found["backup"] == str(made.folder)
    assert (found["number"], found["why"], found["verified"]) == (1, "asked", True)
    assert found["sha256"] == made.digest.hex()
    assert backups_in(Path(found["copy"]).parent)[0].digest == made.digest
    assert found["copy_on_another_disk"] is False


def test_backup_to_a_stick_that_is_not_there_says_so_and_the_first_backup_stays(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(capsys, "backup", "--database", path, "--to", tmp_path / "stick")
    assert code == 1
    assert "it was opened and compared" in out
    assert "If it is on a stick, plug it in again" in err
    assert len(backups_in(place_of(path))) == 1


def test_restore_puts_it_back_and_says_what_is_lost_and_where_it_is_kept(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    backup = reported(capsys, "backup", "--database", path)["backup"]
    write_late(path)
    code, out, _ = run(capsys, "restore", "--database", path, backup)
    assert code == 0
    assert "1 new record, 0 changed records; 1 change in all" in out
    kept = next(each for each in backups_in(place_of(path)) if each.why is Why.RESTORE)
    assert str(kept.folder) in out
    assert names_in(path) == {CANARY}


def test_restore_reports_as_json(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    backup = reported(capsys, "backup", "--database", path)["backup"]
    write_late(path)
    found = reported(capsys, "restore", "--database", path, backup)
    assert (found["lost_new_records"], found["lost_changed_records"], found["lost_changes"]) == (1, 0, 1)
    assert found["restored"]["backup"] == backup
    assert LATE in names_in(path) | names_in(Path(found["kept"]) / path.name)


def test_restore_of_a_damaged_database_puts_it_aside(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    backup = reported(capsys, "backup", "--database", path)["backup"]
    damage(path)
    damaged = path.read_bytes()
    found = reported(capsys, "restore", "--database", path, backup)
    assert (Path(found["kept"]) / path.name).read_bytes() == damaged
    assert names_in(path) == {CANARY}


@pytest.mark.parametrize("what", ["wrong passphrase", "damaged", "no backup"])
def test_restore_refuses_with_one_sentence_and_changes_nothing(
    path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    backup = Path(reported(capsys, "backup", "--database", path)["backup"])
    write_late(path)
    if what == "wrong passphrase":
        monkeypatch.setenv(PASSPHRASE_VARIABLE, "not these four words")
    if what == "damaged":
        damage(backup / path.name)
    before = path.read_bytes()
    code, _, err = run(capsys, "restore", "--database", path, path.parent if what == "no backup" else backup)
    assert code == 1
    sentence = {"wrong passphrase": "not right", "damaged": "is damaged", "no backup": "is not a backup"}[what]
    assert sentence in err
    assert path.read_bytes() == before


def test_no_command_opens_a_backup_since_that_would_change_it(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "backup", "--database", path)
    (made,) = backups_in(place_of(path))
    code, _, err = run(capsys, "check", "--database", made.database)
    assert code == 1
    assert "belongs to a backup" in err
    assert made.is_sound


def test_an_import_is_preceded_by_a_backup_of_what_was_there(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = tmp_path / "records.jsonl"
    assert run(capsys, "export-records", "--database", path, lines)[0] == 0
    assert run(capsys, "import-records", "--database", path, lines)[0] == 0
    assert [each.why for each in backups_in(place_of(path))] == [Why.IMPORT]


def test_an_import_that_cannot_be_preceded_by_a_backup_does_not_begin(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = tmp_path / "records.jsonl"
    run(capsys, "export-records", "--database", path, lines)
    monkeypatch.setattr("ibcr_desktop.backups.making.free_bytes", lambda _: 0)
    monkeypatch.setattr(
        "ibcr_desktop.record_files.import_records.import_records", lambda *_, **__: pytest.fail("it began")
    )
    code, _, err = run(capsys, "import-records", "--database", path, lines)
    assert code == 1
    assert "no room left" in err
