"""A record about which two offices disagree, or which changed while it was open: nothing is overwritten unseen."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from ibcr_desktop.records import Organisation
from ibcr_desktop.ui.record_views.field_rows import keyboard_of
from ibcr_desktop.ui.record_views.record_form import RecordForm
from tests.databases import add, dakar, store_of
from tests.ui.record_views.test_record_form import open_form, stored
from tests.ui.shells import Shell, opened_shell
from tests.ui.typing_text import type_text


@pytest.fixture
def shell(qtbot: QtBot, tmp_path: Path) -> Iterator[Shell]:
    with opened_shell(qtbot, tmp_path) as made:
        yield made


def contested(shell: Shell) -> uuid.UUID:
    """Give a record whose name Dakar and headquarters changed without knowing of each other."""
    record_id = add(shell.store, "organisation", name="a")
    seen = stored(shell, "organisation", record_id).heads
    elsewhere = store_of(shell.store.database, author=dakar(office="MTL", person="Luc Roy"))
    shell.store.save(Organisation, record_id, {"name": "Dakar’s"}, seen=seen)
    elsewhere.save(Organisation, record_id, {"name": "Montréal’s"}, seen=seen)
    assert stored(shell, "organisation", record_id).contested == {"name"}
    return record_id


def label_of(form: RecordForm, name: str) -> str:
    line = keyboard_of(form.editing.editors[name])
    (found,) = [each for each in form.findChildren(QLabel) if each.buddy() is line]
    return found.text()


def retype(form: RecordForm, name: str, text: str) -> None:
    line = form.editing.editors[name].findChild(QLineEdit)
    assert line is not None
    line.selectAll()
    type_text(line, text)
    form.editing.editors[name].commit()


def test_a_contested_field_is_marked_in_sign_and_word(shell: Shell) -> None:
    form = open_form(shell, "organisation", contested(shell))
    assert label_of(form, "name").startswith("⚠")
    assert not label_of(form, "country").startswith("⚠")
    assert form.header.state.text() == "⚠ Two versions"


@pytest.mark.parametrize("same", [True, False])
def test_what_is_typed_decides_even_if_it_is_the_value_shown(shell: Shell, *, same: bool) -> None:
    record_id = contested(shell)
    form = open_form(shell, "organisation", record_id)
    text = str(stored(shell, "organisation", record_id).values["name"]) if same else "Another"
    retype(form, "name", text)
    opened = stored(shell, "organisation", record_id)
    assert (opened.values["name"], opened.contested, len(opened.heads)) == (text, frozenset(), 1)
    assert not label_of(form, "name").startswith("⚠")
    shell.wait_until(lambda: "Two versions" not in form.header.state.text())


def test_what_arrived_unseen_while_a_field_was_typed_in_is_not_overwritten(shell: Shell) -> None:
    record_id = add(shell.store, "organisation", name="a")
    form = open_form(shell, "organisation", record_id)
    seen = form.editing.opened.heads
    elsewhere = store_of(shell.store.database, author=dakar(office="MTL", person="Luc Roy"))
    elsewhere.save(Organisation, record_id, {"name": "Montréal’s"}, seen=seen)
    retype(form, "name", "Dakar’s")
    assert stored(shell, "organisation", record_id).contested == {"name"}
    assert label_of(form, "name").startswith("⚠")


def test_what_arrived_elsewhere_is_shown_in_fields_that_nobody_types_in(shell: Shell) -> None:
    record_id = add(shell.store, "organisation", name="a")
    form = open_form(shell, "organisation", record_id)
    shell.store.save(Organisation, record_id, {"name": "b"})
    shell.window.context.changes.announced.emit(frozenset({"organisation"}))
    assert form.editing.editors["name"].typed_text == "b"
    retype(form, "name", "c")
    assert stored(shell, "organisation", record_id).contested == frozenset()
