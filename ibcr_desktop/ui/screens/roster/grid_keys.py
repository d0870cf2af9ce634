"""What each key means in a grid, in an open cell and on a closed one (docs/interaction.md, 2)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Protocol

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent

from ibcr_desktop.records.field_types import DayType
from ibcr_desktop.roster.columns import Column, FieldColumn
from ibcr_desktop.ui.screens.roster.cell_actions import CellActions
from ibcr_desktop.ui.screens.roster.cell_editors import CellEditor
from ibcr_desktop.ui.screens.roster.grid_model import GridModel

Key = Qt.Key
Modifier = Qt.KeyboardModifier
CONTROL, SHIFT, ALT, KEYPAD = (
    Modifier.ControlModifier,
    Modifier.ShiftModifier,
    Modifier.AltModifier,
    Modifier.KeypadModifier,
)
ENTER = (Key.Key_Return, Key.Key_Enter)
Acts = dict[int, Callable[[], object]]


class Moves(Protocol):
    """Where the keys lead to: the table of the grid."""

    @property
    def place(self) -> int:
        """The current row."""

    def cell(self) -> QModelIndex:
        """Give the current cell."""

    def selected(self) -> list[tuple[int, int]]:
        """Give the selected cells as (row, column)."""

    def places(self) -> list[int]:
        """Give the rows of the selected cells."""

    def close_cell(self, editor: CellEditor) -> None:
        """Keep what was typed into an open cell."""

    def move_on(self, step: int) -> None:
        """Open the next or previous cell."""

    def offer_list(self) -> None:
        """Open the current cell with the list of what it may become."""

    def drop_cell(self) -> None:
        """Close an open cell without keeping what stands in it."""

    def paste_block(self) -> bool:
        """Paste over the open cell what fills more than one; says whether it was so much."""

    def enter(self, *, completes: bool) -> None:
        """Go to the first cell of the next row, or complete the activity."""

    def next_problem(self, step: int) -> bool:
        """Go to the next row that wants a look."""

    def want(self, what: str) -> None:
        """Ask for ``copy``, ``cut`` or ``paste``."""


class GridKeys:
    """Does what a key means; each method says whether the key meant something."""

    def __init__(self, model: GridModel[Any], actions: CellActions[Any], table: Moves) -> None:
        self.model, self.actions, self.table = model, actions, table

    def in_open_cell(self, editor: CellEditor, event: QKeyEvent) -> bool:
        """Do what a key means while somebody types."""
        key, table = event.key(), self.table
        with_control, with_alt = bool(event.modifiers() & CONTROL), bool(event.modifiers() & ALT)
        column = self.model.column(editor.cell.column())
        if key in (Key.Key_Tab, Key.Key_Backtab):
            table.close_cell(editor)
            table.move_on(1 if key == Key.Key_Tab else -1)
        elif key in ENTER:
            table.close_cell(editor)
            table.enter(completes=with_control)
        elif key == Key.Key_Down and with_alt:
            editor.offer_list()
        elif not (with_control and self._with_control_in_open_cell(editor, event)):
            return self.in_open_cell_of(column, event, editor)
        return True

    def _with_control_in_open_cell(self, editor: CellEditor, event: QKeyEvent) -> bool:
        """Do what Ctrl and a key mean while somebody types; the letters of the line itself are undone there first."""
        key, stack = event.key(), self.model.undo_stack
        if key == Key.Key_Apostrophe:
            editor.replace_text(self._above(editor.cell))
        elif key in (Key.Key_Z, Key.Key_Y) and not editor.isModified():
            self.table.drop_cell()
            stack.undo() if key == Key.Key_Z else stack.redo()
        else:
            return key == Key.Key_V and self.table.paste_block()
        return True

    def in_open_cell_of(self, column: Column | None, event: QKeyEvent, editor: CellEditor) -> bool:
        """Do what a key means in an open cell of a certain column."""
        return self._moves_day(column, event, editor)

    def on_cell_of(self, column: Column | None, event: QKeyEvent) -> bool:
        """Do what a key means on a closed cell of a certain column."""
        return self._moves_day(column, event, None)

    def on_cell(self, event: QKeyEvent) -> bool:
        """Do what a key means on a cell that is not open; letters that mean nothing here begin to replace it."""
        if event.key() in ENTER:
            self.table.enter(completes=bool(event.modifiers() & CONTROL))
            return True
        if event.key() == Key.Key_Escape:
            return self.model.undo_row(self.table.place)
        if event.modifiers() & CONTROL:
            return self._with_control(event)
        if event.key() == Key.Key_Down and event.modifiers() & ALT:
            self.table.offer_list()
            return True
        if event.modifiers() & ~(KEYPAD | SHIFT):
            return False
        return self._plain(event)

    def _plain(self, event: QKeyEvent) -> bool:
        step = -1 if event.modifiers() & SHIFT else 1
        if event.key() == Key.Key_F8:
            self.table.next_problem(step)
        elif event.key() == Key.Key_Delete:
            self.actions.empty(self.table.selected())
        else:
            return self.on_cell_of(self.model.column(self.table.cell().column()), event)
        return True

    def _with_control(self, event: QKeyEvent) -> bool:
        acts: Acts = {
            Key.Key_D: lambda: self.actions.fill_down(self.table.selected()),
            Key.Key_Apostrophe: self._take_above,
            Key.Key_Z: self.model.undo_stack.undo,
            Key.Key_Y: self.model.undo_stack.redo,
            Key.Key_C: lambda: self.table.want("copy"),
            Key.Key_X: lambda: self.table.want("cut"),
            Key.Key_V: lambda: self.table.want("paste"),
            Key.Key_Minus: lambda: self.model.take_out(self.table.places()),
        }
        if event.key() in acts:
            acts[event.key()]()
            return True
        return self._moves_day(self.model.column(self.table.cell().column()), event, None)

    def _take_above(self) -> None:
        column = self.model.column(self.table.cell().column())
        if column is not None:
            self.model.type_into(self.table.place, column, self._above(self.table.cell()))

    def _above(self, index: QModelIndex) -> str:
        column = self.model.column(index.column())
        return "" if column is None or index.row() == 0 else self.model.text(index.row() - 1, column)

    def _moves_day(self, column: Column | None, event: QKeyEvent, editor: CellEditor | None) -> bool:
        """Take today in a date cell with Ctrl+;, move its day with + and -."""
        if not isinstance(column, FieldColumn) or not isinstance(column.field.type, DayType):
            return False
        row = self.model.row(self.table.place)
        day = None if row is None else row.values.get(column.key)
        if event.key() == Key.Key_Semicolon and event.modifiers() & CONTROL:
            day = self.model.today
        elif event.text() in ("+", "-") and day is not None and (editor is None or not editor.isModified()):
            day += timedelta(days=1 if event.text() == "+" else -1)
        else:
            return False
        text = self.model.words.day(day)
        if editor is not None:
            editor.replace_text(text)
        else:
            self.model.type_into(self.table.place, column, text)
        return True
