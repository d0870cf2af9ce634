"""Counts a year before and after a merge, and finds out which year a package is about."""

import itertools
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection

from ibcr_desktop.records import kind_named
from ibcr_desktop.records.activities import Activity
from ibcr_desktop.storage.rows import fiscal_year_of, start_month, unpack_values
from ibcr_desktop.sync.package_lines import BodyLine, ChangeLine
from ibcr_desktop.totals.yearly_totals import compute

LINES_LOOKED_AT: Final = 5_000


def figures_of(connection: Connection, year: int | None) -> dict[str, float]:
    """Give the figures of the year that begins in ``year`` by the codes of their indicators; none without a year."""
    return {} if year is None else {each.code: each.outcome.figure for each in compute(connection, year).figures}


def likely_year(connection: Connection, lines: Iterator[BodyLine], today: date) -> tuple[int, Iterator[BodyLine]]:
    """Give the year of most activities among the first lines, else the present one; and the lines, none missing."""
    first = list(itertools.islice(lines, LINES_LOOKED_AT))
    month = start_month(connection)
    days = [day for each in first if isinstance(each, ChangeLine) and (day := _counted_day(each)) is not None]
    years = Counter(fiscal_year_of(day, month) for day in days).most_common(1)
    year = years[0][0] if years else fiscal_year_of(today, month)
    return year, itertools.chain(first, lines)


def _counted_day(change: ChangeLine) -> Any:
    try:
        kind = kind_named(change.kind)
    except KeyError:  # of a newer release
        return None
    name = kind.counted_on if issubclass(kind, Activity) else None
    return unpack_values(kind, {name: change.fields[name]}).get(name) if name in change.fields else None
