"""Who took part in what, how well they did, and what they use of it later."""

import uuid
from collections.abc import Iterable, Iterator
from datetime import date

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records.fields import choice, day, decimal, link, links, long_text, text, whole, yes_no
from ibcr_desktop.records.ids import derived_id
from ibcr_desktop.records.problems import Problem, error
from ibcr_desktop.records.record import Record


class Participation(Record):
    """One person at one activity; the highest level reached there counts."""

    __tablename__ = "participation"
    singular, plural = N_("Participation"), N_("Participations")
    title_fields = ("person_id", "activity_id")
    __table_args__ = (
        Index(  # the totals of a year are counted on it without reading a row
            "ix_participation_counted",
            "activity_id",
            "level",
            "profession_then",
            "office",
            "state",
            "certified_trainer",
            "role",
            "deleted",
            "completed_on",
            "person_id",
        ),
    )

    person_id: Mapped[uuid.UUID] = link(N_("Person"), "person", in_table=True)
    activity_id: Mapped[uuid.UUID] = link(N_("Activity"), "activity", in_table=True)
    role: Mapped[str] = choice(N_("Role"), "participation_role", in_table=True)
    level: Mapped[str] = choice(
        N_("Level"),
        "level",
        in_table=True,
        help=N_("Sensitised: was told. Equipped: received tools or helped to make them. Trained: completed a course."),
    )
    session_ids: Mapped[tuple[uuid.UUID, ...] | None] = links(N_("Sessions attended"), "session")
    hours: Mapped[float | None] = decimal(N_("Hours attended"), in_table=True)
    completed_on: Mapped[date | None] = day(
        N_("Completed on"), help=N_("For courses that people follow by themselves.")
    )
    certificate_number: Mapped[str | None] = text(N_("Certificate number"))
    certificate_on: Mapped[date | None] = day(N_("Date of the certificate"))
    certified_trainer: Mapped[bool | None] = yes_no(N_("Certified as a trainer"))
    profession_then: Mapped[str | None] = choice(N_("Professional group then"), "professional_group")
    organisation_then_id: Mapped[uuid.UUID | None] = link(N_("Organisation then"), "organisation")
    paper_line: Mapped[int | None] = whole(
        N_("Line on the paper"), help=N_("The number of the person's line on the sign-in sheet.")
    )


class Assessment(Record):
    """A test or a satisfaction score of one participation."""

    __tablename__ = "assessment"
    singular, plural = N_("Assessment"), N_("Assessments")
    title_fields = ("participation_id", "assessment_type")

    participation_id: Mapped[uuid.UUID] = link(N_("Participation"), "participation", in_table=True)
    assessment_type: Mapped[str] = choice(N_("Type"), "assessment_type", in_table=True)
    score: Mapped[float | None] = decimal(N_("Score"), in_table=True)
    maximum: Mapped[float] = decimal(N_("Out of"), in_table=True)
    pass_mark: Mapped[float | None] = decimal(N_("Pass mark"))
    taken_on: Mapped[date | None] = day(N_("Date"), in_table=True)
    instrument_version: Mapped[str | None] = text(N_("Version of the test"))

    def own_problems(self, today: date) -> Iterator[Problem]:
        """A score lies between nothing and everything."""
        yield from super().own_problems(today)
        if self.maximum is not None and self.maximum <= 0:
            yield error(N_("The best possible score must be more than 0."), "maximum")
        if self.score is not None and self.maximum is not None and self.score > self.maximum:
            yield error(N_("The score is higher than the best possible one."), "score")


class FollowUp(Record):
    """What somebody does differently some months after a course."""

    __tablename__ = "follow_up"
    singular, plural = N_("Follow-up"), N_("Follow-ups")
    title_fields = ("participation_id", "due_on")

    participation_id: Mapped[uuid.UUID] = link(N_("Participation"), "participation", in_table=True)
    due_on: Mapped[date | None] = day(N_("Due on"), in_table=True)
    done_on: Mapped[date | None] = day(N_("Done on"), in_table=True)
    method: Mapped[str | None] = choice(N_("Method"), "follow_up_method")
    uses_learning: Mapped[str | None] = choice(N_("Uses what was learnt"), "uses_learning", in_table=True)
    practice_change: Mapped[str | None] = long_text(N_("What changed in practice"))


def line_that_stands(person: uuid.UUID, activity: uuid.UUID, ids: Iterable[uuid.UUID]) -> uuid.UUID:
    """Give the one of several lines of a person at an activity that counts: that of the usual id, else the first."""
    usual = participation_id(person, activity)
    return min(ids, key=lambda each: (each != usual, each))


def participation_id(person: uuid.UUID, activity: uuid.UUID) -> uuid.UUID:
    """Give the one id of a person at an activity: entered twice, it is still one record."""
    return derived_id("participation", person, activity)
