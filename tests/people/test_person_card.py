"""The card of a person: what it says of attendance, and which of several records speaks."""

import uuid
from datetime import date

import pytest

from ibcr_desktop.foundation.words import Words
from ibcr_desktop.people.people_list import listed_people
from ibcr_desktop.people.person_card import PersonCard, TakenPart, read_card
from ibcr_desktop.records import OrganisationSetting
from ibcr_desktop.records.offices import SETTINGS_ID
from ibcr_desktop.storage.lexicon import StoredLexicon
from tests.databases import add
from tests.totals.year_builder import YearBuilder

DAY = date(2020, 10, 15)


def card(year: YearBuilder, person: uuid.UUID) -> PersonCard:
    database = year.store.database
    found = read_card(database, StoredLexicon(database, Words("en"), year.store.clock), person)
    assert found is not None
    return found


def only(year: YearBuilder, person: uuid.UUID) -> TakenPart:
    (part,) = card(year, person).history
    return part


def sessions(year: YearBuilder, workshop: uuid.UUID, **status: float) -> list[uuid.UUID]:
    return [
        add(year.store, "session", activity_id=workshop, held_on=DAY, hours=hours, status=each.rstrip("2"))
        for each, hours in status.items()
    ]


def test_sessions_say_who_completed_and_one_that_did_not_take_place_is_not_missed(year: YearBuilder) -> None:
    workshop = year.workshop(hours=None)
    first, second, gone = sessions(year, workshop, held=6.0, held2=2.0, cancelled=8.0)
    everything, too_little = year.person(), year.person()
    year.takes_part(everything, workshop, session_ids=(first, second, gone))
    year.takes_part(too_little, workshop, session_ids=(first,))
    assert (only(year, everything).hours, only(year, everything).is_completed) == (8.0, True)
    assert (only(year, too_little).hours, only(year, too_little).is_completed) == (6.0, False)


@pytest.mark.parametrize("is_set", [True, False])
def test_completion_needs_eighty_per_cent_unless_headquarters_says_otherwise(year: YearBuilder, is_set: bool) -> None:
    year.store.save(OrganisationSetting, SETTINGS_ID, {"attendance_for_completion": 90.0 if is_set else None})
    workshop, person = year.workshop(hours=10.0), year.person()
    year.takes_part(person, workshop, hours=8.5)
    assert only(year, person).is_completed is not is_set


def test_a_day_of_completion_is_enough_and_whoever_teaches_completes_nothing(year: YearBuilder) -> None:
    course, learner, trainer = year.workshop(hours=10.0), year.person(), year.person()
    year.takes_part(learner, course, completed_on=DAY)
    year.takes_part(trainer, course, role="trainer", hours=10.0)
    assert only(year, learner).is_completed is True
    assert only(year, trainer).is_completed is None


def test_of_joined_records_at_one_activity_the_days_of_both_count(year: YearBuilder) -> None:
    workshop = year.workshop(hours=None)
    first, second = sessions(year, workshop, held=6.0, held2=2.0)
    one, other = year.person(), year.person()
    year.takes_part(one, workshop, session_ids=(first,), hours=6.0)
    year.takes_part(other, workshop, session_ids=(second,), hours=2.0)
    year.link(one, other)
    assert (only(year, one).hours, only(year, one).is_completed) == (8.0, True)
    with year.store.database.reader() as connection:
        assert [each.hours for each in listed_people(connection)] == [8.0]


def test_a_record_that_says_unknown_lets_the_other_one_speak(year: YearBuilder) -> None:
    one, other = year.person(sex="unknown"), year.person(sex="male")
    year.link(one, other)
    found = card(year, other)
    assert found.person_id == min(one, other)
    assert found.values["sex"] == "male"
