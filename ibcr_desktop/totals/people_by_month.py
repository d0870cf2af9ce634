"""People per month of a fiscal year, for the chart of the home page: a look, not one of the published figures."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Connection, Table, case, func, select

from ibcr_desktop.records.activities import Activity
from ibcr_desktop.records.headcounts import Headcount
from ibcr_desktop.records.participations import Participation
from ibcr_desktop.records.record import State
from ibcr_desktop.storage.rows import present, start_month, table_of


@dataclass(frozen=True)
class Month:
    """How many people took part in activities that ended in a month.

    Attributes:
        first: the first day of the month.
        complete: people of complete activities: each named person once a month, and the sums of the headcounts.
        in_drafts: people that only drafts would add.
    """

    first: date
    complete: int
    in_drafts: int


def last_year_of_activities(connection: Connection, until: int) -> int | None:
    """Give the latest fiscal year up to ``until`` in which an activity ends; None where there is none."""
    table = table_of(Activity)
    statement = select(func.max(table.c.fiscal_year)).where(present(table), table.c.fiscal_year <= until)
    found = connection.execute(statement).scalar()
    return None if found is None else int(found)


def people_by_month(connection: Connection, year: int) -> list[Month]:
    """Give the twelve months of the fiscal year that begins in the calendar year ``year``, in order.

    Cancelled activities and those that were only attended do not show here; bounds are not given, since headcounts
    that overlap named lists are the business of the yearly totals.
    """
    months = _months(year, start_month(connection))
    named = _named(connection, year)
    groups = _groups(connection, year)
    found = []
    for first in months:
        key = (first.year, first.month)
        complete = named[key, True] + groups[key, True]
        drafts = named[key, False] + groups[key, False]
        found.append(Month(first, complete, drafts))
    return found


Key = tuple[tuple[int, int], bool]  # (year, month) and whether everything is complete


def _months(year: int, first_month: int) -> list[date]:
    places = range(first_month - 1, first_month + 11)
    return [date(year + place // 12, place % 12 + 1, 1) for place in places]


def _held_in(activity: Table, year: int) -> tuple[ColumnElement[bool], ...]:
    return activity.c.fiscal_year == year, present(activity), activity.c.status == "held"


def _named(connection: Connection, year: int) -> Counter[Key]:
    """Count the people of each month: the engine does, in the index that holds the lines of each activity."""
    activity, participation = table_of(Activity), table_of(Participation)
    month, person = func.strftime("%Y-%m", activity.c.ends_on), participation.c.person_id
    is_complete = (activity.c.state == State.COMPLETE) & (participation.c.state == State.COMPLETE)
    statement = (
        select(month, func.count(person.distinct()), func.count(case((is_complete, person)).distinct()))
        .join_from(activity, participation, participation.c.activity_id == activity.c.id)
        .where(*_held_in(activity, year), present(participation))
        .group_by(month)
    )
    found: Counter[Key] = Counter()
    for text, number, complete in connection.execute(statement):
        first = date.fromisoformat(f"{text}-01")
        found[(first.year, first.month), True] = complete
        found[(first.year, first.month), False] = number - complete  # those whom only drafts add
    return found


def _groups(connection: Connection, year: int) -> defaultdict[Key, int]:
    activity, headcount = table_of(Activity), table_of(Headcount)
    statement = (
        select(activity.c.ends_on, activity.c.state, headcount.c.state.label("own"), headcount.c.total)
        .join(headcount, headcount.c.activity_id == activity.c.id)
        .where(
            *_held_in(activity, year),
            present(headcount),
            headcount.c.total.is_not(None),
            headcount.c.basis != "media_audience",
        )
    )
    found: defaultdict[Key, int] = defaultdict(int)
    for row in connection.execute(statement):
        counts = row.state == State.COMPLETE and row.own == State.COMPLETE
        found[(row.ends_on.year, row.ends_on.month), counts] += row.total
    return found
