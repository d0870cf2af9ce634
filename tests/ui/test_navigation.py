"""Going from screen to screen: nothing that is open is lost, and the way back is the way one came."""

import uuid
from typing import Any, cast

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from ibcr_desktop.storage.filters import ListQuery
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.navigation import Makers, Navigation, Place
from ibcr_desktop.ui.toolkit.plain_text import PlainLabel

ONE = uuid.UUID(int=1)


class Page(QWidget):
    """A screen that writes down what is asked of it."""

    def __init__(self, place: Place, diary: list[str]) -> None:
        super().__init__()
        self.name = f"{place.screen} {place.kind_name}".strip()
        self.diary = diary
        self.shows: Any = None
        self.label: QLabel = PlainLabel(self.name)

    def title(self) -> str:
        return self.name

    def shown(self) -> None:
        self.diary.append(f"shown {self.name}")

    def leave(self) -> None:
        self.diary.append(f"left {self.name}")

    def show_query(self, query: ListQuery) -> None:
        self.shows = query

    def show_year(self, year: int, figure: str = "") -> None:
        self.shows = (year, figure) if figure else year

    def show_page(self, name: str) -> None:
        self.shows = name


class Walk:
    def __init__(self, qtbot: QtBot) -> None:
        self.diary: list[str] = []
        self.made: list[str] = []
        names = ("home", "list", "record", "new", "totals", "settings", "more", "help", "new_code", "new_passphrase")
        makers: Makers = dict.fromkeys(names, self._make)
        self.navigation = Navigation(makers)
        qtbot.addWidget(self.navigation)
        self.navigation.begin(cast("Context", object()))
        self.navigation.show()

    def _make(self, _context: Context, place: Place) -> QWidget:
        self.made.append(place.screen)
        return Page(place, self.diary)

    @property
    def page(self) -> Page:
        page = self.navigation.currentWidget()
        assert isinstance(page, Page)
        return page


@pytest.fixture
def walk(qtbot: QtBot) -> Walk:
    return Walk(qtbot)


def test_a_screen_is_made_when_it_is_first_needed_and_kept(walk: Walk) -> None:
    assert walk.made == ["home"]
    for _ in range(2):
        walk.navigation.to_totals()
        walk.navigation.home()
    assert walk.made == ["home", "totals"]


def test_what_is_open_is_left_before_the_next_screen_is_shown(walk: Walk) -> None:
    walk.navigation.to_record("workshop", ONE)
    walk.navigation.to_list("person")
    assert walk.diary[-3:] == ["shown record workshop", "left record workshop", "shown list person"]


def test_a_record_is_read_anew_each_time(walk: Walk) -> None:
    walk.navigation.to_record("person", ONE)
    walk.navigation.to_list("person")
    walk.navigation.back()
    assert walk.made == ["home", "record", "list", "record"]


def test_going_where_one_is_changes_nothing_but_reads_again(walk: Walk) -> None:
    walk.navigation.to_list("person")
    walk.navigation.to_list("person")
    assert walk.diary[-2:] == ["shown list person", "shown list person"]
    walk.navigation.back()
    assert walk.navigation.place == Place("home")


def test_back_does_not_begin_a_new_record_a_second_time(walk: Walk) -> None:
    walk.navigation.to_list("workshop")
    walk.navigation.new_record("workshop")
    walk.navigation.to_list("person")
    walk.navigation.back()
    assert walk.navigation.place == Place("list", "workshop")


def test_back_at_the_beginning_does_nothing(walk: Walk) -> None:
    walk.navigation.back()
    assert walk.navigation.place == Place("home")


def test_a_figure_gives_its_list_the_query_and_the_totals_their_year(walk: Walk) -> None:
    query = ListQuery(("person",), only=(ONE,))
    walk.navigation.to_list("person", query)
    assert walk.page.shows == query
    walk.navigation.to_totals(2020)
    assert walk.page.shows == 2020
    walk.navigation.to_help("home")
    assert walk.page.shows == "home"


def test_like_this_one_names_the_record_to_copy(walk: Walk) -> None:
    walk.navigation.new_record("workshop", copy_of=ONE)
    assert walk.navigation.place == Place("new", "workshop", ONE)


def test_what_is_opened_is_told_for_the_list_of_the_last_ones(qtbot: QtBot, walk: Walk) -> None:
    with qtbot.waitSignal(walk.navigation.record_opened) as opened:
        walk.navigation.to_record("person", ONE)
    assert opened.args == ["person", ONE]


def test_every_way_leads_somewhere(walk: Walk) -> None:
    for go, screen in (
        (walk.navigation.to_settings, "settings"),
        (walk.navigation.to_more, "more"),
        (lambda: walk.navigation.to_new_key(for_code=True), "new_code"),
        (lambda: walk.navigation.to_new_key(for_code=False), "new_passphrase"),
    ):
        go()
        assert walk.navigation.place.screen == screen


def test_back_leads_to_the_record_that_was_begun_and_written(walk: Walk) -> None:
    walk.navigation.new_record("workshop")
    walk.navigation.begun("workshop", ONE)
    assert walk.navigation.place == Place("record", "workshop", ONE)
    walk.navigation.to_list("person")
    walk.navigation.back()
    assert walk.navigation.place == Place("record", "workshop", ONE)
