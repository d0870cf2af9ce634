"""Fiscal years: when they begin and end, how they are written, and until when their report takes news in."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, select

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records.offices import ReportingYear
from ibcr_desktop.storage.rows import start_month, table_of

REPORT_MONTH, REPORT_DAY = 9, 30  # docs/counting-rules.md, advocacy actions

_WRITTEN = re.compile(r"(\d{4})(?:\s*[-–/]\s*(\d{2}|\d{4}))?")


@dataclass(frozen=True)
class FiscalYear:
    """A year of twelve months; ``start`` is the calendar year in which it begins."""

    start: int
    first_day: date
    last_day: date
    report_on: date

    @property
    def label(self) -> str:
        """The way it is written: 2020-2021, or 2021 where it is a calendar year."""
        return fiscal_year_label(self.first_day)

    def holds(self, day: date) -> bool:
        """Say whether a day belongs to the year."""
        return self.first_day <= day <= self.last_day


def fiscal_year_label(first_day: date) -> str:
    """Write a fiscal year by its first day."""
    return str(first_day.year) if first_day.month == 1 else f"{first_day.year}-{first_day.year + 1}"


def read_fiscal_year(text: str) -> int:
    """Give the calendar year in which "2020-2021", "2020-21" or "2020" begins; UserError for anything else."""
    found = _WRITTEN.fullmatch(text.strip())
    start = int(found[1]) if found else 0
    end = found[2] if found else None
    if found is None or not start or (end is not None and int(end) % 100 != (start + 1) % 100):
        raise UserError(
            N_("“{text}” is not a fiscal year."),
            N_("Nothing was counted."),
            N_("Write it as 2020-2021."),
            text=text,
        )
    return start


def fiscal_year(connection: Connection, start: int) -> FiscalYear:
    """Give a fiscal year by the counting settings, and its report date by the reporting year if there is one.

    A file of records may hold a day of any year; the first and the last year of the calendar are cut where it ends.
    """
    month = start_month(connection)
    first_day = date(start, month, 1) if start >= date.min.year else date.min
    last_day = date(start + 1, month, 1) - timedelta(days=1) if start < date.max.year else date.max
    table = table_of(ReportingYear)
    chosen = select(table.c.report_on).where(
        table.c.label == fiscal_year_label(first_day), table.c.deleted.is_(False), table.c.report_on.is_not(None)
    )
    usual = date(last_day.year, REPORT_MONTH, REPORT_DAY)
    if usual <= last_day < date(date.max.year, 1, 1):
        usual = usual.replace(year=usual.year + 1)
    return FiscalYear(start, first_day, last_day, connection.execute(chosen).scalars().first() or usual)
