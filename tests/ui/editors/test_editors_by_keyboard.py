"""Editors without a mouse: what Tab reaches, what Esc undoes, what is offered, and what may not be changed."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ibcr_desktop.records import Workshop
from ibcr_desktop.records.fields import fields_of
from ibcr_desktop.ui.editors.choice_editors import ChoiceEditor
from ibcr_desktop.ui.editors.editor import Editor
from ibcr_desktop.ui.editors.line_editors import DayEditor
from ibcr_desktop.ui.editors.link_editors import LinkEditor
from ibcr_desktop.ui.toolkit.list_box import ListBox
from tests.databases import add, new_database, store_of
from tests.ui.editors.test_editors import Bench, chips_of, line_of
from tests.ui.typing_text import type_text


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path) -> Iterator[Bench]:
    with new_database(tmp_path, with_lists=True) as database:
        yield Bench(qtbot, store_of(database))


def press_tab(page: QWidget) -> QWidget | None:
    """Press Tab wherever the keyboard is, and say where it went."""
    QTest.keyClick(page.focusWidget() or page, Qt.Key.Key_Tab)
    return page.focusWidget()


def test_escape_undoes_the_typing_and_then_nothing(bench: Bench) -> None:
    for name, value in (("title", "Before"), ("starts_on", date(2026, 3, 7)), ("country", "SEN")):
        editor = bench.editor(name, value)
        before = editor.typed_text
        type_text(line_of(editor), "zzz")
        QTest.keyClick(line_of(editor), Qt.Key.Key_Escape)
        assert (editor.typed_text, editor.value) == (before, value)
        assert not editor.undo_typing()


def test_escape_takes_back_what_was_not_understood(bench: Bench) -> None:
    editor = bench.editor("people_reported", 12)
    type_text(line_of(editor), "x")
    editor.commit()
    assert editor.problem
    QTest.keyClick(line_of(editor), Qt.Key.Key_Escape)
    assert (editor.problem, editor.typed_text) == ("", "12")


def test_escape_takes_no_paragraph_away(bench: Bench) -> None:
    editor = bench.editor("remarks", "Before.")
    type_text(line_of(editor), "A whole paragraph. ")
    QTest.keyClick(line_of(editor), Qt.Key.Key_Escape)
    assert "A whole paragraph." in editor.typed_text


def test_a_menu_over_the_field_is_not_leaving_it(bench: Bench) -> None:
    editor = bench.editor("starts_on")
    left: list[int] = []
    editor.left.connect(lambda: left.append(1))
    type_text(line_of(editor), "7/3/26")
    out = QEvent.Type.FocusOut
    QApplication.sendEvent(line_of(editor), QFocusEvent(out, Qt.FocusReason.PopupFocusReason))
    assert (left, editor.typed_text) == ([], "7/3/26")
    QApplication.sendEvent(line_of(editor), QFocusEvent(out, Qt.FocusReason.TabFocusReason))
    assert (left, editor.typed_text) == ([1], "7 mars 2026")


@pytest.mark.parametrize(
    ("typed", "offered"),
    [("senegal", ["Sénégal"]), ("faso", ["Burkina Faso"]), ("cote divoire", ["Côte d’Ivoire"]), ("zzz", [])],
)
def test_entries_are_offered_without_accents_and_from_the_middle(bench: Bench, typed: str, offered: list[str]) -> None:
    editor = bench.editor("country")
    assert isinstance(editor, ChoiceEditor)
    completer = editor.box.completer()
    assert completer is not None
    completer.setCompletionPrefix(typed)
    model = completer.completionModel()
    found = [str(model.index(row, 0).data()) for row in range(model.rowCount())]
    assert [each.replace("'", "’") for each in found] == offered


def test_an_entry_chosen_from_the_list_is_taken_and_left(bench: Bench) -> None:
    editor = bench.editor("country")
    assert isinstance(editor, ChoiceEditor)
    heard: list[str] = []
    editor.edited.connect(lambda: heard.append("edited"))
    editor.left.connect(lambda: heard.append("left"))
    editor.box.activated.emit(editor.box.findText("Sénégal"))
    assert (editor.value, heard) == ("SEN", ["edited", "left"])
    editor.box.activated.emit(0)  # the empty entry
    assert editor.value is None


def test_records_are_offered_from_the_second_letter_on(bench: Bench) -> None:
    project = add(bench.store, "project", code="SEN-1", title="Xalé Sama Yité")
    editor = bench.editor("project_id")
    assert isinstance(editor, LinkEditor)
    type_text(editor.line, "x")
    assert editor.offered.entries.rowCount() == 0
    type_text(editor.line, "ale")
    assert [editor.offered.entries.item(0).text()] == [bench.editor("project_id", project).typed_text]
    editor.list.hide()


def test_a_wrong_link_is_looked_at_again_with_each_key(bench: Bench) -> None:
    add(bench.store, "project", code="SEN-1", title="Xalé Sama Yité")
    editor = bench.editor("project_id")
    type_text(line_of(editor), "xalx")
    editor.commit()
    assert editor.problem
    QTest.keyClick(line_of(editor), Qt.Key.Key_Backspace)
    assert editor.problem == ""


def test_an_ambiguous_day_can_be_typed_twice(bench: Bench) -> None:
    editor = bench.editor("starts_on", language="en")
    assert isinstance(editor, DayEditor)
    for text, second in (("3/4/21", date(2021, 3, 4)), ("5/6/21", date(2021, 5, 6))):
        editor.line.clear()
        type_text(editor.line, text)
        editor.commit()
        assert [each.isVisible() for each in editor.choices] == [True, True]
        editor.choices[1].click()
        assert editor.value == second
        assert [each.isVisible() for each in editor.choices] == [False, False]


def test_the_calendar_of_days_has_an_end(bench: Bench) -> None:
    editor = bench.editor("starts_on", date.max)
    type_text(line_of(editor), "+")
    assert editor.value == date.max


def test_a_long_text_that_was_too_long_is_fine_again_once_shortened(bench: Bench) -> None:
    editor = bench.editor("remarks")
    editor.set_typed_text("x" * 40_001)
    assert editor.problem
    QTest.keyClick(line_of(editor), Qt.Key.Key_Delete)
    assert editor.problem == ""
    editor.set_typed_text("x" * 40_001)
    editor.set_value("short")
    assert (editor.problem, editor.value) == ("", "short")


def test_a_long_text_grows_with_its_lines_up_to_a_bound(bench: Bench) -> None:
    heights = []
    for lines in (1, 6, 500):
        editor = bench.editor("remarks", "\n".join(["line"] * lines))
        heights.append(line_of(editor).sizeHint().height())
    assert heights[0] < heights[1] < heights[2] < 400


def test_chosen_values_are_one_stop_for_tab_after_the_line(bench: Bench, qtbot: QtBot) -> None:
    page, before, after = QWidget(), QLineEdit(), QLineEdit()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    editor = bench.editor("themes", ("gender_equality", "trafficking"), language="en")
    for widget in (before, editor, after):
        column.addWidget(widget)
    editor.set_value(("gender_equality", "trafficking"))
    page.show()
    before.setFocus()
    first, second = chips_of(editor)
    box = press_tab(page)
    assert isinstance(box, ListBox)
    assert press_tab(page) is first
    QTest.keyClick(first, Qt.Key.Key_Right)
    assert page.focusWidget() is second
    QTest.keyClick(second, Qt.Key.Key_Right)
    assert page.focusWidget() is second
    QTest.keyClick(second, Qt.Key.Key_Left)
    assert page.focusWidget() is first
    assert press_tab(page) is after
    QTest.keyClick(after, Qt.Key.Key_Backtab)
    assert page.focusWidget() is first
    QTest.keyClick(first, Qt.Key.Key_Backtab)
    assert page.focusWidget() is box
    editor.setParent(None)  # the bench closes it


def _values() -> list[tuple[str, Any]]:
    return [
        ("title", "Fixed"),
        ("starts_on", date(2026, 3, 7)),
        ("country", "SEN"),
        ("remarks", "Fixed"),
        ("hours", 3.5),
    ]


@pytest.mark.parametrize(("name", "value"), _values())
def test_what_may_not_be_changed_can_be_read_and_not_typed_over(bench: Bench, name: str, value: Any) -> None:
    editor = bench.editor(name, value)
    editor.set_read_only(read_only=True)
    shown = editor.typed_text
    line = line_of(editor)
    type_text(line, "x+")
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
        QTest.keyClick(line, key)
        QTest.keyClick(line, key, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(line, Qt.Key.Key_Semicolon, Qt.KeyboardModifier.ControlModifier)
    editor.commit()
    assert (editor.value, editor.typed_text) == (value, shown)
    assert line.isEnabled()


def test_a_problem_is_read_aloud_with_its_field(bench: Bench) -> None:
    editor = bench.editor("people_reported", language="en")
    line = line_of(editor)
    described = line.accessibleDescription()
    type_text(line, "x")
    editor.commit()
    assert line.accessibleDescription().startswith(editor.problem)
    editor.set_value(3)
    assert line.accessibleDescription() == described


def test_a_wheel_over_a_form_changes_no_value(qtbot: QtBot) -> None:
    box = ListBox([("a", "First"), ("b", "Second")])
    qtbot.addWidget(box)
    box.setCurrentIndex(1)
    box.show()
    QTest.wheelEvent(box.windowHandle(), box.rect().center(), box.rect().center())
    assert box.currentIndex() == 1


def test_every_control_of_every_editor_has_a_name(bench: Bench) -> None:
    for field in fields_of(Workshop):
        editor: Editor = bench.editor(field.name)
        silent = [
            type(each).__name__
            for each in editor.findChildren(QWidget)
            if each.focusPolicy() != Qt.FocusPolicy.NoFocus and each.isVisible() and not each.accessibleName()
        ]
        assert not silent, field.name
