"""A list as a page of the shell."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ibcr_desktop.foundation import settings
from ibcr_desktop.storage.filters import ListQuery
from ibcr_desktop.ui.screens.list_screen import ListScreen
from tests.databases import add
from tests.ui.pressing import key, press
from tests.ui.shells import Shell, opened_shell


class Visits:
    """Where the list would have sent the person."""

    def __init__(self, shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
        self.opened: list[tuple[str, uuid.UUID]] = []
        self.begun: list[tuple[str, uuid.UUID | None]] = []
        navigation = shell.window.navigation
        monkeypatch.setattr(navigation, "to_record", lambda kind, record_id: self.opened.append((kind, record_id)))
        monkeypatch.setattr(navigation, "new_record", lambda kind, copy_of=None: self.begun.append((kind, copy_of)))


@pytest.fixture
def shell(qtbot: QtBot, tmp_path: Path) -> Iterator[Shell]:
    with opened_shell(qtbot, tmp_path) as made:
        yield made


@pytest.fixture
def visits(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> Visits:
    return Visits(shell, monkeypatch)


def screen(shell: Shell, kind_name: str) -> ListScreen:
    shell.window.navigation.to_list(kind_name)
    found = shell.window.navigation.currentWidget()
    assert isinstance(found, ListScreen)
    return found


def test_enter_opens_the_record(shell: Shell, visits: Visits) -> None:
    person = add(shell.office.store, "person", family_name="Diop")
    found = screen(shell, "person")
    found.list.table.setFocus()
    key(found.list.table, Qt.Key.Key_Return)
    assert visits.opened == [("person", person)]


def test_new_begins_a_record_of_the_kind_of_the_list(shell: Shell, visits: Visits) -> None:
    press(screen(shell, "person").list.parentWidget(), "New")
    screen(shell, "activity")
    shell.window.new_record()
    assert visits.begun == [("person", None), ("workshop", None)]


def test_like_this_one_names_the_selected_record(shell: Shell, visits: Visits) -> None:
    person = add(shell.office.store, "person", family_name="Diop")
    found = screen(shell, "person")
    found.list.table.selectRow(0)
    found.list.table.setFocus()
    key(found.list.table, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert visits.begun == [("person", person)]


def test_what_is_written_elsewhere_is_there_when_one_comes_back(shell: Shell) -> None:
    found = screen(shell, "person")
    shell.window.navigation.home()
    add(shell.office.store, "person", family_name="Diop")
    shell.window.navigation.to_list("person")
    assert found.list.model.rowCount() == 1


def test_the_columns_chosen_are_remembered(shell: Shell, tmp_path: Path) -> None:
    found = screen(shell, "person")
    found.list.columns_chosen.emit(["family_name", "sex"])
    assert settings.load(tmp_path / "settings.json").columns == {"person": ("family_name", "sex")}


def test_a_query_from_a_figure_is_shown(shell: Shell) -> None:
    one, _other = (add(shell.office.store, "person", family_name=name) for name in ("Diop", "Sow"))
    found = screen(shell, "person")
    shell.window.navigation.to_list("person", ListQuery(("person",), only=(one,)))
    assert found.list.model.rowCount() == 1
