"""Who is offered as one person and who is not, by what the two have in common."""

from datetime import date
from typing import Any

import pytest

from ibcr_desktop.people.evidence import Tier
from ibcr_desktop.people.facts import Facts
from ibcr_desktop.people.weighing import weigh
from tests.people.people_to_compare import BRIGADE, COURT, around, somebody

BORN = date(1987, 3, 12)
SURROUNDED: dict[str, Any] = {"organisation_id": BRIGADE, "locality": "Fatick", "sex": "male"}
HERE: dict[str, Any] = {**SURROUNDED, "birth_date": BORN, "birth_year": 1987}


def is_offered(one: Facts, other: Facts) -> bool:
    found = weigh(one, other, around(one, other))
    return found is not None and found.tier is not Tier.NAME_ONLY


def born(day: date | None, year: int = 1987) -> dict[str, Any]:
    return {**SURROUNDED, "birth_date": day, "birth_year": day.year if day else year}


def test_twins_share_date_brigade_locality_and_telephone_and_are_two() -> None:
    both = {**HERE, "telephone": "77 123 45 67"}
    assert not is_offered(somebody("Diop", "Assane", **both), somebody("Diop", "Ousseynou", **both))
    assert not is_offered(somebody("Diop", "Assane", **both), somebody("Ousseynou", "Diop", **both))


def test_father_and_son_of_one_name_are_two_also_with_one_birthday() -> None:
    telephone = {"telephone": "77 123 45 67"}
    father, son = ({**born(date(year, 3, 12)), **telephone} for year in (1957, 1985))
    assert not is_offered(somebody("Fall", "Modou", **father), somebody("Fall", "Modou", **son))


def test_jean_and_jeanne_of_one_date_are_two() -> None:
    jean = somebody("Kouassi", "Jean", **HERE)
    jeanne = somebody("Kouassi", "Jeanne", **{**HERE, "sex": "female"})
    assert not is_offered(jean, jeanne)


def test_two_of_one_name_brigade_and_village_are_two_by_their_dates() -> None:
    one, in_another_month = (somebody("Diallo", "Fatou", **born(day)) for day in (BORN, date(1987, 11, 24)))
    assert not is_offered(one, in_another_month)
    assert is_offered(one, somebody("Diallo", "Fatou", **born(None)))


@pytest.mark.parametrize("day", [BORN, date(1987, 12, 3), date(1937, 3, 12), date(1987, 3, 21)])
def test_a_date_that_was_typed_wrongly_is_still_evidence(day: date) -> None:
    assert is_offered(
        somebody("Diop", "Assane", birth_date=BORN, birth_year=1987),
        somebody("Diop", "Assane", birth_date=day, birth_year=day.year),
    )


def test_the_first_of_january_is_only_a_year() -> None:
    registered = {"birth_date": date(1987, 1, 1), "birth_year": 1987}
    known = somebody("Diop", "Assane", **registered)
    typed = somebody("Diop", "Assane", birth_date=BORN, birth_year=1987)
    year_alone = somebody("Diop", "Assane", birth_year=1987)
    among = around(known, typed)
    by_year, by_date = weigh(year_alone, typed, among), weigh(known, typed, among)
    assert by_year is not None
    assert by_date is not None
    assert by_date.bits == by_year.bits


def test_a_married_name_does_not_hide_a_person_of_the_same_date_and_place() -> None:
    before = somebody("Ndiaye", "Coumba", **HERE)
    after = somebody("Sarr", "Coumba", **HERE)
    assert is_offered(before, after)
    assert not is_offered(
        before, somebody("Sarr", "Coumba", **{**HERE, "birth_date": date(1990, 5, 1), "birth_year": 1990})
    )


def test_one_digit_of_a_telephone_is_evidence_but_not_for_two_desks_of_one_office() -> None:
    def bits(telephone: str) -> float:
        one = somebody("Diop", "Assane", telephone="33 823 45 60", birth_year=1987)
        other = somebody("Diop", "Assane", telephone=telephone, birth_year=1987)
        found = weigh(one, other, around(one, other))
        assert found is not None
        return found.bits

    assert bits("33 823 45 60") > bits("33 832 45 60") > bits("33 823 45 61")
    assert bits("33 823 45 61") == bits("77 000 11 22")


def test_two_signs_of_an_address_are_evidence_but_not_the_numbers_of_two_agents() -> None:
    def is_found(one: str, other: str) -> bool:
        return is_offered(somebody("Diop", "Assane", email=one), somebody("Diop", "Assane", email=other))

    assert is_found("assane.diop@example.org", "asane.diop@example.org")
    assert is_found("assane.diop@example.org", "asane.dop@example.org")
    assert not is_found("commissariat01@example.org", "commissariat02@example.org")


def test_a_small_place_says_more_than_a_large_one_and_another_speaks_against() -> None:
    def bits(locality: str, people: int) -> float:
        one = somebody("Diop", "Assane", locality="Fatick", birth_year=1987)
        other = somebody("Diop", "Assane", locality=locality, birth_year=1987)
        among = around(one, other)
        among = type(among)(
            among.people, among.bearers, localities={each.locality_key: people for each in (one, other)}
        )
        found = weigh(one, other, among)
        assert found is not None
        return found.bits

    assert bits("FATICK", 5) > bits("Fatick", 2_000) > bits("Kaolack", 5)
    assert bits("Fattick", 5) > bits("Kaolack", 5)


def test_workplace_and_locality_say_less_together_than_each_alone() -> None:
    def bits(**values: Any) -> float:
        one, other = (somebody("Diop", "Assane", **values) for _ in range(2))
        found = weigh(one, other, around(one, other))
        assert found is not None
        return found.bits

    nothing, workplace, locality = bits(), bits(organisation_id=COURT), bits(locality="Kaolack")
    both = bits(organisation_id=COURT, locality="Kaolack")
    assert max(workplace, locality) < both < workplace + locality - nothing
