"""Who taught, who learnt and who was certified at which activity, in bundles from one index; people are small numbers.

At headquarters a million lines become some thousand bundles, one for each activity: the engine makes them while it
walks the index on which the totals are counted, so no line is an object of its own.
"""

import uuid
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, func, or_, select, type_coerce
from sqlalchemy.types import NullType

from ibcr_desktop.records.activities import Activity
from ibcr_desktop.records.participations import Participation
from ibcr_desktop.records.people import Person
from ibcr_desktop.records.record import State
from ibcr_desktop.storage.database import Database
from ibcr_desktop.storage.filters import among
from ibcr_desktop.storage.rows import present, table_of
from ibcr_desktop.totals.joined_people import JoinedPeople, joined_people
from ibcr_desktop.totals.people_table import ids_in, packed_ids

TRAINS, LEARNS, LEVEL_REACHED = "trainer", "participant", "trained"
LONG_AGO: Final = date.min
ACTIVITIES_AT_ONCE: Final = 250  # whoever saves waits for one such piece at most: a twentieth of a second
BETWEEN_CODES: Final = "\x1f"
Told = Callable[[int, int], object]  # how many activities of how many are read


class Course(NamedTuple):
    """What one trainer taught; the fields stand in the order in which courses are compared."""

    ends_on: date
    trainer_id: bytes
    starts_on: date
    activity: bytes
    trainer: int


class Held(NamedTuple):
    """What counts of an activity: its days, and the calendar year in which its fiscal year begins."""

    starts_on: date
    ends_on: date
    fiscal_year: int | None


class Certified(NamedTuple):
    """Somebody who was certified as a trainer at an activity; the office is that of the line."""

    trainer: int
    at: Held
    office: str


class PeopleNumbers(dict[bytes, int]):
    """Gives a number to the id of a record, the same one to all records of a person.

    Attributes:
        ids: the id of the record that stands for the person, by number.
    """

    def __init__(self, people: JoinedPeople) -> None:
        super().__init__()
        self.ids: list[bytes] = []
        for component in people.joined():
            number = self[component[0].bytes]
            self.update((each.bytes, number) for each in component)

    def __missing__(self, record_id: bytes) -> int:
        number = self[record_id] = len(self.ids)
        self.ids.append(record_id)
        return number


