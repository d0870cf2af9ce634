"""Who may get a certificate of an activity: the people of its roster with what they attended."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, select

from ibcr_desktop.foundation.plain_text import fold
from ibcr_desktop.paper.people_of_activity import OnPaper, people_of
from ibcr_desktop.records.activities import Activity, Session
from ibcr_desktop.records.offices import SETTINGS_ID, OrganisationSetting
from ibcr_desktop.storage.rows import table_of

USUAL_ROLES: Final = (None, "participant")


@dataclass(frozen=True)
class Attendee:
    """One person at an activity.

    Attributes:
        name: given names first, as on a certificate; the code where no name is kept.
        other_script: the name in another script; empty where there is none.
        hours: attended, where that is known.
        hours_held: by the activity, where that is known.
        share: of these that was attended, from 0 to 1, where both are known.
        number, issued_on: of a certificate that was given already.
        is_usual: took part as a participant, and attended enough as far as is known.
    """

    participation_id: uuid.UUID
    name: str
    other_script: str
    hours: float | None
    hours_held: float | None
    share: float | None
    number: str
    issued_on: date | None
    is_usual: bool


def read_attendees(connection: Connection, activity_id: uuid.UUID) -> list[Attendee]:
    """Give the people of an activity by name, a few queries whatever their number."""
    sessions, held = _hours_held(connection, activity_id)
    needed = _share_needed(connection)
    people = sorted(people_of(connection, activity_id), key=_by_name)
    return [_attendee(each.participation, each.person, sessions, held, needed) for each in people]


def _by_name(each: OnPaper) -> str:
    return fold(f"{each.person.family_name or ''} {each.person.given_names or ''}")


def _attendee(row: Any, person: Any, sessions: dict[uuid.UUID, float], held: float | None, needed: float) -> Attendee:
    hours = row.hours
    if hours is None and row.session_ids:
        hours = sum(sessions.get(each, 0.0) for each in row.session_ids)
    share = hours / held if hours is not None and held else None
    name = " ".join(each for each in (person.given_names, person.family_name) if each)
    return Attendee(
        participation_id=row.id,
        name=name or person.name_in_other_script or person.public_code or "",
        other_script=person.name_in_other_script or "" if name else "",
        hours=hours,
        hours_held=held,
        share=share,
        number=row.certificate_number or "",
        issued_on=row.certificate_on,
        is_usual=row.role in USUAL_ROLES and (share is None or share >= needed),
    )


def _hours_held(connection: Connection, activity_id: uuid.UUID) -> tuple[dict[uuid.UUID, float], float | None]:
    """Give the hours of each session, and of all: those of the sessions, else those that the activity says."""
    session, activity = table_of(Session), table_of(Activity)
    statement = select(session.c.id, session.c.hours).where(
        session.c.activity_id == activity_id, session.c.deleted.is_(False), session.c.hours.is_not(None)
    )
    hours: dict[uuid.UUID, float] = {row.id: row.hours for row in connection.execute(statement)}
    if hours:
        return hours, sum(hours.values())
    return hours, connection.execute(select(activity.c.hours).where(activity.c.id == activity_id)).scalar_one_or_none()


def _share_needed(connection: Connection) -> float:
    table = table_of(OrganisationSetting)
    chosen = select(table.c.attendance_for_completion).where(table.c.id == SETTINGS_ID, table.c.deleted.is_(False))
    return (connection.execute(chosen).scalar_one_or_none() or 0.0) / 100


def with_ids(attendees: Sequence[Attendee], wanted: Sequence[uuid.UUID]) -> list[Attendee]:
    """Give those of the attendees whose participations are named, in their order."""
    names = set(wanted)
    return [each for each in attendees if each.participation_id in names]
