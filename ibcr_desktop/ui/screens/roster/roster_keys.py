"""What keys mean in the grid of people beside what they mean in every grid: days, sex, and who is known."""

from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from ibcr_desktop.roster.columns import Column
from ibcr_desktop.ui.screens.roster.cell_editors import CellEditor
from ibcr_desktop.ui.screens.roster.grid_keys import GridKeys, Moves
from ibcr_desktop.ui.screens.roster.roster_model import RosterModel
from ibcr_desktop.ui.screens.roster.row_actions import RowActions

Key = Qt.Key
ALL_DAYS = "p"  # present, présent, presente
SEXES = "fmx123"


class MovesToPanel(Moves, Protocol):
    """The table of people, with the panel below it."""

    def want_panel(self) -> None:
        """Give the keyboard to the panel of known people."""


class RosterKeys(GridKeys):
    """F4 for the panel, one letter for the sex, Space and P for the days."""

    actions: RowActions
    table: MovesToPanel

    def __init__(self, model: RosterModel, actions: RowActions, table: MovesToPanel) -> None:
        super().__init__(model, actions, table)

    def in_open_cell_of(self, column: Column | None, event: QKeyEvent, editor: CellEditor) -> bool:
        """Mark a day that is open, or let it be."""
        if column is not None and column.is_toggle:
            return self._marks_in_open_cell(event, editor)
        return super().in_open_cell_of(column, event, editor)

    def on_cell_of(self, column: Column | None, event: QKeyEvent) -> bool:
        """Mark days, say the sex, or go to the panel."""
        table = self.table
        if event.key() == Key.Key_F4:
            table.want_panel()
            return True
        if column is not None and column.is_toggle:
            return self._marks(event, table.selected(), table.places())
        if column is not None and column.key == "person.sex" and event.text().casefold() in tuple(SEXES):
            self.model.type_into(table.place, column, event.text())
            return True
        return super().on_cell_of(column, event)

    def _marks(self, event: QKeyEvent, cells: list[tuple[int, int]], places: list[int]) -> bool:
        """Mark a day with Space, or take the mark away; P marks all days of the row."""
        if event.key() == Key.Key_Space:
            return self.actions.toggle(cells)
        if event.text().casefold() == ALL_DAYS:
            self.actions.all_present(places)
            return True
        return False

    def _marks_in_open_cell(self, event: QKeyEvent, editor: CellEditor) -> bool:
        place = self.table.place
        if self._marks(event, [(place, editor.cell.column())], [place]):
            editor.setText(str(editor.cell.data(Qt.ItemDataRole.EditRole)))
            return True
        return bool(event.text()) and event.text().isprintable()  # nothing else can be typed into a mark
