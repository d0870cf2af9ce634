"""Many pairs in one sitting: what a verdict writes, what it takes off the list, and the way back."""

import uuid
from typing import Any

from ibcr_desktop.foundation.words import Words
from ibcr_desktop.people.duplicates import Pair
from ibcr_desktop.people.duplicates_left import duplicates_left, note_duplicates
from ibcr_desktop.people.evidence import Tier
from ibcr_desktop.people.pair_comparison import Comparison, compare
from ibcr_desktop.people.person_card import read_card
from ibcr_desktop.people.sitting import Sitting, settle, take_back
from ibcr_desktop.people.verdicts import decide, part_from_all
from ibcr_desktop.records.people import new_public_code
from ibcr_desktop.storage.lexicon import StoredLexicon
from ibcr_desktop.storage.same_person import records_of_people
from ibcr_desktop.totals.totals_json import totals_as_json
from tests.totals.year_builder import YearBuilder

A, B, C, D = (uuid.UUID(int=number) for number in range(1, 5))


def pair(one: uuid.UUID, other: uuid.UUID, bits: float = 1.0) -> Pair:
    first, second = sorted((one, other))
    return Pair(first, second, Tier.MAYBE, (), bits)


def ends(sitting: Sitting) -> list[tuple[uuid.UUID, uuid.UUID]]:
    return [(each.a, each.b) for each in sitting.pairs]


def compared(year: YearBuilder, one: uuid.UUID, other: uuid.UUID) -> Comparison:
    database = year.store.database
    lexicon = StoredLexicon(database, Words("en"), year.store.clock)
    cards = [read_card(database, lexicon, each) for each in (one, other)]
    assert cards[0] is not None
    assert cards[1] is not None
    return compare(cards[0], cards[1], lexicon)


def values(year: YearBuilder, person: uuid.UUID) -> dict[str, Any]:
    opened = year.store.open("person", person)
    assert opened is not None
    return dict(opened.values)


def joined(year: YearBuilder, person: uuid.UUID) -> set[uuid.UUID]:
    with year.store.database.reader() as connection:
        return records_of_people(connection, [person])


def test_two_who_became_one_have_one_pair_with_a_third() -> None:
    sitting = Sitting([pair(A, B, 9), pair(B, C, 8), pair(A, C, 7), pair(C, D, 6)])
    sitting.decided(sitting.pairs[0], "same")
    assert ends(sitting) == [(A, C), (C, D)]
    assert sitting.pairs[0].bits == 8
    sitting.decided(sitting.pairs[0], "same")
    assert ends(sitting) == [(A, D)]


def test_another_verdict_takes_off_its_own_pair_only_and_each_step_goes_back() -> None:
    sitting = Sitting([pair(A, B), pair(B, C), pair(A, C)])
    for verdict in ("different", "undecided"):
        sitting.decided(sitting.pairs[0], verdict)
    assert ends(sitting) == [(A, C)]
    sitting.step_back()
    sitting.step_back()
    sitting.step_back()
    assert ends(sitting) == [(A, B), (B, C), (A, C)]


def test_the_two_are_compared_field_by_field_with_the_smallest_id_first(year: YearBuilder) -> None:
    workshop, other_workshop = year.workshop(), year.workshop()
    older = year.person(family_name="Traoré", given_names="Fatoumata", telephone=None)
    newer = year.person(family_name="Traore", given_names="Fatoumata", telephone="77 123", birth_year=1985)
    for person, activity in ((older, workshop), (newer, workshop), (newer, other_workshop)):
        year.takes_part(person, activity)
    found = compared(year, newer, older)
    assert (found.first.person_id, found.second.person_id) == (older, newer)
    assert {each.name for each in found.fields if each.differs} == {"family_name"}
    telephone = next(each for each in found.fields if each.name == "telephone")
    assert (telephone.texts, telephone.differs) == (("", "77 123"), False)
    assert found.shared_activities == 1
    assert found.chosen({"family_name": 1, "telephone": 1, "sex": 1}) == {"family_name": "Traore"}
    assert found.chosen({"family_name": 0}) == {}


def test_joining_shows_the_chosen_value_and_taking_back_leaves_everything_as_before(year: YearBuilder) -> None:
    older, newer = (
        year.person(family_name=name, given_names="Fatou", public_code=new_public_code())
        for name in ("Traoré", "Traore")
    )
    workshop = year.workshop()
    for each in (older, newer):
        year.takes_part(each, workshop)
    before = totals_as_json(year.totals(), Words("en"))
    settled = settle(year.store, pair(older, newer), "same", why="same name", chosen={"family_name": "Traore"})
    assert values(year, older)["family_name"] == "Traore"
    assert joined(year, newer) == {older, newer}
    assert year.count("people_reached") == 1
    take_back(year.store, settled)
    assert values(year, older)["family_name"] == "Traoré"
    assert joined(year, newer) == {newer}
    assert totals_as_json(year.totals(), Words("en")) == before


def test_taking_back_brings_an_earlier_verdict_back(year: YearBuilder) -> None:
    one, other = year.person(), year.person()
    settle(year.store, pair(one, other), "same", why="", chosen={})
    settled = settle(year.store, pair(one, other), "different", why="", chosen={})
    assert joined(year, one) == {one}
    take_back(year.store, settled)
    assert joined(year, one) == {one, other}


def test_one_record_is_taken_out_of_a_person_of_several_whatever_the_links(year: YearBuilder) -> None:
    one, other, third = (year.person() for _ in range(3))
    for pair_of in ((one, other), (other, third), (one, third)):
        decide(year.store, *pair_of, "same")
    assert len(part_from_all(year.store, other)) == 2
    assert joined(year, other) == {other}
    assert joined(year, one) == {one, third}


def test_the_number_for_the_home_page_counts_what_is_more_than_a_name_and_not_put_off(year: YearBuilder) -> None:
    database = year.store.database
    assert duplicates_left(database) == 0
    first = year.person(family_name="Ouédraogo", given_names="Awa", telephone="+226 70 11 22 33")
    second = year.person(family_name="Wedraogo", given_names="Awa", telephone="70 11 22 33", birth_year=1985)
    assert duplicates_left(database) == 1
    note_duplicates(database, 7)
    assert duplicates_left(database) == 7  # nothing was written since, so nobody is compared again
    decide(year.store, first, second, "undecided")
    assert duplicates_left(database) == 0
