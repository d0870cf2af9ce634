"""A list as a page of the shell."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ibcr_desktop.foundation import settings
from ibcr_desktop.storage.filters import ListQuery
from ibcr_desktop.storage.history import history_of
from ibcr_desktop.ui.record_views.filter_menu import FilterMenu
from ibcr_desktop.ui.screens import list_screen
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
    press(screen(shell, "person"), "New")
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


def names(found: ListScreen) -> list[str]:
    rows = [found.list.model.row(place) for place in range(found.list.model.rowCount())]
    return [row.texts[0] for row in rows if row is not None]


def show_bin(found: ListScreen) -> None:
    menu = found.findChild(FilterMenu)
    assert menu is not None
    menu.fill()
    (entry,) = [each for each in menu.actions() if each.text() == "In the bin"]
    entry.trigger()


def test_delete_moves_what_is_selected_to_the_bin_and_the_bar_brings_it_back(shell: Shell) -> None:
    for name in ("Ba", "Diop", "Sow"):
        add(shell.store, "person", family_name=name)
    found = screen(shell, "person")
    found.list.table.setFocus()
    key(found.list.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    key(found.list.table, Qt.Key.Key_Delete)
    assert names(found) == ["Sow"]
    assert "2 records moved to the bin" in shell.window.context.undo.text.accessibleName()
    shell.window.context.undo.undo()
    assert names(found) == ["Ba", "Diop", "Sow"]


def test_the_bin_is_shown_from_the_filters_and_records_are_restored_from_it(shell: Shell) -> None:
    workshop = add(shell.store, "workshop", title="Cours", deleted=True)
    add(shell.store, "event", title="Forum")
    found = screen(shell, "activity")
    assert not found.restore_button.isVisible()
    show_bin(found)
    assert found.list.model.rowCount() == 1
    found.list.table.setFocus()
    key(found.list.table, Qt.Key.Key_Delete)  # already there
    assert found.list.model.rowCount() == 1
    found.restore_button.click()
    assert found.list.model.rowCount() == 0
    assert found.list.empty.text.text() == "The bin is empty."
    restored = shell.store.open("activity", workshop)
    assert restored is not None
    assert not restored.deleted
    assert restored.kind.kind_name() == "workshop"
    assert len(history_of(shell.store.database, workshop)) == 2
    press(found.list.filters, "In the bin ✕")
    assert found.list.model.rowCount() == 2
    assert not found.restore_button.isVisible()


def test_delete_in_the_search_line_deletes_letters_only(shell: Shell) -> None:
    add(shell.store, "person", family_name="Diop")
    found = screen(shell, "person")
    found.list.filters.search.setFocus()
    key(found.list.filters.search, Qt.Key.Key_Delete)
    assert names(found) == ["Diop"]


def test_a_whole_list_is_not_deleted_by_two_keys(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(list_screen, "MOST_AT_ONCE", 2)
    for name in ("Ba", "Diop", "Sow"):
        add(shell.store, "person", family_name=name)
    found = screen(shell, "person")
    found.list.table.setFocus()
    key(found.list.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    key(found.list.table, Qt.Key.Key_Delete)
    assert len(names(found)) == 3
    assert "at most 2" in shell.window.context.messages.text.text()
