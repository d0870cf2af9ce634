"""What is done to the selected cells of a grid as one step: fill down, empty, paste."""

from collections.abc import Sequence
from typing import Generic

from ibcr_desktop.foundation.words import N_
from ibcr_desktop.roster.columns import Column
from ibcr_desktop.roster.grid_row import Row
from ibcr_desktop.roster.pasting import Block, Pasted, copied_down, emptied, pasted
from ibcr_desktop.ui.screens.roster.grid_edits import RowChange
from ibcr_desktop.ui.screens.roster.grid_model import GridModel

Cells = Sequence[tuple[int, int]]  # row, column


class CellActions(Generic[Row]):
    """Works on the rows of a model; each method is one step to undo."""

    def __init__(self, model: GridModel[Row]) -> None:
        self._grid = model

    def fill_down(self, cells: Cells) -> bool:
        """Copy the topmost selected cell of each column down; of a single row, the row above."""
        tops = {section: min(place for place, each in cells if each == section) for _, section in cells}
        single = all(sum(each == section for _, each in cells) == 1 for section in tops)
        changed: dict[int, Row] = {}
        for place, section in cells:
            source = place - 1 if single else tops[section]
            column, above = self._grid.column(section), self._grid.row(source)
            before = self._before(place)
            if column is not None and above is not None and source >= 0 and (single or place != source):
                changed[place] = copied_down(changed.get(place, before), above, column)
        return self.change(N_("Fill down"), changed)

    def empty(self, cells: Cells) -> bool:
        """Empty cells."""
        changed: dict[int, Row] = {}
        for place, section in cells:
            row, column = self._grid.row(place), self._grid.column(section)
            if row is not None and column is not None:
                changed[place] = emptied(changed.get(place, row), [column])
        return self.change(N_("Empty cells"), changed)

    def paste(self, block: Block, first: int, columns: Sequence[Column | None]) -> Pasted[Row]:
        """Lay a block of cells over the rows from ``first`` on, new rows at the foot."""
        model = self._grid
        result = pasted(block, model.rows, first, columns, model.begin, model.lexicon)
        changes = [RowChange(place, model.rows[place], row) for place, row in result.changed.items()]
        model.change(model.words.translate(N_("Paste")), [*changes, *self.added(result.added)])
        return result

    def added(self, rows: Sequence[Row]) -> list[RowChange[Row]]:
        """Give the changes that add rows at the foot."""
        return [RowChange(place, None, row) for place, row in enumerate(rows, start=len(self._grid.rows))]

    def _before(self, place: int) -> Row:
        return self._grid.row(place) or self._grid.begin(self._grid.rows)

    def change(self, text: str, changed: dict[int, Row]) -> bool:
        """Put rows in the place of others as one step; ``text`` is marked English."""
        changes = [RowChange(place, self._grid.row(place), row) for place, row in changed.items()]
        return self._grid.change(self._grid.words.translate(text), changes)
