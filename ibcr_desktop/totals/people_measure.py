"""Counts the people of an indicator: the result of the people formula, and its parts that add up."""

import functools
import uuid
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Any

from ibcr_desktop.totals.definitions import Definition
from ibcr_desktop.totals.dimensions import SEVERAL, age_group_of, codes_of, places_of
from ibcr_desktop.totals.outcome import IdsByKind, Outcome
from ibcr_desktop.totals.people_choice import PeopleOfYear
from ibcr_desktop.totals.people_counts import NOT_ATTRIBUTABLE, Addition, Key
from ibcr_desktop.totals.people_tally import SEX_FIELDS, PeopleTally
from ibcr_desktop.totals.seats import seats
from ibcr_desktop.totals.selection import Found
from ibcr_desktop.totals.year_data import UNKNOWN

_OF_ACTIVITY = ("country", "region", "month", "theme", "language", "project", "office")
Codes = Callable[[Any], tuple[str, ...]]


def count_as_people(definition: Definition, year: PeopleOfYear) -> Outcome:
    """Give the bounds of distinct people, with attendances, parts and the ids of persons and groups behind them."""
    tally, drafts = _tally(definition, year)
    counted, ids, certain = tally.counted, year.rows.people.ids, tally.certain
    parts, groups = _Parts(tally), [each.key.bytes for each in tally.groups_found]
    return Outcome(
        figure=counted.low,
        low=counted.low,
        high=counted.high,
        records=IdsByKind(
            person=lambda: [ids[each] for each in certain],
            headcount=lambda: groups,  # not the tally: whoever keeps the totals must not keep the year
        ),
        attendances=_attendances(definition, tally),
        breakdown={dimension: parts.of(dimension) for dimension in definition.group_by},
        drafts=drafts,
        has_unknown=counted.low != counted.high,
    )


def people_in_part(
    definition: Definition, year: PeopleOfYear, dimension: str, place: str
) -> dict[str, tuple[uuid.UUID, ...]]:
    """Give the ids of the persons and groups that one part of a breakdown is made of."""
    tally, _ = _tally(definition, year)
    return dict(_Parts(tally).behind(dimension, place))


def _attendances(definition: Definition, tally: PeopleTally) -> int:
    key = ("attendances", definition.sources, tally.sex)
    if key not in tally.year.kept:
        tally.year.kept[key] = sum(low for low, _ in seats(tally).values())
    number: int = tally.year.kept[key]
    return number


def _tally(definition: Definition, year: PeopleOfYear) -> tuple[PeopleTally, frozenset[uuid.UUID]]:
    chosen, sex = year.choose(definition.sources), definition.options.get("sex")
    key = ("tally", definition.sources, sex)
    if key not in year.kept:
        year.kept[key] = PeopleTally(chosen, year, sex)
    return year.kept[key], chosen.drafts


