"""Who took part in a year's activities, as columns: at headquarters a year has a third of a million lines.

Sets, dictionaries and counters over small numbers count them; an object for each line took twenty times as long.
"""

import functools
import uuid
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from itertools import compress
from typing import Any

from sqlalchemy import ColumnElement, select, type_coerce
from sqlalchemy.types import NullType

from ibcr_desktop.records.participations import Participation
from ibcr_desktop.records.record import State
from ibcr_desktop.storage.rows import present, table_of
from ibcr_desktop.totals.people_table import AgeKey
from ibcr_desktop.totals.year_data import BATCH, LEVELS, UNKNOWN, Counted, Numbers, YearData

_PLACE_OF_LEVEL: dict[str | None, int] = {
    level: place for place, level in enumerate(LEVELS, start=1)
}  # no level comes before all
_IN_BIN = -1


class PeopleRows:
    """The lines of a year in columns of equal length: one line for a person and an activity.

    Of the lines of one person the one that speaks for him or her comes last: complete, at the highest level, earliest.
    Trainers, staff and people in the bin are not among them.

    Attributes:
        occasions: activities by number; a self-paced course has one for each day on which somebody completed it.
        persons, at, levels, groups: number of the person and of the occasion, level, professional group then.
        blocked: place of a line that drafts keep from being counted → the ids of the drafts.
    """

    def __init__(self, data: YearData, fields: Iterable[str] = ()) -> None:
        """Read the year; ``fields`` of the lines are read along, which spares ``column`` a walk of its own for each."""
        self._data = data
        self._columns: dict[str, list[Any]] = {name: [] for name in fields}
        self.people = data.people_table
        self.occasions: list[Counted] = []
        self.persons: list[int] = []
        self.at: list[int] = []
        self.levels: list[str | None] = []
        self._thens: list[str | None] = []
        self._drafts: set[int] = set()
        self.blocked: dict[int, frozenset[uuid.UUID]] = {}
        self._read_dated()
        self._read_self_paced()
        self._drop({place for place, person in enumerate(self.persons) if person == _IN_BIN})
        self.blocked = self._blocked()
        self._put_in_order()
        groups = [each or UNKNOWN for each in self.people.column("professional_group")]
        self.groups = [then or groups[who] for then, who in zip(self._thens, self.persons, strict=True)]
        self._columns.update(level=self.levels, profession_then=self._thens)

    @functools.cached_property
    def activities(self) -> list[int]:
        """The number of the activity of each occasion; the occasions of a self-paced course share it."""
        return [self._activity_numbers[each.key] for each in self.occasions]

    @functools.cached_property
    def _activity_numbers(self) -> Numbers:
        return Numbers()

    def activity_number(self, counted: Counted) -> int:
        """Give the number of an activity, of one where nobody is named too."""
        return self._activity_numbers[counted.key]

    @functools.cached_property
    def ages(self) -> tuple[list[int], list[tuple[AgeKey, int]]]:
        """A column of numbers; for each number, what is known of the age and the year in which the activity ended."""
        ages, years = Numbers(), Numbers()
        of_people = [ages[each] for each in self.people.age_keys]
        of_occasions = [years[self._last_day(each).year] for each in range(len(self.occasions))]
        step = len(years)
        column = [of_people[who] * step + of_occasions[at] for who, at in zip(self.persons, self.at, strict=True)]
        return column, [(age, year) for age in ages for year in years]

    def column(self, name: str) -> list[Any]:
        """Give a field of the lines themselves; of joined lines, the one that speaks first, then the others."""
        if name not in self._columns:
            table = table_of(Participation)
            ids = {each.bytes: self.activity_number(one) for one in self.occasions for each in one.ids}
            is_draft = table.c.state != State.COMPLETE
            said: dict[tuple[int, int], Any] = {}
            ranks: dict[tuple[int, int], tuple[bool, int]] = {}
            wanted = [table.c[name], is_draft, table.c.level]
            for person, activity, value, draft, level in self._rows(wanted, [table.c[name].is_not(None)], ids):
                line = (self.people.number_of.get(person, _IN_BIN), ids[activity])
                rank = (not draft, _PLACE_OF_LEVEL.get(level, 0))
                if line not in said or ranks[line] <= rank:
                    said[line], ranks[line] = value, rank
            at = map(self.activities.__getitem__, self.at)
            self._columns[name] = [said.get(each) for each in zip(self.persons, at, strict=True)]
        return self._columns[name]

    def _read_dated(self) -> None:
        numbers: dict[bytes, int] = {}
        for counted in self._data.dated_in_year():
            numbers.update(dict.fromkeys((each.bytes for each in counted.ids), self._occasion(counted)))
        self._read(numbers, numbers.__getitem__)

    def _read_self_paced(self) -> None:
        """Read the completions of the year: each counts on its own day, whenever the course was put online."""
        courses = {each.bytes: counted for counted in self._data.self_paced() for each in counted.ids}
        numbers: dict[tuple[uuid.UUID, date], int] = {}

        def occasion(activity: bytes, day: date) -> int:
            counted = courses[activity]
            if (counted.key, day) not in numbers:
                numbers[counted.key, day] = self._occasion(counted.ending_on(day))
            return numbers[counted.key, day]

        completed_on = table_of(Participation).c.completed_on
        year = self._data.year
        self._read(courses, occasion, [completed_on], [completed_on.between(year.first_day, year.last_day)])

    def _read(
        self,
        activities: Collection[bytes],
        occasion: Callable[..., int],
        more: Sequence[ColumnElement[Any]] = (),
        conditions: Sequence[ColumnElement[bool]] = (),
    ) -> None:
        table = table_of(Participation)
        fields = [table.c[name] for name in self._columns]
        wanted = [table.c.level, table.c.profession_then, table.c.state, *more, *fields]
        rows = self._rows(wanted, conditions, activities)
        if not rows:
            return
        persons, at, levels, thens, states, *rest = zip(*rows, strict=True)
        start = len(self.persons)
        self._drafts.update(start + place for place, state in enumerate(states) if state != State.COMPLETE)
        self.persons += [self.people.number_of.get(each, _IN_BIN) for each in persons]
        self.at += map(occasion, at, *rest[: len(more)])
        for column, values in zip(self._columns.values(), rest[len(more) :], strict=True):
            column.extend(values)
        self.levels += levels
        self._thens += thens

    def _rows(
        self, columns: Sequence[Any], conditions: Sequence[ColumnElement[bool]], activities: Collection[bytes]
    ) -> list[Any]:
        """Give (person, activity, columns …) of those who took part in some activities, ids as bytes."""
        table = table_of(Participation)
        person, activity = (type_coerce(table.c[each], NullType()) for each in ("person_id", "activity_id"))
        takes_part = (present(table), table.c.role == "participant", table.c.person_id.is_not(None))
        statement = select(person, activity, *columns).where(*takes_part, *conditions)
        ids = sorted(activities)
        rows: list[Any] = []
        for start in range(0, len(ids), BATCH):
            rows += self._data.connection.execute(statement.where(activity.in_(ids[start : start + BATCH]))).all()
        return self._settled(rows)

    def _settled(self, rows: list[Any]) -> list[Any]:
        """Put lines that may be one last, in the order of their ids: that of the database must decide nothing."""
        linked, shared = self.people.linked_ids, self._shared
        if not linked and not shared:
            return rows
        plain: list[Any] = []
        several: list[Any] = []
        for row in rows:
            (several if row[0] in linked or row[1] in shared else plain).append(row)
        return plain + sorted(several, key=lambda row: row[:2])

    @functools.cached_property
    def _shared(self) -> set[bytes]:
        """The ids of activities that several offices entered."""
        return {record_id.bytes for record_id, one in self._data.activities.items() if len(one.ids) > 1}

    def _last_day(self, occasion: int) -> date:
        day: date = self.occasions[occasion].row["ends_on"]
        return day

    def _occasion(self, counted: Counted) -> int:
        self.occasions.append(counted)
        return len(self.occasions) - 1

    def _blocked(self) -> dict[int, frozenset[uuid.UUID]]:
        """Find the lines that are drafts, or whose activity or person is one."""
        states, ids = self.people.column("state"), self.people.ids
        draft_people = {number for number in set(self.persons) if states[number] != State.COMPLETE}
        draft_occasions = {number for number, each in enumerate(self.occasions) if each.draft_ids}
        blocked = self._ids_of_drafts() if self._drafts else defaultdict(set)
        for place in compress(range(len(self.persons)), map(draft_people.__contains__, self.persons)):
            blocked[place].add(uuid.UUID(bytes=ids[self.persons[place]]))
        for place in compress(range(len(self.at)), map(draft_occasions.__contains__, self.at)):
            blocked[place].update(self.occasions[self.at[place]].draft_ids)
        return {place: frozenset(some) for place, some in blocked.items()}

    def _ids_of_drafts(self) -> defaultdict[int, set[uuid.UUID]]:
        """Give the ids of the lines that are drafts; of joined people every one that could be meant."""
        table = table_of(Participation)
        ids = {each.bytes: number for number, one in enumerate(self.occasions) for each in one.ids}
        by_line: dict[tuple[int, int], set[uuid.UUID]] = defaultdict(set)
        for person, activity, record_id in self._rows([table.c.id], [table.c.state != State.COMPLETE], ids):
            line = (self.people.number_of.get(person, _IN_BIN), self.activities[ids[activity]])
            by_line[line].add(record_id)
        found: defaultdict[int, set[uuid.UUID]] = defaultdict(set)
        for place in self._drafts:
            found[place] |= by_line[self.persons[place], self.activities[self.at[place]]]
        return found

    def _put_in_order(self) -> None:
        """Sort the lines as the class says, and keep the last of those for one person and activity."""
        occasions = range(len(self.occasions))
        latest_first = sorted(
            occasions, key=lambda each: (self._last_day(each), self.occasions[each].key), reverse=True
        )
        rank_of = dict(zip(latest_first, occasions, strict=True))
        step = len(occasions)
        ranks = [
            _PLACE_OF_LEVEL.get(level, 0) * step + rank_of[at] for level, at in zip(self.levels, self.at, strict=True)
        ]
        for place in self.blocked:
            ranks[place] -= step * (len(LEVELS) + 1)
        order = sorted(range(len(ranks)), key=ranks.__getitem__)
        pairs = [self.persons[each] * step + self.activities[self.at[each]] for each in order]
        last_of = dict(zip(pairs, order, strict=True))
        if len(last_of) < len(order):
            self._let_silent_lines_be_told(pairs, order, last_of)
            kept = set(last_of.values())
            order = [each for each in order if each in kept]
        self._take(order)

    def _let_silent_lines_be_told(self, pairs: list[int], order: list[int], last_of: dict[int, int]) -> None:
        """Take what the line that is kept does not say from the others, the next best first."""
        for pair, place in zip(reversed(pairs), reversed(order), strict=True):
            kept = last_of[pair]
            for column in self._columns.values() if kept != place else ():
                if column[kept] is None:
                    column[kept] = column[place]

    def _drop(self, places: set[int]) -> None:
        if places:
            self._take([each for each in range(len(self.persons)) if each not in places])

    def _take(self, order: list[int]) -> None:
        """Put the lines in another order; those that it does not name are left out."""
        self.persons = [self.persons[each] for each in order]
        self.at = [self.at[each] for each in order]
        self.levels = [self.levels[each] for each in order]
        self._thens = [self._thens[each] for each in order]
        self._columns = {name: [column[each] for each in order] for name, column in self._columns.items()}
        if self._drafts:
            self._drafts = {new for new, old in enumerate(order) if old in self._drafts}
        if self.blocked:
            self.blocked = {new: self.blocked[old] for new, old in enumerate(order) if old in self.blocked}
