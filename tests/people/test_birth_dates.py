"""A date of birth gives the year that totals count by, contradicts no other year, and goes with the identity."""

import uuid
from datetime import date
from typing import Any

import pytest

from ibcr_desktop.foundation.words import Words
from ibcr_desktop.people.anonymising import anonymise
from ibcr_desktop.records import Person
from ibcr_desktop.records.people import new_public_code
from ibcr_desktop.storage.changes import Write
from ibcr_desktop.storage.record_store import RecordStore
from tests.databases import add
from tests.totals.year_builder import YearBuilder

BORN = date(1987, 3, 12)


@pytest.fixture
def store(year: YearBuilder) -> RecordStore:
    return year.store


def values(store: RecordStore, person: uuid.UUID) -> dict[str, Any]:
    opened = store.open("person", person)
    assert opened is not None
    return dict(opened.values)


def somebody(store: RecordStore, **more: Any) -> uuid.UUID:
    usual = {"sex": "female", "professional_group": "police", "public_code": new_public_code()}
    return add(store, "person", **{**usual, **more})


@pytest.mark.parametrize("known", [None, 1986, 1988])
def test_the_year_follows_from_the_date_also_where_an_age_was_a_year_off(store: RecordStore, known: int | None) -> None:
    person = somebody(store, birth_year=known)
    assert store.save(Person, person, {"birth_date": BORN}).problems == ()
    assert values(store, person)["birth_year"] == 1987


def test_the_year_follows_for_new_people_and_for_those_that_are_written_together(store: RecordStore) -> None:
    new = somebody(store, birth_date=BORN)
    assert values(store, new)["birth_year"] == 1987
    other = somebody(store, age_band="18-49")
    judged = store.save_together([Write(Person, other, {"birth_date": BORN})])
    assert judged[other].problems == ()
    assert values(store, other)["birth_year"] == 1987


def test_a_date_in_another_year_is_an_error_and_changes_nothing_of_it(store: RecordStore) -> None:
    person = somebody(store, birth_year=1978)
    (problem,) = store.save(Person, person, {"birth_date": BORN}).problems
    assert problem.blocks
    assert problem.field_name == "birth_date"
    assert problem.sentence(Words("en")).startswith("The date of birth is not in the year of birth, 1978.")
    assert values(store, person)["birth_year"] == 1978


def test_a_year_typed_beside_the_date_is_kept_and_contradicts_it(store: RecordStore) -> None:
    person = somebody(store, birth_date=BORN)
    (problem,) = store.save(Person, person, {"birth_year": 1986}).problems
    assert (problem.field_name, values(store, person)["birth_year"]) == ("birth_date", 1986)


def test_nobody_is_born_tomorrow(store: RecordStore) -> None:
    problems = store.save(Person, somebody(store), {"birth_date": date(2021, 6, 16)}).problems
    assert "This date of birth lies in the future." in [each.sentence(Words("en")) for each in problems]


def test_the_year_may_not_be_emptied_beside_a_date(store: RecordStore) -> None:
    person = somebody(store, birth_date=BORN, age_band="18-49")
    (problem,) = store.save(Person, person, {"birth_year": None}).problems
    assert problem.sentence(Words("en")).startswith("Give the year of birth")


def test_the_date_and_the_locality_of_a_child_are_identity(store: RecordStore) -> None:
    for identity in ({"birth_date": date(2010, 1, 2)}, {"locality": "Fatick"}):
        child = somebody(store, birth_year=2010)
        problems = store.save(Person, child, identity).problems
        assert {each.field_name for each in problems if each.blocks} == set(identity)


def test_the_date_and_the_locality_are_erased_with_the_name_and_the_year_stays(store: RecordStore) -> None:
    person = somebody(store, family_name="Diop", birth_date=BORN, locality="Fatick")
    anonymise(store, [person], "The time is over")
    left = values(store, person)
    assert (left["family_name"], left["birth_date"], left["locality"], left["birth_year"]) == (None, None, None, 1987)
    store.save(Person, person, {"birth_date": date(1986, 1, 1)})
    assert (values(store, person)["birth_date"], values(store, person)["birth_year"]) == (None, 1987)
