"""Who was certified as a trainer: by year, by office, by organisation; counted as the yearly totals count them."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from ibcr_desktop.records.people import Person
from ibcr_desktop.storage.filters import among
from ibcr_desktop.storage.rows import table_of
from ibcr_desktop.totals.fiscal_years import fiscal_year
from ibcr_desktop.totals.teaching import Teaching


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


def certified_trainers(connection: Connection, teaching: Teaching, scope: TrainerScope) -> Mapping[uuid.UUID, date]:
    """Give the people by canonical id, with the day of their certification, out of all that was read.

    Counted are participants of held activities, where person, participation and activity are complete.
    """
    found: dict[int, date] = {}
    for trainer, at, office in teaching.certified:
        if scope.year in (None, at.fiscal_year) and scope.office in (None, office):
            found[trainer] = min(at.ends_on, found.get(trainer, date.max))
    if scope.organisation is not None:
        there = _who_work_at(connection, teaching, scope.organisation, found)
        found = {each: day for each, day in found.items() if each in there}
    return {teaching.id_of(each): day for each, day in found.items()}


def years_of_certification(connection: Connection, teaching: Teaching) -> tuple[tuple[int, str], ...]:
    """Give the fiscal years in which somebody was certified, as (start, label), the latest first."""
    years = {each.at.fiscal_year for each in teaching.certified if each.at.fiscal_year is not None}
    return tuple((each, fiscal_year(connection, each).label) for each in sorted(years, reverse=True))


def _who_work_at(
    connection: Connection, teaching: Teaching, organisation: uuid.UUID, trainers: Mapping[int, date]
) -> set[int]:
    person = table_of(Person)
    records = [each for one in trainers for each in teaching.records_of(one)]
    there = select(person.c.id).where(among(person.c.id, records), person.c.organisation_id == organisation)
    return {teaching.people[each.bytes] for each in connection.execute(there).scalars()}
