"""What the command line refuses before anything is written over, made or asked for."""

import errno
import io
import os
import sys
from pathlib import Path

import pytest

from ibcr_desktop.commands.opening import PASSPHRASE_VARIABLE, asked
from ibcr_desktop.foundation import single_holder
from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.file_problems import file_problem
from ibcr_desktop.foundation.single_holder import Holder
from tests.test_cli import make_keys_cheap, run

NOTHING_ELSE = "nothing else may take its place"


@pytest.fixture(autouse=True)
def cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    make_keys_cheap(monkeypatch)


@pytest.fixture
def database(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    path = tmp_path / "office" / "dakar.ibcrdb"
    path.parent.mkdir()
    assert run("new", path, "--office", "DKR") == 0
    capsys.readouterr()
    return path


@pytest.mark.parametrize(
    ("words", "target"),
    [
        (("totals", "--year", "2020", "--xlsx"), "dakar.ibcrdb"),
        (("totals", "--year", "2020", "--json"), "dakar.ibcrkey"),
        (("people", "--json"), "dakar.ibcrkey.copy"),
        (("people", "--json"), "DAKAR.IBCRDB"),
        (("export-records",), "dakar.ibcrdb"),
        (("export-records",), "link.xlsx"),
    ],
)
def test_no_export_takes_the_place_of_a_database_or_its_key(
    words: tuple[str, ...], target: str, database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if target == "link.xlsx":
        (database.parent / target).symlink_to(database)
    folder = database.parent
    assert run("check", "--database", database) == 0
    keys = [(folder / name).read_bytes() for name in ("dakar.ibcrkey", "dakar.ibcrkey.copy")]
    names = {each.name for each in folder.iterdir()}
    command, *rest = words
    assert run(command, "--database", database, *rest, folder / target) == 1
    assert NOTHING_ELSE in capsys.readouterr().err
    assert {each.name for each in folder.iterdir()} == names
    assert [(folder / name).read_bytes() for name in ("dakar.ibcrkey", "dakar.ibcrkey.copy")] == keys
    assert run("check", "--database", database) == 0


def test_a_file_that_is_not_there_is_told_before_a_passphrase_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv(PASSPHRASE_VARIABLE)
    assert run("check", "--database", tmp_path / "nowhere.ibcrdb") == 1
    assert "There is no file nowhere.ibcrdb" in capsys.readouterr().err


def test_on_a_write_protected_disk_what_only_reads_works_and_the_rest_is_one_sentence(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    exported, access = tmp_path / "records.jsonl", os.access
    lines = {each.name for each in database.parent.iterdir()}

    def protected(path: Path) -> Holder:
        raise file_problem(OSError(errno.EROFS, ""), path)

    monkeypatch.setattr(single_holder, "hold", protected)
    monkeypatch.setattr(
        os, "access", lambda path, mode: access(path, mode) and not Path(path).is_relative_to(database.parent)
    )
    for words in (("totals", "--year", "2020"), ("check",), ("people",), ("export-records", exported)):
        command, *rest = words
        assert run(command, "--database", database, *rest) == 0, words
    capsys.readouterr()
    assert run("import-records", "--database", database, exported) == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert {each.name for each in database.parent.iterdir()} - {"backups"} == lines


def test_where_nobody_can_answer_the_command_says_how_a_passphrase_is_given(
    database: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv(PASSPHRASE_VARIABLE)
    monkeypatch.setattr("getpass.getpass", _nobody)
    assert run("check", "--database", database, "--language", "fr") == 1
    told = capsys.readouterr().err
    assert "--passphrase-file" in told
    assert PASSPHRASE_VARIABLE in told


def test_without_a_terminal_the_answer_is_a_line_of_the_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("os.open", _no_terminal)
    monkeypatch.setattr(sys, "stdin", io.StringIO("une phrase secrète\n"))
    assert asked("Passphrase: ") == "une phrase secrète"
    assert "Warning" not in capsys.readouterr().err.replace("Warning: Password input may be echoed.", "")
    with pytest.raises(UserError, match="no answer"):
        asked("Passphrase: ")


@pytest.mark.parametrize(
    ("file", "words", "sentence"),
    [
        ("x.ibcrdb", ("--office", "D K"), "two to eight letters or digits"),
        ("x.ibcrdb", ("--office", "DÉK"), "two to eight letters or digits"),
        ("x.ibcrdb", ("--office", "DKR", "--country", "ZZZ"), "“ZZZ” is not the code of a country"),
        ("x.db", ("--office", "DKR"), "ends in .ibcrdb"),
        ("gone/away/x.ibcrdb", ("--office", "DKR"), "“gone” is no longer there"),
    ],
)
def test_a_database_that_would_be_wrong_is_not_made(
    file: str, words: tuple[str, ...], sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("new", tmp_path / file, *words) == 1
    assert sentence in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_codes_of_office_and_country_may_be_typed_small(tmp_path: Path) -> None:
    path, records = tmp_path / "x.ibcrdb", tmp_path / "x.jsonl"
    assert run("new", path, "--office", "xyz", "--name", "Ailleurs", "--country", "sen") == 0
    assert run("export-records", "--database", path, records) == 0
    assert '"code": "XYZ", "name": "Ailleurs", "country": "SEN"' in records.read_text(encoding="utf-8")


def _nobody(_question: str) -> str:
    raise EOFError


def _no_terminal(*_arguments: object) -> int:
    raise OSError
