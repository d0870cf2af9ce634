"""Organisations that the bureau works with: donors, partners, schools, institutions."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Mapped

from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records.fields import choice, day, text, yes_no
from ibcr_desktop.records.problems import Problem
from ibcr_desktop.records.record import Record, end_before_start


class Organisation(Record):
    """An organisation: a donor, a partner, an employer of trainees, a publisher."""

    __tablename__ = "organisation"
    singular, plural = N_("Organisation"), N_("Organisations")
    title_fields = ("name",)

    name: Mapped[str] = text(N_("Name"), in_table=True)
    organisation_kind: Mapped[str | None] = choice(N_("Kind"), "organisation_kind", in_table=True)
    country: Mapped[str | None] = choice(N_("Country"), "country", in_table=True)
    partner_from: Mapped[date | None] = day(N_("Partner from"))
    partner_to: Mapped[date | None] = day(N_("Partner until"))
    is_programme_partner: Mapped[bool | None] = yes_no(N_("Partner of the volunteer programme"), in_table=True)

    def own_problems(self, today: date) -> Iterator[Problem]:
        """A partnership ends after it began."""
        yield from super().own_problems(today)
        yield from end_before_start(self, "partner_from", "partner_to")
