"""Sign-in sheets and certificates by keyboard: seen first, then saved or printed, with their traces in the roster."""

import errno
import os
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.words import LANGUAGES
from ibcr_desktop.prints.pages import Pages, lay_out_device
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.ui.prints import printer
from ibcr_desktop.ui.prints.certificates_dialog import CertificatesDialog
from ibcr_desktop.ui.prints.paper_dialog import PaperDialog
from ibcr_desktop.ui.prints.sign_in_sheet_dialog import SignInSheetDialog
from ibcr_desktop.ui.screens.activity_page import ActivityContent
from ibcr_desktop.ui.toolkit.background import Task
from tests.paper.trainings import CODE, Training
from tests.ui.pressing import key, press
from tests.ui.record_views.test_record_form import open_form, stored
from tests.ui.shells import Shell, opened_shell

PAGE = re.compile(rb"/Type\s*/Page\b")


class Desk:
    """A shell with a training of three people whose page is open."""

    def __init__(self, shell: Shell, training: Training) -> None:
        self.shell, self.training = shell, training
        self.people = [training.person(number) for number in (0, 2, 3)]
        content = open_form(shell, "activity", training.id).content
        assert isinstance(content, ActivityContent)
        self.content, self.paper = content, content.paper

    def dialog(self, kind: type[PaperDialog], button: str) -> PaperDialog:
        """Press a button of the page and wait until the first page is to be seen."""
        press(self.paper, button)
        (found,) = self.paper.findChildren(kind)
        self.shell.wait_until(found.save_button.isEnabled)
        return found

    def sheet(self) -> SignInSheetDialog:
        found = self.dialog(SignInSheetDialog, "Sign-in sheet…")
        assert isinstance(found, SignInSheetDialog)
        return found

    def certificates(self) -> CertificatesDialog:
        found = self.dialog(CertificatesDialog, "Certificates…")
        assert isinstance(found, CertificatesDialog)
        return found

    def said(self) -> str:
        """Wait for the message in the page that closes the window."""
        messages = self.shell.window.context.messages
        self.shell.wait_until(messages.isVisible)
        return messages.text.text()

    def kept(self, name: str) -> list[Any]:
        return [stored(self.shell, "participation", each).values[name] for each in self.people]


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    made: list[Training] = []

    def fill(store: RecordStore) -> None:
        made.append(Training(store))

    with opened_shell(qtbot, tmp_path, fill, with_lists=True) as shell:
        yield Desk(shell, made[0])


