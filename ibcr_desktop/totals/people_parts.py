"""Attributes the people of an indicator to the parts of a dimension, so that the parts add up."""

import functools
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import repeat
from typing import Any, Final

from ibcr_desktop.totals.dimensions import SEVERAL, age_group_of, codes_of, places_of
from ibcr_desktop.totals.outcome import Ids
from ibcr_desktop.totals.people_columns import Column
from ibcr_desktop.totals.people_counts import NOT_ATTRIBUTABLE, Addition
from ibcr_desktop.totals.people_rows import Told
from ibcr_desktop.totals.people_table import Known
from ibcr_desktop.totals.people_tally import SEX_FIELDS, PeopleTally
from ibcr_desktop.totals.selection import Found
from ibcr_desktop.totals.year_data import UNKNOWN

_OF_ACTIVITY: Final = ("country", "region", "month", "theme", "language", "project", "office")
Codes = tuple[str, ...]


class PeopleParts:
    """Attributes each person and each certain group to one part of a dimension."""

    def __init__(self, tally: PeopleTally) -> None:
        self._tally, self._rows = tally, tally.year.rows
        self._found = {each.key: each for each in tally.groups_found}
        self._counters: dict[tuple[int, int], Counter[tuple[Any, Any]]] = {}

    def of(self, dimension: str) -> dict[str, int]:
        """Give the parts; together with "not attributable" they add up, but for dimensions of several values."""
        parts: Counter[str] = Counter()
        column = self._column(dimension)
        for (said, known), number in self._counted(column).items():
            for place in column.meaning(said, known):
                parts[place] += number
        for addition in self._tally.counted.additions:
            parts.update(self._added(addition, dimension))
        if rest := sum(self._tally.counted.unknown_low.values()):
            parts[NOT_ATTRIBUTABLE] += rest
        return dict(parts)

    def behind(self, dimension: str, place: str) -> dict[str, Ids]:
        """Give the ids of the persons and of the groups that make up one part, by kind."""
        column = self._column(dimension)
        entries = list(self._entries(column))
        wanted = {entry for entry in set(entries) if place in column.meaning(*entry)}
        persons = [person for person, entry in zip(self._leading, entries, strict=True) if entry in wanted]
        additions = self._tally.counted.additions
        largest = [each.largest.key for each in additions if place in self._parts_of(each, dimension)]
        groups = Ids.of(each for each in largest if isinstance(each, uuid.UUID))
        return {"person": self._rows.people.ids_of(persons), "headcount": groups}

    @functools.cached_property
    def _leading(self) -> dict[int, int]:
        """The bundle of the line that speaks for each person who counts; of people who may be one, for one of them."""
        leading, same, ids = self._tally.certain_lines.leading(), self._tally.year.same, self._rows.people.ids
        speakers: dict[Any, int] = {}
        bundles = self._rows.bundles
        for person in sorted(leading.keys() & same.joined, key=lambda each: (bundles[leading[each]].rank, ids[each])):
            silent = speakers.get(same.root(person))
            if silent is not None:
                del leading[silent]
            speakers[same.root(person)] = person
        return leading

    def _counted(self, column: Column) -> Counter[tuple[Any, Any]]:
        """Count the people for each pair of entries; columns that differ only in their meaning are counted once."""
        key = id(column.of_bundle), id(column.of_person)  # both outlive this object
        if key not in self._counters:
            self._counters[key] = (
                self._by_bundle(column) if column.of_person is None else Counter(self._entries(column))
            )
        return self._counters[key]

    def _by_bundle(self, column: Column) -> Counter[tuple[Any, Any]]:
        counted: Counter[tuple[Any, Any]] = Counter()
        for bundle, number in self._bundles.items():
            counted[None if column.of_bundle is None else column.of_bundle[bundle], None] += number
        return counted

    @functools.cached_property
    def _bundles(self) -> Counter[int]:
        return Counter(self._leading.values())

    def _entries(self, column: Column) -> Iterator[tuple[Any, Any]]:
        """Give, for each person's leading line, the entries of the bundle and of the person."""
        nothing = repeat(None, len(self._leading))
        said = nothing if column.of_bundle is None else map(column.of_bundle.__getitem__, self._leading.values())
        known = nothing if column.of_person is None else map(column.of_person.__getitem__, self._leading)
        return zip(said, known, strict=True)

    def _column(self, dimension: str) -> Column:
        """Give the column whose meaning are the codes of a dimension."""
        year, rows = self._tally.year, self._rows
        if dimension in _OF_ACTIVITY:
            codes = year.codes_at(dimension)
            return Column(rows.at, None, lambda at, _: _attributed(codes[at], dimension))
        if dimension in _OF_PERSON:
            codes_in, classes = _OF_PERSON[dimension], rows.people.classes
            return Column(rows.told, rows.people.class_of, lambda told, place: codes_in(told, classes[place]))
        plain = year.column(dimension)
        return Column(plain.of_bundle, plain.of_person, lambda said, known: codes_of(plain.meaning(said, known)))

    def _parts_of(self, addition: Addition, dimension: str) -> Iterable[str]:
        if addition.is_unknown:
            is_open = self._tally.counted.unknown_low.get(addition.largest.stratum)
            return (NOT_ATTRIBUTABLE,) if is_open else ()
        return self._added(addition, dimension)

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


def _attributed(places: Codes, dimension: str) -> Codes:
    """Attribute somebody to one country, so that the parts add up; to every theme and language."""
    return places if dimension in SEVERAL and dimension != "country" else places[:1]


def _sex(_told: Told, known: Known) -> Codes:
    return codes_of(known.sex)


def _age_group(told: Told, known: Known) -> Codes:
    return (age_group_of(known.age, told.year),)


def _professional_group(told: Told, known: Known) -> Codes:
    return codes_of(told.group or known.professional_group)


_OF_PERSON: Final[dict[str, Callable[[Told, Known], Codes]]] = {
    "sex": _sex,
    "age_group": _age_group,
    "professional_group": _professional_group,
}
