"""What a year is remembered for."""

import uuid
from datetime import date

from sqlalchemy.orm import Mapped

from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records.fields import choice, day, link, text, yes_no
from ibcr_desktop.records.record import Record


class Milestone(Record):
    """A project completed, a plan adopted, a law passed, an office opened."""

    __tablename__ = "milestone"
    singular, plural = N_("Milestone"), N_("Milestones")
    title_fields = ("text_en",)
    counted_on = "reached_on"

    reached_on: Mapped[date] = day(N_("Date"), in_table=True)
    milestone_type: Mapped[str] = choice(N_("Type"), "milestone_type", in_table=True)
    project_id: Mapped[uuid.UUID | None] = link(
        N_("Project"), "project", in_table=True, help=N_("Leave empty for the institution itself.")
    )
    text_en: Mapped[str] = text(N_("Text in English"), in_table=True)
    text_fr: Mapped[str | None] = text(N_("Text in French"))
    text_es: Mapped[str | None] = text(N_("Text in Spanish"))
    is_headline: Mapped[bool | None] = yes_no(N_("Headline of the report"))
