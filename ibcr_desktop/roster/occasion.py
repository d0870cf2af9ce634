"""What the roster has to know of its activity to read a cell: its day, sessions, hours, and usual values."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ibcr_desktop.totals.attendance import DEFAULT_NEEDED_PERCENT, DID_NOT_TAKE_PLACE, Sitting, hours_held

USUAL_ROLE, USUAL_LEVEL = "participant", "trained"
USUAL_LEVELS = {"event": "event_attendance", "consultation": "consulted", "campaign": "sensitised"}


@dataclass(frozen=True)
class Occasion:
    """The activity as the roster sees it.

    Attributes:
        day: on which ages are true: the first day of the activity, else today.
        maxima: the best possible score of each type of test that was used here last.
    """

    activity_id: uuid.UUID
    kind_name: str
    day: date
    hours: float | None = None
    status: str | None = None
    people_reported: int | None = None
    sittings: tuple[Sitting, ...] = ()
    needed_percent: float = DEFAULT_NEEDED_PERCENT
    maxima: Mapping[str, float] = field(default_factory=dict)

    @property
    def hours_held(self) -> float | None:
        """The hours that attendance is measured against."""
        return hours_held(self.sittings, self.hours)

    @property
    def takes_place(self) -> bool:
        """Say whether it is not marked as an activity that did not take place."""
        return self.status != DID_NOT_TAKE_PLACE

    def usual_values(self) -> dict[str, object]:
        """Give the values that every new row begins with, by cell."""
        level = USUAL_LEVELS.get(self.kind_name, USUAL_LEVEL)
        return {"participation.role": USUAL_ROLE, "participation.level": level}
