"""Two records of one person in one activity are one row: the highest level, the days of both (docs/change-log.md)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from ibcr_desktop.records.record import State
from ibcr_desktop.roster.occasion import Occasion
from ibcr_desktop.roster.rows import RosterRow
from ibcr_desktop.totals.attendance import hours_attended
from ibcr_desktop.totals.joined_people import JoinedPeople
from ibcr_desktop.totals.year_data import LEVELS

LEVEL, DAYS, HOURS = "participation.level", "participation.session_ids", "participation.hours"


def one_row_a_person(rows: Iterable[RosterRow], people: JoinedPeople, occasion: Occasion) -> Iterator[RosterRow]:
    """Give the rows, those of joined records as one in the place of the first; nothing is written by reading."""
    by_person: dict[Any, list[RosterRow]] = defaultdict(list)
    for row in rows:
        by_person[people.canonical(row.person_id)].append(row)
    for some in by_person.values():
        yield some[0] if len(some) == 1 else _united(some, occasion)


def _united(rows: Sequence[RosterRow], occasion: Occasion) -> RosterRow:
    """Let the complete lines speak first, then the next one where the first is silent."""
    ordered = sorted(rows, key=lambda row: not row.is_complete)
    first = ordered[0]
    values = {cell: value for row in reversed(ordered) for cell, value in row.values.items()}
    levels = [row.values[LEVEL] for row in rows if row.values.get(LEVEL) in LEVELS]
    days = {day for row in rows for day in row.values.get(DAYS) or ()}
    values[LEVEL] = max(levels, key=LEVELS.index) if levels else values.get(LEVEL)
    values[DAYS] = tuple(sorted(days)) or None
    values[HOURS] = hours_attended([(row.values.get(HOURS), row.values.get(DAYS)) for row in rows], occasion.sittings)
    return replace(
        first,
        values={cell: value for cell, value in values.items() if value is not None},
        joined=tuple(row.participation_id for row in ordered[1:]),
        state=State.COMPLETE if any(row.is_complete for row in rows) else first.state,
    )
