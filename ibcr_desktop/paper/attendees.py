"""Who may get a certificate of an activity: the people of its roster with what they attended."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, select

from ibcr_desktop.foundation.plain_text import fold
from ibcr_desktop.paper.people_of_activity import OnPaper, people_of
from ibcr_desktop.records.activities import Activity
from ibcr_desktop.storage.rows import table_of
from ibcr_desktop.totals.attendance import (
    Attendance,
    attendance,
    hours_attended,
    hours_held,
    needed_percent,
    sittings_at,
)

USUAL_ROLES: Final = (None, "participant")


@dataclass(frozen=True)
class Attendee:
    """One person at an activity.

    Attributes:
        name: given names first, as on a certificate; the code where no name is kept.
        other_script: the name in another script; empty where there is none.
        hours: attended, where that is known.
        hours_held: by the sessions that took place, else by the activity, where that is known.
        share: of these that was attended, from 0 to 1, where both are known.
        number, issued_on: of a certificate that was given already.
        is_usual: took part as a participant, and completed the activity as far as is known.
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
    table = table_of(Activity)
    said = connection.execute(select(table.c.hours).where(table.c.id == activity_id)).scalar_one_or_none()
    sittings, needed = sittings_at(connection, [activity_id]).get(activity_id, ()), needed_percent(connection)
    held = hours_held(sittings, said)
    found = []
    for each in sorted(people_of(connection, activity_id), key=_by_name):
        row = each.participation
        hours = hours_attended([(row.hours, row.session_ids)], sittings)
        found.append(_attendee(row, each.person, attendance(hours, held, needed, row.completed_on), held))
    return found


def _by_name(each: OnPaper) -> str:
    return fold(f"{each.person.family_name or ''} {each.person.given_names or ''}")


def _attendee(row: Any, person: Any, attended: Attendance, held: float | None) -> Attendee:
    name = " ".join(each for each in (person.given_names, person.family_name) if each)
    return Attendee(
        participation_id=row.id,
        name=name or person.name_in_other_script or person.public_code or "",
        other_script=person.name_in_other_script or "" if name else "",
        hours=attended.hours,
        hours_held=held,
        share=attended.share,
        number=row.certificate_number or "",
        issued_on=row.certificate_on,
        is_usual=row.role in USUAL_ROLES and attended.is_completed is not False,
    )


def with_ids(attendees: Sequence[Attendee], wanted: Sequence[uuid.UUID]) -> list[Attendee]:
    """Give those of the attendees whose participations are named, in their order."""
    names = set(wanted)
    return [each for each in attendees if each.participation_id in names]
