"""Every number of the example organisation's totals opens a list of exactly the records that it counts."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ibcr_desktop.foundation.clock import FixedClock
from ibcr_desktop.foundation.words import Words
from ibcr_desktop.sample.example import make_example
from ibcr_desktop.totals.part_records import records_of_part
from ibcr_desktop.totals.yearly_totals import Figure, Totals
from ibcr_desktop.ui.screens.yearly_totals import YearlyTotals
from ibcr_desktop.ui.screens.yearly_totals_parts import parts_of
from tests.databases import TODAY
from tests.ui.shells import Shell

YEARS = (2019, 2020, 2021)
ROWS_ARE_THE_NUMBER = {"count", "distinct_persons"}


@pytest.fixture
def shell(qtbot: QtBot, tmp_path: Path) -> Iterator[Shell]:
    store = make_example(tmp_path / "example.ibcrdb", FixedClock(TODAY))
    made = Shell(qtbot, store, tmp_path, is_example=True)
    yield made
    made.frame.close()


def counted(shell: Shell, year: int) -> tuple[YearlyTotals, Totals]:
    shell.window.navigation.to_totals(year)
    screen = shell.window.navigation.currentWidget()
    assert isinstance(screen, YearlyTotals)
    shell.wait_until(lambda: screen._facts is not None and screen._facts.totals.year.start == year)
    shell.idle()
    assert screen._facts is not None
    return screen, screen._facts.totals


@pytest.mark.parametrize("year", YEARS)
def test_the_list_behind_each_figure_has_as_many_rows_as_records_were_counted(shell: Shell, year: int) -> None:
    screen, totals = counted(shell, year)
    for figure in totals.figures:
        screen.open_figure(figure.code)
        rows = sum(each.model.rowCount() for each in screen.records.lists)
        assert rows == len(figure.records), figure.code
        said = f"Records below: {Words('en').number(rows)}" if rows else "No record is behind it."
        assert f"Figure: {figure.number(Words('en'))}. {said}" in screen.records.head.text()
        assert "removed" not in screen.records.why.text(), figure.code


def test_the_records_behind_the_parts_are_those_of_the_figure_and_leave_none_out(shell: Shell) -> None:
    _screen, totals = counted(shell, 2020)
    with shell.store.database.reader() as connection:
        for figure in totals.figures:
            for dimension in figure.outcome.breakdown:
                behind = {
                    part.code: {
                        each
                        for some in records_of_part(connection, totals, figure.code, dimension, part.code).values()
                        for each in some
                    }
                    for part in parts_of(figure, dimension, Words("en"))
                }
                check(figure, dimension, behind)


def check(figure: Figure, dimension: str, behind: dict[str, set[uuid.UUID]]) -> None:
    what = f"{figure.code} by {dimension}"
    together = set[uuid.UUID]().union(*behind.values())
    assert together <= set(figure.records), what
    numbers = {code: number for code, number in figure.outcome.breakdown[dimension].items() if number}
    if figure.definition.measure in ROWS_ARE_THE_NUMBER:
        assert {code: len(ids) for code, ids in behind.items()} == {
            code: each for code, each in numbers.items() if each
        }
    elif figure.definition.measure == "people":
        assert set(figure.outcome.records["person"]) <= together | undecided(figure), what
    else:
        assert all(behind.values()), what


def undecided(figure: Figure) -> set[uuid.UUID]:
    """Give the persons where some may be one: then one of them stands for both among the parts."""
    return set(figure.outcome.records["person"]) if figure.outcome.has_unknown else set()