class Teaching:
    """The lines of trainers and learners at held activities, complete ones only, in short reads of the database.

    Attributes:
        people: their numbers.
        not_counted: people without any complete record outside the bin.
        certified: those certified as trainers at the activities that were read, but for people who are not counted.
    """

    def __init__(self, database: Database, told: Told = lambda _read, _of: None) -> None:
        """Read what is known of activities; ``told`` hears how far ``read_all`` is, and ends it by an exception."""
        self._database, self._told = database, told
        with database.reader() as connection:
            self._joined = joined_people(connection)
            self.people = PeopleNumbers(self._joined)
            self.not_counted = frozenset(self._not_counted(connection))
            self._held = _held(connection)
        self.certified: list[Certified] = []
        self._trainers: dict[bytes, tuple[int, ...]] = {}
        self._learners: dict[bytes, tuple[int, ...]] = {}

    def read_all(self) -> None:
        """Read every activity, for those who ask about everybody."""
        self._read(self._held)

    def read_taught_by(self, trainers: Iterable[int]) -> None:
        """Read the activities that some people taught; nothing is read again."""
        if len(self._trainers) == len(self._held):
            return
        records = [each for one in trainers for each in self.records_of(one)]
        line = table_of(Participation)
        taught: Select[Any] = select(type_coerce(line.c.activity_id, NullType())).distinct()
        with self._database.reader() as connection:
            found = connection.execute(taught.where(among(line.c.person_id, records), *_counted(line), _trains(line)))
            activities = [each for each in found.scalars() if each in self._held]
        self._read(activities)

    def courses_of(self, trainers: AbstractSet[int]) -> Iterator[Course]:
        """Give what some people taught, of all that was read."""
        ids = self.people.ids
        for activity, some in self._trainers.items():
            held = self._held[activity]
            for each in trainers & set(some):
                yield Course(held.ends_on, ids[each], held.starts_on, activity, each)

    def learners_at(self, activity: bytes) -> Collection[int]:
        """Give who learnt at an activity that was read, some of them perhaps ``not_counted``."""
        return self._learners[activity]

    def id_of(self, person: int) -> uuid.UUID:
        """Give the id of the record that stands for a person."""
        return uuid.UUID(bytes=self.people.ids[person])

    def records_of(self, person: int) -> list[uuid.UUID]:
        """Give every record of a person, the one that stands for him or her first."""
        return self._joined.members(self.id_of(person))

    def _read(self, activities: Collection[bytes]) -> None:
        wanted = sorted(each for each in activities if each not in self._trainers)
        for start in range(0, len(wanted), ACTIVITIES_AT_ONCE):
            self._told(start, len(wanted))
            some = wanted[start : start + ACTIVITIES_AT_ONCE]
            self._trainers.update(dict.fromkeys(some, ()))
            self._learners.update(dict.fromkeys(some, ()))
            with self._database.reader() as connection:
                bundles = connection.execute(_bundles(some)).all()
            for activity, trainers, learners, certified, offices in bundles:
                self._trainers[activity] = self._numbers(trainers)
                self._learners[activity] = self._numbers(learners)
                codes = [] if offices is None else offices.split(BETWEEN_CODES)
                for each, office in zip(self._numbers(certified), codes, strict=True):
                    if each not in self.not_counted:
                        self.certified.append(Certified(each, self._held[activity], office))

    def _numbers(self, packed: str | None) -> tuple[int, ...]:
        return tuple(map(self.people.__getitem__, ids_in(packed or "")))

    def _not_counted(self, connection: Connection) -> Iterator[int]:
        """Give those of whom no record counts: few, so they are read instead of all others."""
        person = table_of(Person)
        silent = or_(person.c.state != State.COMPLETE, person.c.deleted.is_(True))
        records = set(connection.execute(select(person.c.id).where(silent)).scalars())
        for each in records:
            if records.issuperset(self._joined.members(self._joined.canonical(each))):
                yield self.people[each.bytes]


def _held(connection: Connection) -> Mapping[bytes, Held]:
    """Give each activity that counts."""
    activity = table_of(Activity)
    columns = (activity.c.starts_on, activity.c.ends_on, activity.c.fiscal_year)
    held = select(type_coerce(activity.c.id, NullType()), *columns)
    return {
        record_id: Held(starts_on or ends_on or LONG_AGO, ends_on or starts_on or LONG_AGO, year)
        for record_id, starts_on, ends_on, year in connection.execute(
            held.where(activity.c.status == "held", *_counted(activity))
        )
    }


def _bundles(activities: Collection[bytes]) -> Any:
    """Ask for the trainers, learners, and people certified with their offices, a row for each activity of some."""
    line = table_of(Participation)
    activity, everybody = type_coerce(line.c.activity_id, NullType()), packed_ids(line.c.person_id)
    learns = line.c.role == LEARNS
    trained, certified = and_(learns, line.c.level == LEVEL_REACHED), and_(learns, line.c.certified_trainer.is_(True))
    offices = func.group_concat(func.coalesce(line.c.office, ""), BETWEEN_CODES)
    bundles = select(
        activity,
        everybody.filter(_trains(line)),
        everybody.filter(trained),
        everybody.filter(certified),
        offices.filter(certified),
    )
    with_a_person = line.c.person_id.is_not(None)
    return bundles.where(activity.in_(activities), with_a_person, *_counted(line)).group_by(activity)


def _counted(table: Table) -> tuple[ColumnElement[bool], ...]:
    return table.c.state == State.COMPLETE, present(table)


def _trains(line: Table) -> ColumnElement[bool]:
    return line.c.role == TRAINS
