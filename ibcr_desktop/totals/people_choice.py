"""Which people an indicator is about: its sources and conditions, applied to the columns of a year."""

import functools
import uuid
from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any, NamedTuple

from ibcr_desktop.records.fields import fields_by_name
from ibcr_desktop.records.participations import Participation
from ibcr_desktop.totals.definitions import Condition, Definition, Source
from ibcr_desktop.totals.dimensions import places_of
from ibcr_desktop.totals.people_columns import Column, Lines, both, narrowed, united
from ibcr_desktop.totals.people_counts import Components
from ibcr_desktop.totals.people_rows import PeopleRows
from ibcr_desktop.totals.selection import TESTS, Found, Selection, reaches
from ibcr_desktop.totals.year_data import Counted, Numbers, is_child_of


@dataclass(frozen=True)
class ChosenPeople:
    """Lines and headcount groups; and the drafts that are left out."""

    lines: Lines
    groups: list[Found]
    drafts: frozenset[uuid.UUID]


class PeopleAsked(NamedTuple):
    """Which people an indicator counts; several that say the same share the counting."""

    sources: tuple[Source, ...]
    sex: str | None


def people_asked(definition: Definition) -> PeopleAsked:
    """Give the people of an indicator whose measure is *people*."""
    return PeopleAsked(definition.sources, definition.options.get("sex"))


def _people_of(definition: Definition) -> Iterator[PeopleAsked]:
    if definition.measure == "people":
        yield people_asked(definition)
    yield from chain.from_iterable(map(_people_of, definition.parts))


