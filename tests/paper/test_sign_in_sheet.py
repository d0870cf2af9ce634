"""What a sign-in sheet says: who is expected, in which order, for which days, and what nobody else should read."""

import uuid
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.words import LANGUAGES
from ibcr_desktop.paper.sheet_columns import Use
from ibcr_desktop.paper.sign_in_sheet import BLANK_LINES, EMPTY_LINES, KNOWN, SignInSheet
from ibcr_desktop.records import Participation
from ibcr_desktop.storage.paper_references import referred_id
from tests.databases import add
from tests.paper.trainings import ARABIC, CODE, FIRST_DAY, LONG_NAME, TELEPHONE, training


def column(sheet: SignInSheet, name: str) -> list[str]:
    """Give the texts of a column, line by line."""
    (found,) = [each for each in sheet.columns if each.name == name]
    return [sheet.text(line, found) for line in sheet.lines]


def days(sheet: SignInSheet) -> list[str]:
    return [each.heading for each in sheet.columns if each.use is Use.DAY]


def test_expected_people_stand_by_name_before_five_blank_lines(tmp_path: Path) -> None:
    with training(tmp_path, people=4) as made:
        sheet = made.sheet()
    assert column(sheet, "family_name")[:4] == ["Diop", "N'Diaye", "Ouédraogo-Traoré de la Fontaine", ARABIC[0]]
    assert column(sheet, "number") == [str(number) for number in range(1, 4 + BLANK_LINES + 1)]
    assert column(sheet, "family_name")[4:] == [""] * BLANK_LINES == column(sheet, "organisation_id")[4:]
    assert column(sheet, "organisation_id")[0] == LONG_NAME
    assert column(sheet, "sex")[0] == "Female"


def test_an_empty_sheet_names_nobody_and_fills_two_pages(tmp_path: Path) -> None:
    with training(tmp_path, people=2) as made:
        sheet = made.sheet(people=False)
    assert len(sheet.lines) == EMPTY_LINES
    assert not any(text for line in sheet.lines for text in line.texts)


def test_whoever_has_a_line_of_the_paper_keeps_it_and_the_others_follow(tmp_path: Path) -> None:
    with training(tmp_path) as made:
        made.person(0, line=3)
        made.person(1, line=1)
        made.person(2, line=3)
        made.person(3)
        sheet = made.sheet()
    assert column(sheet, "number")[:5] == ["1", "3", "4", "5", "6"]
    assert column(sheet, "family_name")[:4] == [ARABIC[0], "Diop", "Ouédraogo-Traoré de la Fontaine", "N'Diaye"]


def test_telephone_and_year_of_birth_go_round_the_room_only_when_asked_for(tmp_path: Path) -> None:
    with training(tmp_path) as made:
        made.person()
        made.person(1, telephone=None)
        discreet, whole = made.sheet(), made.sheet(discreet=False)
    assert column(discreet, "telephone")[:2] == [KNOWN, ""]
    assert column(discreet, "birth_year")[:2] == [KNOWN, KNOWN]
    assert column(whole, "telephone")[:2] == [TELEPHONE, ""]
    assert column(whole, "birth_year")[:2] == ["1980", "1981"]


def test_what_is_not_known_is_left_for_the_hand(tmp_path: Path) -> None:
    with training(tmp_path) as made:
        made.person(sex="unknown", function=None, organisation_id=None)
        sheet = made.sheet()
    assert [column(sheet, name)[0] for name in ("sex", "function", "organisation_id")] == ["", "", ""]


def test_a_child_without_a_name_stands_by_the_code(tmp_path: Path) -> None:
    with training(tmp_path) as made:
        made.person(family_name=None, given_names=None, public_code="7QK2M")
        sheet = made.sheet()
    assert (column(sheet, "family_name")[0], column(sheet, "given_names")[0]) == ("7QK2M", "")


def test_who_was_removed_is_not_expected(tmp_path: Path) -> None:
    with training(tmp_path) as made:
        made.store.put_in_bin(Participation, made.person())
        assert len(made.sheet().lines) == EMPTY_LINES


def test_there_is_a_column_for_each_day(tmp_path: Path) -> None:
    with training(tmp_path, days=3) as made:
        assert days(made.sheet()) == ["8 Mar", "9 Mar", "10 Mar"]
        assert days(made.sheet("fr")) == ["8 mars", "9 mars", "10 mars"]


def test_sessions_say_when_and_two_of_a_day_are_told_apart(tmp_path: Path) -> None:
    with training(tmp_path, days=60) as made:
        for held_on in (date(2021, 4, 1), FIRST_DAY, FIRST_DAY):
            add(made.store, "session", activity_id=made.id, held_on=held_on, hours=3.0)
        assert days(made.sheet()) == ["8 Mar (1)", "8 Mar (2)", "1 Apr"]


def test_a_session_that_does_not_take_place_has_no_column(tmp_path: Path) -> None:
    with training(tmp_path) as made:
        for day, status in ((8, "held"), (9, "cancelled"), (10, None)):
            add(made.store, "session", activity_id=made.id, held_on=date(2021, 3, day), status=status)
        assert days(made.sheet()) == ["8 Mar", "10 Mar"]


@pytest.mark.parametrize("changes", [{"days": 60}, {"starts_on": None, "ends_on": None}, {"ends_on": date(2021, 1, 1)}])
def test_without_days_there_is_one_column_for_having_been_there(tmp_path: Path, changes: dict[str, Any]) -> None:
    with training(tmp_path, **changes) as made:
        assert days(made.sheet()) == ["Present"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_heading_says_what_where_and_when_in_its_language(tmp_path: Path, language: str) -> None:
    with training(tmp_path) as made:
        sheet = made.sheet(language)
    place, dates = {
        "en": ("Place: Thiès, Senegal", "Dates: 8 March 2021 to 10 March 2021"),
        "fr": ("Lieu : Thiès, Sénégal", "Dates : du 8 mars 2021 au 10 mars 2021"),
        "es": ("Lugar: Thiès, Senegal", "Fechas: del 8 de marzo de 2021 al 10 de marzo de 2021"),
    }[language]
    assert sheet.facts == (place, dates)
    assert (sheet.title, sheet.code) == ("Formation initiale", CODE)


def test_the_reference_leads_back_to_the_activity(tmp_path: Path) -> None:
    with training(tmp_path) as made:
        assert referred_id(made.sheet().reference) == made.id


def test_an_activity_that_is_not_here_has_no_sheet(tmp_path: Path) -> None:
    with training(tmp_path) as made:
        made.id = uuid.uuid4()
        with pytest.raises(UserError, match="not in this database"):
            made.sheet()
