"""Who took part in a year's activities, in bundles of people whose lines say the same.

At headquarters a year has a third of a million lines and some thousand bundles: the engine makes them while it walks
one index, and whatever is asked of a line is asked once for each bundle, or once for each kind of person in it.
"""

import functools
import uuid
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, select, type_coerce
from sqlalchemy.types import NullType

from ibcr_desktop.records.participations import Participation
from ibcr_desktop.records.record import State
from ibcr_desktop.storage.rows import present, table_of
from ibcr_desktop.totals.occasions import Occasions
from ibcr_desktop.totals.people_columns import Lines, Standing
from ibcr_desktop.totals.people_settling import GROUP_THEN, FoundLines, Pair, Settling
from ibcr_desktop.totals.people_table import ids_in, packed_ids
from ibcr_desktop.totals.year_data import BATCH, YearData

ROLE: Final = "participant"
ALWAYS: Final = ("level", "profession_then", "office")  # people_settling knows the places of the first two


class Told(NamedTuple):
    """The calendar year in which an occasion ended, and the professional group then."""

    year: int
    group: str | None


class PeopleRows:
    """The lines of a year: one for a person and an activity.

    Of the lines of one person the one that speaks for him or her comes last: complete, at the highest level, earliest.
    Trainers, staff and people in the bin are not among them.

    Attributes:
        people: everybody, by number.
        occasions: where they took part.
        bundles: the lines.
    """

    def __init__(self, data: YearData, fields: Iterable[str] = ()) -> None:
        """Read the year; ``fields`` of the lines are those that will be asked for beside the ones that always are."""
        self._data = data
        self._fields = (*ALWAYS, *sorted(set(fields) - {*ALWAYS, "role"}))
        self.people = data.people_table
        self.occasions = Occasions()
        found = [*self._dated(), *self._self_paced()]
        self.bundles = Settling(self.people, self.occasions, self._draft_lines).bundles(found)

    @functools.cached_property
    def at(self) -> list[int]:
        """The occasion of each bundle."""
        return [each.occasion for each in self.bundles]

    @functools.cached_property
    def lines(self) -> Lines:
        """All lines."""
        bundles = ((number, each.persons) for number, each in enumerate(self.bundles))
        return Lines(Standing(bundles, len(self.people.ids)))

    @functools.cached_property
    def blocked(self) -> dict[int, frozenset[uuid.UUID]]:
        """The drafts that keep the lines of a bundle from being counted, by the number of the bundle."""
        return {number: each.drafts for number, each in enumerate(self.bundles) if each.drafts}

    @functools.cached_property
    def told(self) -> list[Told]:
        """What each bundle adds to what is known of its people."""
        years = self.occasions.years
        return [Told(years[each.occasion], each.said[GROUP_THEN]) for each in self.bundles]

    def said(self, name: str) -> list[Any]:
        """Give a field of the lines, by bundle."""
        if name == "role":
            return [ROLE] * len(self.bundles)
        place = self._fields.index(name)
        return [each.said[place] for each in self.bundles]

    def _dated(self) -> Iterator[FoundLines]:
        numbers: dict[bytes, int] = {}
        for counted in self._data.dated_in_year():
            numbers.update(dict.fromkeys((each.bytes for each in counted.ids), self.occasions.add(counted)))
        yield from self._found(numbers, lambda activity, _: numbers[activity])

    def _self_paced(self) -> Iterator[FoundLines]:
        """Read the completions of the year: each counts on its own day, whenever the course was put online."""
        courses = {each.bytes: counted for counted in self._data.self_paced() for each in counted.ids}
        numbers: dict[tuple[uuid.UUID, date], int] = {}

        def occasion(activity: bytes, day: date) -> int:
            counted = courses[activity]
            if (counted.key, day) not in numbers:
                numbers[counted.key, day] = self.occasions.add(counted.ending_on(day))
            return numbers[counted.key, day]

        completed_on, year = table_of(Participation).c.completed_on, self._data.year
        yield from self._found(courses, occasion, completed_on, [completed_on.between(year.first_day, year.last_day)])

    def _found(
        self,
        activities: Collection[bytes],
        occasion: Callable[[bytes, Any], int],
        day: ColumnElement[Any] | None = None,
        conditions: Sequence[ColumnElement[bool]] = (),
    ) -> Iterator[FoundLines]:
        table, number_of = table_of(Participation), self.people.number_of
        said = [table.c[name] for name in self._fields]
        alike = [table.c.state, *([] if day is None else [day]), *said]
        statement = self._lines(*alike, packed_ids(table.c.person_id)).where(*conditions)
        for activity, state, *values, packed in self._of(
            statement.group_by(*statement.selected_columns[:-1]), activities
        ):
            records: Any = list(map(number_of.get, ids_in(packed)))
            if None in records:  # people in the bin
                records = [each for each in records if each is not None]
            at = occasion(activity, None if day is None else values.pop(0))
            yield FoundLines(activity, at, tuple(values), state != State.COMPLETE, records)

    def _draft_lines(self, activities: AbstractSet[int]) -> Mapping[Pair, AbstractSet[uuid.UUID]]:
        """Give the ids of the lines that are drafts; of joined people every one that could be meant."""
        table, people = table_of(Participation), self.people
        numbers, found = self.occasions.by_record(activities), defaultdict[Pair, set[uuid.UUID]](set)
        statement = self._lines(type_coerce(table.c.person_id, NullType()), table.c.id)
        for activity, person, record_id in self._of(statement.where(table.c.state != State.COMPLETE), numbers):
            number = people.number_of.get(person)
            if number is not None:
                found[people.first_of.get(number, number), numbers[activity]].add(record_id)
        return found

    @staticmethod
    def _lines(*columns: ColumnElement[Any]) -> Any:
        """Ask for the activity, its id as bytes, and further columns of those who took part."""
        table = table_of(Participation)
        takes_part = (present(table), table.c.role == ROLE, table.c.person_id.is_not(None))
        return select(type_coerce(table.c.activity_id, NullType()), *columns).where(*takes_part)

    def _of(self, statement: Any, activities: Iterable[bytes]) -> Iterator[Any]:
        ids, activity = sorted(activities), type_coerce(table_of(Participation).c.activity_id, NullType())
        for start in range(0, len(ids), BATCH):
            yield from self._data.connection.execute(statement.where(activity.in_(ids[start : start + BATCH])))
