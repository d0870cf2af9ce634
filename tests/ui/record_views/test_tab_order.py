"""No mouse: Tab comes by every field of every form, from top to bottom, and leaves each of them again."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ibcr_desktop.records import ALL_KINDS, Record
from ibcr_desktop.ui.editors.editor import Editor
from ibcr_desktop.ui.record_views.field_rows import keyboard_of
from ibcr_desktop.ui.record_views.record_form import RecordForm
from ibcr_desktop.ui.screens.activity_page import ActivityContent
from ibcr_desktop.ui.screens.record_page import RecordPage
from tests.databases import add
from tests.ui.record_views.test_record_form import open_form
from tests.ui.shells import Shell, opened_shell

MOST_STOPS = 400


@pytest.fixture
def shell(qtbot: QtBot, tmp_path: Path) -> Iterator[Shell]:
    with opened_shell(qtbot, tmp_path, with_lists=True) as made:
        yield made


def stops(shell: Shell, first: QWidget, which: Qt.Key = Qt.Key.Key_Tab) -> list[QWidget]:
    """Give what has the keyboard after each Tab, until it comes round."""
    first.setFocus(Qt.FocusReason.TabFocusReason)
    found: list[QWidget] = []
    for _ in range(MOST_STOPS):
        focused = QApplication.focusWidget()
        assert focused is not None
        if focused in found:
            return found
        found.append(focused)
        QTest.keyClick(focused, which)
    raise AssertionError(f"Tab comes by {MOST_STOPS} things and does not come round in {shell.frame.windowTitle()}")


def editor_around(widget: QWidget | None) -> Editor | None:
    """Give the outermost editor that a widget is a part of."""
    found = None
    while widget is not None:
        found = widget if isinstance(widget, Editor) else found
        widget = widget.parentWidget()
    return found


def names_passed(form: RecordForm, passed: list[QWidget]) -> list[str]:
    """Give the names of the fields in the order in which Tab reaches them first."""
    names = {editor: name for name, editor in form.editing.editors.items()}
    around = [editor_around(each) for each in passed]
    return list(dict.fromkeys(names[each] for each in around if each in names))


@pytest.mark.parametrize("kind", ALL_KINDS, ids=[kind.kind_name() for kind in ALL_KINDS])
def test_tab_comes_by_every_field_from_top_to_bottom(kind: type[Record], shell: Shell) -> None:
    form = open_form(shell, kind.kind_name(), add(shell.store, kind.kind_name(), state="draft"))
    QApplication.processEvents()
    passed = stops(shell, next(iter(form.editing.editors.values())))
    names = names_passed(form, passed)
    assert set(names) == set(form.editing.editors)
    places = [form.editing.editors[name].mapTo(form.content, QPoint(0, 0)).y() for name in names]
    assert places == sorted(places)


@pytest.mark.parametrize("kind", ALL_KINDS, ids=[kind.kind_name() for kind in ALL_KINDS])
def test_the_letter_of_a_label_leads_to_its_field(kind: type[Record], shell: Shell) -> None:
    form = open_form(shell, kind.kind_name(), add(shell.store, kind.kind_name(), state="draft"))
    captions = [each for each in form.content.findChildren(QLabel) if each.buddy() is not None]
    lettered = [each for each in captions if "&" in each.text()]
    assert lettered
    for each in lettered:
        letter = each.text()[each.text().index("&") + 1]
        QTest.keyClick(shell.frame, Qt.Key(ord(letter.upper())), Qt.KeyboardModifier.AltModifier)
        assert QApplication.focusWidget() is each.buddy(), each.text()


def test_the_letters_and_keys_of_the_buttons_at_the_head_press_them(shell: Shell) -> None:
    form = open_form(shell, "workshop", add(shell.store, "workshop", state="draft"))
    header, pressed = form.header, list[QPushButton]()
    for button in (header.complete, header.copy, header.history, header.to_bin):
        button.clicked.disconnect()
        button.clicked.connect(partial(pressed.append, button))
        letter = button.text()[button.text().index("&") + 1]
        QTest.keyClick(shell.frame, Qt.Key(ord(letter.upper())), Qt.KeyboardModifier.AltModifier)
        shell.qtbot.waitUntil(lambda: len(pressed) > 0)  # Qt shows the button pressed for a moment first
        assert pressed.pop() is button
    QTest.keyClick(shell.frame, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    shell.qtbot.waitUntil(lambda: pressed == [header.complete])


def test_a_new_activity_begins_in_the_first_field_that_nothing_is_proposed_for(shell: Shell) -> None:
    shell.window.navigation.home()
    shell.home.setFocus()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert shell.home.isAncestorOf(focused)  # Qt then hands the focus on to the next page
    shell.window.navigation.new_record("workshop")
    page = shell.window.navigation.currentWidget()
    assert isinstance(page, RecordPage)
    assert page.form is not None
    wanted = keyboard_of(page.form.editing.editors["title"])
    shell.qtbot.waitUntil(lambda: QApplication.focusWidget() is wanted)


def test_shift_tab_goes_the_same_way_back(shell: Shell) -> None:
    form = open_form(shell, "person", add(shell.store, "person", state="draft"))
    first = next(iter(form.editing.editors.values()))
    there = names_passed(form, stops(shell, first))
    back = names_passed(form, stops(shell, first, Qt.Key.Key_Backtab))
    assert back == [there[0], *reversed(there[1:])]


def test_everything_on_the_page_of_an_activity_is_reached(shell: Shell) -> None:
    activity = add(shell.store, "workshop", title="Cours", state="draft")
    add(shell.store, "headcount", activity_id=activity, total=4)
    form = open_form(shell, "workshop", activity)
    passed = stops(shell, next(iter(form.editing.editors.values())))
    content = form.content
    assert isinstance(content, ActivityContent)
    wanted: list[QWidget] = [content.people.table, content.groups.table, content.groups.remove_button]
    for part in (content.sessions, content.evidence):
        wanted += [part.table, part.add_button]
    wanted += [content.checklist]
    reached = [any(each is stop or each.isAncestorOf(stop) for stop in passed) for each in wanted]
    assert all(reached), [each.accessibleName() for each, ok in zip(wanted, reached, strict=True) if not ok]
