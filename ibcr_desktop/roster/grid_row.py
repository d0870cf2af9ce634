"""One row of a grid: values by cell, text that is not understood, and what a pin carried in."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self, TypeVar

from ibcr_desktop.records.record import State


@dataclass(frozen=True, kw_only=True)
class GridRow:
    """What stands in a row now; a change makes another row, so undo only has to remember the one before.

    Attributes:
        key: stays the same for the life of the row.
        values: cell → value, such as ``person.sex`` or ``headcount.total``; empty cells are left out.
        texts: column → text that fits no value, shown as it was typed.
        carried: cells that were filled in by a pin and not touched since.
    """

    key: uuid.UUID
    values: Mapping[str, Any] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    carried: frozenset[str] = frozenset()
    state: str = State.DRAFT

    @property
    def is_complete(self) -> bool:
        """Say whether the totals count the row."""
        return self.state == State.COMPLETE

    def part(self, prefix: str) -> dict[str, Any]:
        """Give the values of one record by field name: those of ``person``, of a test."""
        begin = f"{prefix}."
        return {cell.removeprefix(begin): value for cell, value in self.values.items() if cell.startswith(begin)}

    def with_values(self, values: Mapping[str, Any]) -> Self:
        """Give the row with other values in some cells; None empties a cell."""
        whole = {**self.values, **values}
        left = self.carried - values.keys()
        return replace(self, values={cell: each for cell, each in whole.items() if each is not None}, carried=left)

    def with_text(self, column: str, text: str) -> Self:
        """Give the row with text that is not understood in a column; empty text takes it away."""
        others = {name: each for name, each in self.texts.items() if name != column}
        return replace(self, texts={**others, column: text} if text else others)


Row = TypeVar("Row", bound=GridRow)
