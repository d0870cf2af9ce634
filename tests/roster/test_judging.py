"""What is wrong with a row, and which of it is told first."""

from ibcr_desktop.roster.judging import foremost, problems_of, sign_of, twins
from ibcr_desktop.roster.rows import RosterRow
from tests.databases import TODAY
from tests.roster.sheets import COMPLETE, Sheet


def found(sheet: Sheet, row: RosterRow) -> list[str]:
    problems = problems_of(row, sheet.roster.columns, sheet.lexicon, TODAY.date())
    return [each.column for each in problems]


def test_a_whole_row_is_fine(sheet: Sheet) -> None:
    row = sheet.row(**COMPLETE)
    assert found(sheet, row) == []
    assert sign_of([]) == "fine"


def test_what_is_missing_is_named_with_its_column(sheet: Sheet) -> None:
    row = sheet.row(family_name="Diop", role="")
    assert found(sheet, row) == ["person.sex", "person.professional_group", "person.birth_year", "participation.role"]
    problems = problems_of(row, sheet.roster.columns, sheet.lexicon, TODAY.date())
    assert sign_of(problems) == "to_complete", "nothing of it is wrong, it only is not there yet"


def test_text_that_is_not_understood_is_told_first_and_once(sheet: Sheet) -> None:
    row = sheet.row(family_name="Diop", birth_year="3O")
    problems = problems_of(row, sheet.roster.columns, sheet.lexicon, TODAY.date())
    assert [each.column for each in problems].count("person.birth_year") == 1
    worst = foremost(problems)
    assert worst is not None
    assert worst.problem.sentence(sheet.lexicon.words).startswith("Type an age")
    assert sign_of(problems) == "wrong"


def test_the_same_name_twice_is_asked_about_and_an_empty_one_is_not(sheet: Sheet) -> None:
    rows = [
        sheet.row(family_name="Ndiaye", given_names="Awa"),
        sheet.row(family_name="N'Diaye", given_names="AWA"),
        sheet.row(sex="f"),
        sheet.row(sex="f"),
    ]
    (place,) = twins(rows)
    assert place == 1
    assert sign_of([twins(rows)[1]]) == "to_look_at"
    assert "row 1" in twins(rows)[1].problem.sentence(sheet.lexicon.words)
