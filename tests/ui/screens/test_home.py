"""The home page shows what the database holds, and leads there."""

import json
import uuid
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.totals.outcome import Ids, Outcome
from ibcr_desktop.ui.screens.figure_button import FigureButton
from ibcr_desktop.ui.screens.home import Home
from ibcr_desktop.ui.screens.home_figures import list_behind
from ibcr_desktop.ui.screens.list_screen import ListScreen
from ibcr_desktop.ui.screens.yearly_totals import YearlyTotals
from tests.databases import add, new_database, store_of
from tests.totals.year_builder import YearBuilder
from tests.ui.pressing import key, press
from tests.ui.shells import Shell, opened_shell

ONE, TWO = uuid.UUID(int=1), uuid.UUID(int=2)
WORDS = {"en": "Workshops held", "fr": "Ateliers", "es": "Talleres"}
HELD_WORKSHOPS = {
    "code": "workshops",
    "version": 1,
    "measure": {"kind": "count"},
    "sources": [{"kinds": ["workshop"], "where": [{"field": "status", "is": "held"}]}],
    "label": WORDS,
    "sentence": WORDS,
    "definition": WORDS,
}


def define(store: RecordStore) -> None:
    """Record one indicator, so that the home page has a figure to show."""
    text = json.dumps(HELD_WORKSHOPS)
    add(store, "indicator", code="workshops", version=1, label_en="Workshops held", definition=text)


def workshop(store: RecordStore, title: str, day: date = date(2021, 5, 3), **values: Any) -> None:
    found = add(store, "workshop", title=title, starts_on=day, ends_on=day, **{"status": "held", **values})
    add(store, "evidence", activity_id=found, evidence_type="photo")
    for name in ("Diop", "Sow"):
        person = add(store, "person", family_name=name, sex="female")
        add(store, "participation", person_id=person, activity_id=found)


def figures(home: Home) -> dict[str, str]:
    return {each.accessibleName().split(":")[0]: each.number for each in home.findChildren(FigureButton)}


def lines(home: Home) -> list[str]:
    return [home.work.lines.item(row).text() for row in range(home.work.lines.count())]


def test_an_empty_database_shows_the_first_steps_and_nothing_else(qtbot: QtBot, tmp_path: Path) -> None:
    with opened_shell(qtbot, tmp_path) as shell:
        home = shell.home
        assert home.steps.isVisible()
        assert not home.months.isVisible()
        assert not home.work.isVisible()
        with qtbot.waitSignal(home.example_wanted):
            press(home.steps, "Look at example data")


def test_the_figures_count_complete_records_of_the_running_year(qtbot: QtBot, tmp_path: Path) -> None:
    def fill(store: RecordStore) -> None:
        define(store)
        workshop(store, "One")
        workshop(store, "Two")
        workshop(store, "Draft", state="draft")
        workshop(store, "Last year", date(2021, 3, 31))
        workshop(store, "Cancelled", status="cancelled")

    with opened_shell(qtbot, tmp_path, fill) as shell:
        assert figures(shell.home)["Workshops held"] == "2"
        assert shell.home.head.text() == "2021-2022 so far"


def test_a_figure_opens_the_list_of_exactly_what_it_counts(qtbot: QtBot, tmp_path: Path) -> None:
    def fill(store: RecordStore) -> None:
        define(store)
        workshop(store, "One")
        workshop(store, "Draft", state="draft")

    with opened_shell(qtbot, tmp_path, fill) as shell:
        (button,) = [
            each for each in shell.home.findChildren(FigureButton) if each.accessibleName() == "Workshops held: 1"
        ]
        key(button, Qt.Key.Key_Return)
        screen = shell.window.navigation.currentWidget()
        assert isinstance(screen, ListScreen)
        assert screen.list.model.rowCount() == 1


