"""The proposed code of a new activity follows the year of its first day; a typed one stays."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from ibcr_desktop.ui.record_views.record_form import RecordForm
from tests.databases import add
from tests.ui.record_views.test_record_form import open_form, stored, type_into
from tests.ui.shells import Shell, opened_shell


@pytest.fixture
def shell(qtbot: QtBot, tmp_path: Path) -> Iterator[Shell]:
    with opened_shell(qtbot, tmp_path, with_lists=True) as made:
        yield made


def type_over(form: RecordForm, name: str, text: str, *, leave: bool = True) -> None:
    line = form.editing.editors[name].findChild(QLineEdit)
    assert line is not None
    line.selectAll()
    type_into(form, name, text, leave=leave)


def test_the_proposed_code_takes_the_year_of_the_first_day_and_its_next_number(shell: Shell) -> None:
    add(shell.store, "workshop", code="DKR-2019-007", title="Cours")
    form = open_form(shell, "workshop", new=True)
    assert form.editing.editors["code"].typed_text == "DKR-2021-001"
    type_over(form, "starts_on", "14/12/2019")
    assert form.editing.editors["code"].typed_text == "DKR-2019-008"
    assert stored(shell, "workshop", form.editing.record_id).values["code"] == "DKR-2019-008"
    type_over(form, "starts_on", "14/12/2020")
    assert form.editing.editors["code"].typed_text == "DKR-2020-001"
    type_over(form, "ends_on", "3/1/2021")
    assert form.editing.editors["code"].typed_text == "DKR-2020-001"


def test_a_code_that_a_person_typed_stays(shell: Shell) -> None:
    form = open_form(shell, "event", new=True)
    type_over(form, "code", "DKR-2018-bis")
    type_over(form, "starts_on", "14/12/2019")
    assert stored(shell, "event", form.editing.record_id).values["code"] == "DKR-2018-bis"


def test_a_code_that_is_just_being_typed_stays(shell: Shell) -> None:
    form = open_form(shell, "event", new=True)
    type_over(form, "code", "FORUM", leave=False)
    type_over(form, "starts_on", "14/12/2019")
    assert form.editing.editors["code"].typed_text == "FORUM"


def test_a_draft_that_is_opened_again_still_takes_the_year_of_its_first_day(shell: Shell) -> None:
    begun = open_form(shell, "event", new=True)
    type_over(begun, "title", "Forum")
    shell.window.context.go.home()
    form = open_form(shell, "event", begun.editing.record_id)
    type_over(form, "starts_on", "14/12/2019")
    assert stored(shell, "event", form.editing.record_id).values["code"] == "DKR-2019-001"


def test_a_code_typed_before_anything_else_stays_when_the_draft_is_opened_again(shell: Shell) -> None:
    begun = open_form(shell, "event", new=True)
    type_over(begun, "code", "DKR-2021-077")
    shell.window.context.go.home()
    form = open_form(shell, "event", begun.editing.record_id)
    type_over(form, "starts_on", "14/12/2019")
    assert stored(shell, "event", form.editing.record_id).values["code"] == "DKR-2021-077"


def test_the_code_of_an_earlier_record_is_left_alone(shell: Shell) -> None:
    form = open_form(shell, "meeting", add(shell.store, "meeting", code="DKR-2020-004", state="draft"))
    type_over(form, "starts_on", "14/12/2019")
    assert stored(shell, "meeting", form.editing.record_id).values["code"] == "DKR-2020-004"
