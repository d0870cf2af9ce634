"""Reference records: the organisation's settings, its offices, countries, and the terms of its code lists."""

import uuid
from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from sqlalchemy.orm import Mapped

from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records.fields import choice, day, decimal, long_text, text, whole, yes_no
from ibcr_desktop.records.ids import derived_id
from ibcr_desktop.records.problems import Problem, error
from ibcr_desktop.records.record import Record, end_before_start

ORGANISATION = N_("International Bureau for Children's Rights")
CERTIFICATE_TEXT_HELP = N_(
    "What stands between the name and the title of the activity; the usual sentence if it is empty. {name}, "
    "{activity}, {place}, {first_day}, {last_day} and {hours} are filled in."
)


class Office(Record):
    """A place where staff of the organisation keep records."""

    __tablename__ = "office"
    singular, plural = N_("Office"), N_("Offices")
    title_fields = ("code", "name")
    of_headquarters: ClassVar[bool] = True

    code: Mapped[str] = text(N_("Code"), in_table=True, help=N_("Three letters; the codes of records begin with them."))
    name: Mapped[str] = text(N_("Name"), in_table=True)
    country: Mapped[str] = choice(N_("Country"), "country", in_table=True)
    opened_on: Mapped[date | None] = day(N_("Opened on"), in_table=True)
    closed_on: Mapped[date | None] = day(N_("Closed on"), in_table=True)
    is_headquarters: Mapped[bool | None] = yes_no(N_("Headquarters"))
    certificate_signatory: Mapped[str | None] = text(
        N_("Who signs certificates"), help=N_("The name that stands under the line for the signature.")
    )
    signatory_function: Mapped[str | None] = text(N_("Function of who signs"))
    certificate_text_en: Mapped[str | None] = long_text(N_("Certificate, English wording"), help=CERTIFICATE_TEXT_HELP)
    certificate_text_fr: Mapped[str | None] = long_text(N_("Certificate, French wording"), help=CERTIFICATE_TEXT_HELP)
    certificate_text_es: Mapped[str | None] = long_text(N_("Certificate, Spanish wording"), help=CERTIFICATE_TEXT_HELP)

    def own_problems(self, today: date) -> Iterator[Problem]:
        """An office closes after it opened."""
        yield from super().own_problems(today)
        yield from end_before_start(self, "opened_on", "closed_on")


class Country(Record):
    """A country and the region that the organisation counts it under (its own map, not the United Nations')."""

    __tablename__ = "country"
    singular, plural = N_("Country"), N_("Countries")
    title_fields = ("label_en",)
    of_headquarters: ClassVar[bool] = True

    iso3: Mapped[str] = text(N_("ISO code"), in_table=True)
    label_en: Mapped[str] = text(N_("English name"), in_table=True)
    label_fr: Mapped[str] = text(N_("French name"), in_table=True)
    label_es: Mapped[str] = text(N_("Spanish name"), in_table=True)
    region: Mapped[str] = choice(N_("Region"), "region", in_table=True)
    child_population: Mapped[int | None] = whole(
        N_("Children in the country"),
        help=N_(
            "An estimate above this number is asked about. Shipped: people under 18 in 2020, United Nations, World "
            "Population Prospects 2019."
        ),
    )


class Term(Record):
    """One entry of a code list; codes are never used again for something else."""

    __tablename__ = "term"
    singular, plural = N_("Term"), N_("Terms")
    title_fields = ("list_code", "label_en")
    of_headquarters: ClassVar[bool] = True

    list_code: Mapped[str] = text(N_("List"), in_table=True)
    code: Mapped[str] = text(N_("Code"), in_table=True)
    label_en: Mapped[str] = text(N_("English label"), in_table=True)
    label_fr: Mapped[str] = text(N_("French label"), in_table=True)
    label_es: Mapped[str | None] = text(N_("Spanish label"), in_table=True)
    parent: Mapped[str | None] = text(N_("Parent code"))
    valid_from: Mapped[date | None] = day(N_("Valid from"))
    valid_to: Mapped[date | None] = day(N_("Valid to"))
    position: Mapped[int | None] = whole(N_("Position in the list"))
    is_unknown: Mapped[bool | None] = yes_no(N_("Stands for not known"))
    is_proposed: Mapped[bool | None] = yes_no(
        N_("Proposed by an office"), in_table=True, help=N_("Headquarters has not yet taken it into the list of all.")
    )

    def own_problems(self, today: date) -> Iterator[Problem]:
        """A term ends after it began."""
        yield from super().own_problems(today)
        yield from end_before_start(self, "valid_from", "valid_to")


class OrganisationSetting(Record):
    """The settings by which the whole organisation counts; there is one record of them."""

    __tablename__ = "organisation_setting"
    singular, plural = N_("Counting settings"), N_("Counting settings")
    of_headquarters: ClassVar[bool] = True

    fiscal_year_start_month: Mapped[int] = whole(N_("The fiscal year starts in month"))
    attendance_for_completion: Mapped[float] = decimal(
        N_("Attendance needed to complete a course (%)"), help=N_("Share of the hours held, in percent.")
    )
    small_cell: Mapped[int] = whole(
        N_("Smallest group shown outside headquarters"),
        help=N_("Groups of fewer people are hidden in what leaves headquarters."),
    )

    def own_problems(self, today: date) -> Iterator[Problem]:
        """A month is a month, a share is a share."""
        yield from super().own_problems(today)
        if self.fiscal_year_start_month is not None and not 1 <= self.fiscal_year_start_month <= 12:
            yield error(N_("The month is a number from 1 to 12."), "fiscal_year_start_month")
        if self.attendance_for_completion is not None and self.attendance_for_completion > 100:
            yield error(N_("A share cannot be over 100 %."), "attendance_for_completion")


class ReportingYear(Record):
    """What holds for the report of one fiscal year."""

    __tablename__ = "reporting_year"
    singular, plural = N_("Reporting year"), N_("Reporting years")
    title_fields = ("label",)
    of_headquarters: ClassVar[bool] = True

    label: Mapped[str] = text(N_("Fiscal year"), in_table=True, help=N_("Written 2020-2021."))
    report_on: Mapped[date] = day(
        N_("Report date"), in_table=True, help=N_("Outcomes of advocacy are counted up to this day.")
    )


def office_id(code: str) -> uuid.UUID:
    """Give the id of an office, the same in every database (docs/counting-rules.md, Figures, 5)."""
    return derived_id("office", code)


def country_id(iso3: str) -> uuid.UUID:
    """Give the id of a country, the same in every database."""
    return derived_id("country", iso3)


def term_id(list_code: str, code: str) -> uuid.UUID:
    """Give the id of a term, the same in every database."""
    return derived_id("term", list_code, code)


SETTINGS_ID = derived_id("organisation_setting", "the one")
