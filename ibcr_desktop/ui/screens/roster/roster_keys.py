"""What each key means in the grid of the roster, in an open cell and on a closed one (docs/interaction.md, 2)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Protocol

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent

from ibcr_desktop.records.field_types import DayType
from ibcr_desktop.roster.columns import Column, FieldColumn
from ibcr_desktop.ui.screens.roster.cell_editors import CellEditor
from ibcr_desktop.ui.screens.roster.roster_model import RosterModel
from ibcr_desktop.ui.screens.roster.row_actions import RowActions

Key = Qt.Key
Modifier = Qt.KeyboardModifier
CONTROL, SHIFT, ALT, KEYPAD = (
    Modifier.ControlModifier,
    Modifier.ShiftModifier,
    Modifier.AltModifier,
    Modifier.KeypadModifier,
)
ENTER = (Key.Key_Return, Key.Key_Enter)
ALL_DAYS = "p"  # present, présent, presente
SEXES = "fmx123"
Acts = dict[int, Callable[[], object]]


class Moves(Protocol):
    """Where the keys lead to: the table of the roster."""

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

    def enter(self, *, completes: bool) -> None:
        """Go to the first cell of the next row, or complete the activity."""

    def next_problem(self, step: int) -> bool:
        """Go to the next row that wants a look."""

    def want(self, what: str) -> None:
        """Ask for ``copy``, ``cut`` or ``paste``."""

    def want_panel(self) -> None:
        """Give the keyboard to the panel of known people."""


class RosterKeys:
    """Does what a key means; each method says whether the key meant something."""

    def __init__(self, model: RosterModel, actions: RowActions, table: Moves) -> None:
        self._model, self._actions, self._table = model, actions, table

    def in_open_cell(self, editor: CellEditor, event: QKeyEvent) -> bool:
        """Do what a key means while somebody types."""
        key, table = event.key(), self._table
        with_control, with_alt = bool(event.modifiers() & CONTROL), bool(event.modifiers() & ALT)
        column = self._model.column(editor.cell.column())
        if key in (Key.Key_Tab, Key.Key_Backtab):
            table.close_cell(editor)
            table.move_on(1 if key == Key.Key_Tab else -1)
        elif key in ENTER:
            table.close_cell(editor)
            table.enter(completes=with_control)
        elif key == Key.Key_Down and with_alt:
            editor.offer_list()
        elif key == Key.Key_Apostrophe and with_control:
            editor.replace_text(self._above(editor.cell))
        elif column is not None and column.is_toggle:
            return self._marks_in_open_cell(event, editor)
        else:
            return self._moves_day(column, event, editor)
        return True

    def on_cell(self, event: QKeyEvent) -> bool:
        """Do what a key means on a cell that is not open; letters that mean nothing here begin to replace it."""
        if event.key() in ENTER:
            self._table.enter(completes=bool(event.modifiers() & CONTROL))
            return True
        if event.key() == Key.Key_Escape:
            return self._model.undo_row(self._table.place)
        if event.modifiers() & CONTROL:
            return self._with_control(event)
        if event.modifiers() & ~(KEYPAD | SHIFT):
            return False
        return self._plain(event)

    def _plain(self, event: QKeyEvent) -> bool:
        table = self._table
        step = -1 if event.modifiers() & SHIFT else 1
        acts: Acts = {
            Key.Key_F8: lambda: table.next_problem(step),
            Key.Key_F4: table.want_panel,
            Key.Key_Delete: lambda: self._actions.empty(table.selected()),
        }
        if event.key() in acts:
            acts[event.key()]()
            return True
        column = self._model.column(table.cell().column())
        if column is not None and column.is_toggle:
            return self._marks(event, table.selected(), table.places())
        if column is not None and column.key == "person.sex" and event.text().casefold() in tuple(SEXES):
            self._model.type_into(table.place, column, event.text())
            return True
        return self._moves_day(column, event, None)

    def _with_control(self, event: QKeyEvent) -> bool:
        acts: Acts = {
            Key.Key_D: lambda: self._actions.fill_down(self._table.selected()),
            Key.Key_Apostrophe: self._take_above,
            Key.Key_Z: self._model.undo_stack.undo,
            Key.Key_Y: self._model.undo_stack.redo,
            Key.Key_C: lambda: self._table.want("copy"),
            Key.Key_X: lambda: self._table.want("cut"),
            Key.Key_V: lambda: self._table.want("paste"),
            Key.Key_Minus: lambda: self._model.take_out(self._table.places()),
        }
        if event.key() in acts:
            acts[event.key()]()
            return True
        return self._moves_day(self._model.column(self._table.cell().column()), event, None)

    def _marks(self, event: QKeyEvent, cells: list[tuple[int, int]], places: list[int]) -> bool:
        """Mark a day with Space, or take the mark away; P marks all days of the row."""
        if event.key() == Key.Key_Space:
            return self._actions.toggle(cells)
        if event.text().casefold() == ALL_DAYS:
            self._actions.all_present(places)
            return True
        return False

    def _marks_in_open_cell(self, event: QKeyEvent, editor: CellEditor) -> bool:
        place = self._table.place
        if self._marks(event, [(place, editor.cell.column())], [place]):
            editor.setText(str(editor.cell.data(Qt.ItemDataRole.EditRole)))
            return True
        return bool(event.text()) and event.text().isprintable()  # nothing else can be typed into a mark

    def _take_above(self) -> None:
        column = self._model.column(self._table.cell().column())
        if column is not None:
            self._model.type_into(self._table.place, column, self._above(self._table.cell()))

    def _above(self, index: QModelIndex) -> str:
        column = self._model.column(index.column())
        return "" if column is None or index.row() == 0 else self._model.text(index.row() - 1, column)

    def _moves_day(self, column: Column | None, event: QKeyEvent, editor: CellEditor | None) -> bool:
        """Take today in a date cell with Ctrl+;, move its day with + and -."""
        if not isinstance(column, FieldColumn) or not isinstance(column.field.type, DayType):
            return False
        row = self._model.row(self._table.place)
        day = None if row is None else row.values.get(column.key)
        if event.key() == Key.Key_Semicolon and event.modifiers() & CONTROL:
            day = self._model.today
        elif event.text() in ("+", "-") and day is not None and (editor is None or not editor.isModified()):
            day += timedelta(days=1 if event.text() == "+" else -1)
        else:
            return False
        text = self._model.words.day(day)
        if editor is not None:
            editor.replace_text(text)
        else:
            self._model.type_into(self._table.place, column, text)
        return True
