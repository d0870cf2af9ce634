"""Who works for the organisation, and in which capacity."""

import uuid
from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Mapped

from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records.fields import choice, day, link, text, yes_no
from ibcr_desktop.records.problems import Problem, error
from ibcr_desktop.records.record import Record, end_before_start


class Engagement(Record):
    """One period in which a person worked as employee, intern or volunteer."""

    __tablename__ = "engagement"
    singular, plural = N_("Engagement"), N_("Staff and volunteers")
    title_fields = ("person_id", "person_code", "engagement_type")

    person_id: Mapped[uuid.UUID | None] = link(N_("Person"), "person", in_table=True)
    person_code: Mapped[str | None] = text(N_("Code instead of a person"), in_table=True)
    engagement_type: Mapped[str] = choice(N_("Type"), "engagement_type", in_table=True)
    office_served: Mapped[str | None] = choice(N_("Office"), "office", in_table=True)
    country: Mapped[str | None] = choice(N_("Country"), "country", in_table=True)
    starts_on: Mapped[date] = day(N_("From"), in_table=True)
    ends_on: Mapped[date | None] = day(N_("Until"), in_table=True)
    is_permanent: Mapped[bool | None] = yes_no(N_("Permanent"))
    mandate_code: Mapped[str | None] = text(N_("Mandate"))
    hosted_by_id: Mapped[uuid.UUID | None] = link(N_("Hosted by partner"), "organisation")
    is_remote: Mapped[bool | None] = yes_no(N_("At a distance"))

    def own_problems(self, today: date) -> Iterator[Problem]:
        """An engagement is somebody's and ends after it began."""
        yield from super().own_problems(today)
        yield from end_before_start(self, "starts_on", "ends_on")
        if self.person_id is None and self.person_code is None:
            yield error(N_("Say who it is: a person, or a code."), "person_id")
