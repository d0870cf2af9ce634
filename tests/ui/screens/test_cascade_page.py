"""The page of the trainer cascade: three figures, each with its people, the busiest trainers, and a picture."""

import threading
import uuid
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ibcr_desktop.ui.screens import cascade_counting
from ibcr_desktop.ui.screens.cascade_page import CascadePage
from ibcr_desktop.ui.screens.people_list import PeopleList
from tests.databases import add
from tests.roster.sheets import known_person, take_part
from tests.ui.pressing import key
from tests.ui.shells import Shell, opened_shell


@pytest.fixture
def shell(qtbot: QtBot, tmp_path: Path) -> Iterator[Shell]:
    with opened_shell(qtbot, tmp_path, with_lists=True) as made:
        yield made


def page_of(shell: Shell) -> CascadePage:
    shell.window.navigation.to_cascade()
    page = shell.window.navigation.currentWidget()
    assert isinstance(page, CascadePage)
    shell.idle()
    return page


def course(shell: Shell, month: int, office: str = "DKR") -> uuid.UUID:
    days = {"starts_on": date(2020, month, 1), "ends_on": date(2020, month, 3)}
    return add(shell.store, "workshop", title="Cours", status="held", office=office, **days)


@pytest.fixture
def people(shell: Shell) -> list[uuid.UUID]:
    """A trainer certified in May, one whom she trained, and two whom the latter trained."""
    found = [known_person(shell.store, name) for name in ("Aaa", "Diallo", "Fall", "Sow")]
    trainer, first, *second = found
    take_part(shell.store, course(shell, 5), trainer, certified_trainer=True)
    taught, passed_on = course(shell, 6), course(shell, 7)
    take_part(shell.store, taught, trainer, role="trainer")
    take_part(shell.store, taught, first)
    take_part(shell.store, passed_on, first, role="trainer")
    for each in second:
        take_part(shell.store, passed_on, each)
    return found


def numbers(page: CascadePage) -> list[str]:
    return [each.number for each in page.figures]


def test_each_figure_leads_to_exactly_its_people(shell: Shell, people: list[uuid.UUID]) -> None:
    page = page_of(shell)
    assert numbers(page) == ["1", "1", "2"]
    for place, some in enumerate(([people[0]], [people[1]], people[2:])):
        key(page.figures[place], Qt.Key.Key_Return)
        assert page.pages.currentWidget() is page.records
        (listed,) = page.records.lists
        assert set(listed.query.only or ()) == set(some)
        assert listed.model.rowCount() == len(some)
        assert page.step_back()
    assert not page.step_back()


def test_trainers_are_named_with_both_generations_and_lead_to_the_person(shell: Shell, people: list[uuid.UUID]) -> None:
    page = page_of(shell)
    name, counts = page.trainers.lines.item(0).text().splitlines()
    assert "Aaa Awa" in name
    assert counts == "trained 1 person · these trained 2 more people"
    assert counts in page.picture.accessibleDescription()
    page.trainers.lines.setFocus()
    key(page.trainers.lines, Qt.Key.Key_Return)
    assert shell.window.navigation.place.record_id == people[0]


def test_year_and_office_narrow_the_figures(shell: Shell, people: list[uuid.UUID]) -> None:
    take_part(shell.store, course(shell, 5, "BKO"), people[3], certified_trainer=True, office="BKO")
    page = page_of(shell)
    assert numbers(page)[0] == "2"
    assert page.scope.year.count() == 2
    page.scope.year.setCurrentIndex(1)
    page.scope.office.setCurrentIndex(page.scope.office.findData("BKO"))
    shell.wait_until(lambda: numbers(page)[0] == "1" and not shell.office.background.is_busy)
    assert numbers(page) == ["1", "0", "0"]
    assert not page.figures[1].isEnabled()


def test_what_is_written_meanwhile_is_counted_when_the_page_is_shown_again(
    shell: Shell, people: list[uuid.UUID]
) -> None:
    page = page_of(shell)
    shell.window.navigation.home()
    take_part(shell.office.store, course(shell, 8), people[2], certified_trainer=True)
    assert page_of(shell) is page
    assert numbers(page)[0] == "2"


def test_without_certified_trainers_the_page_says_how_to_begin(shell: Shell) -> None:
    page = page_of(shell)
    assert numbers(page) == ["0", "0", "0"]
    assert page.views.currentWidget() is page.nothing
    assert page.nothing.text().startswith("Nobody is certified as a trainer yet.")
    page.scope.office.setCurrentIndex(1)
    shell.wait_until(lambda: page.nothing.text().startswith("Nobody of these"))


def test_the_list_of_people_leads_to_the_page(shell: Shell) -> None:
    shell.window.navigation.to_list("person")
    screen = shell.window.navigation.currentWidget()
    assert isinstance(screen, PeopleList)
    screen.cascade_button.click()
    assert shell.window.navigation.place.screen == "cascade"
    shell.idle()


def test_a_count_says_how_far_it_is_and_can_be_stopped_and_taken_up_again(
    shell: Shell, people: list[uuid.UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    page, stopped = page_of(shell), threading.Event()

    def half(_store: object, _lexicon: object, _scope: object, told: Callable[[int, int], object]) -> None:
        told(1_500, 3_000)
        assert stopped.wait(10)
        told(1_501, 3_000)

    with monkeypatch.context() as patched:
        patched.setattr(cascade_counting, "read_cascade", half)
        page.reload()
        shell.wait_until(lambda: page.counting.bar.value() == 1_500)
        assert page.counting.sentence.text() == "1,500 of 3,000 activities read"
        page.counting.stop.setFocus()
        key(page.counting.stop, Qt.Key.Key_Space)
        stopped.set()
        shell.idle()
    assert (page.counting.is_busy, page.counting.bar.isVisible(), page.counting.stop.isVisible()) == (False,) * 3
    assert page.counting.sentence.text() == "Stopped: what stands here was counted earlier."
    assert numbers(page) == ["1", "1", "2"]
    assert page.counting.again.hasFocus()
    take_part(shell.store, course(shell, 8), people[2], certified_trainer=True)
    key(page.counting.again, Qt.Key.Key_Space)
    shell.idle()
    assert numbers(page)[0] == "2"
    assert not page.counting.again.isVisible()


def test_who_leaves_the_page_calls_the_count_off_and_finds_it_counted_later(
    shell: Shell, people: list[uuid.UUID]
) -> None:
    assert people
    shell.window.navigation.to_cascade()
    page = shell.window.navigation.currentWidget()
    assert isinstance(page, CascadePage)
    shell.window.navigation.home()
    shell.idle()
    assert numbers(page) == []
    assert numbers(page_of(shell)) == ["1", "1", "2"]
