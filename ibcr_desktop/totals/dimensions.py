"""The dimensions of disaggregation, and where a row stands in each."""

import uuid
from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from ibcr_desktop.totals.outcome import Breakdown
from ibcr_desktop.totals.selection import Found, Selection
from ibcr_desktop.totals.year_data import UNKNOWN, Row

SEVERAL = ("theme", "language", "region", "country")  # a row may stand in several parts, so they may exceed the total
_BANDS = ((5, "0-5"), (12, "6-12"), (17, "13-17"), (49, "18-49"), (59, "50-59"), (69, "60-69"), (79, "70-79"))
_PATHS = {"theme": "themes", "language": "languages", "project": "project_id"}


def places_of(found: Found, dimension: str, selection: Selection) -> tuple[str, ...]:
    """Give the codes of a row in a dimension, ``unknown`` where nothing is known; several for themes and countries."""
    if dimension == "country":
        return tuple(sorted(selection.countries_of(found))) or (UNKNOWN,)
    if dimension == "region":
        regions = selection.data.regions
        return tuple(sorted({regions.get(each, UNKNOWN) for each in selection.countries_of(found)})) or (UNKNOWN,)
    if dimension == "month":
        return (_month(found),)
    if dimension in ("sex", "age_group", "professional_group", "level"):
        return (person_place(found, dimension),)
    return _codes(_plain_value(found, dimension, selection))


def person_place(found: Found, dimension: str) -> str:
    """Give the one code of a participation or headcount in a dimension of people."""
    taking_part = found.taking_part
    person = None if taking_part is None else taking_part.about
    if dimension == "level":
        return found.row.get("level") or UNKNOWN
    if dimension == "professional_group":
        return professional_group(found)
    if person is None:
        return (found.row.get("age_band") if dimension == "age_group" else None) or UNKNOWN
    if dimension == "sex":
        return person["sex"] or UNKNOWN
    last = found.activity.row["ends_on"] if found.activity is not None else None
    return age_group(person, last)


def professional_group(found: Found) -> str:
    """Give the group that somebody belonged to then, else today's (domain.md, settled question 4)."""
    if found.taking_part is None:
        return found.row.get("professional_group") or UNKNOWN
    return found.taking_part.group


def age_group(person: Row, day: date | None) -> str:
    """Give the age band on a day by the year of birth, else the band as it was noted."""
    if person["birth_year"] is None or day is None:
        return person["age_band"] or UNKNOWN
    age = day.year - person["birth_year"]
    return next((band for last, band in _BANDS if age <= last), "80+")


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


def _codes(value: Any) -> tuple[str, ...]:
    if value is None or value == ():
        return (UNKNOWN,)
    if isinstance(value, tuple):
        return tuple(str(each) for each in value)
    return (value if isinstance(value, str) else str(value),) if not isinstance(value, uuid.UUID) else (str(value),)


def _month(found: Found) -> str:
    row = found.activity.row if found.activity is not None else found.row
    for name in ("ends_on", "acted_on", "published_on", "reported_on", "appeared_on", "reached_on", "end_actual_on"):
        if row.get(name) is not None:
            return f"{row[name]:%Y-%m}"
    return UNKNOWN
