"""The records behind one part of a breakdown: counted again when somebody asks, since nobody asks for all of them."""

from collections.abc import Callable

from sqlalchemy import Connection

from ibcr_desktop.totals.definitions import Definition
from ibcr_desktop.totals.dimensions import places_of
from ibcr_desktop.totals.measures import (
    IdsByKind,
    first_of_each_person,
    ids_of,
    ids_of_people,
    largest_of_each_key,
    once_each,
    united,
)
from ibcr_desktop.totals.people_choice import PeopleOfYear
from ibcr_desktop.totals.people_measure import people_in_part
from ibcr_desktop.totals.selection import Found, Selection
from ibcr_desktop.totals.year_data import YearData
from ibcr_desktop.totals.yearly_totals import Totals


def records_of_part(connection: Connection, totals: Totals, code: str, dimension: str, place: str) -> IdsByKind:
    """Give the ids by kind that one part of a figure counts: ``place`` is a code of the breakdown in ``dimension``.

    Where headcounts or sums take part, the number of the part and the number of ids differ as they do for the figure
    itself. KeyError where the year has no such figure.
    """
    definition = totals.figure(code).definition
    year = PeopleOfYear(Selection(YearData(connection, totals.year), totals.scope), [definition])
    return _of_part(definition, year, dimension, place)


def _of_part(definition: Definition, year: PeopleOfYear, dimension: str, place: str) -> IdsByKind:
    if definition.measure == "people":
        return people_in_part(definition, year, dimension, place)
    if definition.measure == "total":
        return united([_of_part(each, year, dimension, place) for each in definition.parts])
    return _of_rows(definition, year.selection, dimension, place)


def _of_rows(definition: Definition, selection: Selection, dimension: str, place: str) -> IdsByKind:
    found = selection.find(definition.sources)
    rows = [each for each in found if not each.draft_ids]
    if definition.measure == "distinct_persons":
        people = first_of_each_person(rows, selection).items()
        return ids_of_people({key: each for key, each in people if place in places_of(each, dimension, selection)})
    if definition.measure == "distinct_values":
        return ids_of(each for each in rows if place in _places_of_values(definition, each, dimension, selection))
    chosen = _CHOSEN.get(definition.measure, once_each)(definition, rows, selection)
    wanted = slice(1) if definition.measure == "attendances" else slice(None)
    return ids_of(each for each in chosen if place in places_of(each, dimension, selection)[wanted])


def _places_of_values(definition: Definition, found: Found, dimension: str, selection: Selection) -> list[str]:
    value = selection.value(found, found.value_field or definition.options["field"])
    values = value if isinstance(value, tuple) else (value,)
    return [selection.data.regions.get(each, "unknown") if dimension == "region" else each for each in values if each]


def _as_they_are(_definition: Definition, rows: list[Found], _selection: Selection) -> list[Found]:
    return rows


_CHOSEN: dict[str, Callable[[Definition, list[Found], Selection], list[Found]]] = {
    "sum": _as_they_are,
    "attendances": _as_they_are,
    "sum_of_largest": largest_of_each_key,
}
