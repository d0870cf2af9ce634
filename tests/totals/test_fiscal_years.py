"""Fiscal years as they are written, begin and end, and until when their report takes news in."""

from datetime import date

import pytest

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.records.offices import SETTINGS_ID, OrganisationSetting
from ibcr_desktop.storage.changes import Write
from ibcr_desktop.totals.fiscal_years import FiscalYear, fiscal_year, read_fiscal_year
from ibcr_desktop.totals.yearly_totals import compute
from ibcr_desktop.totals.years_with_records import choices
from tests.databases import add
from tests.totals.year_builder import YearBuilder


def of(year: YearBuilder, start: int) -> FiscalYear:
    with year.store.database.reader() as connection:
        return fiscal_year(connection, start)


@pytest.mark.parametrize("text", ["2020-2021", "2020-21", "2020", " 2020/2021 ", "2020–2021"])
def test_a_year_is_read_as_people_write_it(text: str) -> None:
    assert read_fiscal_year(text) == 2020


@pytest.mark.parametrize("text", ["", "0000", "2020-2022", "20-21", "last year", "2020-2021-2022"])
def test_what_is_no_fiscal_year_gets_a_sentence(text: str) -> None:
    with pytest.raises(UserError, match="Write it as 2020-2021"):
        read_fiscal_year(text)


def test_the_year_runs_from_april_to_march_and_its_report_to_september(year: YearBuilder) -> None:
    found = of(year, 2020)
    assert (found.label, found.first_day, found.last_day) == ("2020-2021", date(2020, 4, 1), date(2021, 3, 31))
    assert found.report_on == date(2021, 9, 30)


@pytest.mark.parametrize(
    ("month", "label", "last_day", "report_on"),
    [
        (1, "2020", date(2020, 12, 31), date(2021, 9, 30)),
        (3, "2020-2021", date(2021, 2, 28), date(2021, 9, 30)),
        (11, "2020-2021", date(2021, 10, 31), date(2022, 9, 30)),
    ],
)
def test_the_start_follows_the_setting(
    year: YearBuilder, month: int, label: str, last_day: date, report_on: date
) -> None:
    year.store.write_all([Write(OrganisationSetting, SETTINGS_ID, {"fiscal_year_start_month": month})])
    found = of(year, 2020)
    assert (found.label, found.last_day, found.report_on) == (label, last_day, report_on)


@pytest.mark.parametrize("day", [date.min, date.max])
def test_a_day_at_the_end_of_the_calendar_stops_no_count(year: YearBuilder, day: date) -> None:
    year.workshop(starts_on=day, ends_on=day)
    with year.store.database.reader() as connection:
        found = [compute(connection, each).figure("workshops").outcome.figure for each in choices(connection).years]
    assert sum(found) == 1


@pytest.mark.parametrize("month", [0, -1, 13])
def test_a_month_that_is_none_leaves_the_usual_one(year: YearBuilder, month: int) -> None:
    year.store.write_all([Write(OrganisationSetting, SETTINGS_ID, {"fiscal_year_start_month": month})])
    assert of(year, 2020).first_day == date(2020, 4, 1)


def test_a_year_may_have_a_report_date_of_its_own(year: YearBuilder) -> None:
    add(year.store, "reporting_year", label="2020-2021", report_on=date(2021, 6, 30))
    assert of(year, 2020).report_on == date(2021, 6, 30)
    assert of(year, 2021).report_on == date(2022, 9, 30)
