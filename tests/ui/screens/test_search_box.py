"""Ctrl+K: records and actions in one list."""

import uuid
from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ibcr_desktop.foundation.words import Words
from ibcr_desktop.ui.screens.search_box import Action, Found, SearchBox
from tests.ui.pressing import key

ONE, TWO, THREE = (uuid.UUID(int=number) for number in (1, 2, 3))
RECORDS = (
    Found("person", ONE, "Diop Aïcha", "People"),
    Found("workshop", TWO, "DKR-2026-014 · Formation", "Activities"),
    Found("person", THREE, "Diop Awa", "People"),
)


class Place:
    def __init__(self, qtbot: QtBot, opened: Sequence[Found] = RECORDS, found: Sequence[Found] = RECORDS) -> None:
        self.done: list[str] = []
        self.window = QWidget()
        self.window.resize(900, 500)
        qtbot.addWidget(self.window)
        self.before = QLineEdit()
        QVBoxLayout(self.window).addWidget(self.before)
        actions = [
            Action("New: Workshop", lambda: self.done.append("workshop")),
            Action("Yearly totals", lambda: self.done.append("totals")),
        ]
        self.box = SearchBox(
            Words("en"),
            search=lambda typed, limit: [r for r in found if typed.lower() in r.title.lower()][:limit],
            opened=lambda limit: list(opened)[:limit],
            actions=actions,
            parent=self.window,
        )
        self.window.show()
        self.before.setFocus()

    def rows(self) -> list[str]:
        results = self.box.results
        return [results.item(row).text().strip().strip("\u2068\u2069") for row in range(results.count())]

    def current(self) -> str:
        return self.box.results.currentItem().text().strip().strip("\u2068\u2069")


@pytest.fixture
def place(qtbot: QtBot) -> Place:
    return Place(qtbot)


def test_nothing_typed_lists_what_was_opened_last_the_second_chosen(place: Place) -> None:
    place.box.open()
    assert "DKR-2026-014 · Formation" in place.current()


def test_enter_at_once_swaps_to_the_record_before(qtbot: QtBot, place: Place) -> None:
    place.box.open()
    with qtbot.waitSignal(place.box.record_chosen) as chosen:
        key(place.box.line, Qt.Key.Key_Return)
    assert chosen.args == ["workshop", TWO]
    assert not place.box.isVisible()


def test_typing_groups_what_was_found_under_headings_that_cannot_be_chosen(place: Place) -> None:
    place.box.open()
    place.box.line.setText("d")
    place.box.fill()
    rows = place.rows()
    assert rows[0] == "People"
    assert place.box.results.item(0).flags() == Qt.ItemFlag.NoItemFlags


def test_actions_are_found_by_the_beginnings_of_their_words_without_accents(place: Place) -> None:
    place.box.open()
    place.box.line.setText("wórk new")
    key(place.box.line, Qt.Key.Key_Return)
    assert place.done == ["workshop"]


def test_an_action_that_is_called_by_its_name_stands_before_the_records(qtbot: QtBot) -> None:
    place = Place(qtbot, found=(Found("indicator", ONE, "yearly_events · Yearly events", "Indicators"), *RECORDS))
    place.box.open()
    for typed, wanted in (("year", "Yearly totals"), ("ye", "yearly_events · Yearly events")):
        place.box.line.setText(typed)
        place.box.fill()
        assert place.current() == wanted


def test_enter_does_not_wait_for_the_search_to_follow_the_typing(qtbot: QtBot, place: Place) -> None:
    place.box.open()
    place.box.line.setText("awa")
    with qtbot.waitSignal(place.box.record_chosen) as chosen:
        key(place.box.line, Qt.Key.Key_Return)
    assert chosen.args == ["person", THREE]


def test_the_arrows_pass_over_headings_and_go_round(place: Place) -> None:
    place.box.open()
    place.box.line.setText("diop")
    place.box.fill()
    assert place.current() == "Diop Aïcha"
    key(place.box.line, Qt.Key.Key_Down)
    assert place.current() == "Diop Awa"
    key(place.box.line, Qt.Key.Key_Down)
    assert place.current() == "Diop Aïcha"
    key(place.box.line, Qt.Key.Key_Up)
    assert place.current() == "Diop Awa"


def test_esc_gives_the_focus_back(qtbot: QtBot, place: Place) -> None:
    with qtbot.waitActive(place.window):
        place.window.activateWindow()
    place.before.setFocus()
    place.box.open()
    assert place.box.line.hasFocus()
    key(place.box.line, Qt.Key.Key_Escape)
    assert not place.box.isVisible()
    assert place.before.hasFocus()


def test_nothing_found_says_so_and_enter_does_nothing(place: Place) -> None:
    place.box.open()
    place.box.line.setText("zzz")
    place.box.fill()
    assert place.rows() == ["Nothing found. Fewer letters find more."]
    key(place.box.line, Qt.Key.Key_Return)
    assert place.box.isVisible()
    place.box.close_box()


def test_before_anything_was_opened_the_actions_are_listed(qtbot: QtBot) -> None:
    place = Place(qtbot, opened=())
    place.box.open()
    assert place.rows() == ["Actions", "New: Workshop", "Yearly totals"]
