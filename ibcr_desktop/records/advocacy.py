"""Advocacy actions and what they led to."""

import uuid
from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Mapped

from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records.fields import choice, day, link, links, long_text, text
from ibcr_desktop.records.problems import Problem, error
from ibcr_desktop.records.record import Record


class AdvocacyAction(Record):
    """Something that the organisation did to change a law, a policy or a practice."""

    __tablename__ = "advocacy_action"
    singular, plural = N_("Advocacy action"), N_("Advocacy actions")
    title_fields = ("title",)
    counted_on = "acted_on"

    acted_on: Mapped[date] = day(N_("Date"), in_table=True)
    advocacy_type: Mapped[str] = choice(N_("Type"), "advocacy_type", in_table=True)
    title: Mapped[str] = text(N_("Title"), in_table=True)
    target: Mapped[str | None] = text(N_("Addressed to"), in_table=True)
    advocacy_level: Mapped[str | None] = choice(N_("Level"), "advocacy_level", in_table=True)
    issue: Mapped[str | None] = text(N_("Issue"))
    country: Mapped[str | None] = choice(N_("Country"), "country", in_table=True)
    project_id: Mapped[uuid.UUID | None] = link(N_("Project"), "project")
    coalition: Mapped[str | None] = text(N_("Coalition"))
    evidence: Mapped[str | None] = text(N_("Evidence"))
    part_of_id: Mapped[uuid.UUID | None] = link(
        N_("Part of another action"), "advocacy_action", help=N_("A brief and its hearing, say: the two count once.")
    )

    def own_problems(self, today: date) -> Iterator[Problem]:
        """An action is not part of itself."""
        yield from super().own_problems(today)
        if self.part_of_id is not None and self.part_of_id == self.id:
            yield error(N_("An action cannot be part of itself. Choose another one."), "part_of_id")


class AdvocacyOutcome(Record):
    """A change to which advocacy actions contributed."""

    __tablename__ = "advocacy_outcome"
    singular, plural = N_("Outcome of advocacy"), N_("Outcomes of advocacy")
    title_fields = ("description",)
    counted_on = "reached_on"

    action_ids: Mapped[tuple[uuid.UUID, ...] | None] = links(N_("Actions that contributed"), "advocacy_action")
    reached_on: Mapped[date | None] = day(N_("Date"), in_table=True)
    outcome_type: Mapped[str | None] = choice(N_("Type"), "outcome_type", in_table=True)
    description: Mapped[str] = long_text(N_("What changed"), in_table=True)
    contribution: Mapped[str | None] = choice(N_("Contribution of the bureau"), "contribution")
    outcome_status: Mapped[str | None] = choice(N_("Status"), "outcome_status", in_table=True)
    evidence: Mapped[str] = long_text(N_("Evidence"))
    headline_en: Mapped[str | None] = text(N_("Headline in English"), help=N_("It completes: “which led to …”."))
    headline_fr: Mapped[str | None] = text(N_("Headline in French"))
    headline_es: Mapped[str | None] = text(N_("Headline in Spanish"))
