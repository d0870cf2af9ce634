"""The table of a list: read cell by cell, opened with Enter, left with Tab, sorted and arranged without a mouse."""

import uuid
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.storage.filters import ListQuery
from ibcr_desktop.storage.pages import ListColumn, ListRow
from ibcr_desktop.ui.record_views.record_table_model import AnyIndex, RecordTableModel

ROW_HEIGHT = 26  # at a text size of 100 %: 21 rows on the smallest screen
SPACE_AROUND_TEXT = 9
NARROWEST, WIDEST = 60, 320
ROWS_MEASURED = 30


class RecordTable(QTableView):
    """Shows a ``RecordTableModel``; a row is always the current one while there are rows."""

    opened = Signal(ListRow)
    current_changed = Signal(object)  # ListRow | None
    letters_typed = Signal(str)  # begun to type in the table: the search line takes over
    columns_chosen = Signal(list)  # names

    def __init__(self, model: RecordTableModel, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._records = model
        self._all_columns: tuple[ListColumn, ...] = model.columns
        self._kept: tuple[ListQuery, uuid.UUID | None, int] = (model.query, None, 0)
        self.setAccessibleName(words.translate(N_("List of records")))
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setAlternatingRowColors(True)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)  # while there are no rows: later Qt visits each of a million
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        model.modelAboutToBeReset.connect(self._keep_place)
        self.setModel(model)
        self._arrange_head()
        model.modelReset.connect(self._return_to_place)  # after the view's own answer, which forgets the place
        self._fit_rows()
        self._return_to_place()
        self.fit_columns()
        self.doubleClicked.connect(lambda index: self._open(index.row()))

    def offer_columns(self, columns: Sequence[ListColumn]) -> None:
        """Say which columns a person may choose from."""
        self._all_columns = tuple(columns)

    def current_row(self) -> ListRow | None:
        """Give the row that the person is on."""
        index = self.currentIndex()
        return self._records.row(index.row()) if index.isValid() else None

    def go_to(self, place: int) -> None:
        """Make a row the current one and bring it into view."""
        place = min(max(place, 0), self._records.rowCount() - 1)
        column = max(self.currentIndex().column(), 0)
        if place >= 0:
            how = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().setCurrentIndex(self._records.index(place, column), how)
            self.scrollTo(self.currentIndex())

    def fit_columns(self) -> None:
        """Give the columns widths that suit the rows in view, none too wide."""
        self.resizeColumnsToContents()
        for column in range(self._records.columnCount()):
            self.setColumnWidth(column, min(max(self.columnWidth(column), NARROWEST), WIDEST))

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        """Tell which row is the current one now."""
        super().currentChanged(current, previous)
        if current.row() != previous.row():
            self.current_changed.emit(self._records.row(current.row()) if current.isValid() else None)

    def keyboardSearch(self, search: str) -> None:
        """Hand the letters over: Qt would read every row of the list to find them."""
        if search.strip():
            self.letters_typed.emit(search)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the current row with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~_KEYPAD:
            self._open(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer sorting and columns, also by the menu key."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        place = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())
        self._show_menu(place if by_key else event.globalPos(), self.currentIndex().column())

    def changeEvent(self, event: QEvent) -> None:
        """Let the rows grow with the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_rows()

    def menu_for(self, column: int) -> QMenu:
        """Give the menu of a column: its two orders, and which columns are shown."""
        translate = self._words.translate
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        label = self._records.label(column).replace("&", "&&")
        for text, order in (
            (N_("Sort by “{column}”, smallest first"), Qt.SortOrder.AscendingOrder),
            (N_("Sort by “{column}”, largest first"), Qt.SortOrder.DescendingOrder),
        ):
            action = menu.addAction(translate(text).format(column=label))
            action.triggered.connect(lambda _=False, order=order: self.sort_by(column, order))
        chosen = menu.addMenu(translate(N_("&Columns")))
        shown = [each.name for each in self._records.columns]
        for each in self._all_columns:
            action = chosen.addAction(translate(each.label).replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(each.name in shown)
            action.setEnabled(shown != [each.name])
            action.triggered.connect(lambda on=False, name=each.name: self._choose(name, on=on))
        return menu

    def sort_by(self, column: int, order: Qt.SortOrder) -> None:
        """Sort the list by a column."""
        self._records.sort(column, order)

    def _arrange_head(self) -> None:
        head = self.horizontalHeader()
        head.setSectionsClickable(True)
        head.setSortIndicatorShown(True)
        head.setHighlightSections(False)
        head.setResizeContentsPrecision(ROWS_MEASURED)
        head.setStretchLastSection(True)
        head.setAccessibleName(self._words.translate(N_("Heads of the columns")))
        head.sectionClicked.connect(self._head_clicked)
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.customContextMenuRequested.connect(
            lambda place: self._show_menu(head.mapToGlobal(place), head.logicalIndexAt(place))
        )

    def _head_clicked(self, column: int) -> None:
        query = self._records.query
        again = query.sort == self._records.column_name(column) and not query.descending
        self.sort_by(column, Qt.SortOrder.DescendingOrder if again else Qt.SortOrder.AscendingOrder)

    def _show_menu(self, place: QPoint, column: int) -> None:
        self.menu_for(max(column, 0)).popup(place)

    def _choose(self, name: str, *, on: bool) -> None:
        shown = {each.name for each in self._records.columns} - {name} | ({name} if on else set())
        names = [each.name for each in self._all_columns if each.name in shown]
        self._records.show_columns(names)
        self.fit_columns()
        self.columns_chosen.emit(names)

    def _open(self, place: int) -> None:
        row = self._records.row(place) if place >= 0 else None
        if row is not None:
            self.opened.emit(row)

    def _keep_place(self) -> None:
        row = self.current_row()
        self._kept = (self._records.query, row.record_id if row else None, max(self.currentIndex().row(), 0))

    def _return_to_place(self) -> None:
        query = self._records.query
        order = Qt.SortOrder.DescendingOrder if query.descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(self._records.column_named(query.sort), order)
        earlier, record_id, place = self._kept
        if query != earlier:
            place = 0  # another question is read from its beginning
        elif record_id is not None and (again := self._records.place_of(record_id)) is not None:
            place = again
        self.go_to(place)
        if self._records.rowCount() == 0:
            self.current_changed.emit(None)

    def _fit_rows(self) -> None:
        height = max(ROW_HEIGHT, self.fontMetrics().height() + SPACE_AROUND_TEXT)
        self.verticalHeader().setDefaultSectionSize(height)


_KEYPAD = Qt.KeyboardModifier.KeypadModifier
