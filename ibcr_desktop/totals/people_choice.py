"""Which people an indicator is about: its sources and conditions, applied to the columns of a year."""

import functools
import uuid
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Any

from ibcr_desktop.totals.definitions import DERIVED, Condition, Definition, Source
from ibcr_desktop.totals.dimensions import places_of
from ibcr_desktop.totals.people_counts import Components
from ibcr_desktop.totals.people_rows import PeopleRows
from ibcr_desktop.totals.selection import TESTS, Found, Selection, reaches
from ibcr_desktop.totals.year_data import Counted, Numbers, is_child_of

Column = tuple[Sequence[Any], Callable[[Any], Any]]  # entries by line, and what an entry means
Test = tuple[Column, Callable[[Any], bool]]


@dataclass(frozen=True)
class ChosenPeople:
    """Places of lines in the columns, in their order, and headcount groups; and the drafts that are left out."""

    places: list[int]
    groups: list[Found]
    drafts: frozenset[uuid.UUID]


class PeopleOfYear:
    """The people of a year within the scope of a selection; what several indicators ask for is found once."""

    def __init__(self, selection: Selection, definitions: Iterable[Definition] = ()) -> None:
        """Begin a year; what the lines are asked by the ``definitions`` to come is read in one go."""
        self.selection = selection
        self._fields = _fields_of_lines(definitions) | ({"office"} if selection.scope.offices else set())
        self.kept: dict[Hashable, Any] = {}  # what several indicators share, by whoever makes it
        self._known: dict[tuple[Source, ...], ChosenPeople] = {}
        self._wheres = Numbers()
        self._codes: dict[str, list[tuple[str, ...]]] = {}

    @functools.cached_property
    def rows(self) -> PeopleRows:
        """The lines of the year; read when people are first asked for."""
        return PeopleRows(self.selection.data, sorted(self._fields))

    @functools.cached_property
    def same(self) -> Components:
        """The pairs that nobody has decided about; somebody in the bin may stand between two others."""
        numbers = self.rows.people.number_of
        undecided = self.selection.data.people.undecided
        return Components((numbers.get(one.bytes, one), numbers.get(other.bytes, other)) for one, other in undecided)

    def forget_shared(self) -> None:
        """Let go of what was kept: it refers back to the year, and such a circle would outlive the count."""
        self.kept.clear()

    def choose(self, sources: tuple[Source, ...]) -> ChosenPeople:
        """Give the people of all sources, each line and each group once."""
        if sources not in self._known:
            named = [self._places(each) for each in sources if "participation" in each.kinds]
            places = named[0] if len(named) == 1 else sorted(set().union(*named))
            groups = self.selection.find(each for each in sources if "headcount" in each.kinds)
            self._known[sources] = self._without_drafts(places, [each for each in groups if each.kind == "headcount"])
        return self._known[sources]

    def present_at(self, activities: Collection[uuid.UUID]) -> ChosenPeople:
        """Give everybody at some activities, whatever the level and office; the audience of media was not there."""
        wanted = [each.key in activities for each in self.rows.occasions]
        places = list(compress(range(len(self.rows.at)), map(wanted.__getitem__, self.rows.at)))
        groups = [
            each
            for each in self.selection.groups
            if each.activity is not None and each.activity.key in activities and each.row["basis"] != "media_audience"
        ]
        return self._without_drafts(places, groups)

    def stratum(self, counted: Counted, group: str) -> tuple[int, str]:
        """Give the stratum: project and countries of the activity, professional group (docs/counting-rules.md)."""
        return self._wheres[counted.row["project_id"], counted.countries], group

    @functools.cached_property
    def wheres(self) -> list[int]:
        """Project and countries of each occasion as a number, the first part of its strata."""
        return [self.stratum(each, "")[0] for each in self.rows.occasions]

    def codes_at(self, dimension: str) -> list[tuple[str, ...]]:
        """Give the codes of each occasion in a dimension of activities."""
        if dimension not in self._codes:
            found = (Found("participation", each.key, {}, activity=each) for each in self.rows.occasions)
            self._codes[dimension] = [places_of(each, dimension, self.selection) for each in found]
        return self._codes[dimension]

    def column(self, path: str) -> Column:
        """Give what a path means for each line: a field of it, of its activity, of its person."""
        rows, follow = self.rows, self.selection.follow
        name, _, rest = path.partition(".")
        if path == "is_child":
            numbers, ages = rows.ages
            return numbers, lambda number: is_child_of(*ages[number])
        if path == "kind":
            return [path] * len(rows.at), lambda _: "participation"
        if name == "activity" and rest:
            return rows.at, lambda at: follow(rows.occasions[at].row["kind"], rows.occasions[at].row, rest)
        if name == "person" and rest:
            field, _, beyond = rest.partition(".")
            values = rows.people.column(f"{field}_id" if beyond else field)
            entries = list(map(values.__getitem__, rows.persons))
            return entries, lambda value: follow("person", {f"{field}_id": value}, rest) if beyond else value
        if rest:
            return rows.column(f"{name}_id"), lambda value: follow("participation", {f"{name}_id": value}, path)
        return rows.column(path), lambda value: value

    def _without_drafts(self, places: list[int], groups: list[Found]) -> ChosenPeople:
        blocked = self.rows.blocked
        drafts = [blocked[each] for each in blocked.keys() & set(places)] if blocked else []
        drafts += [each.draft_ids for each in groups]
        if blocked:
            places = [each for each in places if each not in blocked]
        return ChosenPeople(
            places, [each for each in groups if not each.draft_ids], frozenset[uuid.UUID]().union(*drafts)
        )

    def _places(self, source: Source) -> list[int]:
        places: list[int] = list(range(len(self.rows.at)))
        if source.period in ("active_in_year", "on_last_day"):
            return []  # a participation has no period of its own
        year, tests = self.selection.data.year, self._scope()
        tests += [self._condition(each) for each in source.where]
        if source.day and source.period == "in_year":
            tests.append(
                (self.column(source.day), lambda day: day is not None and year.first_day <= day <= year.last_day)
            )
        return self._narrowed(places, tests)

    def _condition(self, condition: Condition) -> Test:
        column = self.column(condition.path)
        if condition.operator == "reaches":
            (entries, meaning), (others, other_meaning) = column, self.column(condition.values[0])
            pairs = list(zip(entries, others, strict=True))
            return (pairs, lambda pair: (meaning(pair[0]), other_meaning(pair[1]))), lambda pair: reaches(*pair)
        test, values = TESTS[condition.operator], condition.values
        return column, lambda value: test(value, values)

    def _scope(self) -> list[Test]:
        scope, occasions = self.selection.scope, self.rows.occasions
        tests: list[Test] = []
        if scope.countries:
            countries = (self.rows.at, lambda at: occasions[at].countries)
            tests.append((countries, lambda some: bool(scope.countries & some)))
        if scope.offices:
            tests.append((self.column("office"), lambda office: office in scope.offices))
        return tests

    @staticmethod
    def _narrowed(places: list[int], tests: Iterable[Test]) -> list[int]:
        """Keep the places whose entries pass every test; each distinct entry is tested once."""
        for (entries, meaning), test in tests:
            passes = {entry: test(meaning(entry)) for entry in set(map(entries.__getitem__, places))}
            places = list(compress(places, map(passes.__getitem__, map(entries.__getitem__, places))))
        return places


def _fields_of_lines(definitions: Iterable[Definition]) -> set[str]:
    """Give the fields of participations themselves that the conditions of some indicators ask for."""
    sources = [each for definition in definitions for each in definition.sources if "participation" in each.kinds]
    paths = {condition.path for each in sources for condition in each.where} | {each.day for each in sources}
    return {path for path in paths if path and "." not in path} - {*DERIVED, "level", "profession_then"}
