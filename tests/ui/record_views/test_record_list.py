"""A list narrows as one types, says how much it hides, and never stands empty without a reason."""

import uuid
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QToolButton
from pytestqt.qtbot import QtBot

from ibcr_desktop.foundation.clock import FixedClock
from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.words import Words
from ibcr_desktop.records import kind_named
from ibcr_desktop.storage.database import Database
from ibcr_desktop.storage.filters import Filter, ListQuery, Operator
from ibcr_desktop.storage.lexicon import StoredLexicon
from ibcr_desktop.storage.pages import ListRow
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.ui.record_views.filter_bar import FilterBar
from ibcr_desktop.ui.record_views.record_list import RecordList
from tests.databases import TODAY, add, new_database, store_of

PEOPLE = ListQuery(("person",))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A database with four people, two lists and an organisation."""
    with new_database(tmp_path) as made:
        store = store_of(made)
        add(store, "country", iso3="SEN", label_en="Senegal")
        add(store, "term", list_code="sex", code="female", label_en="Woman & girl")
        employer = add(store, "organisation", name="Police")
        add(store, "person", family_name="Diop", sex="female", birth_year=1990, organisation_id=employer)
        add(store, "person", family_name="Sow", country="SEN", birth_year=1980)
        add(store, "person", family_name="Ba", state="draft")
        add(store, "person", family_name="Diallo", is_professional=True)
        yield made


@pytest.fixture
def store(database: Database) -> RecordStore:
    """A store on it."""
    return store_of(database)


@pytest.fixture
def lexicon(database: Database) -> StoredLexicon:
    """Its English lexicon."""
    return StoredLexicon(database, Words("en"), FixedClock(TODAY))


@pytest.fixture
def people(qtbot: QtBot, database: Database, lexicon: StoredLexicon) -> RecordList:
    """The list of people, shown."""
    made = RecordList(database, lexicon, PEOPLE)
    qtbot.addWidget(made)
    made.resize(900, 400)
    with qtbot.waitExposed(made):
        made.show()
    return made


def names(shown: RecordList) -> list[str]:
    rows = (shown.model.row(place) for place in range(shown.model.rowCount()))
    return [row.texts[0] for row in rows if row]


def chips(bar: FilterBar) -> list[QToolButton]:
    return [chip for chip in bar.findChildren(QToolButton) if "✕" in chip.text() and not chip.isHidden()]


def offered(bar: FilterBar, field: str) -> QMenu:
    menu = bar.add.menu()
    menu.aboutToShow.emit()
    for action in menu.actions():
        if action.text() == field:
            found = action.menu()
            assert isinstance(found, QMenu)
            return found
    raise AssertionError(field)


def pick(bar: FilterBar, field: str, value: str) -> None:
    [action] = [each for each in offered(bar, field).actions() if each.text() == value]
    action.trigger()


def test_typing_narrows_the_list_and_says_how_much_is_hidden(qtbot: QtBot, people: RecordList) -> None:
    assert people.filters.counts.text() == "4 records"
    qtbot.keyClicks(people.filters.search, "di")
    qtbot.waitUntil(lambda: names(people) == ["Diallo", "Diop"])
    assert people.filters.counts.text() == "2 of 4 shown"
    qtbot.mouseClick(people.filters.reset, Qt.MouseButton.LeftButton)
    assert people.filters.search.text() == ""
    assert len(names(people)) == 4
    assert not people.filters.reset.isEnabled()


def test_enter_in_the_search_line_does_not_wait(qtbot: QtBot, people: RecordList) -> None:
    qtbot.keyClicks(people.filters.search, "sow")
    qtbot.keyClick(people.filters.search, Qt.Key.Key_Return)
    assert names(people) == ["Sow"]


def test_letters_typed_in_the_table_are_searched(qtbot: QtBot, people: RecordList) -> None:
    qtbot.keyClicks(people.table, "s")
    assert people.filters.search.text() == "s"
    qtbot.waitUntil(lambda: names(people) == ["Sow"])


def test_filters_become_chips_and_go_with_a_click(qtbot: QtBot, people: RecordList) -> None:
    pick(people.filters, "Sex", "Woman && girl")
    pick(people.filters, "State", "State: complete")
    assert names(people) == ["Diop"]
    qtbot.waitUntil(lambda: len(chips(people.filters)) == 2)  # a layout shows its widgets a moment later
    first, second = chips(people.filters)
    assert (first.text(), second.text()) == ("State: complete ✕", "Sex: Woman && girl ✕")
    assert second.accessibleName() == "Remove the filter “Sex: Woman & girl”"
    qtbot.mouseClick(second, Qt.MouseButton.LeftButton)
    assert people.query == ListQuery(("person",), state="complete")
    assert names(people) == ["Diallo", "Diop", "Sow"]


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("Country", "Senegal", ["Sow"]),
        ("Works with children professionally", "yes", ["Diallo"]),
        ("Organisation", "Filled in", ["Diop"]),
        ("Year of birth", "Empty", ["Ba", "Diallo"]),
    ],
)
def test_every_field_offers_what_can_be_asked_of_it(
    people: RecordList, field: str, value: str, expected: list[str]
) -> None:
    pick(people.filters, field, value)
    assert names(people) == expected


def test_a_bound_is_asked_until_it_is_understood(qtbot: QtBot, lexicon: StoredLexicon) -> None:
    answers = iter(["when?", "1985"])
    asked: list[tuple[str, str]] = []

    def ask(question: str, typed: str) -> str | None:
        asked.append((question, typed))
        return next(answers, None)

    bar = FilterBar(PEOPLE, lexicon, ask=ask)
    qtbot.addWidget(bar)
    pick(bar, "Year of birth", "From…")
    assert asked == [("Year of birth", ""), ("This is not a number. Type figures, such as 12.5.", "when?")]
    assert bar.query.filters == (Filter("birth_year", Operator.FROM, 1985),)
    assert [chip.text() for chip in chips(bar)] == ["Year of birth from: 1985 ✕"]
    pick(bar, "Year of birth", "From…")
    assert bar.query.filters == (Filter("birth_year", Operator.FROM, 1985),)


def test_activities_are_filtered_by_fiscal_year_and_themes(
    qtbot: QtBot, store: RecordStore, database: Database
) -> None:
    add(store, "term", list_code="theme", code="law", label_en="Law")
    add(store, "workshop", title="Atelier", ends_on=date(2021, 3, 31), themes=("law",))
    add(store, "event", title="Forum", ends_on=date(2021, 4, 1))
    shown = RecordList(database, StoredLexicon(database, Words("en"), FixedClock(TODAY)), ListQuery(("activity",)))
    qtbot.addWidget(shown)
    pick(shown.filters, "Fiscal year", "2020-2021")
    pick(shown.filters, "Themes", "Law")
    assert [chip.text() for chip in chips(shown.filters)] == ["Fiscal year: 2020-2021 ✕", "Themes: Law ✕"]
    assert shown.filters.counts.text() == "1 of 2 shown"
    first = shown.model.row(0)
    assert first is not None
    assert first.kind == "workshop"


def test_an_empty_list_says_why_and_holds_the_button_that_fills_it(
    qtbot: QtBot, people: RecordList, store: RecordStore
) -> None:
    people.show_query(ListQuery(("person",), search="nobody"))
    assert people.empty.text.text() == "Nothing matches the search and the filters. They hide 4."
    qtbot.mouseClick(people.empty.show_all, Qt.MouseButton.LeftButton)
    assert people.table.isVisible()
    store.complete(kind_named("person"), _id_of(people, "Ba"))
    people.show_query(ListQuery(("person",), state="complete", search="x"))
    people.show_query(ListQuery(("person",), in_bin=True))
    assert (people.empty.text.text(), people.empty.first.isVisible()) == ("The bin is empty.", False)
    people.show_query(ListQuery(("project",)))
    assert people.empty.text.text() == "Projects: nothing is recorded yet."
    with qtbot.waitSignal(people.new_wanted):
        qtbot.mouseClick(people.empty.first, Qt.MouseButton.LeftButton)


def test_a_list_of_drafts_without_drafts_has_nothing_to_do(people: RecordList, store: RecordStore) -> None:
    people.show_query(ListQuery(("person",), state="draft"))
    store.put_in_bin(kind_named("person"), _id_of(people, "Ba"))
    people.reload(frozenset({"person"}))
    assert people.empty.text.text() == "People: everything is complete. There is nothing to do here."
    assert people.empty.show_all.isVisible()


def test_the_list_is_read_again_only_for_what_it_shows(people: RecordList, store: RecordStore) -> None:
    add(store, "person", family_name="Ndiaye")
    people.reload(frozenset({"workshop"}))
    assert len(names(people)) == 4
    people.reload(frozenset({"organisation"}))
    assert len(names(people)) == 5


def test_the_record_stays_current_when_others_are_written(people: RecordList, store: RecordStore) -> None:
    people.table.go_to(2)
    assert people.table.currentIndex().data() == "Diop"
    add(store, "person", family_name="Aw")
    people.reload()
    assert people.table.currentIndex().data() == "Diop"
    assert people.table.currentIndex().row() == 3


def test_a_list_that_cannot_be_read_is_not_called_empty(
    qtbot: QtBot, people: RecordList, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise UserError("The disk does not answer.", "Nothing was changed.", "Try again.")

    monkeypatch.setattr(database, "reader", refuse)
    with qtbot.waitSignal(people.failed):
        people.reload()
    assert people.table.isVisible()
    assert not people.empty.isVisible()
    with pytest.raises(UserError):
        RecordList(database, StoredLexicon(database, Words("en"), FixedClock(TODAY)), PEOPLE)


def test_selected_rows_give_their_ids_and_enter_gives_the_row(qtbot: QtBot, people: RecordList) -> None:
    people.table.selectAll()
    assert people.selected_ids() == [_id_of(people, name) for name in ("Ba", "Diallo", "Diop", "Sow")]
    with qtbot.waitSignal(people.opened) as opened:
        qtbot.keyClick(people.table, Qt.Key.Key_Return)
    assert opened.args is not None
    assert isinstance(opened.args[0], ListRow)


def test_chosen_columns_come_back_and_another_kind_has_its_own(
    qtbot: QtBot, database: Database, lexicon: StoredLexicon
) -> None:
    shown = RecordList(database, lexicon, PEOPLE, ["telephone", "family_name", "no_longer_declared"])
    qtbot.addWidget(shown)
    assert [each.name for each in shown.model.columns] == ["telephone", "family_name"]
    shown.show_query(ListQuery(("organisation",)))
    assert [each.name for each in shown.model.columns][:2] == ["name", "organisation_kind"]


def test_everything_that_takes_the_focus_has_a_name(people: RecordList) -> None:
    bar = people.filters
    for widget in (bar.search, people.table, people.table.horizontalHeader()):
        assert widget.accessibleName()
    for button in (bar.add, bar.reset):
        assert button.text()
    assert bar.minimumSizeHint().width() < 700


def _id_of(shown: RecordList, name: str) -> uuid.UUID:
    for place in range(shown.model.rowCount()):
        row = shown.model.row(place)
        if row is not None and name in row.texts:
            return row.record_id
    raise AssertionError(name)
