"""A date of birth in the column of ages is kept whole, and gives the year."""

from datetime import date

import pytest

from ibcr_desktop.roster.grid import problem_of_text
from ibcr_desktop.roster.known_rows import take_person
from ibcr_desktop.roster.rows import RosterRow
from tests.roster.sheets import Sheet

BORN = date(1987, 3, 12)


def born(row: RosterRow) -> tuple[date | None, int | None]:
    return row.values.get("person.birth_date"), row.values.get("person.birth_year")


@pytest.mark.parametrize("text", ["12 March 1987", "1987-03-12", "12 mars 87", "12 de marzo de 1987", "19870312"])
def test_a_whole_date_is_a_date_of_birth_and_gives_the_year(sheet: Sheet, text: str) -> None:
    row = sheet.row(birth_year=text)
    assert born(row) == (BORN, 1987)
    assert sheet.text(row, "birth_year") == "12 Mar 1987"


def test_two_figures_of_a_year_never_lie_in_the_future(sheet: Sheet) -> None:
    assert born(sheet.row(birth_year="25/12/35")) == (date(1935, 12, 25), 1935)


@pytest.mark.parametrize("text", ["12/3", "12 mars", "25 December 2035", "31/02/1987", "25/12/1887"])
def test_a_day_that_is_no_date_of_birth_stays_as_typed(sheet: Sheet, text: str) -> None:
    row = sheet.row(birth_year=text)
    assert born(row) == (None, None)
    assert problem_of_text(row, sheet.column("birth_year"), sheet.lexicon).startswith("Type an age")


def test_a_date_that_may_be_two_asks_which(sheet: Sheet) -> None:
    row = sheet.row(birth_year="03/12/1987")
    problem = problem_of_text(row, sheet.column("birth_year"), sheet.lexicon)
    assert problem.startswith("This could be 3 December 1987 or 12 March 1987.")


@pytest.mark.parametrize(("text", "kept"), [("1987", True), ("33", True), ("34", False), ("1988", False)])
def test_an_age_or_a_year_that_agrees_leaves_a_known_date(sheet: Sheet, text: str, *, kept: bool) -> None:
    row = sheet.type_into(sheet.row(birth_year="1987-03-12"), birth_year=text)
    assert (born(row)[0] == BORN) is kept


def test_emptying_the_cell_takes_the_date_too(sheet: Sheet) -> None:
    assert born(sheet.type_into(sheet.row(birth_year="1987-03-12"), birth_year="")) == (None, None)


def test_a_typed_date_completes_a_known_person_and_contradicts_none(sheet: Sheet) -> None:
    typed = sheet.row(family_name="Ndiaye", given_names="Awa", birth_year="1987-03-12")
    near, far = sheet.row(birth_year="1986"), sheet.row(birth_year="1975")
    assert born(take_person(typed, near, sheet.activity)) == (BORN, 1987)
    assert born(take_person(typed, far, sheet.activity)) == (None, 1975)


def test_a_row_with_a_date_is_saved_whole(sheet: Sheet) -> None:
    row = sheet.row(
        family_name="Diop", given_names="Aïcha", sex="f", birth_year="1987-03-12", professional_group="Police"
    )
    (saved,) = sheet.save(row)
    assert saved.person_state == "complete"
    assert sheet.stored("person", row.person_id).values["birth_date"] == BORN
    sheet.open()
    assert sheet.text(sheet.roster.rows[0], "birth_year") == "12 Mar 1987"
