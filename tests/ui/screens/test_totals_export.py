"""The workbook is written beside the person's work: in a language, without names, stoppable, and told at the end."""

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.totals.yearly_totals import Totals
from ibcr_desktop.ui.screens.yearly_totals_export import ExportChoice, ExportDialog
from tests.ui.screens.test_yearly_totals import opened_page
from tests.ui.screens.totals_page import Page

HIDDEN_NAME = "Name 3"  # of an invented trainee


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> Iterator[Page]:
    with opened_page(qtbot, tmp_path) as opened:
        yield opened


def totals_of(page: Page) -> Totals:
    assert page.screen._facts is not None
    return page.screen._facts.totals


def everything_in(path: Path) -> str:
    with zipfile.ZipFile(path) as book:
        return "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))


def answer_with(page: Page, path: Path | None, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Answer the question for the file, and remember what was proposed."""
    proposed: list[Path] = []

    def answer(_title: str, first: Path, _kinds: str) -> Path | None:
        proposed.append(first)
        return path

    monkeypatch.setattr(page.shell.window.context.messages, "ask_save_path", answer)
    return proposed


def test_the_workbook_is_written_in_the_chosen_language_without_names(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = tmp_path / "year"
    answer_with(page, wanted, monkeypatch)
    page.screen.workbook.begin(totals_of(page), ExportChoice("fr", has_names=False))
    assert page.screen.workbook.strip.isVisible()
    messages = page.shell.window.context.messages
    page.shell.wait_until(messages.isVisible)
    assert not page.screen.workbook.strip.isVisible()
    assert messages.text.text() == "Saved year.xlsx."
    content = everything_in(tmp_path / "year.xlsx")
    assert page.figure("people_reached").label(Words("fr")) in content
    assert HIDDEN_NAME not in content


def test_names_stand_in_it_only_when_they_were_asked_for(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "names.xlsx"
    page.screen.workbook.write(totals_of(page), ExportChoice("en", has_names=True), path)
    page.shell.wait_until(path.exists)
    page.wait()
    assert HIDDEN_NAME in everything_in(path)


def test_the_message_leads_to_the_file_and_to_its_folder(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    path = tmp_path / "year.xlsx"
    page.screen.workbook.saved(path)
    for button in page.shell.window.context.messages.findChildren(QPushButton):
        button.click()
    assert opened == [str(path), str(tmp_path)]


def test_stopping_leaves_the_workbook_that_was_there(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "year.xlsx"
    path.write_bytes(b"last year's")
    seen: list[Any] = []
    real = page.screen.workbook.strip._progressed

    def stop_at_once(text: str, done: int, total: int) -> None:
        real(text, done, total)
        if not seen:
            seen.append(done)
            page.screen.workbook.strip.cancel.click()

    monkeypatch.setattr(page.screen.workbook.strip, "_progressed", stop_at_once)
    page.screen.workbook.write(totals_of(page), ExportChoice("en", has_names=False), path)
    page.shell.wait_until(lambda: bool(seen))
    page.shell.idle()
    assert path.read_bytes() == b"last year's"
    assert "stopped" in page.shell.window.context.messages.text.text()
    assert not page.screen.workbook.strip.isVisible()


def test_stopping_too_late_says_that_the_workbook_is_there(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, written, asked = tmp_path / "year.xlsx", Event(), Event()

    def write(_database: Any, _totals: Any, place: Path, _words: Any, **_options: Any) -> None:
        place.write_bytes(b"a workbook")
        written.set()
        asked.wait(60)

    monkeypatch.setattr("ibcr_desktop.excel.yearly_workbook.write_workbook", write)
    page.screen.workbook.write(totals_of(page), ExportChoice("en", has_names=False), path)
    assert written.wait(60)
    page.screen.workbook.strip.cancel.click()
    messages = page.shell.window.context.messages
    assert not messages.isVisible(), "nothing is said before it is known"
    assert page.screen.workbook.strip.isVisible()
    asked.set()
    page.shell.wait_until(messages.isVisible)
    assert messages.text.text() == "Saved year.xlsx."
    assert not page.screen.workbook.strip.isVisible()


def test_a_disk_that_refuses_is_told_in_the_page(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "no such folder" / "year.xlsx"
    page.screen.workbook.write(totals_of(page), ExportChoice("en", has_names=False), path)
    messages = page.shell.window.context.messages
    page.shell.wait_until(messages.isVisible)
    assert messages.sign.text() == "⚠"
    assert not page.screen.workbook.strip.isVisible()


def test_giving_the_file_dialog_up_writes_nothing(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    proposed = answer_with(page, None, monkeypatch)
    page.screen.workbook.begin(totals_of(page), ExportChoice("en", has_names=False))
    assert [each.name for each in proposed] == ["totals-2020-2021.xlsx"]
    assert not page.screen.workbook.strip.is_busy


def test_names_are_off_at_first_and_warned_of_when_wanted(qtbot: QtBot) -> None:
    dialog = ExportDialog(Words("en"))
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.choice() == ExportChoice("en", has_names=False)
    assert not dialog.warning.isVisible()
    dialog.names.setChecked(True)
    assert dialog.warning.isVisible()
    dialog.language.setCurrentIndex(2)
    with qtbot.waitSignal(dialog.chosen) as chosen:
        dialog.go_on.click()
    assert chosen.args == [ExportChoice("es", has_names=True)]


def test_the_button_asks_first_how_the_workbook_shall_be(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[Any] = []
    monkeypatch.setattr(page.screen.workbook, "begin", lambda *asked: begun.append(asked))
    page.screen.export.click()
    (dialog,) = page.screen.findChildren(ExportDialog)
    dialog.go_on.click()
    assert begun == [(totals_of(page), ExportChoice("en", has_names=False))]


@pytest.mark.parametrize("error", [UserError(N_("No."), N_("Safe."), N_("Again."))])
def test_a_count_that_fails_is_told_and_tried_again(
    page: Page, error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_asked: Any) -> Callable[[], None]:
        raise error

    monkeypatch.setattr("ibcr_desktop.ui.screens.yearly_totals.read_totals", refuse)
    page.screen.reload()
    messages = page.shell.window.context.messages
    page.shell.wait_until(messages.isVisible)
    assert messages.text.text().startswith("No.")
    monkeypatch.undo()
    page.screen.shown()
    page.wait()
    assert page.cells("workshops")[1] == "2"
