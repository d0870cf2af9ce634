"""The search of the list of people finds what the grid finds: other spellings and scripts, in any order."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ibcr_desktop.ui.screens.people_list import PeopleList
from tests.roster.sheets import known_person
from tests.ui.shells import Shell, opened_shell


@pytest.fixture
def shell(qtbot: QtBot, tmp_path: Path) -> Iterator[Shell]:
    with opened_shell(qtbot, tmp_path, with_lists=True) as made:
        yield made


def searched(shell: Shell, text: str) -> PeopleList:
    shell.window.navigation.to_list("person")
    screen = shell.window.navigation.currentWidget()
    assert isinstance(screen, PeopleList)
    screen.list.filters.search.setText(text)
    screen.list.filters._take_search()
    shell.idle()
    return screen


@pytest.mark.parametrize("text", ["Wedraogo", "mohamed ouedraogo", "Oued Muhamad"])
def test_another_spelling_is_offered_and_shown(shell: Shell, text: str) -> None:
    somebody = known_person(shell.store, "Ouédraogo", given_names="Mouhamadou")
    known_person(shell.store, "Diop")
    screen = searched(shell, text)
    assert screen.list.model.rowCount() == 0
    assert screen.alike.text().replace("&", "") == "1 more person of a similar name: show"
    screen.alike.click()
    row = screen.list.model.row(0)
    assert (screen.list.model.rowCount(), row and row.record_id) == (1, somebody)
    assert not screen.alike.isVisible()


def test_who_is_listed_already_is_not_offered_again(shell: Shell) -> None:
    known_person(shell.store, "Diop")
    screen = searched(shell, "diop")
    assert screen.list.model.rowCount() == 1
    assert not screen.alike.isVisible()


def test_without_a_search_nobody_is_offered(shell: Shell) -> None:
    known_person(shell.store, "Ouédraogo")
    screen = searched(shell, "Wedraogo")
    assert screen.alike.isVisible()
    screen.list.filters.clear()
    shell.idle()
    assert not screen.alike.isVisible()
