"""Who trained whom: the people a trainer trained, and those whom these trained later, nobody twice.

Counted are complete records only: a *trainer* of a held activity, and its *participants* at the level *trained*.
People who were counted without names are not in it.
"""

import uuid
from collections.abc import Collection, Iterable, Mapping
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


class _Lesson(NamedTuple):
    trainer: uuid.UUID
    learner: uuid.UUID
    starts_on: date
    ends_on: date
    activity: uuid.UUID


def cascade_of(
    connection: Connection, trainer_ids: Collection[uuid.UUID], since: Mapping[uuid.UUID, date] | None = None
) -> Cascade:
    """Count the cascade of one trainer, or of several as if they were one.

    ``since`` names the day from which on the courses of a trainer count, by canonical id; all of them without a day.

    Somebody of the first generation passes on only what was taught after his or her own course had ended. Circles end:
    whoever trained, or was trained before, is not counted again.
    """
    people = joined_people(connection)
    trainers = frozenset(people.canonical(each) for each in trainer_ids)
    begins = since or {}
    taught = [
        each
        for each in _lessons(connection, people, trainers)
        if each.learner not in trainers and each.starts_on >= begins.get(each.trainer, LONG_AGO)
    ]
    trained_on: dict[uuid.UUID, date] = {}
    for each in taught:
        trained_on[each.learner] = min(each.ends_on, trained_on.get(each.learner, date.max))
    known = trainers | trained_on.keys()
    passed_on = [
        each
        for each in _lessons(connection, people, trained_on.keys())
        if each.starts_on >= trained_on[each.trainer] and each.learner not in known
    ]
    by_trainer: dict[uuid.UUID, list[uuid.UUID]] = {each: [] for each in trained_on}
    for learner, lesson in _earliest(passed_on).items():
        by_trainer[lesson.trainer].append(learner)
    first = {each: tuple(sorted(some)) for each, some in by_trainer.items()}
    activities = frozenset(each.activity for each in (*taught, *passed_on))
    return Cascade(trainers, first, activities, {each: lesson.trainer for each, lesson in _earliest(taught).items()})


def _earliest(lessons: Iterable[_Lesson]) -> dict[uuid.UUID, _Lesson]:
    found: dict[uuid.UUID, _Lesson] = {}
    for each in sorted(lessons, key=lambda lesson: (lesson.ends_on, lesson.trainer)):
        found.setdefault(each.learner, each)
    return found


def _lessons(connection: Connection, people: JoinedPeople, trainers: Collection[uuid.UUID]) -> list[_Lesson]:
    """Give who learnt from whom in the activities of some trainers: two questions, whatever their number."""
    line, activity, person = table_of(Participation), table_of(Activity), table_of(Person)
    records = [each for one in trainers for each in people.members(one)]
    counts = (line.c.state == State.COMPLETE) & present(line)
    led = (
        select(line.c.person_id, line.c.activity_id, activity.c.starts_on, activity.c.ends_on)
        .join(activity, activity.c.id == line.c.activity_id)
        .where(
            among(line.c.person_id, records),
            counts,
            line.c.role == TRAINS,
            activity.c.status == "held",
            activity.c.state == State.COMPLETE,
            present(activity),
        )
    )
    leaders = connection.execute(led).all()
    learnt = (
        select(line.c.person_id, line.c.activity_id)
        .join(person, person.c.id == line.c.person_id)
        .where(
            among(line.c.activity_id, list({each.activity_id for each in leaders})),
            counts,
            line.c.role == LEARNS,
            line.c.level == LEVEL_REACHED,
            person.c.state == State.COMPLETE,
            present(person),
        )
    )
    learners: dict[uuid.UUID, set[uuid.UUID]] = {}
    for row in connection.execute(learnt):
        learners.setdefault(row.activity_id, set()).add(people.canonical(row.person_id))
    found = []
    for each in leaders:
        trainer, starts_on, ends_on = people.canonical(each.person_id), each.starts_on, each.ends_on
        found += [
            _Lesson(
                trainer, learner, starts_on or ends_on or LONG_AGO, ends_on or starts_on or LONG_AGO, each.activity_id
            )
            for learner in learners.get(each.activity_id, ())
            if learner != trainer
        ]
    return found
