"""Known or new: what is offered while a name is typed, in whatever spelling, and what is not."""

import uuid
from datetime import date
from typing import Any

import pytest

from ibcr_desktop.foundation.words import Words
from ibcr_desktop.people.evidence import Clue, Tier
from ibcr_desktop.people.known_people import Candidate, TypedPerson, known_people
from ibcr_desktop.people.verdicts import decide
from tests.databases import add
from tests.totals.year_builder import IN_YEAR, YearBuilder


def offered(year: YearBuilder, family: str = "", given: str = "", **more: Any) -> list[Candidate]:
    with year.store.database.reader() as connection:
        return known_people(connection, TypedPerson(family, given, **more))


def person(year: YearBuilder, family: str, given: str, **more: Any) -> uuid.UUID:
    return year.person(family_name=family, given_names=given, **{"birth_year": None, **more})


@pytest.mark.parametrize(
    ("known", "typed"),
    [
        (("Diallo", "Fatoumata"), ("Diallo", "Fatou")),
        (("Diallo", "Mamadou"), ("mamadou", "diallo")),
        (("Diallo", "Mamadou"), ("Djallo", "Mamadu")),
        (("Ouédraogo", "Awa"), ("Wedraogo", "Awa")),
        (("N'Diaye", "Ousmane"), ("Ndiaye", "Ousmane")),
        (("Diop", "Cheikh"), ("Dieup", "Sheikh")),
        (("Traoré", "Mohamed"), ("Traore", "Mouhamadou")),
        (("Rodríguez", "María José"), ("Rodrigues", "Maria")),
        (("Ould Ahmed", "Sidi"), ("Ahmed", "Sidi")),
        (("El Amrani", "Mohamed"), ("Al-Amrani", "Mohammed")),
        (("محمد", "علي"), ("Ali", "Mohamed")),
        (("Sow", "Abdoulaye"), ("Sow", "Abdullahi")),
        (("Sow", "Abd el Kader"), ("Sow", "Abdoulkader")),
        (("Kouassi", "Jean Marie"), ("Kouassi", "Jean-Marie")),
        (("Kouassi", "Jeanmarie"), ("Kouassi", "Jean Marie")),
    ],
)
def test_a_known_person_is_found_under_another_spelling(
    year: YearBuilder, known: tuple[str, str], typed: tuple[str, str]
) -> None:
    wanted = person(year, *known)
    person(year, "Zongo", "Boukary")
    assert [each.person_id for each in offered(year, *typed)] == [wanted]


def test_two_letters_of_a_name_are_enough_and_one_is_not(year: YearBuilder) -> None:
    wanted = person(year, "Sawadogo", "Rasmata")
    assert offered(year, "S") == []
    assert [each.person_id for each in offered(year, "Sa")] == [wanted]
    assert [each.person_id for each in offered(year, "", "ra")] == [wanted]


def test_the_same_telephone_is_very_likely_and_says_so(year: YearBuilder) -> None:
    person(year, "Diallo", "Fatou")
    wanted = person(year, "Diallo", "Fatoumata", telephone="+221 77 123 45 67")
    first = offered(year, "Diallo", "Fatou", phone="77 123 45 67")[0]
    assert (first.person_id, first.tier) == (wanted, Tier.VERY_LIKELY)
    assert first.evidence[0].text(Words("en")) == "same telephone"


def test_an_initial_is_shown_as_it_was_written_and_not_as_a_longer_name_with_that_letter(year: YearBuilder) -> None:
    person(year, "Fall", "A.", birth_year=1964)
    (evidence,) = [each for each in offered(year, "Fall", "Abdoulaye")[0].evidence if each.clue is Clue.INITIAL]
    assert sorted(evidence.values.values()) == ["A", "Abdoulaye"]


def test_an_age_on_a_day_finds_the_year_of_birth(year: YearBuilder) -> None:
    old = person(year, "Diallo", "Fatou", birth_year=1960)
    young = person(year, "Diallo", "Fatou", birth_year=1990)
    first, second = offered(year, "Diallo", "Fatou", age=30, on=date(2020, 10, 15))
    assert (first.person_id, second.person_id) == (young, old)
    assert Clue.AGE_FITS in {each.clue for each in first.evidence}
    assert Clue.AGE_FAR in {each.clue for each in second.evidence}


def test_jean_is_not_jeanne_but_may_be_meant(year: YearBuilder) -> None:
    jeanne = person(year, "Kouassi", "Jeanne", sex="female", birth_year=1990)
    candidate = offered(year, "Kouassi", "Jean", sex="male", birth_year=1990)[0]
    assert candidate.person_id == jeanne
    assert candidate.tier is Tier.NAME_ONLY
    assert {Clue.OTHER_FORM, Clue.SEX_DIFFERS} <= {each.clue for each in candidate.evidence}


def test_a_joined_person_is_offered_once_with_what_either_record_says(year: YearBuilder) -> None:
    one = person(year, "Diallo", "Mamadou", telephone="70 00 00 01")
    other = person(year, "Djallo", "Mamadou", birth_year=1980)
    year.takes_part(one, year.workshop())
    year.takes_part(other, year.workshop())
    decide(year.store, one, other, "same")
    (candidate,) = offered(year, "Diallo", "Mamadou")
    assert candidate.person_id == min(one, other)
    assert (candidate.birth_year, candidate.phone, candidate.activities) == (1980, "70 00 00 01", 2)
    assert candidate.last_activity == IN_YEAR


def test_somebody_else_is_remembered_until_one_of_the_two_changes(year: YearBuilder) -> None:
    own, other = person(year, "Diallo", "Fatou"), person(year, "Diallo", "Fatou")
    decide(year.store, own, other, "different")
    assert offered(year, "Diallo", "Fatou", person_id=own) == []
    add(year.store, "person", other, function="Brigadier")
    assert offered(year, "Diallo", "Fatou", person_id=own) == []
    add(year.store, "person", other, birth_year=1991)
    assert [each.person_id for each in offered(year, "Diallo", "Fatou", person_id=own)] == [other]


def test_the_rows_own_person_and_people_in_the_bin_are_not_offered(year: YearBuilder) -> None:
    own = person(year, "Diallo", "Fatou")
    person(year, "Diallo", "Fatou", deleted=True)
    assert offered(year, "Diallo", "Fatou", person_id=own) == []


def test_the_organisation_is_named_and_speaks_for_the_person(year: YearBuilder) -> None:
    brigade = add(year.store, "organisation", name="Gendarmerie de Fatick")
    person(year, "Diallo", "Fatou")
    wanted = person(year, "Diallo", "Fatou", organisation_id=brigade)
    first = offered(year, "Diallo", "Fatou", organisation=brigade)[0]
    assert (first.person_id, first.organisation, first.tier) == (wanted, "Gendarmerie de Fatick", Tier.MAYBE)