def test_a_figure_of_people_and_groups_opens_both_lists(qtbot: QtBot, tmp_path: Path) -> None:
    with new_database(tmp_path, with_lists=True) as database:
        year = YearBuilder(store_of(database))
        held = year.workshop(ends_on=date(2021, 5, 3))
        year.takes_part(year.person(), held)
        year.headcount(held, 12)
        shell = Shell(qtbot, year.store, tmp_path)
        (button,) = [each for each in shell.home.findChildren(FigureButton) if each.number == "13"]
        key(button, Qt.Key.Key_Return)
        screen = shell.window.navigation.currentWidget()
        assert isinstance(screen, YearlyTotals)
        shell.wait_until(screen.records.isVisible)
        assert [each.model.rowCount() for each in screen.records.lists] == [1, 1]
        assert screen.records.head.text().startswith("Figure: 13.")
        shell.frame.close()


def test_the_chart_says_its_values_to_who_cannot_see_them_and_as_a_table(qtbot: QtBot, tmp_path: Path) -> None:
    with opened_shell(qtbot, tmp_path, lambda store: workshop(store, "One")) as shell:
        home = shell.home
        assert "May: 2" in home.months.chart.accessibleDescription()
        press(home.months, "As table")
        cell = home.months.table.item(1, 1)
        assert cell is not None
        assert cell.text() == "2"
        assert home.months.table.isVisible()


def test_the_work_list_says_why_and_opens_with_enter(qtbot: QtBot, tmp_path: Path) -> None:
    def fill(store: RecordStore) -> None:
        workshop(store, "Fine")
        day = date(2021, 6, 1)
        add(store, "workshop", title="Late", starts_on=day, ends_on=day, status="planned")

    with opened_shell(qtbot, tmp_path, fill) as shell:
        home = shell.home
        (line,) = lines(home)
        assert line.startswith("⚠ planned, but over for 14 days")
        opened: list[str] = []
        home.work.chosen.disconnect()
        home.work.chosen.connect(lambda kind, _id: opened.append(kind))
        key(home.work.lines, Qt.Key.Key_Return)
        assert opened == ["workshop"]


def test_nothing_to_do_says_so(qtbot: QtBot, tmp_path: Path) -> None:
    with opened_shell(qtbot, tmp_path, lambda store: workshop(store, "Fine")) as shell:
        assert lines(shell.home) == ["✔ Nothing to do: everything is complete."]


def test_what_is_written_meanwhile_is_counted_at_once(qtbot: QtBot, tmp_path: Path) -> None:
    def fill(store: RecordStore) -> None:
        define(store)
        workshop(store, "One")

    with opened_shell(qtbot, tmp_path, fill) as shell:
        assert figures(shell.home)["Workshops held"] == "1"
        write_another(shell)
        shell.wait_until(lambda: figures(shell.home)["Workshops held"] == "2")


def write_another(shell: Shell) -> None:
    day = date(2021, 6, 1)
    add(shell.office.store, "workshop", title="Two", starts_on=day, ends_on=day, status="held")


def test_a_name_with_markup_is_shown_letter_by_letter(qtbot: QtBot, tmp_path: Path) -> None:
    name = "<img src=file:///etc/passwd>"
    with opened_shell(qtbot, tmp_path, lambda store: add(store, "person", family_name=name)) as shell:
        assert name in shell.home.recent.lines.item(0).text()


@pytest.mark.parametrize(
    ("records", "figure", "kinds"),
    [
        ({"workshop": (ONE, TWO)}, 2, ("workshop",)),
        ({"workshop": (ONE,), "event": (TWO,)}, 2, ("activity",)),
        ({"person": (ONE,), "headcount": (TWO,)}, 31, None),
        ({"person": (ONE, TWO)}, 5, None),
        ({}, 0, None),
    ],
)
def test_a_list_opens_only_where_it_shows_exactly_what_was_counted(
    records: dict[str, tuple[uuid.UUID, ...]], figure: int, kinds: tuple[str, ...] | None
) -> None:
    query = list_behind(Outcome(figure, figure, figure, {kind: Ids.of(ids) for kind, ids in records.items()}))
    assert (query.kinds if query is not None else None) == kinds
