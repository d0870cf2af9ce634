"""Who was certified as a trainer: by year, by office, by organisation; counted as the yearly totals count them."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, select

from ibcr_desktop.records.activities import Activity
from ibcr_desktop.records.participations import Participation
from ibcr_desktop.records.people import Person
from ibcr_desktop.records.record import State
from ibcr_desktop.storage.filters import among
from ibcr_desktop.storage.rows import present, table_of
from ibcr_desktop.totals.fiscal_years import fiscal_year
from ibcr_desktop.totals.joined_people import joined_people
from ibcr_desktop.totals.trainer_cascade import LEARNS


@dataclass(frozen=True)
class TrainerScope:
    """Which trainers are meant; None stands for all.

    Attributes:
        year: the calendar year in which the fiscal year of the certification begins.
        office: code of the office that keeps the participation.
        organisation: where the person works, by any of his or her records.
    """

    year: int | None = None
    office: str | None = None
    organisation: uuid.UUID | None = None


def certified_trainers(connection: Connection, scope: TrainerScope) -> Mapping[uuid.UUID, date]:
    """Give the people by canonical id, with the day of their certification; three questions at most for all of them.

    Counted are participants of held activities, where person, participation and activity are complete.
    """
    line, activity = table_of(Participation), table_of(Activity)
    statement = select(line.c.person_id, activity.c.ends_on).where(*_certified())
    if scope.year is not None:
        statement = statement.where(activity.c.fiscal_year == scope.year)
    if scope.office is not None:
        statement = statement.where(line.c.office == scope.office)
    people = joined_people(connection)
    found: dict[uuid.UUID, date] = {}
    for person_id, day in connection.execute(statement):
        canonical = people.canonical(person_id)
        found[canonical] = min(day or date.min, found.get(canonical, date.max))
    if scope.organisation is None:
        return found
    person = table_of(Person)
    records = [each for one in found for each in people.members(one)]
    there = select(person.c.id).where(among(person.c.id, records), person.c.organisation_id == scope.organisation)
    kept = {people.canonical(each) for each in connection.execute(there).scalars()}
    return {each: day for each, day in found.items() if each in kept}


def years_of_certification(connection: Connection) -> tuple[tuple[int, str], ...]:
    """Give the fiscal years in which somebody was certified, as (start, label), the latest first."""
    year = table_of(Activity).c.fiscal_year
    statement = select(year).where(*_certified(), year.is_not(None)).distinct().order_by(year.desc())
    return tuple((each, fiscal_year(connection, each).label) for each in connection.execute(statement).scalars())


def _certified() -> list[ColumnElement[Any]]:
    line, activity, person = table_of(Participation), table_of(Activity), table_of(Person)
    return [
        line.c.certified_trainer.is_(True),
        line.c.role == LEARNS,
        line.c.state == State.COMPLETE,
        present(line),
        activity.c.id == line.c.activity_id,
        activity.c.status == "held",
        activity.c.state == State.COMPLETE,
        present(activity),
        person.c.id == line.c.person_id,
        person.c.state == State.COMPLETE,
        present(person),
    ]
