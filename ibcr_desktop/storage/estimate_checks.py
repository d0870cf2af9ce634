"""Asks about estimates that were claimed before or that are larger than likely."""

import statistics
import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import Connection, Select, distinct, func, select

from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records.activities import Activity
from ibcr_desktop.records.estimates import BeneficiaryEstimate
from ibcr_desktop.records.headcounts import Headcount
from ibcr_desktop.records.offices import Country, country_id
from ibcr_desktop.records.participations import Participation
from ibcr_desktop.records.problems import Problem, ProblemsFound, warning
from ibcr_desktop.records.record import State
from ibcr_desktop.storage.rows import present, table_of

UNLIKELY_TIMES_MEDIAN = 10
FEW_TO_COMPARE = 3  # a median of fewer estimates says nothing


def estimate_problems(connection: Connection, estimates: Sequence[BeneficiaryEstimate], _today: date) -> ProblemsFound:
    """Give the warnings of estimates, one after the other (docs/counting-rules.md, "What is checked")."""
    for estimate in estimates:
        for check in (_claimed_earlier, _unusual, _more_than_all):
            for problem in check(connection, estimate):
                yield estimate.id, problem


def _claimed_earlier(connection: Connection, estimate: BeneficiaryEstimate) -> Iterator[Problem]:
    if not estimate.is_new_this_year or estimate.fiscal_year is None:
        return
    table = table_of(BeneficiaryEstimate)
    earlier = _others(estimate).where(
        table.c.country == estimate.country,
        table.c.area == estimate.area,
        table.c.service == estimate.service,
        table.c.is_new_this_year.is_(True),
        table.c.fiscal_year < estimate.fiscal_year,
    )
    if connection.execute(earlier).first() is not None:
        yield warning(
            "claimed_earlier",
            N_("The same country, area and service were claimed as new in an earlier year."),
            "is_new_this_year",
        )


def _unusual(connection: Connection, estimate: BeneficiaryEstimate) -> Iterator[Problem]:
    """Compare with the project's other estimates: for each person reached that year, else the numbers themselves."""
    if estimate.count is None or estimate.project_id is None:
        return
    table = table_of(BeneficiaryEstimate)
    rows = connection.execute(_others(estimate).where(table.c.project_id == estimate.project_id)).all()
    if len(rows) < FEW_TO_COMPARE:
        return
    people = _people_reached(connection, estimate.project_id)
    ratios = [row.children / people[row.fiscal_year] for row in rows if row.children and people[row.fiscal_year]]
    reached = people[estimate.fiscal_year]
    if reached and len(ratios) >= FEW_TO_COMPARE:
        if estimate.count / reached > UNLIKELY_TIMES_MEDIAN * statistics.median(ratios):
            text = N_("For each person reached, this is more than ten times what the project usually estimates.")
            yield warning("unusual_estimate", text, "count")
        return
    counts = [row.children for row in rows if row.children]
    if counts and estimate.count > UNLIKELY_TIMES_MEDIAN * statistics.median(counts):
        text = N_("This is more than ten times what the project usually estimates.")
        yield warning("unusual_estimate", text, "count")


def _people_reached(connection: Connection, project: uuid.UUID) -> Counter[int | None]:
    """Give about how many people a project's held activities had, by fiscal year: names, and groups added."""
    activity, taking_part, group = table_of(Activity), table_of(Participation), table_of(Headcount)
    of_project = (activity.c.project_id == project) & (activity.c.status == "held") & present(activity)
    named = (
        select(activity.c.fiscal_year, func.count(distinct(taking_part.c.person_id)))
        .join_from(activity, taking_part, taking_part.c.activity_id == activity.c.id)
        .where(of_project, present(taking_part))
        .group_by(activity.c.fiscal_year)
    )
    unnamed = (
        select(activity.c.fiscal_year, func.coalesce(func.sum(group.c.total), 0))
        .join_from(activity, group, group.c.activity_id == activity.c.id)
        .where(of_project, present(group))
        .group_by(activity.c.fiscal_year)
    )
    people: Counter[int | None] = Counter()
    for statement in (named, unnamed):
        for year, number in connection.execute(statement):
            people[year] += number
    return people


def _more_than_all(connection: Connection, estimate: BeneficiaryEstimate) -> Iterator[Problem]:
    if estimate.country is None or estimate.count is None:
        return
    table = table_of(Country)
    statement = select(table.c.child_population).where(table.c.id == country_id(estimate.country))
    children = connection.execute(statement).scalar_one_or_none()
    if children is not None and estimate.count > children:
        yield warning("more_than_all", N_("The country has only {children} children."), "count", children=children)


def _others(estimate: BeneficiaryEstimate) -> Select[tuple[int | None, int | None]]:
    table = table_of(BeneficiaryEstimate)
    return select(table.c.count.label("children"), table.c.fiscal_year).where(
        table.c.id != estimate.id, present(table), table.c.state == State.COMPLETE
    )
