"""A warning is answered where it stands: with a tick, or with a reason; and it can be asked again."""

import uuid
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ibcr_desktop.records import Workshop
from ibcr_desktop.storage.confirmations import confirming
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.ui.editors.link_editors import LinkEditor
from ibcr_desktop.ui.record_views.problem_list import ProblemList
from ibcr_desktop.ui.screens.activity_page import ActivityContent
from ibcr_desktop.ui.screens.record_page import RecordPage
from tests.databases import add
from tests.storage.test_record_store import WHOLE_WORKSHOP
from tests.ui.pressing import key
from tests.ui.record_views.test_record_form import open_form
from tests.ui.shells import Shell, opened_shell


@pytest.fixture
def shell(qtbot: QtBot, tmp_path: Path) -> Iterator[Shell]:
    with opened_shell(qtbot, tmp_path, with_lists=True) as made:
        yield made


def workshop(store: RecordStore, **changes: Any) -> uuid.UUID:
    values = {**WHOLE_WORKSHOP, "starts_on": date(2021, 6, 1), "ends_on": date(2021, 6, 2), **changes}
    return add(store, "workshop", **values)


def texts(problems: ProblemList) -> list[str]:
    return [problems.entries.item(row).text() for row in range(problems.entries.count())]


def test_a_warning_is_confirmed_with_a_reason_by_keyboard_and_told_in_the_section(shell: Shell) -> None:
    form = open_form(shell, "workshop", workshop(shell.store))
    assert isinstance(form.content, ActivityContent)
    who = form.content.checklist.item(3)
    assert texts(form.problems) == ["⚠ This workshop belongs to no project. Is that right?"]
    assert who.text().startswith("⚠")
    form.problems.reason.setFocus()
    QTest.keyClicks(form.problems.reason, "Own funds")
    key(form.problems.reason, Qt.Key.Key_Return)
    assert texts(form.problems) == ["✔ This workshop belongs to no project. Is that right? Confirmed: Own funds"]
    assert "confirmed" in form.problems.head.text()
    assert who.text().startswith("✔")
    assert not form.problems.answer.isVisible()


def test_a_tick_without_a_reason_is_enough_and_can_be_taken_back(shell: Shell) -> None:
    record_id = workshop(shell.store)
    form = open_form(shell, "workshop", record_id)
    form.problems.confirm.click()
    assert [each.confirmed for each in shell.store.problems(Workshop, record_id)] == [""]
    assert form.problems.ask_again.isVisible()
    form.problems.ask_again.click()
    assert [each.confirmed for each in shell.store.problems(Workshop, record_id)] == [None]
    assert form.problems.answer.isVisible()


def test_an_error_is_mended_and_never_confirmed(shell: Shell) -> None:
    form = open_form(shell, "workshop", workshop(shell.store, title=None, state="draft"))
    form.complete()
    assert texts(form.problems)[0] == "✖ Title: fill this in."
    assert not form.problems.answer.isVisible()
    form.problems.entries.setCurrentRow(1)
    assert form.problems.answer.isVisible()


def test_a_confirmed_lack_of_evidence_leaves_the_home_page(shell: Shell) -> None:
    late = {"starts_on": date(2021, 4, 1), "ends_on": date(2021, 4, 2)}
    store = shell.office.store  # which tells the home page, whether it has read before or not
    record_id = workshop(store, project_id=add(store, "project", code="P", title="Projet"), **late)
    home = shell.home
    shell.wait_until(lambda: "no evidence" in home.work.lines.item(0).text())
    form = open_form(shell, "workshop", record_id)
    form.problems.confirm.click()
    shell.window.context.go.home()
    shell.idle()
    shell.wait_until(lambda: "Nothing to do" in home.work.lines.item(0).text())


def test_a_confirmation_leads_to_the_record_that_it_is_about(shell: Shell) -> None:
    record_id = workshop(shell.store)
    (asked,) = shell.store.problems(Workshop, record_id)
    written = confirming(record_id, asked, "Own funds")
    shell.store.write_all([written])
    link = open_form(shell, "confirmation", written.record_id).editing.editors["subject_id"]
    assert isinstance(link, LinkEditor)
    assert not link.new_button.isVisible()
    link.open_button.click()
    page = shell.window.navigation.currentWidget()
    assert isinstance(page, RecordPage)
    assert page.form is not None
    assert page.form.editing.record_id == record_id
