"""The dimensions of disaggregation, and where a row stands in each."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from ibcr_desktop.totals.outcome import Breakdown
from ibcr_desktop.totals.people_table import AgeKey
from ibcr_desktop.totals.selection import Found, Selection
from ibcr_desktop.totals.year_data import UNKNOWN, Row

SEVERAL = ("theme", "language", "region", "country")  # a row may stand in several parts, so they may exceed the total
_BANDS = ((5, "0-5"), (12, "6-12"), (17, "13-17"), (49, "18-49"), (59, "50-59"), (69, "60-69"), (79, "70-79"))
_DAYS = ("acted_on", "published_on", "reported_on", "appeared_on", "reached_on", "end_actual_on")
_PATHS = {"theme": "themes", "language": "languages", "project": "project_id"}


def places_of(found: Found, dimension: str, selection: Selection) -> tuple[str, ...]:
    """Give the codes of a row in a dimension, ``unknown`` where nothing is known; several for themes and countries."""
    if dimension == "country":
        return tuple(sorted(selection.countries_of(found))) or (UNKNOWN,)
    if dimension == "region":
        regions = selection.data.regions
        return tuple(sorted({regions.get(each, UNKNOWN) for each in selection.countries_of(found)})) or (UNKNOWN,)
    if dimension == "month":
        return (_month(found, selection),)
    if dimension in ("sex", "age_group", "professional_group", "level"):
        return (person_place(found, dimension, selection),)
    return codes_of(_plain_value(found, dimension, selection))


def person_place(found: Found, dimension: str, selection: Selection) -> str:
    """Give the one code of a participation, a headcount or an engagement in a dimension of people."""
    person = _person(found, selection)
    if dimension == "level":
        return found.row.get("level") or UNKNOWN
    if dimension == "professional_group":
        return professional_group(found)
    if person is None:
        return (found.row.get("age_band") if dimension == "age_group" else None) or UNKNOWN
    if dimension == "sex":
        return person["sex"] or UNKNOWN
    last = selection.data.day_of(found.activity, found.row) if found.activity is not None else None
    return age_group(person, last)


def professional_group(found: Found) -> str:
    """Give the group that somebody belonged to then, else today's (docs/counting-rules.md, "People: two bounds")."""
    if found.taking_part is None:
        return found.row.get("professional_group") or UNKNOWN
    return found.taking_part.group


def _person(found: Found, selection: Selection) -> Row | None:
    if found.taking_part is not None:
        return found.taking_part.about
    person_id = found.row.get("person_id")
    return None if person_id is None else selection.data.people_table.row_of(person_id)


def age_group(person: Row, day: date | None) -> str:
    """Give the age band on a day by the year of birth, else the band as it was noted."""
    return age_group_of((person["birth_year"], person["age_band"]), None if day is None else day.year)


def age_group_of(known: AgeKey, year: int | None) -> str:
    """Give the age band in a calendar year of somebody of whom that much is known."""
    birth_year, noted = known
    if birth_year is None or year is None:
        return noted or UNKNOWN
    return next((band for last, band in _BANDS if year - birth_year <= last), "80+")


def row_breakdown(rows: Iterable[Found], dimensions: Iterable[str], selection: Selection) -> Breakdown:
    """Count rows in each dimension."""
    some = list(rows)
    return {
        dimension: dict(Counter(place for each in some for place in places_of(each, dimension, selection)))
        for dimension in dimensions
    }


def _plain_value(found: Found, dimension: str, selection: Selection) -> Any:
    path = _PATHS.get(dimension, dimension)
    if found.activity is not None and dimension in ("theme", "language", "project", "office"):
        return found.activity.row.get(path)
    if dimension == "project" and found.kind == "project":
        return found.key
    return selection.value(found, path)


def codes_of(value: Any) -> tuple[str, ...]:
    """Give the codes of a value of any type, ``unknown`` for none."""
    if value is None or value == ():
        return (UNKNOWN,)
    if isinstance(value, tuple):
        return tuple(str(each) for each in value)
    return (str(value),)


def _month(found: Found, selection: Selection) -> str:
    if found.activity is not None:
        day = selection.data.day_of(found.activity, found.row)
    else:
        days = (found.row.get(name) for name in _DAYS)
        day = next((each for each in days if each is not None), None)
    return UNKNOWN if day is None else f"{day:%Y-%m}"
