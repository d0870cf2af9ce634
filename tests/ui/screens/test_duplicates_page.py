"""Possible duplicates by keyboard: one key for each verdict, the next pair at once, and the way back."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from pytestqt.qtbot import QtBot

from ibcr_desktop.people.evidence import Tier
from ibcr_desktop.storage.same_person import records_of_people
from ibcr_desktop.ui.screens.duplicates_page import DuplicatesPage
from ibcr_desktop.ui.screens.people_list import PeopleList
from tests.databases import add
from tests.ui.pressing import key
from tests.ui.shells import Shell, opened_shell

NAMES = ("Ouédraogo Awa", "Traoré Fatoumata", "Diop Aïcha")


@pytest.fixture
def shell(qtbot: QtBot, tmp_path: Path) -> Iterator[Shell]:
    with opened_shell(qtbot, tmp_path, with_lists=True) as made:
        yield made


@pytest.fixture
def twice(shell: Shell) -> list[tuple[uuid.UUID, uuid.UUID]]:
    """Three people who were recorded twice, each with a telephone of her own."""
    found = []
    for number, name in enumerate(NAMES):
        family, given = name.split()
        usual = {"given_names": given, "sex": "female", "birth_year": 1980 + 7 * number, "professional_group": "police"}
        usual["telephone"] = f"+221 77 555 0{number} 2{number}"
        one = add(shell.office.store, "person", family_name=family, office="DKR", **usual)
        other = add(shell.office.store, "person", family_name=f"{family}h", office="BKO", **usual)
        found.append((one, other))
    return found


def page_of(shell: Shell) -> DuplicatesPage:
    shell.window.navigation.to_duplicates()
    page = shell.window.navigation.currentWidget()
    assert isinstance(page, DuplicatesPage)
    shell.wait_until(lambda: not page.search.is_busy and not shell.office.background.is_busy)
    return page


def press(shell: Shell, letter: Qt.Key) -> None:
    """Press a key, and wait for the pair that comes next."""
    key(shell.window.focusWidget(), letter)
    shell.idle()


def shown(page: DuplicatesPage) -> set[uuid.UUID]:
    comparison = page.view.comparison
    assert comparison is not None
    return {comparison.first.person_id, comparison.second.person_id}


def persons(shell: Shell, record: uuid.UUID) -> set[uuid.UUID]:
    with shell.store.database.reader() as connection:
        return records_of_people(connection, [record])


def test_one_key_decides_and_the_next_pair_is_there(shell: Shell, twice: list[tuple[uuid.UUID, uuid.UUID]]) -> None:
    page = page_of(shell)
    assert [each.tier for each in page.pairs] == [Tier.VERY_LIKELY] * 3
    page.list.setFocus()
    seen = []
    for letter in (Qt.Key.Key_S, Qt.Key.Key_D, Qt.Key.Key_L):
        seen.append(shown(page))
        press(shell, letter)
    assert {frozenset(each) for each in seen} == {frozenset(each) for each in twice}
    assert "✔" in page.nothing.text()
    assert [len(persons(shell, min(each))) for each in seen] == [2, 1, 1]
    page.search.begin()
    shell.wait_until(lambda: not page.search.is_busy)
    assert [({left.a, left.b}, left.is_open) for left in page.pairs] == [(seen[2], True)]


def test_nothing_is_decided_about_a_pair_that_is_not_yet_seen(
    shell: Shell, twice: list[tuple[uuid.UUID, uuid.UUID]]
) -> None:
    page = page_of(shell)
    page.list.setFocus()
    with shell.busy(at_once=True):
        key(shell.window.focusWidget(), Qt.Key.Key_D)
        for letter in (Qt.Key.Key_S, Qt.Key.Key_D, Qt.Key.Key_L):
            key(shell.window.focusWidget(), letter)
        assert len(page.pairs) == len(twice) - 1
        shell.wait_until(lambda: page.view.evidence.text() == "Reading the two records…")
        assert page.view.table.rowCount() == 0
    assert shown(page) == {page.pairs[0].a, page.pairs[0].b}
    press(shell, Qt.Key.Key_D)
    assert len(page.pairs) == len(twice) - 2


def test_who_moves_on_before_the_answer_comes_sees_the_pair_where_he_or_she_is(
    shell: Shell, twice: list[tuple[uuid.UUID, uuid.UUID]]
) -> None:
    page = page_of(shell)
    page.list.setFocus()
    answers: list[object] = []
    with shell.busy(at_once=True):
        for arrow in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
            key(page.list, arrow)
        page._reading.read.connect(lambda pair, _comparison: answers.append(pair))
    assert answers == [page.pairs[1]]
    assert shown(page) == {page.pairs[1].a, page.pairs[1].b}
    with shell.busy(at_once=True):
        key(page.list, Qt.Key.Key_Down)
        shell.window.navigation.home()
    assert len(page.pairs) == len(twice)


def test_the_pair_and_the_card_come_while_long_work_is_under_way(
    shell: Shell, twice: list[tuple[uuid.UUID, uuid.UUID]]
) -> None:
    page = page_of(shell)
    with shell.busy(at_once=False):
        page.list.setCurrentRow(2)
        shell.wait_until(lambda: page.view.comparison is not None)
        assert shown(page) == {page.pairs[2].a, page.pairs[2].b}
        shell.window.navigation.to_list("person")
        screen = shell.window.navigation.currentWidget()
        assert isinstance(screen, PeopleList)
        screen.card.show_person(twice[0][0])
        shell.wait_until(lambda: screen.card.card is not None and screen.card.card.person_id == twice[0][0])


def test_undo_brings_the_pair_back(shell: Shell, twice: list[tuple[uuid.UUID, uuid.UUID]]) -> None:
    page = page_of(shell)
    first = shown(page)
    page.view.same.click()
    shell.idle()
    assert persons(shell, min(first)) == first
    assert shown(page) != first
    shell.window.context.undo.undo()
    shell.idle()
    assert shown(page) == first
    assert len(page.pairs) == len(twice)
    assert persons(shell, min(first)) == {min(first)}


def test_the_value_that_is_chosen_by_keyboard_is_shown_after_joining(
    shell: Shell, twice: list[tuple[uuid.UUID, uuid.UUID]]
) -> None:
    page = page_of(shell)
    table, first = page.view.table, shown(page)
    cells = table.model()
    assert "≠" in cells.index(0, 0).data()
    assert "differs" in cells.index(0, 0).data()
    assert cells.index(0, 1).data().startswith("●")
    table.setFocus()
    key(table, Qt.Key.Key_Right)
    key(table, Qt.Key.Key_Space)
    assert cells.index(0, 2).data().startswith("●")
    assert "shown after joining" in cells.index(0, 2).data(Qt.ItemDataRole.AccessibleTextRole)
    key(table, Qt.Key.Key_S)
    opened = shell.office.store.open("person", min(first))
    assert opened is not None
    assert str(opened.values["family_name"]).endswith("h")
    assert len(page.pairs) == len(twice) - 1


def test_filters_keep_pairs_of_an_office_and_of_a_tier(shell: Shell, twice: list[tuple[uuid.UUID, uuid.UUID]]) -> None:
    page = page_of(shell)
    page.search.office.setCurrentIndex(page.search.office.findData("OUA"))
    shell.wait_until(lambda: not page.search.is_busy)
    assert page.pairs == ()
    assert page.nothing.text() == "No pair fits these filters."
    page.search.office.setCurrentIndex(page.search.office.findData("BKO"))
    shell.wait_until(lambda: not page.search.is_busy)
    assert len(page.pairs) == len(twice)
    page.search.tier.setCurrentIndex(page.search.tier.findData(Tier.NAME_ONLY))
    assert page.pairs == ()


def test_a_letter_typed_into_the_filter_decides_nothing(shell: Shell, twice: list[tuple[uuid.UUID, uuid.UUID]]) -> None:
    page = page_of(shell)
    page.search.activity.setFocus()
    key(shell.window.focusWidget(), Qt.Key.Key_S)
    assert len(page.pairs) == len(twice)
    assert page.search.activity.typed_text == "s"


def test_a_search_that_was_stopped_is_taken_up_at_the_next_visit(
    shell: Shell, twice: list[tuple[uuid.UUID, uuid.UUID]]
) -> None:
    page = page_of(shell)
    page.search.begin()
    page.search.cancel()
    assert len(page.pairs) == len(twice)
    assert not page.search.is_busy
    shell.window.navigation.home()
    page_of(shell)
    assert len(page.pairs) == len(twice)


def test_the_card_leads_to_the_pair_and_a_record_can_be_parted_there(
    shell: Shell, twice: list[tuple[uuid.UUID, uuid.UUID]]
) -> None:
    shell.window.navigation.to_list("person")
    screen = shell.window.navigation.currentWidget()
    assert isinstance(screen, PeopleList)
    one, other = twice[2]
    screen.card.show_person(one)
    screen.card.read()
    shell.idle()
    maybe = screen.card.maybe_also
    shell.wait_until(lambda: maybe.isVisibleTo(screen.card))
    assert "same telephone" in maybe.lines.lines.item(0).text()
    key(maybe.lines.lines, Qt.Key.Key_Return)
    page = page_of(shell)
    assert shown(page) == {one, other}
    page.view.same.click()
    shell.idle()
    shell.window.navigation.back()
    screen.card.show_person(one)
    screen.card.read()
    shell.idle()
    assert screen.card.joined.isVisibleTo(screen.card)
    screen.card.joined.lines.lines.setCurrentRow(1)
    screen.card.joined.part_button.click()
    assert persons(shell, one) == {one}
    shell.wait_until(lambda: not screen.card.joined.isVisibleTo(screen.card))
    shell.window.context.undo.undo()
    assert persons(shell, one) == {one, other}


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_every_letter_of_the_page_is_there_once(qtbot: QtBot, tmp_path: Path, language: str) -> None:
    with opened_shell(qtbot, tmp_path, language=language) as made:
        page, undo = page_of(made), made.window.context.undo.button
        view = page.view
        buttons = (view.same, view.different, view.later, view.open_first, view.open_second, page.search.again)
        others = (view.ask, page.search.last_merge, page.search.stop, undo)
        letters = [QKeySequence.mnemonic(each.text()).toString() for each in (*buttons, *others)]
        assert all(letters)
        assert len(set(letters)) == len(letters)
        assert page.minimumSizeHint().width() <= 1024
        assert page.minimumSizeHint().height() <= 540
