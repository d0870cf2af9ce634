"""What is known of people for comparing, and that a large database keeps only once what many have in common."""

from datetime import date
from typing import Any

from ibcr_desktop.people.facts import COLUMNS, BirthYears, birth_years, facts_of, family_words
from ibcr_desktop.records.ids import new_id

MEASURED: dict[str, Any] = {"sex": "female", "birth_year": 1984, "country": "SEN", "locality": "Thiès"}


def row(**values: Any) -> dict[str, Any]:
    return {**dict.fromkeys(COLUMNS), "id": new_id(), **MEASURED, **values}


def copied(text: str) -> str:
    """Give an equal text that is another object, as the driver gives one for each row."""
    return bytes(text, "utf-8").decode()


def test_what_two_people_have_in_common_is_kept_once() -> None:
    ministry = new_id()
    one = facts_of(row(organisation_id=ministry, locality=copied("Saint-Louis"), country=copied("SEN")))
    other = facts_of(
        row(organisation_id=type(ministry)(int=ministry.int), locality=copied("Saint-Louis"), country=copied("SEN"))
    )
    for name in ("organisation_id", "locality", "locality_key", "country", "sex", "born"):
        assert getattr(one, name) is getattr(other, name), name


def test_the_family_name_is_known_with_and_without_its_particle() -> None:
    assert family_words("Ben Ali") == ("ali", "benali")
    assert family_words("") == ()


def test_years_of_birth_follow_from_a_year_or_from_an_age_group_on_its_day() -> None:
    assert birth_years(1984, "30-39", date(2021, 6, 15)) == BirthYears(1984, 1984)
    assert birth_years(None, "18-24", date(2021, 6, 15)) == BirthYears(1996, 2003)
    assert birth_years(None, "unknown", date(2021, 6, 15)) is birth_years(None, "18-24", None) is None
