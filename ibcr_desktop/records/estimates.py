"""Children and other people reached, as estimated, justified and approved."""

import uuid
from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Mapped

from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records.fields import choice, day, link, long_text, text, whole, year, yes_no
from ibcr_desktop.records.problems import Problem, error
from ibcr_desktop.records.record import Record


class BeneficiaryEstimate(Record):
    """How many children an action protects better; it counts once somebody has approved it."""

    __tablename__ = "beneficiary_estimate"
    singular, plural = N_("Estimate of people reached"), N_("Estimates of people reached")
    title_fields = ("project_id", "beneficiary_kind")
    counted_on = "reported_on"

    project_id: Mapped[uuid.UUID] = link(N_("Project"), "project", in_table=True)
    reported_on: Mapped[date] = day(N_("Reported on"), in_table=True, help=N_("A day of the fiscal year it counts in."))
    beneficiary_kind: Mapped[str] = choice(N_("What is estimated"), "beneficiary_kind", in_table=True)
    count: Mapped[int] = whole(N_("Number"), in_table=True)
    lowest: Mapped[int | None] = whole(N_("At the lowest"))
    highest: Mapped[int | None] = whole(N_("At the highest"))
    is_new_this_year: Mapped[bool] = yes_no(
        N_("New this year"), in_table=True, help=N_("Not claimed in an earlier year for the same area and service.")
    )
    country: Mapped[str] = choice(N_("Country"), "country", in_table=True)
    area: Mapped[str] = choice(N_("Area"), "area", in_table=True)
    service: Mapped[str] = choice(N_("Service"), "service", in_table=True)
    estimate_method: Mapped[str] = choice(N_("Method"), "estimate_method")
    inputs: Mapped[str] = long_text(N_("Figures it rests on"))
    data_source: Mapped[str] = text(N_("Source"))
    source_year: Mapped[int | None] = year(N_("Year of the source"))
    approved_by: Mapped[str | None] = text(N_("Approved by"), in_table=True)
    approved_on: Mapped[date | None] = day(N_("Approved on"), in_table=True)

    def own_problems(self, today: date) -> Iterator[Problem]:
        """The number lies between its bounds, and an approval has a name and a day."""
        yield from super().own_problems(today)
        if self.count is not None and self.lowest is not None and self.count < self.lowest:
            yield error(N_("The number is below its lowest value."), "count")
        if self.count is not None and self.highest is not None and self.count > self.highest:
            yield error(N_("The number is above its highest value."), "count")
        if (self.approved_by is None) != (self.approved_on is None):
            yield error(N_("An approval needs a name and a day."), "approved_on")
