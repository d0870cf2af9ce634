"""Who trained whom: the people a trainer trained, and those whom these trained later, nobody twice.

Counted are complete records only: a *trainer* of a held activity, and its *participants* at the level *trained*.
People who were counted without names are not in it.
"""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from sqlalchemy import Connection, select

from ibcr_desktop.records.activities import Activity
from ibcr_desktop.records.participations import Participation
from ibcr_desktop.records.people import Person
from ibcr_desktop.records.record import State
from ibcr_desktop.storage.filters import among
from ibcr_desktop.storage.rows import present, table_of
from ibcr_desktop.totals.joined_people import JoinedPeople, joined_people

TRAINS, LEARNS, LEVEL_REACHED = "trainer", "participant", "trained"
LONG_AGO: Final = date.min


@dataclass(frozen=True)
class Cascade:
    """Two generations of people trained, by canonical id; no trainer of the beginning is in either.

    Attributes:
        first: each person of the first generation, with those of the second whom he or she was the first to train.
        activities: the activities behind both generations.
        taught_by: each person of the first generation, with the trainer who was the first to train him or her.
    """

    trainers: frozenset[uuid.UUID]
    first: Mapping[uuid.UUID, tuple[uuid.UUID, ...]]
    activities: frozenset[uuid.UUID]
    taught_by: Mapping[uuid.UUID, uuid.UUID]

    @property
    def first_count(self) -> int:
        """How many people the trainers trained."""
        return len(self.first)

    @property
    def second_count(self) -> int:
        """How many more these trained."""
        return sum(len(each) for each in self.first.values())

    @property
    def second(self) -> tuple[uuid.UUID, ...]:
        """The people of the second generation."""
        return tuple(sorted(each for some in self.first.values() for each in some))

    def by_trainer(self) -> Mapping[uuid.UUID, tuple[int, int]]:
        """Give how many people of the first and of the second generation each trainer stands at the head of.

        Everybody is under one trainer, so both columns add up to the figures; who trained nobody has two zeros.
        """
        found = dict.fromkeys(self.trainers, (0, 0))
        for learner, trainer in self.taught_by.items():
            first, second = found[trainer]
            found[trainer] = (first + 1, second + len(self.first[learner]))
        return found


class _Course(NamedTuple):
    """What one trainer taught; the fields stand in the order in which courses are compared."""

    ends_on: date
    trainer: uuid.UUID
    starts_on: date
    activity: uuid.UUID


Learners = Mapping[uuid.UUID, Collection[uuid.UUID]]  # activity → those who learnt there


def cascade_of(
    connection: Connection, trainer_ids: Collection[uuid.UUID], since: Mapping[uuid.UUID, date] | None = None
) -> Cascade:
    """Count the cascade of one trainer, or of several as if they were one.

    ``since`` names the day from which on the courses of a trainer count, by canonical id; all of them without a day.

    Somebody of the first generation passes on only what was taught after his or her own course had ended. Circles end:
    whoever trained, or was trained before, is not counted again.
    """
    people, begins = joined_people(connection), since or {}
    trainers = frozenset(people.canonical(each) for each in trainer_ids)
    courses = [
        each for each in _courses(connection, people, trainers) if each.starts_on >= begins.get(each.trainer, LONG_AGO)
    ]
    learners = _learners(connection, people, {each.activity for each in courses})
    first_by, activities = _first_to_train(courses, learners, trainers)
    passed_on = [
        each
        for each in _courses(connection, people, first_by.keys())
        if each.starts_on >= first_by[each.trainer].ends_on
    ]
    unread = {each.activity for each in passed_on} - learners.keys()
    learners = {**learners, **_learners(connection, people, unread)}
    second_by, further = _first_to_train(passed_on, learners, trainers | first_by.keys())
    below: dict[uuid.UUID, list[uuid.UUID]] = {each: [] for each in first_by}
    for learner, course in second_by.items():
        below[course.trainer].append(learner)
    first = {each: tuple(sorted(some)) for each, some in below.items()}
    return Cascade(trainers, first, activities | further, {each: course.trainer for each, course in first_by.items()})


def _first_to_train(
    courses: Iterable[_Course], learners: Learners, known: AbstractSet[uuid.UUID]
) -> tuple[dict[uuid.UUID, _Course], frozenset[uuid.UUID]]:
    """Give the course in which each person was trained first, those ``known`` left out, and the activities behind."""
    found: dict[uuid.UUID, _Course] = {}
    activities = set()
    for course in sorted(courses):
        for learner in learners.get(course.activity, ()):
            if learner not in known:
                activities.add(course.activity)
                found.setdefault(learner, course)
    return found, frozenset(activities)


def _courses(connection: Connection, people: JoinedPeople, trainers: Collection[uuid.UUID]) -> list[_Course]:
    """Give what some trainers taught, one question for all of them."""
    line, activity = table_of(Participation), table_of(Activity)
    records = [each for one in trainers for each in people.members(one)]
    led = (
        select(line.c.person_id, line.c.activity_id, activity.c.starts_on, activity.c.ends_on)
        .join(activity, activity.c.id == line.c.activity_id)
        .where(
            among(line.c.person_id, records),
            line.c.state == State.COMPLETE,
            present(line),
            line.c.role == TRAINS,
            activity.c.status == "held",
            activity.c.state == State.COMPLETE,
            present(activity),
        )
    )
    return [
        _Course(ends_on or starts_on or LONG_AGO, people.canonical(person), starts_on or ends_on or LONG_AGO, at)
        for person, at, starts_on, ends_on in connection.execute(led)
    ]


def _learners(connection: Connection, people: JoinedPeople, activities: Collection[uuid.UUID]) -> Learners:
    """Give who learnt in some activities, one question for all of them."""
    line, person = table_of(Participation), table_of(Person)
    learnt = (
        select(line.c.person_id, line.c.activity_id)
        .join(person, person.c.id == line.c.person_id)
        .where(
            among(line.c.activity_id, list(activities)),
            line.c.state == State.COMPLETE,
            present(line),
            line.c.role == LEARNS,
            line.c.level == LEVEL_REACHED,
            person.c.state == State.COMPLETE,
            present(person),
        )
    )
    found: defaultdict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for learner, at in connection.execute(learnt):
        found[at].add(people.canonical(learner))
    return found