@pytest.fixture
def answer(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Callable[[Path | None], list[Path]]:
    """Answer the question for the file, and remember what was proposed."""

    def with_path(path: Path | None) -> list[Path]:
        proposed: list[Path] = []

        def ask(_title: str, first: Path, _kinds: str) -> Path | None:
            proposed.append(first)
            return path

        monkeypatch.setattr(desk.shell.window.context.messages, "ask_save_path", ask)
        return proposed

    return with_path


def test_the_sheet_is_seen_first_then_saved_and_the_roster_knows_its_lines(
    desk: Desk, tmp_path: Path, answer: Callable[[Path | None], list[Path]]
) -> None:
    dialog = desk.sheet()
    assert dialog.preview.number.text() == "Page 1 of 1"
    assert not dialog.preview.sheet._picture.isNull()
    proposed = answer(tmp_path / "sheet")
    key(dialog.save_button, Qt.Key.Key_Space)
    assert desk.said() == "Saved sheet.pdf."
    assert proposed[0].name == f"sign-in-sheet-{CODE}.pdf"
    assert len(PAGE.findall((tmp_path / "sheet.pdf").read_bytes())) == 1
    assert desk.kept("paper_line") == [1, 3, 2]


def test_an_empty_sheet_leaves_the_roster_alone(
    desk: Desk, tmp_path: Path, answer: Callable[[Path | None], list[Path]]
) -> None:
    dialog = desk.sheet()
    key(dialog.people, Qt.Key.Key_Space)
    assert [box.isEnabled() for box in (dialog.private, dialog.numbered)] == [False, False]
    desk.shell.wait_until(lambda: dialog.preview.number.text() == "Page 1 of 2")
    press(dialog.preview, "▶")
    desk.shell.wait_until(lambda: dialog.preview.number.text() == "Page 2 of 2")
    assert not dialog.preview.after.isEnabled()
    answer(tmp_path / "sheet.pdf")
    press(dialog, "Save as PDF…")
    assert desk.said() == "Saved sheet.pdf."
    assert desk.kept("paper_line") == [None] * 3


def test_the_workbook_is_written_in_the_language_of_the_paper(
    desk: Desk, tmp_path: Path, answer: Callable[[Path | None], list[Path]]
) -> None:
    dialog = desk.sheet()
    dialog.language.setCurrentIndex(LANGUAGES.index("fr"))
    answer(tmp_path / "sheet.xlsx")
    press(dialog, "Save as Excel…")
    assert desk.said() == "Saved sheet.xlsx."
    workbook = load_workbook(tmp_path / "sheet.xlsx")
    assert workbook.sheetnames[0] == "Feuille de présence"


def test_a_full_disk_is_told_in_the_window_which_stays_open(
    desk: Desk, tmp_path: Path, answer: Callable[[Path | None], list[Path]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "no room")

    dialog = desk.sheet()
    answer(tmp_path / "sheet.pdf")
    monkeypatch.setattr(os, "fsync", full)
    press(dialog, "Save as PDF…")
    desk.shell.wait_until(lambda: "no room left" in dialog.said.text())
    assert dialog.isVisible()
    assert dialog.save_button.isEnabled()
    assert not list(tmp_path.glob("sheet*"))


def test_nothing_happens_where_no_file_was_chosen(desk: Desk, answer: Callable[[Path | None], list[Path]]) -> None:
    dialog = desk.sheet()
    answer(None)
    press(dialog, "Save as PDF…")
    assert dialog.save_button.isEnabled()
    assert dialog.said.text() == ""


def test_certificates_of_those_who_are_ticked_are_one_pdf_and_their_numbers_are_kept(
    desk: Desk, tmp_path: Path, answer: Callable[[Path | None], list[Path]]
) -> None:
    dialog = desk.certificates()
    assert dialog.preview.number.text() == "Page 1 of 3"
    dialog.people.setCurrentRow(1)
    key(dialog.people, Qt.Key.Key_Space)
    desk.shell.wait_until(lambda: dialog.preview.number.text() == "Page 1 of 2")
    answer(tmp_path / "certificates.pdf")
    press(dialog, "Save as PDF…")
    assert desk.said() == "Saved certificates.pdf."
    assert len(PAGE.findall((tmp_path / "certificates.pdf").read_bytes())) == 2
    assert desk.kept("certificate_number") == [f"{CODE}-01", f"{CODE}-02", None]
    assert desk.kept("certificate_on")[0] == desk.shell.store.clock.today()
    assert desk.kept("state") == ["complete"] * 3


def test_nobody_ticked_is_nothing_to_print_and_all_come_back_with_one_key(desk: Desk) -> None:
    dialog = desk.certificates()
    press(dialog, "None")
    desk.shell.wait_until(lambda: not dialog.save_button.isEnabled())
    assert not dialog.print_button.isEnabled()
    press(dialog, "All")
    desk.shell.wait_until(lambda: dialog.preview.number.text() == "Page 1 of 3")
    assert dialog.print_button.isEnabled()


def test_printing_draws_every_page_on_the_chosen_printer(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def into_a_file(pages: Pages, _parent: QWidget) -> QPrinter:
        device = QPrinter(QPrinter.PrinterMode.HighResolution)
        device.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        device.setOutputFileName(str(tmp_path / "printed.pdf"))
        lay_out_device(device, pages)
        return device

    dialog = desk.certificates()
    monkeypatch.setattr(printer, "ask_printer", into_a_file)
    press(dialog, "Print…")
    assert desk.said() == "Sent to the printer."
    desk.shell.wait_until(lambda: len(PAGE.findall((tmp_path / "printed.pdf").read_bytes())) == 3)
    assert None not in desk.kept("certificate_number")


def test_a_computer_without_a_printer_says_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(_pages: Pages, _parent: QWidget) -> QPrinter:
        raise UserError("No printer is set up on this computer.", "", "")

    dialog = desk.sheet()
    monkeypatch.setattr(printer, "ask_printer", none)
    press(dialog, "Print…")
    assert "No printer" in dialog.said.text()
    assert dialog.isVisible()


def test_the_windows_fit_a_small_screen_and_everything_in_them_has_a_name(desk: Desk) -> None:
    for dialog in (desk.sheet(), desk.certificates()):
        smallest = dialog.minimumSizeHint()
        assert smallest.width() <= 600
        assert smallest.height() <= 480
        shown = [each for each in dialog.findChildren(QWidget) if each.isVisibleTo(dialog)]
        focusable = [each for each in shown if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
        named = [each for each in focusable if each.accessibleName() or getattr(each, "text", lambda: "")()]
        assert len(focusable) > 5
        assert named == focusable
        dialog.close()


def held_by(work: Any) -> Iterator[Any]:
    """Give what a piece of work keeps alive: whose method it is, what it is given, what it closes over."""
    yield work
    cells = getattr(work, "__closure__", None) or ()
    parts = [getattr(work, "__self__", None), *(cell.cell_contents for cell in cells)]
    if isinstance(work, partial):
        parts += [work.func, *work.args, *work.keywords.values()]
    for part in parts:
        if part is not None:
            yield from held_by(part)


def test_the_worker_holds_nothing_of_the_window_which_may_be_gone_before_it_ends(
    desk: Desk, tmp_path: Path, answer: Callable[[Path | None], list[Path]], monkeypatch: pytest.MonkeyPatch
) -> None:
    background, given = desk.shell.window.context.background, list[Any]()
    run = background.run

    def note(work: Callable[..., Any], **ends: Any) -> Task:
        if isinstance(ends["failed"].__self__, PaperDialog):
            given.append(work)
        return run(work, **ends)

    monkeypatch.setattr(background, "run", note)
    answer(tmp_path / "paper.pdf")
    for open_window in (desk.sheet, desk.certificates):
        key(open_window().save_button, Qt.Key.Key_Space)
        desk.shell.wait_until(lambda: not background.is_busy)
    assert len(given) == 4
    assert [each for work in given for each in held_by(work) if isinstance(each, QWidget)] == []


def test_leaving_the_page_closes_the_window(desk: Desk) -> None:
    dialog = desk.sheet()
    closed: list[int] = []
    dialog.finished.connect(closed.append)
    desk.shell.window.context.go.home()
    desk.shell.wait_until(lambda: bool(closed))


def test_what_is_being_typed_in_the_roster_is_kept_before_the_paper_is_made(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[str] = []
    monkeypatch.setattr(desk.content.people.table, "commit", lambda: kept.append("commit"))
    dialog = desk.sheet()
    assert kept == ["commit"]
    dialog.close()
