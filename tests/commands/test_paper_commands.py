"""The command that writes a sign-in sheet, in this process and in one of its own without a display."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ibcr_desktop.commands.opening import PASSPHRASE_VARIABLE
from ibcr_desktop.foundation.clock import Clock
from ibcr_desktop.storage.founding import NewOffice, found
from ibcr_desktop.storage.keys import LEAST_COST
from tests.databases import add
from tests.test_cli import run

PASSPHRASE = "cheval correct batterie agrafe"
CODE = "DKR-2021-007"
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database with one activity and one person."""
    monkeypatch.setenv(PASSPHRASE_VARIABLE, PASSPHRASE)
    path = tmp_path / "dakar.ibcrdb"
    store, _ = found(path, PASSPHRASE, NewOffice("DKR"), Clock(), cost=LEAST_COST, reserve_bytes=0)
    day = date(2021, 3, 8)
    activity = add(store, "workshop", code=CODE, title="Formation", country="SEN", starts_on=day, ends_on=day)
    person = add(store, "person", family_name="Diop", given_names="Aïcha", sex="female", telephone="+221 1")
    add(store, "participation", person_id=person, activity_id=activity)
    store.database.close()
    return path


def texts(path: Path) -> set[str]:
    cells = (cell.value for row in load_workbook(path).worksheets[0].iter_rows() for cell in row)
    return {value for value in cells if isinstance(value, str)}


def test_the_pdf_is_written_by_a_process_without_a_display(database: Path, tmp_path: Path) -> None:
    path = tmp_path / "sheet.pdf"
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    command = [sys.executable, "-m", "ibcr_desktop.cli", "sign-in-sheet", "--database", str(database), CODE]
    options = ["--pdf", str(path), "--language", "fr", "--paper", "letter"]
    done = subprocess.run(
        command + options, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=240, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert path.read_bytes().startswith(b"%PDF-")
    assert done.stdout.strip() == f"La feuille de présence est dans {path}."


def test_the_workbook_has_names_and_what_is_discreet_only_when_asked_for(database: Path, tmp_path: Path) -> None:
    usual, empty, private = (tmp_path / f"{name}.xlsx" for name in ("usual", "empty", "private"))
    start = ("sign-in-sheet", "--database", database, CODE)
    assert run(*start, "--xlsx", usual) == run(*start, "--xlsx", empty, "--empty") == 0
    assert run(*start, "--xlsx", private, "--private", "--language", "es") == 0
    assert {"Diop", "Aïcha"} <= texts(usual)
    assert not {"Diop", "Aïcha"} & texts(empty)
    assert ("+221 1" in texts(usual), "+221 1" in texts(private)) == (False, True)
    assert "Apellidos" in texts(private)


def test_what_is_not_here_is_said_and_nothing_is_written(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("sign-in-sheet", "--database", database, "DKR-1", "--pdf", tmp_path / "sheet.pdf") == 1
    assert "No activity here has the code or id “DKR-1”." in capsys.readouterr().err
    assert not (tmp_path / "sheet.pdf").exists()


def test_a_computer_on_which_qt_cannot_be_loaded_is_told(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "PySide6.QtGui", None)
    assert run("sign-in-sheet", "--database", database, CODE, "--pdf", tmp_path / "sheet.pdf") == 1
    assert "lacks libraries that drawing on paper needs" in capsys.readouterr().err
    assert run("sign-in-sheet", "--database", database, CODE, "--xlsx", tmp_path / "sheet.xlsx") == 0


@pytest.mark.parametrize("options", [[], ["--pdf", "a.pdf", "--xlsx", "a.xlsx"], ["--pdf", "a.pdf", "--paper", "a5"]])
def test_a_wrong_usage_is_refused(database: Path, options: list[str]) -> None:
    assert run("sign-in-sheet", "--database", database, CODE, *options) == 2
