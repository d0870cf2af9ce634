"""Saving while somebody types: each field by itself, nothing forgotten, nothing lost where the disk refuses."""

import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.words import N_
from ibcr_desktop.storage.history import history_of
from ibcr_desktop.storage.record_store import OpenedRecord
from ibcr_desktop.ui.record_views.record_editing import RecordEditing
from tests.databases import add
from tests.ui.record_views.test_record_form import open_form, stored
from tests.ui.shells import Shell, opened_shell
from tests.ui.typing_text import type_text


@pytest.fixture
def shell(qtbot: QtBot, tmp_path: Path) -> Iterator[Shell]:
    with opened_shell(qtbot, tmp_path) as made:
        yield made


@pytest.fixture
def record_id(shell: Shell) -> uuid.UUID:
    return add(shell.store, "workshop", state="draft")


@pytest.fixture
def editing(shell: Shell, record_id: uuid.UUID) -> RecordEditing:
    return open_form(shell, "workshop", record_id).editing


def press_keys(editing: RecordEditing, **texts: str) -> None:
    """Type into fields without leaving any of them."""
    for name, text in texts.items():
        line = editing.editors[name].findChild(QLineEdit) or editing.editors[name].findChild(QPlainTextEdit)
        assert line is not None
        type_text(line, text)


def now(shell: Shell, record_id: uuid.UUID) -> OpenedRecord:
    return stored(shell, "workshop", record_id)


def test_every_field_that_was_typed_in_is_written_at_the_end(
    shell: Shell, record_id: uuid.UUID, editing: RecordEditing
) -> None:
    press_keys(editing, title="Cours", place="Dakar", hours="12")
    editing.finish()
    values = now(shell, record_id).values
    assert (values["title"], values["place"], values["hours"]) == ("Cours", "Dakar", 12)


def test_leaving_one_field_forgets_no_other(shell: Shell, record_id: uuid.UUID, editing: RecordEditing) -> None:
    press_keys(editing, title="Cours", place="Dakar")
    editing.editors["title"].commit()
    assert now(shell, record_id).values["place"] is None
    assert not editing.is_safe
    shell.wait_until(lambda: now(shell, record_id).half_typed == {"place": "Dakar"})
    editing.editors["place"].commit()
    assert now(shell, record_id).values["place"] == "Dakar"
    assert now(shell, record_id).half_typed == {}
    assert editing.is_safe


def test_only_what_was_edited_is_written(shell: Shell, record_id: uuid.UUID, editing: RecordEditing) -> None:
    press_keys(editing, title="Cours", hours="many")
    editing.finish()
    editing.finish()
    (latest, _creation) = history_of(shell.store.database, record_id)
    assert set(latest.after) == {"title"}
    assert now(shell, record_id).half_typed == {"hours": "many"}


def test_a_field_that_the_disk_refused_is_written_with_the_next_one(
    shell: Shell, record_id: uuid.UUID, editing: RecordEditing, monkeypatch: pytest.MonkeyPatch
) -> None:
    failures: list[UserError] = []
    editing.failed.connect(failures.append)
    write = type(shell.store).save

    def full(*_: Any, **__: Any) -> None:
        raise UserError(N_("The disk is full."), "", "")

    monkeypatch.setattr(type(shell.store), "save", full)
    press_keys(editing, title="Cours")
    editing.editors["title"].commit()
    assert len(failures) == 1
    assert editing.editors["title"].typed_text == "Cours"
    monkeypatch.setattr(type(shell.store), "save", write)
    press_keys(editing, place="Dakar")
    editing.editors["place"].commit()
    values = now(shell, record_id).values
    assert (values["title"], values["place"]) == ("Cours", "Dakar")


def test_what_is_given_up_is_never_written(shell: Shell, record_id: uuid.UUID, editing: RecordEditing) -> None:
    press_keys(editing, title="Cours")
    editing.give_up()
    editing.editors["title"].commit()
    editing.finish()
    assert len(history_of(shell.store.database, record_id)) == 1
    assert now(shell, record_id).half_typed == {}
