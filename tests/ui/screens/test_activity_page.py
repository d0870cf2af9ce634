"""The page of an activity: sections, its parts, and the list that leads to them."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ibcr_desktop.records import Session
from ibcr_desktop.ui.screens.activity_page import ActivityContent
from ibcr_desktop.ui.screens.activity_part import PartDialog
from tests.databases import add
from tests.ui.pressing import key
from tests.ui.record_views.test_record_form import open_form, stored, type_into
from tests.ui.shells import Shell, opened_shell
from tests.ui.typing_text import type_text


@pytest.fixture
def shell(qtbot: QtBot, tmp_path: Path) -> Iterator[Shell]:
    with opened_shell(qtbot, tmp_path, with_lists=True) as made:
        yield made


def content(shell: Shell, activity: uuid.UUID) -> ActivityContent:
    made = open_form(shell, "activity", activity).content
    assert isinstance(made, ActivityContent)
    return made


def test_a_session_is_entered_in_its_window_and_completed_if_whole(shell: Shell) -> None:
    activity = add(shell.store, "workshop", title="T", state="draft")
    page = content(shell, activity)
    page.sessions.add_button.click()
    dialog = page.findChild(PartDialog)
    assert dialog is not None
    for name, text in (("held_on", "7 March 2021"), ("hours", "6")):
        type_into(dialog.form, name, text)
    dialog.reject()
    (row,) = page.sessions._rows
    opened = stored(shell, Session.kind_name(), row.record_id)
    assert (opened.state, opened.values["hours"], opened.values["activity_id"]) == ("complete", 6, activity)


def test_sections_are_checked_off_and_lead_to_their_fields(shell: Shell) -> None:
    activity = add(shell.store, "workshop", title="T", state="draft", country="SEN", mode="online")
    page = content(shell, activity)
    texts = [page.checklist.item(row).text() for row in range(page.checklist.count())]
    assert texts[:4] == ["○ What", "○ When", "✔ Where", "○ Who"]
    assert texts[4:] == ["– People (0)", "– Headcounts (0)", "– Sessions (0)", "– Evidence (0)"]
    wanted: list[str] = []
    page.field_wanted.connect(wanted.append)
    page.checklist.itemActivated.emit(page.checklist.item(1))
    assert wanted == ["status"]


def test_the_checklist_leads_to_the_parts_and_counts_them(shell: Shell) -> None:
    activity = add(shell.store, "workshop", title="T", state="draft")
    page = content(shell, activity)
    page.people.table.setFocus()
    type_text(page.people.table, "Ndiaye")
    key(page.people.table.open_cell(), Qt.Key.Key_Return)
    assert page.checklist.item(4).text() == "○ People (1)"
    page.checklist.itemActivated.emit(page.checklist.item(4))
    assert page.people.isAncestorOf(shell.frame.focusWidget() or QWidget())
    assert not page.people.visibleRegion().isEmpty()


def test_the_delete_key_removes_a_session(shell: Shell) -> None:
    activity = add(shell.store, "workshop", title="T", state="draft")
    add(shell.store, "session", activity_id=activity, hours=6.0)
    page = content(shell, activity)
    page.sessions.table.setFocus()
    key(page.sessions.table, Qt.Key.Key_Delete)
    assert page.sessions.count == 0


def test_leaving_the_page_closes_the_window_of_a_part_and_keeps_what_stands_in_it(shell: Shell) -> None:
    activity = add(shell.store, "workshop", title="T", state="draft")
    page = content(shell, activity)
    page.sessions.add_button.click()
    dialog = page.findChild(PartDialog)
    assert dialog is not None
    type_into(dialog.form, "hours", "12", leave=False)
    shell.window.navigation.leave()
    assert not dialog.isVisible()
    assert stored(shell, "session", dialog.form.editing.record_id).values["hours"] == 12