class _Parts:
    """Attributes each person and each certain group to one part of a dimension."""

    def __init__(self, tally: PeopleTally) -> None:
        self._tally, self._rows = tally, tally.year.rows
        self._found = {each.key: each for each in tally.groups_found}
        certain, same = tally.certain, tally.year.same
        pairs = zip(tally.persons, tally.places, strict=True)
        leading: dict[Key, int] = dict(pairs)  # the last line of a person is the one that speaks
        if len(certain) < len(leading):
            leading = {person: place for person, place in leading.items() if person in certain}
        for person in leading.keys() & same.joined:
            place, root = leading.pop(person), ("may be one", same.root(person))
            leading[root] = max(place, leading.get(root, -1))
        self._leading = list(leading.values())

    @functools.cached_property
    def _occasions(self) -> list[Hashable]:
        return [self._rows.at[each] for each in self._leading]

    @functools.cached_property
    def _by_occasion(self) -> Counter[Hashable]:
        return Counter(self._occasions)

    def of(self, dimension: str) -> dict[str, int]:
        """Give the parts; together with "not attributable" they add up, but for dimensions of several values."""
        entries, codes = self._people(dimension)
        parts: Counter[str] = Counter()
        counted = self._by_occasion if dimension in _OF_ACTIVITY else Counter(entries)
        for entry, number in counted.items():
            for place in codes(entry):
                parts[place] += number
        for addition in self._tally.counted.additions:
            parts.update(self._added(addition, dimension))
        if rest := sum(self._tally.counted.unknown_low.values()):
            parts[NOT_ATTRIBUTABLE] += rest
        return dict(parts)

    def behind(self, dimension: str, place: str) -> Iterator[tuple[str, tuple[uuid.UUID, ...]]]:
        """Give the ids of the persons and of the groups that make up one part, by kind."""
        entries, codes = self._people(dimension)
        wanted = {entry for entry in set(entries) if place in codes(entry)}
        ids, persons = self._rows.people.ids, self._rows.persons
        lines = zip(entries, self._leading, strict=True)
        yield "person", tuple(sorted(uuid.UUID(bytes=ids[persons[line]]) for entry, line in lines if entry in wanted))
        additions = self._tally.counted.additions
        largest = [each.largest.key for each in additions if place in self._parts_of(each, dimension)]
        yield "headcount", tuple(sorted(each for each in largest if isinstance(each, uuid.UUID)))

    def _parts_of(self, addition: Addition, dimension: str) -> Iterable[str]:
        if addition.is_unknown:
            is_open = self._tally.counted.unknown_low.get(addition.largest.stratum)
            return (NOT_ATTRIBUTABLE,) if is_open else ()
        return self._added(addition, dimension)

    def _people(self, dimension: str) -> tuple[list[Hashable], Codes]:
        """Give, for each person's leading line, an entry, and what codes an entry stands for."""
        rows, leading = self._rows, self._leading
        if dimension in _OF_ACTIVITY:
            return self._occasions, self._codes_of_occasion(dimension)
        if dimension == "sex":
            sexes = rows.people.column("sex")
            return [sexes[rows.persons[each]] for each in leading], codes_of
        if dimension == "age_group":
            numbers, ages = rows.ages
            return [numbers[each] for each in leading], lambda number: (age_group_of(*ages[number]),)
        if dimension == "professional_group":
            return [rows.groups[each] for each in leading], codes_of
        entries, meaning = self._tally.year.column(dimension)
        return [entries[each] for each in leading], lambda entry: codes_of(meaning(entry))

    def _codes_of_occasion(self, dimension: str) -> Codes:
        codes = self._tally.year.codes_at(dimension)
        return lambda at: _attributed(codes[at], dimension)

    def _added(self, addition: Addition, dimension: str) -> dict[str, int]:
        """Give what a certain set of groups adds to each part."""
        if addition.is_unknown or not addition.low:
            return {}
        found = self._found[addition.largest.key]  # type: ignore[index]  # keys of groups are ids here
        if dimension == "sex":
            return self._sexes(found, addition)
        places = _attributed(places_of(found, dimension, self._tally.year.selection), dimension)
        return dict.fromkeys(places, addition.low)

    def _sexes(self, found: Found, addition: Addition) -> dict[str, int]:
        if self._tally.sex is not None:
            return {self._tally.sex: addition.low}
        told = {sex: found.row[name] or 0 for sex, name in SEX_FIELDS.items()}
        told[UNKNOWN] += (found.row["total"] or 0) - sum(told.values())
        if sum(told.values()) == addition.low:
            return {sex: number for sex, number in told.items() if number}
        return {NOT_ATTRIBUTABLE: addition.low}  # names were subtracted: whose sex remains is not known


def _attributed(places: tuple[str, ...], dimension: str) -> tuple[str, ...]:
    """Attribute somebody to one country, so that the parts add up; to every theme and language."""
    return places if dimension in SEVERAL and dimension != "country" else places[:1]
