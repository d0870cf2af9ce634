"""Everything of a sheet finds its place on the paper: wide enough to sign, nothing twice, nothing over the edge."""

from itertools import pairwise

import pytest

from ibcr_desktop.foundation.words import LANGUAGES
from ibcr_desktop.paper.paper_sizes import PaperSize
from ibcr_desktop.paper.sheet_columns import SIGNATURE_MILLIMETRES, Use
from ibcr_desktop.paper.sheet_layout import HEAD_ROW_HEIGHT, LINE_HEIGHT, MARGIN, SheetLayout, lay_out
from tests.paper.plain_sheets import plain_sheet

EACH_PAPER = pytest.mark.parametrize("paper", list(PaperSize))
ALMOST = 0.001  # millimetres


def of_use(layout: SheetLayout, page: int, use: Use) -> list[str]:
    return [each.column.heading for each in layout.pages[page].columns if each.column.use is use]


@EACH_PAPER
@pytest.mark.parametrize("days", [1, 3, 9, 31])
@pytest.mark.parametrize("people", [0, 5, 40])
def test_a_hand_has_room_and_nothing_leaves_the_page(paper: PaperSize, days: int, people: int) -> None:
    layout = lay_out(plain_sheet(people, days=days), paper)
    assert (layout.width, layout.height) == paper.landscape
    for page in layout.pages:
        first, last = page.columns[0], page.columns[-1]
        assert abs(first.left - MARGIN) < ALMOST
        assert abs(last.left + last.width - (layout.width - MARGIN)) < ALMOST
        assert all(abs(one.left + one.width - other.left) < ALMOST for one, other in pairwise(page.columns))
        assert all(each.width >= each.column.millimetres - ALMOST for each in page.columns)
        assert last.column.use is Use.SIGNATURE
        assert last.width >= SIGNATURE_MILLIMETRES
        assert layout.table_top + HEAD_ROW_HEIGHT + len(page.lines) * LINE_HEIGHT <= layout.foot_top


@EACH_PAPER
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_meets_every_day_once(paper: PaperSize, language: str) -> None:
    sheet = plain_sheet(40, days=17, language=language)
    layout = lay_out(sheet, paper)
    met = [
        (line.number, day)
        for number, page in enumerate(layout.pages)
        for line in page.lines
        for day in of_use(layout, number, Use.DAY)
    ]
    days = [each.heading for each in sheet.columns if each.use is Use.DAY]
    assert sorted(met) == sorted((line.number, day) for line in sheet.lines for day in days)
    assert [line for page in layout.pages for line in page.lines][: len(sheet.lines)] == list(sheet.lines)


def test_days_that_do_not_fit_are_shared_out_evenly() -> None:
    layout = lay_out(plain_sheet(1, days=9), PaperSize.A4)
    assert [len(of_use(layout, number, Use.DAY)) for number in range(len(layout.pages))] == [5, 4]


def test_what_only_a_workbook_asks_is_not_on_paper() -> None:
    sheet = plain_sheet()
    (page, *_) = lay_out(sheet, PaperSize.A4).pages
    assert "professional_group" in {each.name for each in sheet.columns}
    assert "professional_group" not in {each.column.name for each in page.columns}


@EACH_PAPER
def test_an_empty_sheet_takes_two_pages(paper: PaperSize) -> None:
    assert len(lay_out(plain_sheet(), paper).pages) == 2
