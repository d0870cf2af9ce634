"""What happened stands in the page; only what cannot come back is asked beforehand, and undo is offered instead."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.words import Words
from ibcr_desktop.ui.toolkit.messages import Messages, RecordedMessages
from ibcr_desktop.ui.toolkit.undo_bar import UndoBar

REFUSED = UserError("The file “{name}” is open elsewhere.", "Nothing was written.", "Close it.", name="<b>x</b>.xlsx")


@pytest.fixture
def messages(qtbot: QtBot) -> Messages:
    made = Messages(Words("en"))
    qtbot.addWidget(made)
    return made


@pytest.fixture
def undo_bar(qtbot: QtBot) -> UndoBar:
    made = UndoBar(Words("en"))
    qtbot.addWidget(made)
    return made


def test_nothing_is_shown_before_anything_happened(messages: Messages) -> None:
    assert messages.isHidden()


def test_an_error_says_what_happened_what_is_safe_and_what_to_do(messages: Messages) -> None:
    messages.show_error(REFUSED)
    assert messages.isVisible()
    assert messages.text.text() == "The file “<b>x</b>.xlsx” is open elsewhere. Nothing was written. Close it."
    assert messages.text.textFormat() == Qt.TextFormat.PlainText
    assert messages.sign.text() == "⚠"


def test_what_can_be_done_about_it_stands_beside_it_and_goes_with_the_next_message(messages: Messages) -> None:
    pressed: list[str] = []
    messages.show_text("Saved.", ("Open", lambda: pressed.append("open")), ("Show", lambda: pressed.append("show")))
    for button in messages.findChildren(QPushButton):
        button.click()
    assert pressed == ["open", "show"]
    messages.show_text("Something else.")
    QApplication.sendPostedEvents(None, 52)  # what was to be deleted later
    assert messages.findChildren(QPushButton) == []


def test_a_message_is_closed_by_its_button(messages: Messages) -> None:
    messages.show_text("Saved.")
    close = messages.findChild(QToolButton)
    assert isinstance(close, QToolButton)
    assert close.accessibleName() == "Close this message"
    close.click()
    assert messages.isHidden()


def test_a_refusal_of_what_was_attempted_is_told(messages: Messages) -> None:
    def refuse() -> None:
        raise REFUSED

    assert messages.attempt(lambda: None)
    assert messages.isHidden()
    assert not messages.attempt(refuse)
    assert "open elsewhere" in messages.text.text()


def _when_asked(act: Callable[[QMessageBox], object]) -> None:
    def look() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        act(box)

    QTimer.singleShot(50, look)


def test_a_question_has_its_verb_on_the_button_and_the_focus_on_cancel(messages: Messages) -> None:
    messages.show()
    focused: list[bool] = []

    def answer(box: QMessageBox) -> None:
        focused.append(box.defaultButton() is box.button(QMessageBox.StandardButton.Cancel))
        _press(box, "Send 14 events")

    _when_asked(answer)
    assert messages.confirm("Send <b>14</b> events to headquarters?", "Send 14 events")
    assert focused == [True]


def test_a_question_is_refused_with_escape(messages: Messages) -> None:
    formats: list[Qt.TextFormat] = []

    def refuse(box: QMessageBox) -> None:
        formats.append(box.textFormat())
        QTest.keyClick(box, Qt.Key.Key_Escape)

    _when_asked(refuse)
    assert not messages.confirm("Empty the bin?", "Empty the bin")
    assert formats == [Qt.TextFormat.PlainText]


def _press(box: QMessageBox, text: str) -> None:
    next(each for each in box.buttons() if each.text() == text).click()


def test_paths_are_asked_and_none_is_an_answer(messages: Messages, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_: ("/tmp/x.xlsx", ""))  # noqa: S108 - nothing is written
    assert messages.ask_save_path("Export", Path("x.xlsx"), "Excel (*.xlsx)") == Path("/tmp/x.xlsx")  # noqa: S108 - the same
    assert messages.ask_open_path("Import", Path(), "Excel (*.xlsx)") == Path("/tmp/x.xlsx")  # noqa: S108 - the same
    for name in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_: ("", ""))
    assert messages.ask_save_path("Export", Path("x.xlsx"), "Excel (*.xlsx)") is None
    assert messages.ask_open_path("Import", Path(), "Excel (*.xlsx)") is None


def test_several_files_are_chosen_at_once_or_none(messages: Messages, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (["a.ibcr", "b.ibcr"], ""))
    assert messages.ask_open_paths("Receive", Path(), "Files (*.ibcr)") == [Path("a.ibcr"), Path("b.ibcr")]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([], ""))
    assert messages.ask_open_paths("Receive", Path(), "Files (*.ibcr)") == []


def test_a_test_listens_and_answers_in_the_place_of_a_person(qtbot: QtBot) -> None:
    recorded = RecordedMessages(Words("en"))
    qtbot.addWidget(recorded)
    recorded.answers, recorded.paths = [True, False], [Path("a"), None]
    assert recorded.confirm("Empty the bin?", "Empty")
    assert not recorded.confirm("Again?", "Again")
    assert recorded.ask_save_path("", Path(), "") == Path("a")
    assert recorded.ask_open_path("", Path(), "") is None
    recorded.show_text("Saved.")
    assert recorded.said == ["Empty the bin? [Empty]", "Again? [Again]", "Saved."]


def test_what_was_done_is_undone_once(undo_bar: UndoBar) -> None:
    undone: list[str] = []
    undo_bar.offer("Attendee removed", lambda: undone.append("attendee"))
    assert undo_bar.isVisible()
    assert undo_bar.button.accessibleName() == "Undo: Attendee removed"
    undo_bar.button.click()
    undo_bar.undo()
    assert undone == ["attendee"]
    assert undo_bar.isHidden()


def test_a_later_offer_takes_the_place_of_the_earlier_one(undo_bar: UndoBar) -> None:
    undone: list[str] = []
    undo_bar.offer("First removed", lambda: undone.append("first"))
    undo_bar.offer("Second removed", lambda: undone.append("second"))
    undo_bar.undo()
    assert undone == ["second"]


def test_an_offer_to_undo_ends_after_ten_seconds(undo_bar: UndoBar) -> None:
    undone: list[str] = []
    undo_bar.offer("Attendee removed", lambda: undone.append("attendee"))
    assert (undo_bar._timer.interval(), undo_bar._timer.isActive()) == (10_000, True)
    undo_bar._timer.timeout.emit()
    assert undo_bar.isHidden()
    undo_bar.undo()
    assert undone == []
