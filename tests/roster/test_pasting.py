"""Blocks of cells from Excel and LibreOffice: any shape, nothing refused, nobody twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibcr_desktop.roster.columns import Column
from ibcr_desktop.roster.pasting import Pasted, block_of, copied_down, emptied, pasted, text_of
from ibcr_desktop.roster.rows import RosterRow, new_row
from tests.roster.sheets import COMPLETE, Sheet

NAMES = ("family_name", "given_names", "sex", "birth_year")


def paste(
    sheet: Sheet, text: str, rows: list[RosterRow], first: int, names: tuple[str, ...] = NAMES
) -> Pasted[RosterRow]:
    columns: list[Column | None] = [sheet.column(name) for name in names]
    usual = sheet.occasion.usual_values()
    return pasted(block_of(text), rows, first, columns, lambda _: new_row(sheet.activity, usual), sheet.lexicon)


def test_quoted_cells_keep_their_line_breaks_and_lines_become_equally_long() -> None:
    text = 'Diop\t"Aïcha\nBinta"\tF\r\nSow\tAli\r\n\t\t\r\n'
    assert block_of(text) == [["Diop", "Aïcha\nBinta", "F"], ["Sow", "Ali", ""]]


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc"))), min_size=2, max_size=2), max_size=4))
def test_what_is_copied_is_read_back(block: list[list[str]]) -> None:
    whole = [line for line in block if any(cell.strip() for cell in line)]
    assert block_of(text_of(whole)) == whole


def test_new_rows_at_the_foot_take_what_is_carried(sheet: Sheet) -> None:
    result = paste(sheet, "Diop\tAïcha\tF\t34\nSow\tAli\tM\t3O", [], 0)
    assert [row.name for row in result.added] == ["Diop Aïcha", "Sow Ali"]
    assert sheet.text(result.added[0], "role") == "Participant"
    assert sheet.text(result.added[1], "birth_year") == "3O", "what is not understood stays as it was pasted"


def test_a_block_laid_over_rows_changes_only_its_cells(sheet: Sheet) -> None:
    rows = sheet.save(sheet.row(**COMPLETE), sheet.row(**COMPLETE))
    result = paste(sheet, "Inspectrice\nCommissaire\nAgent", rows, 1, ("function",))
    assert [sheet.text(row, "function") for row in result.changed.values()] == ["Inspectrice"]
    assert list(result.changed) == [1]
    assert [sheet.text(row, "function") for row in result.added] == ["Commissaire", "Agent"]


def test_an_empty_cell_of_the_block_empties_and_leaves_what_a_pin_carried(sheet: Sheet) -> None:
    (row,) = sheet.save(sheet.row(**COMPLETE))
    result = paste(sheet, "Diop\t\t\t", [row], 0)
    assert sheet.text(result.changed[0], "given_names") == ""
    fresh = paste(sheet, "Diop\t", [], 0, ("family_name", "role"))
    assert sheet.text(fresh.added[0], "role") == "Participant"


def test_the_same_list_pasted_twice_enters_nobody_twice(sheet: Sheet) -> None:
    text = "Diop\tAïcha\tF\t1987\nSow\tAli\tM\t1990"
    rows = list(paste(sheet, text, [], 0).added)
    again = paste(sheet, text + "\nBa\tOmar\tM\t1980", rows, len(rows))
    assert again.already_here == 2
    assert [row.name for row in again.added] == ["Ba Omar"]


def test_a_name_alone_may_be_somebody_else(sheet: Sheet) -> None:
    rows = list(paste(sheet, "Diop\tAïcha\tF\t1987", [], 0).added)
    again = paste(sheet, "Diop\tAïcha\tF\t", rows, 1)
    assert (again.already_here, len(again.added)) == (0, 1)


@pytest.mark.parametrize(
    ("letters", "codes"), [("HM", ["male", "female"]), ("FM", ["female", "male"]), ("HF", ["male", "female"])]
)
def test_sexes_are_read_as_the_sheet_means_them(sheet: Sheet, letters: str, codes: list[str]) -> None:
    text = "\n".join(f"Nombre\tOtro\t{letter}\t" for letter in letters)
    assert [row.values["person.sex"] for row in paste(sheet, text, [], 0).added] == codes


def test_a_cell_is_copied_down_as_it_stands(sheet: Sheet) -> None:
    above = sheet.row(birth_year="3O")
    below = copied_down(sheet.row(birth_year="30"), above, sheet.column("birth_year"))
    assert sheet.text(below, "birth_year") == "3O"


def test_emptied_cells_are_empty_and_what_follows_from_days_follows(sheet: Sheet) -> None:
    row = sheet.row(**COMPLETE, **{"1": "x"})
    less = emptied(row, [sheet.column("sex"), sheet.column("1"), sheet.column("share")])
    assert sheet.text(less, "sex") == ""
    assert sheet.text(less, "hours") == ""
