"""Joining, telling apart and parting: one record a pair, refused only where it would contradict, taken back exactly."""

import uuid

import pytest
from sqlalchemy import select

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.people.verdicts import decide, part
from ibcr_desktop.records.people import PersonLink, person_link_id
from ibcr_desktop.storage.rows import table_of
from tests.totals.year_builder import YearBuilder

REACHED = "people_reached"


@pytest.fixture
def people(year: YearBuilder) -> list[uuid.UUID]:
    return [year.person(family_name="Diallo", given_names=f"Fatou {place}") for place in range(4)]


def verdict(year: YearBuilder, one: uuid.UUID, other: uuid.UUID) -> str | None:
    table = table_of(PersonLink)
    of_pair = select(table.c.verdict).where(table.c.id == person_link_id(one, other), table.c.deleted.is_(False))
    with year.store.database.reader() as connection:
        found: str | None = connection.execute(of_pair).scalar_one_or_none()
        return found


def test_a_verdict_is_one_record_of_the_pair_whichever_is_named_first(
    year: YearBuilder, people: list[uuid.UUID]
) -> None:
    decide(year.store, people[0], people[1], "undecided")
    decide(year.store, people[1], people[0], "same", why="same telephone")
    assert verdict(year, *people[:2]) == "same"


def test_parting_gives_back_the_verdict_from_before(year: YearBuilder, people: list[uuid.UUID]) -> None:
    one, other = people[:2]
    for before in (None, "undecided", "different"):
        if before:
            decide(year.store, one, other, before)
        decide(year.store, one, other, "same")
        part(year.store, other, one)
        assert verdict(year, one, other) == before


def test_two_joined_people_in_one_activity_keep_both_lines_and_count_once(
    year: YearBuilder, people: list[uuid.UUID]
) -> None:
    workshop = year.workshop()
    lines = [year.takes_part(each, workshop) for each in people[:2]]
    decide(year.store, people[0], people[1], "same")
    assert year.count(REACHED) == 1
    assert all(year.store.open("participation", each) for each in lines)
    part(year.store, people[0], people[1])
    assert year.count(REACHED) == 2


def test_people_joined_through_a_third_are_parted_pair_by_pair(year: YearBuilder, people: list[uuid.UUID]) -> None:
    a, b, c, _ = people
    decide(year.store, a, b, "same")
    decide(year.store, b, c, "same")
    with pytest.raises(UserError, match="Diallo Fatou 0 – Diallo Fatou 1 – Diallo Fatou 2"):
        part(year.store, a, c)
    assert verdict(year, a, b) == "same"
    part(year.store, b, c)
    with pytest.raises(UserError, match="not joined"):
        part(year.store, a, c)


def test_a_pair_of_a_circle_can_be_parted_and_it_is_said_that_the_two_are_still_one(
    year: YearBuilder, people: list[uuid.UUID]
) -> None:
    a, b, c, _ = people
    for one, other in ((a, b), (b, c), (a, c)):
        decide(year.store, one, other, "same")
    assert part(year.store, a, c) == "Diallo Fatou 0 – Diallo Fatou 1 – Diallo Fatou 2"
    assert part(year.store, a, b) == ""


def test_joining_what_somebody_told_apart_is_refused(year: YearBuilder, people: list[uuid.UUID]) -> None:
    a, b, c, _ = people
    decide(year.store, a, b, "different")
    decide(year.store, b, c, "same")
    with pytest.raises(UserError, match="Diallo Fatou 0 and Diallo Fatou 1"):
        decide(year.store, a, c, "same")
    assert verdict(year, a, c) is None
    decide(year.store, a, b, "same")  # the pair itself may be decided anew
    decide(year.store, a, c, "same")


def test_nobody_is_joined_with_himself_or_with_somebody_who_is_not_here(
    year: YearBuilder, people: list[uuid.UUID]
) -> None:
    with pytest.raises(UserError, match="one and the same"):
        decide(year.store, people[0], people[0], "same")
    in_bin = year.person(deleted=True)
    for stranger in (uuid.uuid4(), in_bin):
        with pytest.raises(UserError, match=str(stranger)):
            decide(year.store, people[0], stranger, "same")
