"""The rows of a grid as a table: cells to type in, a blank row at the foot, and the state of each row."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Generic

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QUndoStack

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.roster.columns import Column
from ibcr_desktop.roster.grid import shown, typed
from ibcr_desktop.roster.grid_row import Row
from ibcr_desktop.roster.judging import CellProblem
from ibcr_desktop.roster.roster_lexicon import RosterLexicon
from ibcr_desktop.roster.row_saving import RowSaving
from ibcr_desktop.ui.screens.roster.cell_look import about_number, look_of, number_of
from ibcr_desktop.ui.screens.roster.grid_edits import GridEdit, RowChange
from ibcr_desktop.ui.toolkit.waiting import waiting

AnyIndex = QModelIndex | QPersistentModelIndex
ROWS_THAT_TAKE_A_MOMENT = 100  # judged together and written: some hundreds take a few tenths of a second


class GridModel(QAbstractTableModel, Generic[Row]):
    """Holds the rows while the page is open; the last column is the state, the last row is blank.

    Signals:
        rows_changed: something was typed, pasted, undone: totals and panels look again.
        failed: the disk refused (``UserError``); what was typed stands in its row and is tried again.
    """

    rows_changed = Signal()
    failed = Signal(object)
    usual_pins: tuple[str, ...] = ()

    def __init__(
        self,
        rows: Iterable[Row],
        columns: Mapping[str, Column],
        saving: RowSaving[Row],
        lexicon: RosterLexicon,
        today: date,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.undo_stack = QUndoStack(self)
        self.saving, self.today = saving, today
        self.lexicon = lexicon
        self.words: Words = lexicon.words
        self.rows: list[Row] = list(rows)
        self.all_columns = dict(columns)
        self.columns: list[Column] = []
        self.pins: set[str] = set(self.usual_pins)
        self._stored_problems: dict[uuid.UUID, tuple[CellProblem, ...]] = {}
        self._judged: dict[uuid.UUID, tuple[Row, tuple[CellProblem, ...]]] = {}
        self.show_columns(None)

    # What each grid says of itself

    def usual_columns(self) -> list[str]:
        """Give the keys of the columns that are shown as long as nobody chose others."""
        return list(self.all_columns)

    def begin(self, rows: Sequence[Row]) -> Row:
        """Give a new row with what the pins carry into it from the last of ``rows``."""
        raise NotImplementedError

    def own_problems(self, row: Row) -> tuple[CellProblem, ...]:
        """Give what is wrong with a row by itself."""
        raise NotImplementedError

    def beside(self, place: int) -> Iterable[CellProblem]:  # noqa: ARG002 - for the grids that compare rows
        """Give what is wrong with a row beside the other rows."""
        return ()

    def carried_into(self, usual: Mapping[str, Any], rows: Sequence[Row]) -> dict[str, Any]:
        """Give the usual values of a new row, and those that the pins carry from the last of ``rows``."""
        carried = dict(usual)
        for key in self.pins:
            column = self.all_columns.get(key)
            if column is not None and rows and not column.is_toggle:
                carried |= {cell: rows[-1].values[cell] for cell in column.cells if cell in rows[-1].values}
        return carried

    def show_columns(self, keys: Sequence[str] | None) -> None:
        """Show other columns, in this order; None for the usual ones."""
        known = [key for key in keys or () if key in self.all_columns]
        self.beginResetModel()
        self.columns = [self.all_columns[key] for key in known or self.usual_columns()]
        self.endResetModel()

    # What Qt asks

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Give the number of rows, the blank one included."""
        return 0 if parent.isValid() else len(self.rows) + 1

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Give the number of columns, the state included."""
        return 0 if parent.isValid() else len(self.columns) + 1

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give what a cell shows or says."""
        return look_of(self, index.row(), index.column(), role) if index.isValid() else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give the head of a column with its pin, or the number of a row."""
        if role == Qt.ItemDataRole.ToolTipRole and orientation == Qt.Orientation.Vertical:
            return about_number(self, section)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return number_of(self, section) if section < len(self.rows) else "✱"
        column = self.column(section)
        if column is None:
            return self.words.translate(N_("State"))
        return f"{column.head(self.words)} ⚲" if column.key in self.pins else column.head(self.words)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Let every cell be typed in but the state and what follows from others."""
        usual = super().flags(index)
        column = self.column(index.column())
        return usual if column is None or column.is_read_only else usual | Qt.ItemFlag.ItemIsEditable

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take what was typed into a cell."""
        column = self.column(index.column())
        if role != Qt.ItemDataRole.EditRole or column is None:
            return False
        self.type_into(index.row(), column, str(value))
        return True

    # What a person does

    def column(self, section: int) -> Column | None:
        """Give a column that is shown; None for the state."""
        return self.columns[section] if 0 <= section < len(self.columns) else None

    def row(self, place: int) -> Row | None:
        """Give a row; None for the blank one."""
        return self.rows[place] if 0 <= place < len(self.rows) else None

    def text(self, place: int, column: Column) -> str:
        """Give what stands in a cell."""
        row = self.row(place)
        return "" if row is None else shown(row, column, self.lexicon)

    def type_into(self, place: int, column: Column, text: str) -> None:
        """Take what was typed; in the blank row it begins a person."""
        before = self.row(place)
        if before is None and not text.strip():
            return
        if (
            before is not None
            and text == shown(before, column, self.lexicon)
            and not set(column.cells) & before.carried
        ):
            return
        after = typed(before or self.begin(self.rows), column, text, self.lexicon)
        if after != before:
            change = RowChange(min(place, len(self.rows)), before, after)
            self.undo_stack.push(GridEdit(column.head(self.words), [change], self._apply, is_typing=True))
            self._keep(after, column, is_new=before is None)

    def change(self, text: str, changes: Iterable[RowChange[Row]]) -> bool:
        """Do one action that touches any number of rows; says whether there was anything to do."""
        whole = [each for each in changes if each.before != each.after]
        if whole:
            self.undo_stack.push(GridEdit(text, whole, self._apply))
        return bool(whole)

    def take_out(self, places: Iterable[int]) -> None:
        """Take rows out of the activity; the records of people who were known stay."""
        gone = [RowChange(place, self.rows[place], None) for place in sorted(set(places), reverse=True)]
        self.change(self.words.translate(N_("Remove from the activity")), gone)

    def leave_row(self, place: int) -> None:
        """Write a row that is left, if anything in it is new, after those whose writing was refused before."""
        row = self.row(place)
        if row is not None and not self.saving.is_saved(row):
            self.save_all()

    def save_all(self) -> None:
        """Write every row that is not written yet."""
        unsaved = [row for row in self.rows if not self.saving.is_saved(row)]
        if unsaved:
            self._save(unsaved)
            self.rows_changed.emit()

    def undo_row(self, place: int) -> bool:
        """Give a row what it held before it was typed in; says whether there was anything to take back."""
        row = self.row(place)
        if row is None or self.saving.is_saved(row):
            return False
        return self.change(self.words.translate(N_("Undo row")), [RowChange(place, row, self.saving.stored(row.key))])

    def problems(self, place: int) -> tuple[CellProblem, ...]:
        """Give what is wrong with a row: by itself, beside other records, beside other rows."""
        row = self.rows[place]
        held = self._judged.get(row.key)
        if held is None or held[0] is not row:
            own = self.own_problems(row)
            said = {each.problem.text for each in own}
            beside = self._stored_problems.get(row.key, ())
            held = (row, (*own, *(each for each in beside if each.problem.text not in said)))
            self._judged[row.key] = held
        return (*held[1], *self.beside(place))

    def rows_replaced(self, changes: Sequence[RowChange[Any]]) -> None:
        """Hear that rows came, went or changed, before anybody looks at them."""

    def take_problems(self, found: dict[uuid.UUID, tuple[CellProblem, ...]]) -> None:
        """Take what the store found wrong with rows beside other records."""
        self._stored_problems |= found
        self._judged.clear()

    def _keep(self, row: Row, column: Column, *, is_new: bool) -> None:
        """Keep a cell that was left, and of a new row what the pins carried into it."""
        carried = [each for each in self.columns if is_new and set(each.cells) & row.carried]
        texts = [each for each in (column, *carried) if not each.is_toggle]
        try:
            self.saving.keep(row, texts, self.lexicon)
        except UserError as error:
            self.failed.emit(error)

    def _apply(self, changes: Sequence[RowChange[Any]], is_typing: bool) -> None:  # noqa: FBT001 - as GridEdit calls it
        gone = []
        for each in changes:
            if each.after is None:
                gone.append(each.before)
                self._remove(each.place)
            elif each.before is None:
                self._insert(each.place, each.after)
            else:
                self.rows[each.place] = each.after
                self.show_row(each.place)
        self.rows_replaced(changes)
        if not is_typing:
            self._take_out([row for row in gone if row is not None])
            self._save([each.after for each in changes if each.after is not None])
        self.rows_changed.emit()

    def _insert(self, place: int, row: Row) -> None:
        """Insert a row; at the foot it takes the place of the blank one, and another blank one follows."""
        at_the_foot = place >= len(self.rows)
        self.beginInsertRows(QModelIndex(), place + at_the_foot, place + at_the_foot)
        self.rows.insert(place, row)
        self.endInsertRows()
        self.show_row(place)

    def _remove(self, place: int) -> None:
        self.beginRemoveRows(QModelIndex(), place, place)
        del self.rows[place]
        self.endRemoveRows()

    def show_row(self, place: int) -> None:
        """Let the view read a row again."""
        self.dataChanged.emit(self.index(place, 0), self.index(place, self.columnCount() - 1))
        self.headerDataChanged.emit(Qt.Orientation.Vertical, place, place)

    def _take_out(self, rows: Sequence[Row]) -> None:
        if rows:
            try:
                self.saving.take_out(rows, list(self.all_columns.values()))
            except UserError as error:
                self.failed.emit(error)

    def _save(self, rows: Sequence[Row]) -> None:
        if not rows:
            return
        try:
            with waiting(shown=len(rows) > ROWS_THAT_TAKE_A_MOMENT):
                judged = self.saving.save(rows, list(self.all_columns.values()))
        except UserError as error:
            self.failed.emit(error)
            return
        self._stored_problems |= {key: found for key, (_, found) in judged.items()}
        for place, row in enumerate(self.rows):
            if row.key in judged:
                self.rows[place] = judged[row.key][0]
                self.show_row(place)
