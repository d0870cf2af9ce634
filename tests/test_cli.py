"""Every command as a person runs it, with its exit code, its output and its one sentence when it refuses."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from ibcr_desktop import cli
from ibcr_desktop.commands.opening import PASSPHRASE_VARIABLE
from ibcr_desktop.foundation.clock import Clock
from ibcr_desktop.foundation.single_holder import hold
from ibcr_desktop.records.ids import derived_id
from ibcr_desktop.sample.example import make_example
from ibcr_desktop.storage import founding, keys, vault
from ibcr_desktop.storage.founding import EXAMPLE_PASSPHRASE
from ibcr_desktop.totals.yearly_totals import compute
from tests.sample.test_example import PUBLISHED

PASSPHRASE = "cheval correct batterie agrafe"
FIRST_CODES = [*list(PUBLISHED)[:7], "event_participants", *list(PUBLISHED)[7:]]


@pytest.fixture(autouse=True)
def cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    make_keys_cheap(monkeypatch)


def make_keys_cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let passphrases cost little, and give one."""
    for function in (vault.create_database, vault.recover, founding.found):
        defaults = {**(function.__kwdefaults__ or {}), "cost": keys.LEAST_COST, "reserve_bytes": 0}
        monkeypatch.setattr(function, "__kwdefaults__", defaults)
    monkeypatch.setenv(PASSPHRASE_VARIABLE, PASSPHRASE)


