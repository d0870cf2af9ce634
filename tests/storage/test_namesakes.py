"""Who is asked about as maybe the same person when one is saved: by sound, and not by a frequent name alone."""

import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ibcr_desktop.records import Person
from ibcr_desktop.records.ids import new_id
from ibcr_desktop.storage.changes import Write
from ibcr_desktop.storage.namesakes import MANY, MOST_READ
from ibcr_desktop.storage.record_store import RecordStore
from tests.databases import add, new_database, statements_to, store_of


@pytest.fixture
def store(tmp_path: Path) -> Iterator[RecordStore]:
    with new_database(tmp_path) as database:
        yield store_of(database)


def person(store: RecordStore, name: str, **values: Any) -> uuid.UUID:
    family, _, given = name.partition(", ") if "," in name else name.rpartition(" ")[::-1]
    return add(store, "person", family_name=family, given_names=given or None, public_code=name, **values)


def asked(store: RecordStore, record_id: uuid.UUID) -> list[str]:
    """Give the codes of the people about whom somebody who saves the record is asked; they are their names here."""
    return [str(each.values["code"]) for each in store.problems(Person, record_id) if each.code == "namesake"]


@pytest.mark.parametrize(
    ("known", "typed"),
    [
        ("Adama Ouédraogo", "Adama Wedraogo"),
        ("Mohamed Traoré", "Mouhamadou Traore"),
        ("Amadou Diallo", "Jallow Amadou"),
        ("Ben Ali, Abdelkader", "Benali, Abdoul Kader"),
        ("María José Peña", "Peña Maria Jose"),
        ("Zongo", "ZONGO"),
    ],
)
def test_a_name_is_known_in_another_spelling(store: RecordStore, known: str, typed: str) -> None:
    person(store, known)
    assert asked(store, person(store, typed)) == [known]


@pytest.mark.parametrize(
    ("known", "typed"),
    [
        ("Awa Sall", "Awa Sylla"),
        ("Awa Sarr", "Awa Marie Sarr"),
        ("Awa Sarr", "Coumba Sarr"),
        ("Awa Sarr", "Sarr"),
    ],
)
def test_another_name_is_somebody_else(store: RecordStore, known: str, typed: str) -> None:
    person(store, known)
    assert asked(store, person(store, typed)) == []


@pytest.mark.parametrize(
    ("one", "other", "is_asked"),
    [
        ({"sex": "female"}, {"sex": "male"}, False),
        ({"sex": "female"}, {"sex": "not_asked"}, True),
        ({"birth_year": 1980}, {"birth_year": 1983}, False),
        ({"birth_year": 1980}, {"birth_year": 1982}, True),
        ({"birth_year": 1980}, {}, True),
    ],
)
def test_what_contradicts_silences(
    store: RecordStore, one: dict[str, Any], other: dict[str, Any], is_asked: bool
) -> None:
    person(store, "Adama Ouédraogo", **one)
    assert bool(asked(store, person(store, "Adama Wedraogo", **other))) is is_asked


@pytest.mark.parametrize("count", [MANY + 1, MOST_READ + 1])
def test_a_frequent_name_alone_says_nothing(store: RecordStore, count: int) -> None:
    ministry = new_id()
    store.write_all(
        [
            Write(Person, new_id(), {"family_name": "Diop", "given_names": "Fatou", "public_code": "one of many"})
            for _ in range(count)
        ]
    )
    person(store, "Fatou Diop", birth_year=1980)
    person(store, "FATOU DIOP", organisation_id=ministry)
    person(store, "Fatou Jobe", telephone="+221 77 123 45 67")
    assert asked(store, person(store, "Fatoumata Diop")) == []
    assert asked(store, person(store, "Fatoumata Diop", birth_year=1980)) == ["Fatou Diop"]
    assert asked(store, person(store, "Fatou DIOP", organisation_id=ministry)) == ["FATOU DIOP"]
    assert asked(store, person(store, "Fatim Diop", telephone="77 123 45 67")) == ["Fatou Jobe"]


def test_nobody_in_the_bin_is_asked_about(store: RecordStore) -> None:
    store.put_in_bin(Person, person(store, "Adama Ouédraogo"))
    assert asked(store, person(store, "Adama Wedraogo")) == []


def test_it_takes_a_few_look_ups_however_many_people_there_are(store: RecordStore) -> None:
    counts = []
    for number in (1, 60):
        store.write_all([Write(Person, new_id(), {"family_name": "Diop", "given_names": "Awa"}) for _ in range(number)])
        saved = person(store, "Awa Diop")
        with statements_to(store.database) as sent:
            asked(store, saved)
        counts.append(len(sent))
    assert counts[1] <= counts[0]