class PeopleOfYear:
    """The people of a year within the scope of a selection; what several indicators ask for is found once."""

    def __init__(self, selection: Selection, definitions: Iterable[Definition] = ()) -> None:
        """Begin a year; what the lines are asked by the ``definitions`` to come is read in one go."""
        self.selection, definitions = selection, list(definitions)
        self._fields = _fields_of_lines(definitions)
        self.kept: dict[Hashable, Any] = {}  # what several indicators share, by whoever makes it
        self.still_asked = Counter(chain.from_iterable(map(_people_of, definitions)))
        self._known: dict[tuple[Source, ...], ChosenPeople] = {}
        self._met: dict[tuple[Lines, Condition], Lines] = {}
        self._wheres = Numbers()
        self._codes: dict[str, list[tuple[str, ...]]] = {}

    @functools.cached_property
    def rows(self) -> PeopleRows:
        """The lines of the year; read when people are first asked for."""
        return PeopleRows(self.selection.data, self._fields)

    @functools.cached_property
    def same(self) -> Components:
        """The pairs that nobody has decided about; somebody in the bin may stand between two others."""
        return Components((self._key(one), self._key(other)) for one, other in self.selection.data.people.undecided)

    def forget_shared(self) -> None:
        """Let go of what was kept: it refers back to the year, and such a circle would outlive the count."""
        self.kept.clear()

    def choose(self, sources: tuple[Source, ...]) -> ChosenPeople:
        """Give the people of all sources, each line and each group once."""
        if sources not in self._known:
            lines = united([self._lines(each) for each in sources if "participation" in each.kinds])
            groups = self.selection.find(each for each in sources if "headcount" in each.kinds)
            self._known[sources] = self._without_drafts(lines, [each for each in groups if each.kind == "headcount"])
        return self._known[sources]

    def present_at(self, activities: Collection[uuid.UUID]) -> ChosenPeople:
        """Give everybody at some activities, whatever the level and office; the audience of media was not there."""
        wanted = [each.key in activities for each in self.rows.occasions]
        at = Column(self.rows.at, None, lambda at, _: wanted[at])
        lines = narrowed(self.rows.lines, at, bool)
        groups = [
            each
            for each in self.selection.groups
            if each.activity is not None and each.activity.key in activities and each.row["basis"] != "media_audience"
        ]
        return self._without_drafts(lines, groups)

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
            years, classes = rows.occasions.years, rows.people.classes
            of_bundle = [years[each] for each in rows.at]
            return Column(of_bundle, rows.people.class_of, lambda year, place: is_child_of(classes[place].age, year))
        if path == "kind":
            return Column(None, None, lambda _bundle, _person: "participation")
        if name == "activity" and rest:
            occasions = [each.row for each in rows.occasions]
            return Column(rows.at, None, lambda at, _: follow(occasions[at]["kind"], occasions[at], rest))
        if name == "person" and rest:
            field, _, beyond = rest.partition(".")
            values = rows.people.column(f"{field}_id" if beyond else field)
            return Column(
                None, values, lambda _, value: follow("person", {f"{field}_id": value}, rest) if beyond else value
            )
        if rest:
            link = f"{name}_id"
            return Column(rows.said(link), None, lambda value, _: follow("participation", {link: value}, path))
        return Column(rows.said(path), None, lambda value, _: value)

    def _key(self, record_id: uuid.UUID) -> Hashable:
        number = self.rows.people.number(record_id)
        return record_id if number is None else number

    def _without_drafts(self, lines: Lines, groups: list[Found]) -> ChosenPeople:
        drafts = [each.draft_ids for each in groups]
        if blocked := self.rows.blocked:
            is_draft = Column(range(len(self.rows.bundles)), None, lambda number, _: number in blocked)
            drafts += [blocked[number] for number, _ in narrowed(lines, is_draft, bool)]
            lines = narrowed(lines, is_draft, lambda each: not each)
        groups = [each for each in groups if not each.draft_ids]
        return ChosenPeople(lines, groups, frozenset[uuid.UUID]().union(*drafts))

    def _lines(self, source: Source) -> Lines:
        if source.period in ("active_in_year", "on_last_day"):
            return united([])  # a participation has no period of its own
        lines = functools.reduce(self._meeting, source.where, self._in_scope)
        if source.day and source.period == "in_year":
            year = self.selection.data.year
            return narrowed(lines, self.column(source.day), lambda day: day is not None and year.holds(day))
        return lines

    def _meeting(self, lines: Lines, condition: Condition) -> Lines:
        """Give those of some lines that meet a condition; many indicators ask the same of the same lines."""
        if (lines, condition) not in self._met:
            self._met[lines, condition] = self._narrowed(lines, condition)
        return self._met[lines, condition]

    def _narrowed(self, lines: Lines, condition: Condition) -> Lines:
        column, values = self.column(condition.path), condition.values
        if condition.operator == "reaches":
            return narrowed(lines, both(column, self.column(values[0])), lambda pair: reaches(*pair))
        test = TESTS[condition.operator]
        return narrowed(lines, column, lambda value: test(value, values))

    @functools.cached_property
    def _in_scope(self) -> Lines:
        """All lines in the scope."""
        scope, occasions = self.selection.scope, self.rows.occasions
        lines = self.rows.lines
        if scope.countries:
            countries = Column(self.rows.at, None, lambda at, _: occasions[at].countries)
            lines = narrowed(lines, countries, lambda some: bool(scope.countries & some))
        if scope.offices:
            lines = narrowed(lines, self.column("office"), lambda office: office in scope.offices)
        return lines


def _fields_of_lines(definitions: Iterable[Definition]) -> set[str]:
    """Give the fields of participations themselves that some indicators ask for."""
    paths: set[str] = set()
    for definition in definitions:
        paths.update(definition.group_by)
        for source in definition.sources:
            if "participation" in source.kinds:
                paths.add(source.day)
                paths.update(each.path for each in source.where)
                paths.update(each.values[0] for each in source.where if each.operator == "reaches")
    heads = {path.partition(".")[0] + ("_id" if "." in path else "") for path in paths}
    return heads & fields_by_name(Participation).keys() - {"person_id", "activity_id"}
