"""Activities: one table, one class per kind; what all kinds share is declared once, on the base."""

import uuid
from collections.abc import Iterator
from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records.fields import choice, choices, day, decimal, link, links, long_text, text, whole, yes_no
from ibcr_desktop.records.problems import Problem, error, warning
from ibcr_desktop.records.record import Record, end_before_start


class Activity(Record):
    """What the organisation did with people on certain days, whatever its kind."""

    __tablename__ = "activity"
    singular, plural = N_("Activity"), N_("Activities")
    title_fields = ("code", "title")
    counted_on = "ends_on"

    kind: Mapped[str] = mapped_column(String(16))
    __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_abstract": True}

    code: Mapped[str] = text(N_("Code"), in_table=True, help=N_("Office, year and number, such as DKR-2026-014."))
    title: Mapped[str] = text(N_("Title"), in_table=True)
    project_id: Mapped[uuid.UUID | None] = link(
        N_("Project"), "project", in_table=True, help=N_("Leave empty for what the institution does by itself.")
    )
    country: Mapped[str] = choice(N_("Country"), "country", in_table=True)
    place: Mapped[str | None] = text(N_("Place"), in_table=True)
    starts_on: Mapped[date] = day(N_("First day"), in_table=True)
    ends_on: Mapped[date] = day(
        N_("Last day"), in_table=True, help=N_("The last day decides the year in which the activity counts.")
    )
    status: Mapped[str] = choice(N_("Status"), "activity_status", in_table=True)
    mode: Mapped[str] = choice(N_("Mode"), "mode")
    languages: Mapped[tuple[str, ...] | None] = choices(N_("Languages"), "language")
    themes: Mapped[tuple[str, ...]] = choices(N_("Themes"), "theme")
    delivered_by: Mapped[str] = choice(
        N_("Delivered by"),
        "delivered_by",
        help=N_("What a partner delivers alone is shown apart and does not count as the bureau's own."),
    )
    partner_ids: Mapped[tuple[uuid.UUID, ...] | None] = links(N_("Partners"), "organisation")
    hours: Mapped[float | None] = decimal(N_("Hours"))
    people_reported: Mapped[int | None] = whole(
        N_("People reported by the trainer"), help=N_("How many people the trainer said there were.")
    )
    paper_lines: Mapped[int | None] = whole(
        N_("Lines on the paper"), help=N_("How many lines of the sign-in sheets somebody filled in or signed.")
    )
    series: Mapped[str | None] = text(N_("Series"))
    shared_key: Mapped[str | None] = text(
        N_("Key shared with another office"),
        help=N_("Two offices that record the same activity write the same word here; it then counts once."),
    )
    tags: Mapped[tuple[str, ...] | None] = choices(N_("Tags"), "tag")
    remarks: Mapped[str | None] = long_text(N_("Remarks"))

    def own_problems(self, today: date) -> Iterator[Problem]:
        """An activity ends after it starts, and what was held lies in the past."""
        yield from super().own_problems(today)
        yield from end_before_start(self, "starts_on", "ends_on")
        if self.status == "held" and self.ends_on is not None and self.ends_on > today:
            yield error(N_("It is marked as held, but its last day is in the future."), "ends_on")


class Workshop(Activity):
    """A workshop, a training course or a training of trainers."""

    singular, plural = N_("Workshop"), N_("Workshops")
    __mapper_args__ = {"polymorphic_identity": "workshop"}

    workshop_form: Mapped[str] = choice(N_("Form"), "workshop_form", in_table=True)
    purpose: Mapped[str] = choice(N_("Purpose"), "purpose", in_table=True)
    formation: Mapped[str | None] = choice(N_("Formation"), "formation")

    def own_problems(self, today: date) -> Iterator[Problem]:
        """A workshop usually belongs to a project."""
        yield from super().own_problems(today)
        if self.project_id is None:
            yield warning("no_project", N_("This workshop belongs to no project. Is that right?"), "project_id")


class Event(Activity):
    """An event that the organisation ran, helped to run, contributed to or attended."""

    singular, plural = N_("Event"), N_("Events")
    __mapper_args__ = {"polymorphic_identity": "event"}

    ibcr_role: Mapped[str] = choice(
        N_("Role of the bureau"),
        "ibcr_role",
        in_table=True,
        help=N_("Contributor: it spoke, presented or paid. Events that it only attended are not counted."),
    )


class Consultation(Activity):
    """A consultation of children or adolescents."""

    singular, plural = N_("Consultation"), N_("Consultations")
    __mapper_args__ = {"polymorphic_identity": "consultation"}


class Campaign(Activity):
    """A campaign towards a public."""

    singular, plural = N_("Campaign"), N_("Campaigns")
    __mapper_args__ = {"polymorphic_identity": "campaign"}

    is_part_of_strategy: Mapped[bool | None] = yes_no(N_("Part of a public strategy"))


class Meeting(Activity):
    """A meeting, or a session of a steering committee."""

    singular, plural = N_("Meeting"), N_("Meetings")
    __mapper_args__ = {"polymorphic_identity": "meeting"}

    meeting_form: Mapped[str] = choice(N_("Form"), "meeting_form", in_table=True)


class Mission(Activity):
    """A mission to a country."""

    singular, plural = N_("Mission"), N_("Missions")
    __mapper_args__ = {"polymorphic_identity": "mission"}

    mission_purpose: Mapped[str | None] = long_text(N_("Purpose of the mission"))


class Session(Record):
    """One sitting of an activity: a day or a half-day with its hours."""

    __tablename__ = "session"
    singular, plural = N_("Session"), N_("Sessions")
    title_fields = ("held_on", "topic")

    activity_id: Mapped[uuid.UUID] = link(N_("Activity"), "activity", in_table=True)
    held_on: Mapped[date] = day(N_("Date"), in_table=True)
    hours: Mapped[float] = decimal(N_("Hours"), in_table=True)
    topic: Mapped[str | None] = text(N_("Topic"), in_table=True)
    competency: Mapped[str | None] = text(N_("Competency"))
    status: Mapped[str | None] = choice(
        N_("Status"),
        "activity_status",
        help=N_("A session that did not take place holds no hours; one without a status has not been filled in."),
    )


class Evidence(Record):
    """What proves an activity: where the signed sheet, the photograph or the report is kept."""

    __tablename__ = "evidence"
    singular, plural = N_("Evidence"), N_("Evidence")
    title_fields = ("file_name",)

    activity_id: Mapped[uuid.UUID] = link(N_("Activity"), "activity", in_table=True)
    evidence_type: Mapped[str] = choice(N_("Type"), "evidence_type", in_table=True)
    file_name: Mapped[str | None] = text(N_("File name"), in_table=True)
    sha256: Mapped[str | None] = text(N_("Digest (SHA-256)"))
    held_at: Mapped[str | None] = text(N_("Kept at"), in_table=True)


ACTIVITY_KINDS: tuple[type[Activity], ...] = (Workshop, Event, Consultation, Campaign, Meeting, Mission)
