"""What can be undone in a grid: each action of a person is one step, whatever it touched."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic

from PySide6.QtGui import QUndoCommand

from ibcr_desktop.roster.grid_row import Row


@dataclass(frozen=True)
class RowChange(Generic[Row]):
    """A row before and after; without a before it is new, without an after it is gone."""

    place: int
    before: Row | None
    after: Row | None

    def turned(self) -> "RowChange[Row]":
        """Give the change that takes this one back."""
        return RowChange(self.place, self.after, self.before)


Apply = Callable[[Sequence[RowChange[Any]], bool], object]


class GridEdit(QUndoCommand):
    """One action: ``apply(changes, is_typing)`` makes the rows follow and writes them.

    What is typed into a cell is written when its row is left; everything else, undoing it too, at once.
    """

    def __init__(self, text: str, changes: Iterable[RowChange[Any]], apply: Apply, *, is_typing: bool = False) -> None:
        super().__init__(text)
        self._changes = tuple(changes)
        self._apply = apply
        self._is_typing = is_typing

    def redo(self) -> None:
        """Do it, a first time or again."""
        self._apply(self._changes, self._is_typing)
        self._is_typing = False

    def undo(self) -> None:
        """Take it back."""
        self._apply([each.turned() for each in reversed(self._changes)], False)
