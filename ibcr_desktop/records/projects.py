"""Projects, the money behind them, what they promise, and what they pass on."""

import uuid
from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Mapped

from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records.fields import choice, choices, day, decimal, link, long_text, text, yes_no
from ibcr_desktop.records.problems import Problem, error
from ibcr_desktop.records.record import Record, end_before_start


class Project(Record):
    """A project with its donors' agreement; its end may be planned, revised and actual."""

    __tablename__ = "project"
    singular, plural = N_("Project"), N_("Projects")
    title_fields = ("code", "title")

    code: Mapped[str] = text(N_("Code"), in_table=True)
    title: Mapped[str] = text(N_("Title"), in_table=True)
    short_title: Mapped[str | None] = text(N_("Short title"))
    countries: Mapped[tuple[str, ...]] = choices(N_("Countries"), "country", in_table=True)
    status: Mapped[str | None] = choice(N_("Status"), "project_status", in_table=True)
    start_planned_on: Mapped[date] = day(N_("Planned start"), in_table=True)
    end_planned_on: Mapped[date] = day(N_("Planned end"), in_table=True)
    end_revised_on: Mapped[date | None] = day(N_("Revised end"))
    end_actual_on: Mapped[date | None] = day(
        N_("Actual end"), help=N_("The day on which the work really ended; it decides the year of completion.")
    )
    budget: Mapped[float | None] = decimal(N_("Budget"))
    currency: Mapped[str | None] = choice(N_("Currency"), "currency")
    is_major: Mapped[bool | None] = yes_no(
        N_("Major project"), help=N_("Proposed: at least three years, or at least one million Canadian dollars.")
    )
    has_oversight_body: Mapped[bool | None] = yes_no(N_("Has an oversight body"))
    has_post_project_strategy: Mapped[bool | None] = yes_no(N_("Has a strategy for after the project"))
    annual_followup_on: Mapped[date | None] = day(N_("Last annual follow-up meeting"))
    child_names_purpose: Mapped[str | None] = text(
        N_("Names of children: purpose"),
        help=N_("Children are recorded without names. Headquarters can allow names for one purpose, until one day."),
    )
    child_names_until: Mapped[date | None] = day(N_("Names of children: allowed until"))
    tags: Mapped[tuple[str, ...] | None] = choices(N_("Tags"), "tag")

    def own_problems(self, today: date) -> Iterator[Problem]:
        """The planned end follows the planned start; a closed project says when it ended."""
        yield from super().own_problems(today)
        for end in ("end_planned_on", "end_revised_on", "end_actual_on"):
            yield from end_before_start(self, "start_planned_on", end)
        if self.end_actual_on is not None and self.end_actual_on > today and self.status == "closed":
            yield error(N_("A closed project cannot end in the future."), "end_actual_on")
        if self.child_names_until is not None and self.child_names_purpose is None:
            yield error(N_("Say for which purpose names of children are allowed."), "child_names_purpose")
        if self.status == "closed" and self.end_actual_on is None:
            yield error(N_("The project is closed: say when it ended."), "end_actual_on")


class Funding(Record):
    """What one donor gives to one project."""

    __tablename__ = "funding"
    singular, plural = N_("Funding"), N_("Fundings")
    title_fields = ("organisation_id", "project_id")

    project_id: Mapped[uuid.UUID] = link(N_("Project"), "project", in_table=True)
    organisation_id: Mapped[uuid.UUID] = link(N_("Donor"), "organisation", in_table=True)
    amount: Mapped[float | None] = decimal(N_("Amount"), in_table=True)
    currency: Mapped[str | None] = choice(N_("Currency"), "currency", in_table=True)
    reference: Mapped[str | None] = text(N_("Donor's reference"))


class IndicatorTarget(Record):
    """A result that a project promises: baseline, target, and how it will be measured."""

    __tablename__ = "indicator_target"
    singular, plural = N_("Result and target"), N_("Results and targets")
    title_fields = ("statement",)

    project_id: Mapped[uuid.UUID] = link(N_("Project"), "project", in_table=True)
    result_level: Mapped[str] = choice(N_("Level of result"), "result_level", in_table=True)
    statement: Mapped[str] = text(N_("Result"), in_table=True)
    indicator_code: Mapped[str | None] = text(N_("Indicator"), in_table=True)
    baseline: Mapped[float | None] = decimal(N_("Baseline"))
    target: Mapped[float | None] = decimal(N_("Target"), in_table=True)
    unit: Mapped[str | None] = text(N_("Unit"))
    due_on: Mapped[date | None] = day(N_("Due on"), in_table=True)
    disaggregation: Mapped[str | None] = text(N_("Disaggregation"))
    data_source: Mapped[str | None] = text(N_("Source of the data"))
    frequency: Mapped[str | None] = choice(N_("Frequency"), "frequency")
    responsible: Mapped[str | None] = text(N_("Responsible"))


class SubGrant(Record):
    """Money that a project passes on to a partner."""

    __tablename__ = "sub_grant"
    singular, plural = N_("Sub-grant"), N_("Sub-grants")
    title_fields = ("organisation_id", "project_id")
    counted_on = "starts_on"

    project_id: Mapped[uuid.UUID] = link(N_("Project"), "project", in_table=True)
    organisation_id: Mapped[uuid.UUID] = link(N_("Partner"), "organisation", in_table=True)
    amount: Mapped[float] = decimal(N_("Amount"), in_table=True)
    currency: Mapped[str] = choice(N_("Currency"), "currency", in_table=True)
    starts_on: Mapped[date] = day(N_("From"), in_table=True)
    ends_on: Mapped[date | None] = day(N_("Until"))
    purpose: Mapped[str | None] = long_text(N_("Purpose"))

    def own_problems(self, today: date) -> Iterator[Problem]:
        """A grant ends after it began."""
        yield from super().own_problems(today)
        yield from end_before_start(self, "starts_on", "ends_on")
