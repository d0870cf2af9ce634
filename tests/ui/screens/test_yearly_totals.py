"""The totals screen shows what was counted, and every number on it leads to exactly the records it counts."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QPushButton, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from ibcr_desktop.foundation.words import Words
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.totals.published_list import published_list
from ibcr_desktop.totals.quality import Check
from ibcr_desktop.totals.yearly_totals import Totals, compute
from ibcr_desktop.ui.screens import yearly_totals_facts
from ibcr_desktop.ui.screens.yearly_totals_parts import parts_of
from ibcr_desktop.ui.toolkit.plain_text import PlainLabel
from tests.databases import add, new_database, store_of
from tests.totals.year_builder import IN_YEAR, YearBuilder
from tests.ui.pressing import key
from tests.ui.screens.totals_page import Page
from tests.ui.shells import Shell


def fill(year: YearBuilder) -> None:
    """Record a small year: people by name and by group, two drafts, something for most figures."""
    workshop = year.workshop(themes=("childrens_rights", "gender_equality"), title="Thiès")
    other, event = year.workshop(country="MLI", title="Kayes"), year.event(title="Forum")
    year.workshop(state="draft", title="Unfinished")
    for number in range(5):
        person = year.person(family_name=f"Name {number}", sex=("female", "male", "unknown")[number % 3])
        year.takes_part(person, workshop)
        if number < 2:
            year.takes_part(person, event, level="event_attendance")
            year.takes_part(person, other, level="sensitised")
    year.headcount(workshop, 20, females=15, males=5)
    year.headcount(other, 8, overlap="unknown", sex_unknown=8)
    hearing: dict[str, Any] = {"acted_on": IN_YEAR, "advocacy_type": "hearing", "country": "CAN"}
    one = add(year.store, "advocacy_action", title="Hearing", **hearing)
    add(year.store, "advocacy_action", title="Its brief", part_of_id=one, **hearing)
    add(year.store, "deliverable", title="Kit", deliverable_type="training_kit", published_on=IN_YEAR)
    for code in ("E1", "E2"):
        days: dict[str, Any] = {"starts_on": IN_YEAR, "ends_on": date(2021, 3, 31)}
        add(year.store, "engagement", engagement_type="employee", person_code=code, country="SEN", **days)


@contextmanager
def opened_page(qtbot: QtBot, folder: Path, fill_year: Any = fill) -> Iterator[Page]:
    with new_database(folder, with_lists=True) as database:
        store: RecordStore = store_of(database)
        year = YearBuilder(store)
        fill_year(year)
        shell = Shell(qtbot, store, folder)
        try:
            yield Page(shell, year)
        finally:
            shell.frame.close()


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> Iterator[Page]:
    with opened_page(qtbot, tmp_path) as opened:
        yield opened


def test_a_figure_stands_with_its_bounds_attendances_and_drafts(page: Page) -> None:
    figure = page.figure("people_reached")
    assert figure.outcome.low < figure.outcome.high
    label, number, seats, low, high, _drafts = page.cells("people_reached")
    assert (label, number) == (figure.label(Words("en")), f"at least {figure.outcome.low}")
    assert (low, high, seats) == (str(figure.outcome.low), str(figure.outcome.high), str(figure.outcome.attendances))
    assert page.cells("workshops")[1:] == ["2", "", "2", "2", "1"]


def test_every_figure_opens_a_list_of_exactly_the_records_it_counts(page: Page) -> None:
    assert page.screen._facts is not None
    opened = 0
    for figure in page.screen._facts.totals.figures:
        page.screen.open_figure(figure.code)
        assert page.rows() == len(figure.records), figure.code
        assert f"Figure: {figure.number(Words('en'))}. " in page.head
        assert ("No record is behind it" in page.head) is (not figure.records), page.head
        assert page.screen.records.why.isHidden() is (figure.outcome.figure == len(figure.records)), figure.code
        opened += bool(figure.records)
    assert opened >= 10  # or the year of this test is too poor to prove anything


def test_every_part_opens_records_that_the_figure_counts(page: Page) -> None:
    for code in ("people_reached", "workshops", "girls_and_women", "countries", "employees"):
        figure = page.figure(code)
        page.screen.table.go_to(code)
        for dimension in figure.outcome.breakdown:
            for part in parts_of(figure, dimension, Words("en")):
                page.screen.open_part(dimension, part.code, part.label)
                page.wait()
                ids = {each for some in page.screen.records._behind.lists for each in some.ids}
                assert ids, (code, dimension, part)
                assert ids <= set(figure.records), (code, dimension, part)
                assert page.rows() == len(ids)
                assert page.head.startswith(f"Figure: {part.number}.")


def test_parts_follow_their_code_list_and_what_belongs_nowhere_comes_last(page: Page) -> None:
    figure = page.figure("people_reached")
    codes = [each.code for each in parts_of(figure, "sex", Words("en"))]
    assert codes == ["female", "male", "unknown", "not_attributable"]
    months = [each.label for each in parts_of(page.figure("workshops"), "month", Words("fr"))]
    assert months == ["octobre 2020"]


def test_a_dimension_of_several_values_says_that_it_exceeds_the_figure(page: Page) -> None:
    parts = page.screen.detail.parts
    page.screen.table.go_to("workshops")
    parts.dimension.setCurrentIndex(parts.dimension.findData("theme"))
    assert "more than the figure" in parts.note.text()
    parts.dimension.setCurrentIndex(parts.dimension.findData("country"))
    assert parts.note.isHidden()


def test_the_bars_can_be_read_as_a_table_and_by_who_cannot_see_them(page: Page) -> None:
    parts = page.screen.detail.parts
    page.screen.table.go_to("people_reached")
    assert "Female: 17; Male: 7" in parts.chart.accessibleDescription()
    parts.as_table.setChecked(True)
    first = [parts.table.item(0, column) for column in (0, 1)]
    assert [each.text() for each in first if each is not None] == ["Female", "17"]
    assert parts.table.isVisible()


def test_the_page_follows_the_arrows_to_a_bar_below_it(page: Page, qtbot: QtBot) -> None:
    page.shell.frame.resize(1093, 420)
    page.screen.table.go_to("people_reached")
    detail = page.screen.detail
    qtbot.waitUntil(lambda: detail.verticalScrollBar().maximum() > 0)
    assert detail.verticalScrollBar().value() == 0
    key(detail.parts.chart, Qt.Key.Key_End)
    assert detail.verticalScrollBar().value() > 0


def test_the_keyboard_alone_goes_from_a_figure_to_its_records_and_back(page: Page, qtbot: QtBot) -> None:
    screen = page.screen
    screen.table.go_to("workshops")
    key(screen.table, Qt.Key.Key_Return)
    assert screen.records.isVisible()
    assert screen.records.heading.text().startswith("Workshops")
    qtbot.waitUntil(screen.records.lists[0].table.hasFocus)
    key(screen.records.lists[0].table, Qt.Key.Key_Escape)
    assert screen.table.isVisible()
    assert screen.table.current is not None
    assert screen.table.current.code == "workshops"


def test_back_leads_from_the_records_to_the_totals_before_it_leaves_them(page: Page) -> None:
    page.screen.open_figure("workshops")
    page.shell.window.navigation.back()
    assert page.screen.table.isVisible()
    page.shell.window.navigation.back()
    assert not page.screen.isVisible()


def test_enter_on_a_bar_opens_its_part(page: Page) -> None:
    screen = page.screen
    screen.table.go_to("workshops")
    parts = screen.detail.parts
    parts.dimension.setCurrentIndex(parts.dimension.findData("country"))
    key(parts.chart, Qt.Key.Key_Down)
    key(parts.chart, Qt.Key.Key_Return)
    page.wait()
    assert screen.records.heading.text() == "Workshops – Senegal"
    assert page.rows() == 1


def test_the_filters_of_a_list_narrow_what_was_counted_and_reset_shows_no_more(page: Page) -> None:
    page.screen.open_figure("workshops")
    (shown,) = page.screen.records.lists
    shown.filters.begin_search("Kayes")
    key(shown.filters.search, Qt.Key.Key_Return)
    assert page.rows() == 1
    assert shown.filters.counts.text() == "1 of 2 shown"
    shown.filters.clear()
    assert page.rows() == 2
    assert "removed" not in page.screen.records.why.text()


def test_the_drafts_of_a_figure_and_all_there_is_to_look_at_open_too(page: Page) -> None:
    page.screen.table.go_to("workshops")
    assert page.screen.detail.drafts.text().replace("&", "") == "○ 1 draft left out"
    page.screen.detail.drafts.click()
    assert page.rows() == 1
    page.screen.show_totals_page()
    page.screen.quality.click()
    assert page.screen._facts is not None
    assert page.rows() == len(page.screen._facts.findings)
    checks = {each.check for each in page.screen._facts.findings}
    assert {Check.DRAFT, Check.SEX_UNKNOWN, Check.NO_EVIDENCE} <= checks


def test_what_is_written_meanwhile_is_counted_without_being_asked(page: Page) -> None:
    YearBuilder(page.shell.office.store).workshop(title="New")
    page.shell.wait_until(lambda: page.cells("workshops")[1] == "3")


def test_records_that_are_in_front_follow_what_is_written(page: Page) -> None:
    page.screen.open_figure("workshops")
    YearBuilder(page.shell.office.store).workshop(title="New")
    page.shell.wait_until(lambda: page.rows() == 3 and page.head.startswith("Figure: 3."))


def test_a_part_that_is_in_front_follows_what_is_written_too(page: Page) -> None:
    page.screen.table.go_to("workshops")
    page.screen.open_part("country", "SEN", "Senegal")
    page.wait()
    assert page.head.startswith("Figure: 1.")
    YearBuilder(page.shell.office.store).workshop(title="New")
    page.shell.wait_until(lambda: page.rows() == 2 and page.head.startswith("Figure: 2."))


def test_who_left_for_the_totals_is_not_called_back_to_a_part(page: Page) -> None:
    page.screen.table.go_to("workshops")
    page.screen.open_part("country", "SEN", "Senegal")
    page.screen.show_totals_page()
    page.wait()
    assert page.screen.table.isVisible()


def test_both_tables_are_copied_as_a_spreadsheet_takes_them(page: Page) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    page.screen.table.go_to("workshops")
    key(page.screen.table, Qt.Key.Key_C, control)
    assert "Workshops\t2\t\t2\t2\t1" in QGuiApplication.clipboard().text().splitlines()
    parts = page.screen.detail.parts
    parts.dimension.setCurrentIndex(parts.dimension.findData("country"))
    key(parts.table, Qt.Key.Key_C, control)
    assert QGuiApplication.clipboard().text() == "Country\tNumber\nMali\t1\nSenegal\t1"


def test_consents_and_other_kinds_that_no_figure_reads_start_no_count(page: Page) -> None:
    add(page.shell.office.store, "consent", given_on=IN_YEAR, consent_scope="photo")
    assert page.is_quiet()


def test_countries_and_offices_narrow_what_is_counted(page: Page) -> None:
    choice = page.screen.scope.countries
    (mali,) = [each for each in choice.actions_offered() if each.text() == "Mali"]
    mali.trigger()
    page.shell.wait_until(lambda: page.cells("workshops")[1] == "1")
    page.wait()
    assert choice.accessibleName() == "Countries: Mali"
    choice.actions_offered()[0].trigger()
    page.shell.wait_until(lambda: page.cells("workshops")[1] == "2")


def test_the_years_on_offer_are_those_with_records_and_the_running_one(page: Page) -> None:
    years = page.screen.scope.year
    assert [years.itemText(place) for place in range(years.count())] == ["2021-2022", "2020-2021"]
    years.setCurrentIndex(0)
    page.shell.wait_until(page.screen.empty.isVisible)
    assert "2021-2022" in page.screen.empty.text.text()
    assert not page.screen.export.isEnabled()


def test_a_year_without_any_record_says_so_and_offers_to_begin(qtbot: QtBot, tmp_path: Path) -> None:
    with opened_page(qtbot, tmp_path, lambda _year: None) as page:
        assert page.screen.empty.isVisible()
        assert page.screen.empty.begin.isVisible()


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_the_published_list_is_copied_in_a_language_of_ones_choice(page: Page, language: str) -> None:
    page.screen.copy_list(language)
    assert page.screen._facts is not None
    copied = QGuiApplication.clipboard().text()
    assert copied == published_list(page.screen._facts.totals, Words(language))
    assert {"en": "people", "fr": "personnes", "es": "personas"}[language] in copied


def test_a_figure_of_the_home_page_leads_to_the_records_behind_it(page: Page) -> None:
    page.shell.window.navigation.to_totals(2020, "people_reached")
    page.wait()
    assert page.screen.records.isVisible()
    assert page.rows() == len(page.figure("people_reached").records)
    tabs = page.screen.records.findChild(QTabWidget)
    assert isinstance(tabs, QTabWidget)
    assert [tabs.tabText(place) for place in range(tabs.count())] == ["People (5)", "Headcounts (2)"]


def test_everything_that_takes_the_focus_has_a_name(page: Page) -> None:
    page.screen.open_figure("people_reached")
    for widget in page.screen.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and isinstance(widget, QAbstractButton | QComboBox):
            text = widget.text() if isinstance(widget, QAbstractButton) else ""
            assert widget.accessibleName() or text, widget
    assert page.screen.table.accessibleName()
    assert page.screen.detail.parts.chart.accessibleName()


def test_no_label_guesses_markup_and_the_mnemonics_of_the_page_are_unique(page: Page) -> None:
    labels = page.screen.findChildren(QLabel)
    assert all(isinstance(each, PlainLabel) for each in labels if each.text())
    page.screen.table.go_to("workshops")
    texts = [each.text() for each in page.screen.findChildren(QPushButton) if each.isVisible()]
    texts += [each.text() for each in labels if each.isVisible() and each.buddy() is not None]
    texts += [page.screen.scope.countries.text(), page.screen.scope.offices.text(), "Show as &table"]
    letters = [text[text.index("&") + 1].lower() for text in texts if "&" in text]
    assert len(letters) == len(set(letters)), texts


def test_it_fits_the_smallest_screen(page: Page) -> None:
    smallest = page.screen.minimumSizeHint()
    assert smallest.width() <= 1024
    assert smallest.height() <= 540


def test_a_year_is_named_by_its_days(page: Page) -> None:
    assert page.screen.status.accessibleName().startswith("From 1 April 2020 to 31 March 2021.")


def test_the_numbers_are_counted_beside_the_thread_of_the_screen(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    threads = []

    def watched(*args: Any, **options: Any) -> Totals:
        threads.append(threading.current_thread())
        return compute(*args, **options)

    monkeypatch.setattr(yearly_totals_facts, "compute", watched)
    page.screen.reload()
    page.wait()
    assert threads
    assert threading.main_thread() not in threads


def test_what_is_saved_during_a_count_is_saved_when_it_ends(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    """A count takes a second at most; a copy to count from would hold the file longer."""
    counting, go_on = threading.Event(), threading.Event()

    def slow(*args: Any, **options: Any) -> Totals:
        counting.set()
        assert go_on.wait(60)
        return compute(*args, **options)

    monkeypatch.setattr(yearly_totals_facts, "compute", slow)
    page.screen.reload()
    assert counting.wait(60)
    go_on.set()
    assert page.year.workshop(title="Saved meanwhile")  # the engine waits for the count, half a minute at most
    page.wait()


def test_several_countries_can_be_ticked_before_the_list_closes(page: Page) -> None:
    choice = page.screen.scope.countries
    menu = choice._menu
    menu.popup(choice.mapToGlobal(choice.rect().bottomLeft()))
    for action in choice.actions_offered()[2:4]:
        menu.setActiveAction(action)
        key(menu, Qt.Key.Key_Space)
    assert len(choice.chosen) == 2
    assert menu.isVisible()
    key(menu, Qt.Key.Key_Return)
    assert not menu.isVisible()
    page.wait()
    assert page.screen._request.countries == choice.chosen
