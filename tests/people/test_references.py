"""Everything that points to a person follows a joining: a new reference needs its proof here."""

import uuid
from collections.abc import Callable
from datetime import date

import pytest

from ibcr_desktop.people.verdicts import decide, part
from ibcr_desktop.records import ALL_KINDS
from ibcr_desktop.records.field_types import LinksType, LinkType
from ibcr_desktop.records.fields import fields_of
from ibcr_desktop.records.people import Person
from ibcr_desktop.storage.child_protection import NO_CONSENT
from tests.databases import add
from tests.totals.year_builder import IN_YEAR, YearBuilder


def references() -> set[tuple[str, str]]:
    """Walk the declared fields of all kinds."""
    return {
        (kind.kind_name(), field.name)
        for kind in ALL_KINDS
        for field in fields_of(kind)
        if isinstance(field.type, LinkType | LinksType) and field.type.kind_name == Person.kind_name()
    }


def reached(year: YearBuilder, one: uuid.UUID, other: uuid.UUID) -> object:
    """Two participations of two people: the distinct people whom the year counts."""
    for each in (one, other):
        year.takes_part(each, year.workshop())
    return lambda: year.count("people_reached")


def employed(year: YearBuilder, one: uuid.UUID, other: uuid.UUID) -> object:
    for each in (one, other):
        add(year.store, "engagement", person_id=each, engagement_type="employee", starts_on=IN_YEAR)
    return lambda: year.count("employees")


def may_be_named(year: YearBuilder, one: uuid.UUID, other: uuid.UUID) -> object:
    """The consents of a child lie with the other record."""
    for given_by in ("parent", "self"):
        add(
            year.store,
            "consent",
            person_id=other,
            consent_scope="registration",
            given_by=given_by,
            child_assent=True,
            given_on=date(2021, 1, 1),
        )
    year.store.save(Person, one, {"birth_year": 2010, "family_name": "Sow"})
    return lambda: 1 + any(each.text == NO_CONSENT for each in year.store.problems(Person, one))


def joined_by_chain(year: YearBuilder, one: uuid.UUID, other: uuid.UUID) -> object:
    """A verdict names one record; whoever is joined with it is meant too."""
    third = year.person()
    decide(year.store, other, third, "same")
    for each in (one, third):
        year.takes_part(each, year.workshop())
    return lambda: year.count("people_reached")


# (kind, field) → what gives 2 while the two are two people and 1 once they are one
PROOFS: dict[tuple[str, str], Callable[[YearBuilder, uuid.UUID, uuid.UUID], object]] = {
    ("participation", "person_id"): reached,
    ("engagement", "person_id"): employed,
    ("consent", "person_id"): may_be_named,
    ("person_link", "first_id"): joined_by_chain,
    ("person_link", "second_id"): joined_by_chain,
}


def test_every_reference_to_a_person_has_its_proof_that_it_follows_a_joining() -> None:
    assert references() == set(PROOFS), "what reads a new reference must resolve joined people: prove it in PROOFS"


@pytest.mark.parametrize("reference", sorted(PROOFS))
def test_a_reference_follows_a_joining_and_a_parting(year: YearBuilder, reference: tuple[str, str]) -> None:
    one, other = sorted(year.person(professional_group="police") for _ in range(2))
    if reference == ("person_link", "second_id"):
        one, other = other, one
    count = PROOFS[reference](year, one, other)
    assert callable(count)
    assert count() == 2
    decide(year.store, one, other, "same")
    assert count() == 1
    part(year.store, one, other)
    assert count() == 2
