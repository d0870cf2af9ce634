"""What the database itself says: how its years are spread, and how carelessly its names are written."""

import pytest

from ibcr_desktop.people.frequencies import OTHER_NAME, USUAL_BITS_OF_YEAR
from ibcr_desktop.people.surroundings import bits_of_other_name, bits_of_same_year
from tests.people.people_to_compare import somebody


def test_a_common_year_says_more_where_years_are_spread_wider() -> None:
    narrow, wide = ([somebody(birth_year=1960 + at % years) for at in range(640)] for years in (16, 64))
    assert bits_of_same_year(narrow) == pytest.approx(4)
    assert bits_of_same_year(wide) == pytest.approx(6)
    assert bits_of_same_year(wide[:100]) == USUAL_BITS_OF_YEAR


def test_those_who_share_an_address_and_a_year_show_how_names_are_written() -> None:
    careful = [somebody("Diop", "Awa", email=f"{at}@example.org", birth_year=1980) for at in range(300) for _ in "ab"]
    careless = [
        somebody("Diop", given, email=f"{at}@example.org", birth_year=1980)
        for at in range(300)
        for given in ("Awa", "Zeinab" if at % 2 else "Awa")
    ]
    assert bits_of_other_name(careful) < OTHER_NAME < bits_of_other_name(careless) <= -3
    assert bits_of_other_name([]) == OTHER_NAME


def test_an_office_whose_people_share_one_address_shows_nothing() -> None:
    office = [
        somebody("Diop", given, email="brigade@example.org", birth_year=1980) for given in ("Awa", "Zeinab", "Fanta")
    ]
    years = [somebody("Diop", f"A{at}", email=f"{at // 2}@example.org", birth_year=1950 + at % 50) for at in range(300)]
    assert bits_of_other_name([*office, *years]) == OTHER_NAME
