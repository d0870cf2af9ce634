"""A grid to type in: the keys of a spreadsheet, without its traps (docs/interaction.md, 2)."""

from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QHeaderView, QTableView, QWidget

from ibcr_desktop.foundation.words import N_
from ibcr_desktop.roster.columns import Column
from ibcr_desktop.roster.judging import foremost
from ibcr_desktop.roster.pasting import block_of
from ibcr_desktop.roster.suggesting import UsualValues, suggested
from ibcr_desktop.ui.screens.roster.cell_actions import CellActions
from ibcr_desktop.ui.screens.roster.cell_editors import CellDelegate, CellEditor
from ibcr_desktop.ui.screens.roster.grid_keys import CONTROL, ENTER, GridKeys
from ibcr_desktop.ui.screens.roster.grid_model import GridModel

ROW_HEIGHT, SPACE_AROUND_TEXT = 26, 9  # as in every list
NARROWEST, WIDEST, ROOM_FOR_A_DAY = 48, 170, 34
ROWS_MEASURED = 60


class GridTable(QTableView):
    """Shows a ``GridModel``: typing replaces, Tab runs through a row while editing and leaves the grid otherwise.

    Signals:
        row_changed: another row is the current one.
        complete_wanted: Ctrl+Enter.
        copy_wanted, cut_wanted, paste_wanted: Ctrl+C, Ctrl+X, Ctrl+V.
    """

    row_changed = Signal(int)
    complete_wanted = Signal()
    copy_wanted = Signal()
    cut_wanted = Signal()
    paste_wanted = Signal()

    def __init__(
        self, model: GridModel[Any], actions: CellActions[Any], name: str, parent: QWidget | None = None
    ) -> None:
        """Take the rows, what can be done to them, and what the table is called (marked English)."""
        super().__init__(parent)
        self.grid = model
        self.cell_actions = actions
        self.keys = GridKeys(model, actions, self)
        self.usual = UsualValues()
        self.setAccessibleName(model.words.translate(name))
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setAlternatingRowColors(True)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setItemDelegate(CellDelegate(self, self))
        self.setModel(model)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setResizeContentsPrecision(ROWS_MEASURED)
        head.setStretchLastSection(True)
        head.setAccessibleName(model.words.translate(N_("Heads of the columns")))
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setHighlightSections(False)
        self._fit_rows()
        model.modelReset.connect(self._begin)
        self._begin()

    # Where one is

    @property
    def place(self) -> int:
        """The current row."""
        return max(self.currentIndex().row(), 0)

    def column_at(self, index: QModelIndex) -> Column | None:
        """Give the column of a cell; None for the state."""
        return self.grid.column(index.column())

    def go_to(self, place: int, section: int = 0, *, opens: bool = False) -> None:
        """Make a cell the current one, and open it to be typed in."""
        index = self.grid.index(min(max(place, 0), len(self.grid.rows)), section)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)
        if opens and index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)

    def go_to_column(self, place: int, key: str) -> None:
        """Go to the cell of a column by its key; the first one where it is not shown."""
        keys = [column.key for column in self.grid.columns]
        self.go_to(place, keys.index(key) if key in keys else 0)

    def next_problem(self, step: int = 1) -> bool:
        """Go to the next or previous row that wants a look; says whether there is one."""
        count = len(self.grid.rows)
        for far in range(1, count + 1):
            place = (self.place + step * far) % count if self.place < count else (-1 if step < 0 else far - 1) % count
            if self.grid.problems(place):
                self.go_to_problem(place)
                return True
        return False

    def go_to_problem(self, place: int) -> None:
        """Go to the cell of what a row needs first."""
        found = foremost(self.grid.problems(place))
        self.go_to_column(place, found.column if found else "")
        self.setFocus()

    def fit_columns(self) -> None:
        """Give the columns widths that suit their rows, none too wide, days no wider than their mark."""
        self.resizeColumnsToContents()
        for section, column in enumerate(self.grid.columns):
            least = ROOM_FOR_A_DAY if column.is_toggle else NARROWEST
            self.setColumnWidth(section, min(max(self.columnWidth(section), least), WIDEST))

    # What an open cell asks

    def suggest(self, index: QModelIndex, typed: str) -> list[str]:
        """Give what a cell may become: the nearest rows above are asked first."""
        column = self.column_at(index)
        above = [*reversed(self.grid.rows[: index.row()]), *self.grid.rows[index.row() + 1 :]]
        return [] if column is None else suggested(column, typed, above, self.usual, self.grid.lexicon)

    def letters_changed(self, index: QModelIndex, text: str) -> None:
        """Hear what is being typed."""

    def take_key(self, editor: CellEditor, event: QKeyEvent) -> bool:
        """Do what a key means in an open cell."""
        return self.keys.in_open_cell(editor, event)

    # Keys while no cell is open

    def event(self, event: QEvent) -> bool:
        """Take Esc before the page does, as long as there is something to take back."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            row = self.grid.row(self.place)
            takes_back = event.key() == Qt.Key.Key_Escape and row is not None and not self.grid.saving.is_saved(row)
            if takes_back or self.wants(event):
                event.accept()
                return True
        return super().event(event)

    def wants(self, event: QKeyEvent) -> bool:
        """Say whether a key means something here before it means something to the window."""
        return event.key() in ENTER and bool(event.modifiers() & CONTROL)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what a key means on a cell; letters begin to replace it."""
        if self.keys.on_cell(event):
            event.accept()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Write the row when the grid is left."""
        super().focusOutEvent(event)
        if self.state() != QAbstractItemView.State.EditingState:
            self.grid.leave_row(self.place)

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]  # the stub allows persistent ones, Qt gives none
        """Write the row that is left."""
        super().currentChanged(current, previous)
        if current.row() != previous.row():
            self.grid.leave_row(previous.row())
            self.row_changed.emit(current.row())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the current row in view when the panel of known people takes room from the grid."""
        super().resizeEvent(event)
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def changeEvent(self, event: QEvent) -> None:
        """Let the rows grow with the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_rows()

    def commit(self) -> None:
        """Keep what stands in an open cell, and write every row: the page is about to be left."""
        self.close_open_cell()
        self.grid.save_all()

    def close_open_cell(self) -> None:
        """Keep what stands in an open cell, if one is open."""
        editor = self.open_cell()
        if editor is not None:
            self.close_cell(editor)

    def open_cell(self) -> CellEditor | None:
        """Give the line over the cell that is being typed in."""
        if self.state() != QAbstractItemView.State.EditingState:
            return None
        found = self.indexWidget(self.currentIndex())
        return found if isinstance(found, CellEditor) else None

    # What the keys ask for

    def cell(self) -> QModelIndex:
        """Give the current cell."""
        return self.currentIndex()

    def selected(self) -> list[tuple[int, int]]:
        """Give the selected cells as (row, column), from the top."""
        return sorted((index.row(), index.column()) for index in self.selectionModel().selectedIndexes())

    def places(self) -> list[int]:
        """Give the rows of the selected cells, the blank one left out."""
        return sorted({place for place, _ in self.selected() if place < len(self.grid.rows)})

    def close_cell(self, editor: CellEditor) -> None:
        """Keep what was typed into an open cell."""
        self.commitData(editor)
        self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        self.setFocus()

    def drop_cell(self) -> None:
        """Close an open cell without keeping what stands in it: it led to somebody known, or a block comes over it."""
        editor = self.open_cell()
        if editor is not None:
            editor.setModified(False)
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.RevertModelCache)

    def offer_list(self) -> None:
        """Open the current cell with the list of what it may become."""
        self.go_to(self.place, self.currentIndex().column(), opens=True)
        editor = self.open_cell()
        if editor is not None:
            editor.offer_list()

    def paste_block(self) -> bool:
        """Paste over the open cell what fills more than one, which a line would take for one long text."""
        block = block_of(QGuiApplication.clipboard().text())
        if sum(map(len, block)) < 2:
            return False
        self.drop_cell()
        self.paste_wanted.emit()
        return True

    def move_on(self, step: int) -> None:
        """Open the next or previous cell that can be typed in; after the last one, the next row begins."""
        section = self.currentIndex().column() + step
        while (column := self.grid.column(section)) is not None and column.is_read_only:
            section += step
        if section < 0:
            place = self.place - 1
            self.go_to(place, len(self.grid.columns) - 1 if place >= 0 else 0, opens=True)
        elif section >= len(self.grid.columns):
            self.go_to(self.place + 1, opens=True)
        else:
            self.go_to(self.place, section, opens=True)

    def enter(self, *, completes: bool) -> None:
        """Go to the first cell of the next row, or let the activity be completed."""
        if completes:
            self.grid.leave_row(self.place)
            self.complete_wanted.emit()
        else:
            self.go_to(self.place + 1)

    def want(self, what: str) -> None:
        """Tell that something should be copied, cut or pasted."""
        signals = {"copy": self.copy_wanted, "cut": self.cut_wanted, "paste": self.paste_wanted}
        signals[what].emit()

    def _begin(self) -> None:
        self.fit_columns()
        self.go_to(0 if self.grid.rows else len(self.grid.rows))

    def _fit_rows(self) -> None:
        height = max(ROW_HEIGHT, self.fontMetrics().height() + SPACE_AROUND_TEXT)
        self.verticalHeader().setDefaultSectionSize(height)
