"""The people and parts of one activity, as its page shows them."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from ibcr_desktop.foundation.words import Words
from ibcr_desktop.records import Headcount
from ibcr_desktop.records.participations import participation_id
from ibcr_desktop.storage.activity_parts import head_of, parts_of, people_at
from ibcr_desktop.storage.lexicon import StoredLexicon
from ibcr_desktop.storage.record_store import RecordStore
from tests.databases import add, new_database, store_of


class Course:
    """A workshop with people."""

    def __init__(self, store: RecordStore) -> None:
        self.store = store
        self.lexicon = StoredLexicon(store.database, Words("en"), store.clock)
        self.activity = add(store, "workshop", title="Cours")

    def enter(self, person: uuid.UUID, **values: object) -> None:
        """Let a person take part."""
        record_id = participation_id(person, self.activity)
        add(self.store, "participation", record_id, person_id=person, activity_id=self.activity, **values)

    @property
    def names(self) -> list[str]:
        """The names in the order of the table."""
        return [each.name for each in people_at(self.store.database, self.activity, self.lexicon)]


@pytest.fixture
def course(tmp_path: Path) -> Iterator[Course]:
    with new_database(tmp_path) as database:
        yield Course(store_of(database))


def test_people_stand_in_the_order_of_their_entry_however_long_they_have_been_known(course: Course) -> None:
    known, unknown, later = (add(course.store, "person", family_name=name) for name in ("Ndiaye", "Sow", "Ba"))
    for person in (later, known, unknown):
        course.enter(person)
    assert course.names == ["Ba", "Ndiaye", "Sow"]


def test_whom_the_totals_leave_out_is_said(course: Course) -> None:
    whole, unfinished = add(course.store, "person"), add(course.store, "person", state="draft")
    course.enter(whole)
    course.enter(unfinished)
    course.enter(add(course.store, "person"), state="draft")
    found = people_at(course.store.database, course.activity, course.lexicon)
    assert [(each.state, each.person_is_draft) for each in found] == [
        ("complete", False),
        ("draft", True),
        ("draft", False),
    ]


def test_people_and_groups_of_other_activities_and_in_the_bin_are_left_out(course: Course) -> None:
    gone = add(course.store, "person", sex="male")
    course.enter(gone, deleted=True)
    add(course.store, "headcount", activity_id=course.activity, total=3, females=3, deleted=True)
    add(course.store, "headcount", activity_id=add(course.store, "event"), total=5, males=5)
    group = add(course.store, "headcount", activity_id=course.activity, total=7, females=2, males=4)
    course.enter(add(course.store, "person", sex="female"))
    people = people_at(course.store.database, course.activity, course.lexicon)
    head = head_of(course.store.database, course.activity, people)
    assert (head.named, head.unnamed, head.women, head.men, head.not_known) == (1, 7, 3, 4, 1)
    rows = parts_of(course.store.database, Headcount, course.activity, course.lexicon)
    assert [each.record_id for each in rows] == [group]


def test_a_person_who_is_not_here_still_has_a_line(course: Course) -> None:
    course.enter(uuid.UUID(int=7))
    (found,) = people_at(course.store.database, course.activity, course.lexicon)
    assert (found.name, found.state, found.person_is_draft) == ("", "draft", True)