@pytest.fixture
def database(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    path = tmp_path / "dakar.ibcrdb"
    assert run("new", path, "--office", "DKR", "--name", "Dakar", "--country", "SEN") == 0
    capsys.readouterr()
    return path


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("example") / "example.ibcrdb"
    make_example(path, Clock()).database.close()
    return path


def run(*words: object) -> int:
    """Run a command in this process and give its exit code."""
    try:
        return cli.main([str(word) for word in words])
    except SystemExit as left:
        return int(str(left.code))


def test_a_new_database_prints_its_recovery_code_once_and_opens_with_its_passphrase(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "new.ibcrdb"
    assert run("new", path, "--office", "DKR", "--name", "Dakar", "--country", "SEN") == 0
    code = capsys.readouterr().out.splitlines()[-1]
    assert len(code.split("-")) == 6
    assert run("check", "--database", path) == 0
    assert run("new", path, "--office", "DKR") == 1
    assert "already a file" in capsys.readouterr().err


def test_the_sample_prints_the_published_list_and_writes_the_workbook(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("sample", tmp_path / "folder") == 0
    printed = capsys.readouterr().out
    for words in ("16 countries", "1,700,180 children", "3,097 people", "23 awareness", "At least 355", "over 670"):
        assert words in printed
    assert "its passphrase is “example”" in printed
    sheet = openpyxl.load_workbook(tmp_path / "folder" / "totals-2020-2021.xlsx").worksheets[0]
    cells = [cell for row in sheet.iter_rows(values_only=True) for cell in row]
    assert {16, 1_700_180, 3_097, 23, 355} <= set(cells)
    assert run("sample", tmp_path / "folder") == 1


def test_totals_as_json_have_the_documented_shape_and_every_figure_its_records(
    example: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(PASSPHRASE_VARIABLE, EXAMPLE_PASSPHRASE)
    assert run("totals", "--database", example, "--year", "2020-2021", "--language", "fr", "--json", "-") == 0
    totals = json.loads(capsys.readouterr().out)
    assert {name: totals[name] for name in ("year", "from", "to", "language", "drafts_left_out")} == {
        "year": "2020-2021",
        "from": "2020-04-01",
        "to": "2021-03-31",
        "language": "fr",
        "drafts_left_out": 1,
    }
    figures: dict[str, Any] = {each["code"]: each for each in totals["figures"]}
    assert list(figures)[: len(FIRST_CODES)] == FIRST_CODES
    assert {code: figures[code]["figure"] for code in PUBLISHED} == PUBLISHED
    reached = figures["people_reached"]
    assert set(reached) >= {"low", "high", "text", "definition", "attendances", "records", "breakdown"}
    assert sum(reached["breakdown"]["sex"].values()) == reached["figure"]
    assert len(set(figures["workshops"]["records"])) == 23
    assert "personnes ont été sensibilisées" in reached["text"]


def test_totals_are_written_to_files_in_the_chosen_language(
    example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PASSPHRASE_VARIABLE, EXAMPLE_PASSPHRASE)
    where = ("--json", tmp_path / "t.json", "--xlsx", tmp_path / "t.xlsx")
    assert run("totals", "--database", example, "--year", "2020", "--language", "es", *where) == 0
    assert json.loads((tmp_path / "t.json").read_text(encoding="utf-8"))["language"] == "es"
    assert openpyxl.load_workbook(tmp_path / "t.xlsx").worksheets


def test_records_go_out_and_come_in_again(database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = {"kind": "organisation", "id": str(derived_id("cli")), "state": "complete", "fields": {"name": "École"}}
    records = tmp_path / "in.jsonl"
    records.write_text(json.dumps(line) + "\n", encoding="utf-8")
    assert run("import-records", "--database", database, records) == 0
    assert capsys.readouterr().out.startswith("New: 1.")
    assert run("export-records", "--database", database, tmp_path / "out.jsonl") == 0
    assert "École" in (tmp_path / "out.jsonl").read_text(encoding="utf-8")
    assert run("import-records", "--database", database, tmp_path / "out.jsonl") == 0
    assert "New: 0. Changed: 0." in capsys.readouterr().out


def test_a_bad_line_is_named_and_nothing_is_kept_unless_it_may_be_skipped(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = {"kind": "organisation", "id": str(derived_id("cli")), "fields": {"name": "École"}}
    records = tmp_path / "in.jsonl"
    records.write_text("nonsense\n" + json.dumps(good) + "\n", encoding="utf-8")
    assert run("import-records", "--database", database, records) == 1
    assert "Line 1: this is not JSON." in capsys.readouterr().err
    assert run("import-records", "--database", database, "--skip-bad", records) == 0
    assert capsys.readouterr().out.startswith("New: 1.")


def test_check_finds_a_row_that_is_not_what_its_history_says(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    opened = vault.open_database(database, PASSPHRASE)
    with opened.writer() as connection:
        connection.exec_driver_sql("UPDATE office SET name = 'forged' WHERE code = 'DKR'")
    opened.close()
    assert run("check", "--database", database) == 1
    assert "Differs from its history: office" in capsys.readouterr().err
    assert run("check", "--database", database, "--rebuild") == 0
    assert "made anew" in capsys.readouterr().out
    assert run("check", "--database", database) == 0
    assert re.search(r"Records: [\d,]+\. Changes: [\d,]+\.", capsys.readouterr().out)


def test_a_forgotten_passphrase_is_replaced_with_the_recovery_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path, code = tmp_path / "d.ibcrdb", tmp_path / "code.txt"
    run("new", path, "--office", "DKR", "--name", "Dakar", "--country", "SEN")
    code.write_text(capsys.readouterr().out.splitlines()[-1], encoding="utf-8")
    monkeypatch.setenv(PASSPHRASE_VARIABLE, "une autre phrase secrète")
    assert run("check", "--database", path) == 1
    assert run("recover", "--database", path, "--code-file", code) == 0
    assert run("check", "--database", path) == 0


def test_a_new_database_is_refused_in_a_folder_that_is_copied_to_the_internet(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "Dropbox"
    folder.mkdir()
    assert run("new", folder / "dakar.ibcrdb", "--office", "DKR") == 1
    assert "copied to the internet" in capsys.readouterr().err
    assert list(folder.iterdir()) == []


def test_a_database_that_another_process_holds_is_not_touched(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, example = tmp_path / "code.txt", tmp_path / "example.ibcrdb"
    code.write_text("AAAAA", encoding="utf-8")
    before = {each.name: each.read_bytes() for each in tmp_path.iterdir()}
    with hold(database), hold(example):  # each open file has a lock of its own, in one process as in two
        assert run("recover", "--database", database, "--code-file", code) == 1
        assert run("new", database, "--office", "DKR") == 1
        assert run("sample", tmp_path) == 1
        assert capsys.readouterr().err.count("already open in another window") == 3
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == before


def test_a_sample_that_the_disk_refuses_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert run("sample", tmp_path / "file" / "folder") == 1
    assert "Traceback" not in capsys.readouterr().err


def test_the_passphrase_may_stand_in_a_file(database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(PASSPHRASE_VARIABLE)
    secret = tmp_path / "passphrase.txt"
    secret.write_text(PASSPHRASE + "\n", encoding="utf-8")
    assert run("check", "--database", database, "--passphrase-file", secret) == 0


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("totals", "--year", "last"), "is not a fiscal year"),
        (("check", "--passphrase-file", "nowhere.txt"), "no longer there"),
        (("import-records", "nowhere.jsonl"), "no longer there"),
    ],
)
def test_a_refusal_is_one_sentence_and_exit_1(
    words: tuple[str, ...], sentence: str, database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command, *rest = words
    assert run(command, "--database", database, *rest) == 1
    assert sentence in capsys.readouterr().err


@pytest.mark.parametrize("words", [(), ("fly",), ("totals",), ("new",), ("check", "--database")])
def test_wrong_usage_leaves_with_2(words: tuple[str, ...]) -> None:
    assert run(*words) == 2


@pytest.mark.parametrize("command", ["new", "sample", "totals", "export-records", "import-records", "check", "recover"])
def test_every_command_has_its_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(command, "--help") == 0
    assert "--language" in capsys.readouterr().out


def test_a_reader_who_has_seen_enough_is_no_failure(example: Path) -> None:
    words = [sys.executable, "-m", "ibcr_desktop.cli", "totals", "--database", str(example), "--year", "2020"]
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={PASSPHRASE_VARIABLE: EXAMPLE_PASSPHRASE}
    ) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        assert b"Traceback" not in process.stderr.read()


def test_screen_command_line_and_workbook_take_the_same_value(example: Path) -> None:
    opened = vault.open_database(example, EXAMPLE_PASSPHRASE, reserve_bytes=0)
    with opened.reader() as connection:
        twice = [compute(connection, 2020) for _ in range(2)]
    opened.close()
    assert [each.outcome for each in twice[0].figures] == [each.outcome for each in twice[1].figures]
