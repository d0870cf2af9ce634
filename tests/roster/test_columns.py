"""How a cell is read and shown."""

import pytest

from ibcr_desktop.roster.grid import problem_of_text, usual_columns
from tests.databases import add
from tests.roster.sheets import FIRST_DAY, Sheet


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("f", "female"),
        ("M", "male"),
        ("x", "other"),
        ("1", "female"),
        ("2", "male"),
        ("٣", "other"),
        ("Not asked", "not_asked"),
        ("Femme", "female"),
        ("hombre", "male"),
    ],
)
def test_one_key_says_the_sex_and_so_do_words_of_three_languages(sheet: Sheet, typed: str, code: str) -> None:
    assert sheet.row(sex=typed).values["person.sex"] == code


def test_an_age_is_a_year_of_birth_on_the_day_of_the_activity(sheet: Sheet) -> None:
    row = sheet.row(birth_year="34")
    assert row.values["person.birth_year"] == FIRST_DAY.year - 34
    assert sheet.text(row, "birth_year") == "1987"


def test_an_age_group_is_true_on_the_day_and_takes_the_place_of_a_year(sheet: Sheet) -> None:
    row = sheet.type_into(sheet.row(birth_year="1990"), birth_year="18-49")
    assert row.values["person.age_band"] == "18-49"
    assert row.values["person.age_band_on"] == FIRST_DAY
    assert "person.birth_year" not in row.values
    assert sheet.text(row, "birth_year") == "18–49"


@pytest.mark.parametrize("text", ["3O", "1899", "2022", "vieux"])
def test_an_age_that_cannot_be_stays_as_typed_with_a_sentence(sheet: Sheet, text: str) -> None:
    row = sheet.row(birth_year=text)
    assert sheet.text(row, "birth_year") == text
    assert problem_of_text(row, sheet.column("birth_year"), sheet.lexicon).startswith("Type an age")


def test_text_that_is_mended_leaves_no_problem(sheet: Sheet) -> None:
    row = sheet.type_into(sheet.row(birth_year="3O"), birth_year="30")
    assert dict(row.texts) == {}


def test_days_give_the_hours_and_hours_typed_by_hand_stay(sheet: Sheet) -> None:
    row = sheet.row(**{"1": "x", "2": "✔"})
    assert row.values["participation.hours"] == 12.0
    by_hand = sheet.type_into(row, hours="10", **{"3": "oui"})
    assert by_hand.values["participation.hours"] == 10.0
    assert len(by_hand.values["participation.session_ids"]) == 3


def test_the_last_mark_taken_away_is_not_filled_in_again(sheet: Sheet) -> None:
    row = sheet.type_into(sheet.row(**{"1": "x"}), **{"1": ""})
    assert not {"participation.session_ids", "participation.hours"} & row.values.keys()
    assert sheet.text(row, "share") == ""


def test_share_and_completion_follow_from_the_days(sheet: Sheet) -> None:
    row = sheet.row(**{"1": "x", "2": "x"})
    assert (sheet.text(row, "share"), sheet.text(row, "completed")) == ("67%", "no")
    whole = sheet.type_into(row, **{"3": "x"})
    assert (sheet.text(whole, "share"), sheet.text(whole, "completed")) == ("100%", "yes")


def test_a_day_that_did_not_take_place_can_be_attended_by_nobody(sheet: Sheet) -> None:
    add(sheet.store, "session", sheet.days[2], status="cancelled")
    sheet.open()
    row = sheet.row(**{"1": "x", "2": "x", "3": "x"})
    assert sheet.text(row, "3") == "–"
    assert row.values["participation.hours"] == 12.0
    assert sheet.text(row, "share") == "100%"


def test_a_score_says_its_maximum_once(sheet: Sheet) -> None:
    first = sheet.row(pre="14/20")
    assert (first.values["pre.score"], first.values["pre.maximum"]) == (14.0, 20.0)
    alone = sheet.row(pre="12")
    assert "Out of how many" in problem_of_text(alone, sheet.column("pre"), sheet.lexicon)
    sheet.save(sheet.type_into(first, family_name="Ba"))
    sheet.open()
    assert sheet.text(sheet.row(pre="12"), "pre") == "12/20"
    assert "higher" in problem_of_text(sheet.row(pre="21"), sheet.column("pre"), sheet.lexicon)


def test_the_usual_columns_are_those_of_a_sign_in_sheet(sheet: Sheet) -> None:
    names = [key.partition(".")[0] for key in usual_columns(sheet.occasion)]
    assert names == [*["person"] * 8, *["session"] * 3, *["participation"] * 2]
