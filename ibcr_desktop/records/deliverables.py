"""What the organisation publishes."""

import uuid
from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Mapped

from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records.fields import choice, choices, day, link, long_text, text, whole
from ibcr_desktop.records.problems import Problem, error
from ibcr_desktop.records.record import Record


class Deliverable(Record):
    """A report, guide, kit, framework or plan; translations name their parent edition."""

    __tablename__ = "deliverable"
    singular, plural = N_("Publication"), N_("Publications")
    title_fields = ("title",)
    counted_on = "published_on"

    deliverable_type: Mapped[str] = choice(N_("Type"), "deliverable_type", in_table=True)
    title: Mapped[str] = text(N_("Title"), in_table=True)
    deliverable_status: Mapped[str | None] = choice(N_("Status"), "deliverable_status", in_table=True)
    published_on: Mapped[date | None] = day(N_("Published on"), in_table=True)
    parent_edition_id: Mapped[uuid.UUID | None] = link(
        N_("Translation or edition of"), "deliverable", help=N_("Editions of one work count once.")
    )
    project_id: Mapped[uuid.UUID | None] = link(N_("Project"), "project")
    languages: Mapped[tuple[str, ...] | None] = choices(N_("Languages"), "language", in_table=True)
    downloads: Mapped[int | None] = whole(N_("Downloads"))
    summary: Mapped[str | None] = long_text(N_("Summary"))

    def own_problems(self, today: date) -> Iterator[Problem]:
        """What is published says since when, and is no edition of itself."""
        yield from super().own_problems(today)
        if self.deliverable_status == "published" and self.published_on is None:
            yield error(N_("It is published: say on which day."), "published_on")
        if self.parent_edition_id is not None and self.parent_edition_id == self.id:
            yield error(N_("A work cannot be an edition of itself. Choose another one."), "parent_edition_id")
