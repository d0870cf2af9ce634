"""What the totals can be asked for: the fiscal years, countries and offices that have records."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from ibcr_desktop.records import ALL_KINDS
from ibcr_desktop.records.engagements import Engagement
from ibcr_desktop.records.projects import Project
from ibcr_desktop.storage.rows import fiscal_year_of, start_month, table_of

OF_PEOPLE = frozenset({"person", "organisation", "office"})  # their country is not where something was done


@dataclass(frozen=True)
class Choices:
    """Years by the calendar year in which they begin, the latest first; countries and offices by code, sorted."""

    years: tuple[int, ...]
    countries: tuple[str, ...]
    offices: tuple[str, ...]


def choices(connection: Connection) -> Choices:
    """Read what there is; drafts are records too, what was deleted is not."""
    years: set[int] = set()
    countries: set[str] = set()
    offices: set[str] = set()
    kinds = [kind for kind in ALL_KINDS if not kind.of_headquarters]
    for table, kind in {table_of(kind): kind for kind in kinds}.items():
        present = table.c.deleted.is_(False)
        offices.update(connection.execute(select(table.c.office).where(present).distinct()).scalars())
        if kind.counted_on:
            years.update(connection.execute(select(table.c.fiscal_year).where(present).distinct()).scalars())
        if "country" in table.c and kind.kind_name() not in OF_PEOPLE:
            countries.update(connection.execute(select(table.c.country).where(present).distinct()).scalars())
    projects = table_of(Project)
    for some in connection.execute(select(projects.c.countries).where(projects.c.deleted.is_(False))).scalars():
        countries.update(some or ())
    years.update(_years_of_engagements(connection))
    return Choices(
        tuple(sorted((each for each in years if each is not None), reverse=True)),
        tuple(sorted(each for each in countries if each)),
        tuple(sorted(each for each in offices if each)),
    )


def _years_of_engagements(connection: Connection) -> set[int]:
    """Give the years in which an engagement began or ended; one that lasts longer has a record in both."""
    table, month = table_of(Engagement), start_month(connection)
    statement = select(table.c.starts_on, table.c.ends_on).where(table.c.deleted.is_(False))
    days = [day for row in connection.execute(statement) for day in row if day is not None]
    return {fiscal_year_of(day, month) for day in days}
