"""Duplicates of the whole database: who is listed, in which tier, in which order, and who is not."""

import uuid
from datetime import date
from typing import Any

from ibcr_desktop.foundation.words import Words
from ibcr_desktop.people.duplicates import Pair, candidate_pairs
from ibcr_desktop.people.evidence import Clue, Tier, explanation
from ibcr_desktop.people.verdicts import decide
from ibcr_desktop.records import Workshop
from tests.databases import add
from tests.totals.year_builder import YearBuilder


def pairs(year: YearBuilder, **options: Any) -> list[Pair]:
    with year.store.database.reader() as connection:
        return candidate_pairs(connection, **options)


def person(year: YearBuilder, family: str, given: str, **more: Any) -> uuid.UUID:
    return year.person(family_name=family, given_names=given, **{"birth_year": None, **more})


def test_the_best_evidence_comes_first_and_is_said_in_words(year: YearBuilder) -> None:
    namesakes = {person(year, "Sow", "Awa"), person(year, "Sow", "Awa")}
    brigade = add(year.store, "organisation", name="Gendarmerie de Dakar")
    more = {"telephone": "77 123 45 67", "organisation_id": brigade, "birth_year": 1990}
    same = {person(year, "Traoré", "Mariam", **more), person(year, "Traore", "Mariama", **more)}
    first, last = pairs(year)
    assert ({first.a, first.b}, first.tier) == (same, Tier.VERY_LIKELY)
    assert ({last.a, last.b}, last.tier) == (namesakes, Tier.NAME_ONLY)
    assert first.a < first.b
    assert explanation(first.evidence, Words("en")).split("; ") == [
        "same telephone",
        "“Mariam” and “Mariama” are spellings of one name",
        "both born in 1990",
        "both at Gendarmerie de Dakar",
    ]


def test_those_who_are_rather_two_people_are_not_listed(year: YearBuilder) -> None:
    brigade = add(year.store, "organisation", name="Gendarmerie de Fatick")
    there = {"organisation_id": brigade}
    person(year, "Diop", "Assane", birth_year=1990, telephone="77 000 00 01", **there)  # twins with one telephone
    person(year, "Diop", "Ousseynou", birth_year=1990, telephone="77 000 00 01", **there)
    person(year, "Fall", "Modou", birth_year=1955, telephone="77 000 00 02", **there)  # father and son
    person(year, "Fall", "Modou", birth_year=1985, telephone="77 000 00 02", **there)
    person(year, "Kouassi", "Jean", birth_year=1970, sex="male", **there)
    person(year, "Kouassi", "Jeanne", birth_year=1970, sex="female", **there)
    person(year, "Diallo", "Fatou", birth_year=1980, **there)
    person(year, "Diallo", "Fatou", birth_year=1992, **there)
    assert [each for each in pairs(year) if each.tier is not Tier.NAME_ONLY] == []


def test_a_whole_date_and_a_locality_are_said_in_words(year: YearBuilder) -> None:
    there = {"birth_year": 1987, "locality": "Tambacounda"}
    person(year, "Diop", "Awa", birth_date=date(1987, 3, 12), **there)
    person(year, "Diop", "Awa", birth_date=date(1987, 12, 3), **{**there, "locality": "Tambacunda"})
    (pair,) = pairs(year)
    assert explanation(pair.evidence, Words("en")).split("; ") == [
        "same name",
        "dates of birth with day and month exchanged: 12 March 1987 and 3 December 1987",
        "localities of similar name: “Tambacounda” and “Tambacunda”",
    ]
    assert "3 décembre 1987" in explanation(pair.evidence, Words("fr"))


def test_a_record_fits_a_namesake_less_where_its_double_does_not_fit(year: YearBuilder) -> None:
    brigade = add(year.store, "organisation", name="Gendarmerie de Fatick")
    without = person(year, "Sawadogo", "Rasmata", organisation_id=brigade, telephone="70 11 22 33")
    namesake = person(year, "Sawadogo", "Rasmata", organisation_id=brigade, birth_year=1992)
    (alone,) = pairs(year)
    person(year, "Sawadogo", "Rasmata", organisation_id=brigade, telephone="70 11 22 33", birth_year=1960)
    (beside,) = [each for each in pairs(year) if {each.a, each.b} == {without, namesake}]
    assert beside.bits < alone.bits - 5
    assert beside.evidence[-1].text(Words("en")) == (
        "but the record “Sawadogo Rasmata” is surely one of the two and does not fit the other"
    )


def test_two_records_that_a_third_ties_together_are_offered(year: YearBuilder) -> None:
    brigade = add(year.store, "organisation", name="Gendarmerie de Fatick")
    by_telephone = person(year, "Sawadogo", "Rasmata", telephone="70 11 22 33")
    person(year, "Sawadogo", "Rasmata", telephone="70 11 22 33", birth_year=1960, organisation_id=brigade)
    by_year = person(year, "Sawadogo", "Rasmata", birth_year=1960, organisation_id=brigade)
    (found,) = [each for each in pairs(year) if {each.a, each.b} == {by_telephone, by_year}]
    assert found.tier is Tier.MAYBE
    assert found.evidence[-1].clue is Clue.COMPANY_FITS


def test_two_lines_of_one_activity_speak_against_one_person(year: YearBuilder) -> None:
    workshop = year.workshop(title="Atelier de Thiès")
    both = [person(year, "Ndiaye", "Coumba", birth_year=1990) for _ in range(2)]
    (before,) = pairs(year)
    for each in both:
        year.takes_part(each, workshop)
    (after,) = pairs(year)
    assert after.bits < before.bits
    assert after.evidence[-1].clue is Clue.TOGETHER
    assert "Atelier de Thiès" in after.evidence[-1].text(Words("fr"))
    year.store.put_in_bin(Workshop, workshop)
    assert pairs(year) == [before]


def test_decided_pairs_are_gone_and_open_ones_stay_marked(year: YearBuilder) -> None:
    one, other, third = (person(year, "Sow", "Awa", birth_year=1990) for _ in range(3))
    assert len(pairs(year)) == 3
    decide(year.store, one, other, "same")
    (left,) = pairs(year)
    assert {left.a, left.b} == {min(one, other), third}
    decide(year.store, other, third, "undecided")
    assert [each.is_open for each in pairs(year)] == [True]
    decide(year.store, one, third, "different")
    assert pairs(year) == []
    add(year.store, "person", third, telephone="77 000 00 01")
    assert len(pairs(year)) == 1


def test_an_office_or_an_activity_narrows_the_list(year: YearBuilder) -> None:
    workshop = year.workshop()
    here = [person(year, "Sow", "Awa", birth_year=1990) for _ in range(2)]
    there = [person(year, "Ba", "Mariama", birth_year=1980, office="BKO") for _ in range(2)]
    year.takes_part(here[0], workshop)
    assert len(pairs(year)) == 2
    assert [{each.a, each.b} for each in pairs(year, office="BKO")] == [set(there)]
    assert [{each.a, each.b} for each in pairs(year, activity=workshop)] == [set(here)]


def test_progress_is_told_and_stopping_gives_nothing(year: YearBuilder) -> None:
    for _ in range(3):
        person(year, "Sow", "Awa", birth_year=1990)
    told: list[tuple[int, int]] = []
    assert pairs(year, progress=lambda done, of_all: told.append((done, of_all)))
    assert told[-1] == (3, 3)
    assert pairs(year, stopped=lambda: True) == []
