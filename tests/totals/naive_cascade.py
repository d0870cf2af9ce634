"""Counts a trainer cascade line by line from plain lists, as a person with a pencil would: slow, and easy to trust."""

import random
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple

from ibcr_desktop.records import kind_named
from ibcr_desktop.records.participations import participation_id
from ibcr_desktop.records.people import person_link_id
from ibcr_desktop.storage.changes import Write
from ibcr_desktop.totals.certified_trainers import TrainerScope

Row = Mapping[str, Any]
FIRST_DAY = date(2020, 3, 20)
LEARNERS_LINE = {"role": "participant", "level": "trained"}


@dataclass
class World:
    """Every record by its id, as it was written."""

    organisation: uuid.UUID
    people: dict[uuid.UUID, Row] = field(default_factory=dict)
    activities: dict[uuid.UUID, Row] = field(default_factory=dict)
    lines: dict[uuid.UUID, Row] = field(default_factory=dict)
    same: set[tuple[uuid.UUID, uuid.UUID]] = field(default_factory=set)

    def writes(self) -> list[Write]:
        """Give all of it to be written."""
        links = {
            person_link_id(one, other): {"first_id": one, "second_id": other, "verdict": "same", "state": "complete"}
            for one, other in self.same
        }
        parts = (("person", self.people), ("workshop", self.activities), ("participation", self.lines))
        return [
            Write(kind_named(kind), record_id, {"office": "DKR", **row})
            for kind, rows in (*parts, ("person_link", links))
            for record_id, row in rows.items()
        ]

    def records(self, person: uuid.UUID) -> set[uuid.UUID]:
        """Give every record that is the same person, by walking along the verdicts."""
        found, waiting = set(), {person}
        while waiting:
            one = waiting.pop()
            found.add(one)
            waiting |= {end for pair in self.same if one in pair for end in pair} - found
        return found

    def canonical(self, person: uuid.UUID) -> uuid.UUID:
        """Give the record that stands for a person."""
        return min(self.records(person))

    def is_counted(self, person: uuid.UUID) -> bool:
        """Say whether any record of a person is complete and not in the bin."""
        return any(_is_counted(self.people[each]) for each in self.records(person))

    def held_lines(self, **said: object) -> list[tuple[Row, Row]]:
        """Give the complete lines that say so at held activities, each with its activity."""
        return [
            (line, activity)
            for line in self.lines.values()
            if _is_counted(line)
            and _is_counted(activity := self.activities[line["activity_id"]])
            and activity["status"] == "held"
            and all(line.get(name) == value for name, value in said.items())
        ]


def random_world(chance: random.Random, organisation: uuid.UUID) -> World:
    """Make a dense little world: people with several records, drafts, things in the bin, circles of trainers."""

    def new() -> uuid.UUID:
        return uuid.UUID(int=chance.getrandbits(128), version=4)

    def state() -> dict[str, Any]:
        return {"state": chance.choice(["complete"] * 9 + ["draft"]), "deleted": chance.random() < 0.05}

    world = World(organisation)
    for _ in range(24):
        works_there = organisation if chance.random() < 0.5 else None
        about = {"sex": "female", "birth_year": 1980, "professional_group": "police", "public_code": "any"}
        world.people[new()] = {**about, "organisation_id": works_there, **state()}
    for _ in range(30):
        first = FIRST_DAY + timedelta(chance.randrange(0, 500, 20))
        days = {"starts_on": first, "ends_on": first + timedelta(chance.choice((0, 3, 30)))}
        world.activities[new()] = {**days, "title": "T", "status": chance.choice(["held"] * 9 + ["planned"]), **state()}
    people = sorted(world.people)
    for activity in world.activities:
        for person in chance.sample(people, chance.randrange(4, 11)):
            world.lines[participation_id(person, activity)] = {
                "person_id": person,
                "activity_id": activity,
                "office": chance.choice(("DKR", "BKO")),
                "role": chance.choice(("trainer", "participant", "participant", "participant")),
                "level": chance.choice(("trained", "trained", "sensitised")),
                "certified_trainer": chance.choice((True, False, None)),
                **state(),
            }
    for _ in range(3):
        one, other = sorted(chance.sample(people, 2))
        world.same.add((one, other))
    return world


def naive_certified(world: World, scope: TrainerScope) -> dict[uuid.UUID, date]:
    """Give who was certified, with the first day."""
    found: dict[uuid.UUID, date] = {}
    for line, activity in world.held_lines(certified_trainer=True, role="participant"):
        person, day = world.canonical(line["person_id"]), activity["ends_on"]
        works_at = {world.people[each]["organisation_id"] for each in world.records(person)}
        if (
            world.is_counted(person)
            and scope.year in (None, day.year - (day.month < 4))
            and scope.office in (None, line["office"])
            and (scope.organisation is None or scope.organisation in works_at)
        ):
            found[person] = min(day, found.get(person, day))
    return found


def naive_cascade(
    world: World, trainers: Collection[uuid.UUID], since: Mapping[uuid.UUID, date]
) -> tuple[dict[uuid.UUID, uuid.UUID], dict[uuid.UUID, uuid.UUID]]:
    """Give who was the first to train each person of the first generation, and of the second."""
    heads = {world.canonical(each) for each in trainers}
    first: dict[uuid.UUID, uuid.UUID] = {}
    own_course: dict[uuid.UUID, date] = {}
    for lesson, learner in _lessons(world):
        begins = since.get(lesson.trainer, date.min)
        if lesson.trainer in heads and lesson.starts_on >= begins and learner not in heads and learner not in first:
            first[learner], own_course[learner] = lesson.trainer, lesson.ends_on
    second: dict[uuid.UUID, uuid.UUID] = {}
    for lesson, learner in _lessons(world):
        is_later = lesson.trainer in first and lesson.starts_on >= own_course[lesson.trainer]
        if is_later and not (learner in heads or learner in first or learner in second):
            second[learner] = lesson.trainer
    return first, second


class Lesson(NamedTuple):
    """What one trainer taught, in the order in which lessons are compared."""

    ends_on: date
    trainer: uuid.UUID
    starts_on: date
    activity: uuid.UUID


def _lessons(world: World) -> list[tuple[Lesson, uuid.UUID]]:
    """Give every lesson with each person who learnt there, in order."""
    lessons = (
        Lesson(activity["ends_on"], world.canonical(line["person_id"]), activity["starts_on"], line["activity_id"])
        for line, activity in world.held_lines(role="trainer")
    )
    learnt = [
        (line["activity_id"], world.canonical(line["person_id"]))
        for line, _ in world.held_lines(**LEARNERS_LINE)
        if world.is_counted(line["person_id"])
    ]
    return sorted((lesson, learner) for lesson in lessons for at, learner in learnt if at == lesson.activity)


def _is_counted(row: Row) -> bool:
    return row["state"] == "complete" and not row["deleted"]
