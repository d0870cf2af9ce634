"""Children have no name, unless headquarters allows it for their project and both parent and child agree."""

import uuid
from datetime import date
from typing import Any

import pytest

from ibcr_desktop.foundation.words import Words
from ibcr_desktop.records import Consent, Person, Project
from ibcr_desktop.records.participations import participation_id
from ibcr_desktop.records.people import new_public_code, person_link_id
from ibcr_desktop.storage.database import Database
from ibcr_desktop.storage.record_store import RecordStore
from tests.databases import add, dakar, store_of

NOT_ALLOWED, NO_CONSENT = "headquarters allows names of children for no project", "needs the consent of a parent"
PERMISSION = {"child_names_purpose": "To reunite families", "child_names_until": date(2021, 12, 31)}


@pytest.fixture
def headquarters(database: Database) -> RecordStore:
    return store_of(database, author=dakar(office="MTL", is_headquarters=True))


@pytest.fixture
def project(store: RecordStore) -> uuid.UUID:
    return add(store, "project", code="P1", title="Enfants", countries=("SEN",))


def child(store: RecordStore, **values: Any) -> uuid.UUID:
    usual = {"sex": "female", "birth_year": 2008, "public_code": new_public_code(), "professional_group": "children"}
    return add(store, "person", **{**usual, **values})


def takes_part(store: RecordStore, person: uuid.UUID, project: uuid.UUID) -> None:
    workshop = add(store, "workshop", title="Consultation", project_id=project)
    line = {"person_id": person, "activity_id": workshop}
    add(store, "participation", participation_id(person, workshop), **line)


def agree(store: RecordStore, person: uuid.UUID, **values: Any) -> uuid.UUID:
    usual = {"consent_scope": "registration", "given_on": date(2021, 5, 1), "given_by": "parent", "child_assent": True}
    return add(store, "consent", **{**usual, "person_id": person, **values})


def missing(store: RecordStore, person: uuid.UUID) -> list[str]:
    sentences = [each.sentence(Words("en")) for each in store.problems(Person, person) if each.blocks]
    return [part for part in (NOT_ALLOWED, NO_CONSENT) if any(part in sentence for sentence in sentences)]


def test_a_child_is_named_only_with_permission_and_both_consents(
    store: RecordStore, headquarters: RecordStore, project: uuid.UUID
) -> None:
    person = child(store, family_name="Diallo")
    takes_part(store, person, project)
    assert missing(store, person) == [NOT_ALLOWED, NO_CONSENT]
    headquarters.save(Project, project, PERMISSION)
    assert missing(store, person) == [NO_CONSENT]
    given = agree(store, person, child_assent=None)
    assert missing(store, person) == [NO_CONSENT]
    store.save(Consent, given, {"child_assent": True})
    assert missing(store, person) == []
    store.save(Consent, given, {"withdrawn_on": date(2021, 6, 1)})
    assert missing(store, person) == [NO_CONSENT]


@pytest.mark.parametrize(
    "changes",
    [
        {"child_names_until": date(2021, 6, 14)},  # yesterday
        {"child_names_purpose": None},
        {"child_names_until": None},
        {"deleted": True},
    ],
)
def test_a_permission_that_has_ended_is_none(
    store: RecordStore, headquarters: RecordStore, project: uuid.UUID, changes: dict[str, Any]
) -> None:
    person = child(store, family_name="Diallo")
    takes_part(store, person, project)
    agree(store, person)
    headquarters.save(Project, project, PERMISSION)
    assert missing(store, person) == []
    headquarters.save(Project, project, changes)
    assert missing(store, person) == [NOT_ALLOWED]


def test_an_office_cannot_allow_names_by_itself(
    store: RecordStore, headquarters: RecordStore, project: uuid.UUID
) -> None:
    person = child(store, family_name="Diallo")
    takes_part(store, person, project)
    agree(store, person)
    store.save(Project, project, PERMISSION)
    assert missing(store, person) == [NOT_ALLOWED]
    assert "child_names_until" in {each.field_name for each in store.problems(Project, project) if each.blocks}
    headquarters.save(Project, project, {"child_names_until": date(2021, 11, 30)})
    assert missing(store, person) == []
    assert "child_names_until" not in {each.field_name for each in store.problems(Project, project)}


def test_the_office_that_is_headquarters_may_allow_it_on_any_computer(
    store: RecordStore, database: Database, project: uuid.UUID
) -> None:
    add(store, "office", code="MTL", name="Montréal", country="CAN", is_headquarters=True)
    person = child(store, family_name="Diallo")
    takes_part(store, person, project)
    agree(store, person)
    store_of(database, author=dakar(office="MTL")).save(Project, project, PERMISSION)
    assert missing(store, person) == []


@pytest.mark.parametrize(
    "identity",
    [
        {"telephone": "77 123"},
        {"email": "a@b.org"},
        {"other_spellings": "Dialo"},
        {"name_in_other_script": "ديالو"},
        {"birth_date": date(2008, 2, 3)},
        {"locality": "Thiès"},
    ],
)
def test_a_telephone_names_a_child_as_a_name_does(store: RecordStore, identity: dict[str, str]) -> None:
    assert missing(store, child(store, **identity)) == [NOT_ALLOWED, NO_CONSENT]


def test_a_child_without_identity_needs_nothing(store: RecordStore) -> None:
    assert missing(store, child(store)) == []


@pytest.mark.parametrize(
    ("age", "is_protected"),
    [
        ({"birth_year": 2003}, True),  # 18 this year: a year is not a birthday
        ({"birth_year": 2002}, False),
        ({"birth_year": None, "age_band": "13-17"}, True),
        ({"birth_year": None, "age_band": "13-17", "age_band_on": date(2016, 1, 1)}, True),
        ({"birth_year": None, "age_band": "13-17", "age_band_on": date(2015, 1, 1)}, False),
        ({"birth_year": None, "age_band": "18-49"}, False),
        ({"birth_year": None, "age_band": "unknown"}, False),
    ],
)
def test_identity_is_protected_until_nobody_of_that_age_can_be_a_child(
    store: RecordStore, age: dict[str, Any], *, is_protected: bool
) -> None:
    assert bool(missing(store, child(store, family_name="Ba", **age))) is is_protected


def test_consents_and_projects_of_joined_records_count(
    store: RecordStore, headquarters: RecordStore, project: uuid.UUID
) -> None:
    person, again = child(store, family_name="Diallo"), child(store)
    add(store, "person_link", person_link_id(person, again), first_id=person, second_id=again, verdict="same")
    takes_part(store, again, project)
    agree(store, again)
    headquarters.save(Project, project, PERMISSION)
    assert missing(store, person) == []


def test_consent_to_a_photograph_is_no_consent_to_a_name(
    store: RecordStore, headquarters: RecordStore, project: uuid.UUID
) -> None:
    person = child(store, family_name="Diallo")
    takes_part(store, person, project)
    headquarters.save(Project, project, PERMISSION)
    agree(store, person, consent_scope="photo")
    assert missing(store, person) == [NO_CONSENT]
