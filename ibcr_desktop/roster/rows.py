"""One row of the roster: a person, the participation and its tests."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ibcr_desktop.records.ids import new_id
from ibcr_desktop.records.participations import participation_id
from ibcr_desktop.records.people import new_public_code
from ibcr_desktop.records.record import State
from ibcr_desktop.roster.grid_row import GridRow

PERSON, PARTICIPATION = "person", "participation"
NAMES = ("person.family_name", "person.given_names")


@dataclass(frozen=True, kw_only=True)
class RosterRow(GridRow):
    """Somebody who takes part; the key stays the same also when the row is given another person.

    Attributes:
        is_made_here: the person's record began with this row.
        test_ids: type of test → id of its record.
        joined: participations of other records of the same person here, which this row speaks for.
    """

    person_id: uuid.UUID
    participation_id: uuid.UUID
    is_made_here: bool = False
    test_ids: Mapping[str, uuid.UUID] = field(default_factory=dict)
    joined: tuple[uuid.UUID, ...] = ()
    person_state: str = State.DRAFT

    @property
    def is_complete(self) -> bool:
        """Say whether the totals count the row: person and participation are complete."""
        return super().is_complete and self.person_state == State.COMPLETE

    @property
    def name(self) -> str:
        """Give the name as it is spoken of, family name first; the code where there is no name."""
        parts = [self.values.get(cell) for cell in NAMES]
        return " ".join(part for part in parts if part) or self.values.get("person.public_code") or ""


def new_row(activity_id: uuid.UUID, carried: Mapping[str, Any], person: uuid.UUID | None = None) -> RosterRow:
    """Begin a row for somebody who is not known yet, with the values that pins carry into it.

    ``person`` is the id of a row that was begun before the program ended.
    """
    person = person or new_id()
    values = {cell: value for cell, value in carried.items() if value is not None}
    return RosterRow(
        key=person,
        person_id=person,
        participation_id=participation_id(person, activity_id),
        values={**values, "person.public_code": new_public_code()},
        carried=frozenset(values),
        is_made_here=True,
    )
