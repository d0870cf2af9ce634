"""One row of the roster: a person, the participation and its tests as values by cell, and what is not understood."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ibcr_desktop.records.ids import new_id
from ibcr_desktop.records.participations import participation_id
from ibcr_desktop.records.people import new_public_code
from ibcr_desktop.records.record import State

PERSON, PARTICIPATION = "person", "participation"
NAMES = ("person.family_name", "person.given_names")


@dataclass(frozen=True)
class RosterRow:
    """What stands in a row now; a change makes another row, so undo only has to remember the one before.

    Attributes:
        key: stays the same for the life of the row, also when it is given another person.
        values: cell → value, such as ``person.sex`` or ``participation.level``; empty cells are left out.
        texts: column → text that fits no value, shown as it was typed.
        carried: cells that were filled in by a pin and not touched since.
        is_made_here: the person's record began with this row.
        test_ids: type of test → id of its record.
        joined: participations of other records of the same person here, which this row speaks for.
    """

    key: uuid.UUID
    person_id: uuid.UUID
    participation_id: uuid.UUID
    values: Mapping[str, Any] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    carried: frozenset[str] = frozenset()
    is_made_here: bool = False
    test_ids: Mapping[str, uuid.UUID] = field(default_factory=dict)
    joined: tuple[uuid.UUID, ...] = ()
    person_state: str = State.DRAFT
    state: str = State.DRAFT

    @property
    def is_complete(self) -> bool:
        """Say whether the totals count the row: person and participation are complete."""
        return self.state == State.COMPLETE and self.person_state == State.COMPLETE

    @property
    def name(self) -> str:
        """Give the name as it is spoken of, family name first; the code where there is no name."""
        parts = [self.values.get(cell) for cell in NAMES]
        return " ".join(part for part in parts if part) or self.values.get("person.public_code") or ""

    def part(self, prefix: str) -> dict[str, Any]:
        """Give the values of one record by field name: those of ``person``, of ``participation`` or of a test."""
        begin = f"{prefix}."
        return {cell.removeprefix(begin): value for cell, value in self.values.items() if cell.startswith(begin)}

    def with_values(self, values: Mapping[str, Any]) -> "RosterRow":
        """Give the row with other values in some cells; None empties a cell."""
        whole = {**self.values, **values}
        left = self.carried - values.keys()
        return replace(self, values={cell: each for cell, each in whole.items() if each is not None}, carried=left)

    def with_text(self, column: str, text: str) -> "RosterRow":
        """Give the row with text that is not understood in a column; empty text takes it away."""
        others = {name: each for name, each in self.texts.items() if name != column}
        return replace(self, texts={**others, column: text} if text else others)


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
