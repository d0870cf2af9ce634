"""What attendance comes to: hours, the share of the hours held, and whether the course was completed."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from ibcr_desktop.records.activities import Session
from ibcr_desktop.records.offices import SETTINGS_ID, OrganisationSetting
from ibcr_desktop.storage.filters import among
from ibcr_desktop.storage.rows import present, table_of

DEFAULT_NEEDED_PERCENT = 80.0  # docs/records.md, counting settings: until the counting settings say otherwise
DID_NOT_TAKE_PLACE = "cancelled"


Line = tuple[float | None, Collection[uuid.UUID] | None]  # hours written down, sessions attended


@dataclass(frozen=True)
class Sitting:
    """A session as a column of the roster: one that did not take place holds no hours and nobody attends it."""

    session_id: uuid.UUID
    held_on: date | None
    hours: float | None
    status: str | None = None  # not filled in, or a code of ``activity_status``
    topic: str | None = None

    @property
    def takes_place(self) -> bool:
        """Say whether people can have been there; what is not filled in is not the same as not held."""
        return self.status != DID_NOT_TAKE_PLACE


@dataclass(frozen=True)
class Attendance:
    """What one person's attendance comes to; None is not known, never 0."""

    hours: float | None
    share: float | None  # from 0 to 1, of the hours held
    is_completed: bool | None


def hours_held(sittings: Sequence[Sitting], hours_of_activity: float | None) -> float | None:
    """Give the hours that were held: those of the sessions that took place, else those of the activity."""
    known = [each.hours for each in sittings if each.takes_place and each.hours]
    return sum(known) if known else hours_of_activity or None


def hours_of(session_ids: Collection[uuid.UUID] | None, sittings: Sequence[Sitting]) -> float | None:
    """Give the hours of the sessions that somebody attended; None where none of them has hours."""
    known = [each.hours for each in sittings if each.session_id in (session_ids or ()) and each.takes_place]
    return sum(hours for hours in known if hours) if any(known) else None


def hours_attended(lines: Sequence[Line], sittings: Sequence[Sitting]) -> float | None:
    """Give the hours of one person's lines at an activity: those written down, else those of the sessions attended.

    Of records that were joined the days of both count, as in the roster; without days the longer line.
    """
    written = max((hours for hours, _ in lines if hours is not None), default=None)
    if written is not None and len(lines) == 1:
        return written
    marked = hours_of({day for _, days in lines for day in days or ()}, sittings)
    return written if marked is None else marked


def attendance(
    hours: float | None, held: float | None, needed_percent: float, completed_on: date | None = None
) -> Attendance:
    """Judge one participation by the setting of headquarters.

    A day of completion says it by itself: courses that people follow alone have no sessions.
    More hours than were held are a slip of the pen and count as all of them.
    """
    share = None if hours is None or not held else min(hours / held, 1.0)
    if completed_on is not None:
        return Attendance(hours, share, is_completed=True)
    return Attendance(hours, share, None if share is None else share * 100 >= needed_percent - 1e-9)


def sittings_at(connection: Connection, activity_ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Sequence[Sitting]]:
    """Give the sessions of some activities by their day, in one query; nothing for one that has none."""
    table = table_of(Session)
    statement = (
        select(table.c.activity_id, table.c.id, table.c.held_on, table.c.hours, table.c.status, table.c.topic)
        .where(among(table.c.activity_id, activity_ids), present(table))
        .order_by(table.c.held_on.is_(None), table.c.held_on, table.c.id)
    )
    found: dict[uuid.UUID, list[Sitting]] = defaultdict(list)
    for activity, *session in connection.execute(statement):
        found[activity].append(Sitting(*session))
    return found


def needed_percent(connection: Connection) -> float:
    """Give the share of the hours held, in percent, that headquarters asks for."""
    table = table_of(OrganisationSetting)
    chosen = select(table.c.attendance_for_completion).where(table.c.id == SETTINGS_ID, present(table))
    return connection.execute(chosen).scalar_one_or_none() or DEFAULT_NEEDED_PERCENT
