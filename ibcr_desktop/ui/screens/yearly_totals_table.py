"""The table of figures: the published list first, then the further indicators; Enter opens the records behind."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.totals.outcome import Number
from ibcr_desktop.totals.yearly_totals import Figure, Totals
from ibcr_desktop.ui.toolkit.plain_text import plain_tooltip

HEADS = (N_("Figure"), N_("Number"), N_("Attendances"), N_("Low"), N_("High"), N_("Drafts"))
SECTIONS = {"published": N_("Published list"), "further": N_("Further indicators")}
ROW_HEIGHT, SPACE_AROUND_TEXT = 26, 9
LABEL_LETTERS = 24
AnyIndex = QModelIndex | QPersistentModelIndex
Line = Figure | str  # a figure, or the heading of a section


class FiguresModel(QAbstractTableModel):
    """A row for each figure and one above each section."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._lines: list[Line] = []

    def show_totals(self, totals: Totals) -> None:
        """Show other figures."""
        self.beginResetModel()
        self._lines = []
        for section, heading in SECTIONS.items():
            figures = [each for each in totals.figures if each.definition.section == section]
            if figures:
                self._lines += [self._words.translate(heading), *figures]
        self.endResetModel()

    @property
    def headings(self) -> list[int]:
        """The rows that are headings."""
        return [place for place, line in enumerate(self._lines) if isinstance(line, str)]

    def figure(self, row: int) -> Figure | None:
        """Give the figure of a row; None for a heading."""
        line = self._lines[row] if 0 <= row < len(self._lines) else ""
        return line if isinstance(line, Figure) else None

    def row_of(self, code: str) -> int:
        """Give the row of a figure by its code; -1 where the year has none."""
        found = (place for place, line in enumerate(self._lines) if isinstance(line, Figure) and line.code == code)
        return next(found, -1)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Give the number of rows."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Give the number of columns."""
        return 0 if parent.isValid() else len(HEADS)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Let nobody stop at a heading."""
        return super().flags(index) if self.figure(index.row()) is not None else Qt.ItemFlag.NoItemFlags

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give what a cell shows or says."""
        line = self._lines[index.row()]
        if isinstance(line, str):
            return self._of_heading(line, index.column(), role)
        text = self.texts(line)[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            empty = self._words.translate(N_("empty"))
            return f"{self.headerData(index.column(), Qt.Orientation.Horizontal)}, {text or empty}"
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == 0:
            return plain_tooltip(text)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(index.column())
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give the head of a column."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._words.translate(HEADS[section])
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(section)
        return None

    def texts(self, figure: Figure) -> Sequence[str]:
        """Give the cells of a figure; people and attendances always stand together."""
        outcome, words = figure.outcome, self._words
        seats = "" if outcome.attendances is None else words.number(outcome.attendances)
        drafts = words.number(len(outcome.drafts)) if outcome.drafts else ""
        bounds = [bound_text(figure, each, words) for each in (outcome.low, outcome.high)]
        return (figure.label(words), figure.number(words), seats, *bounds, drafts)

    def _of_heading(self, text: str, column: int, role: int) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return text if column == 0 else ""
        if role == Qt.ItemDataRole.FontRole:
            font = QFont()
            font.setBold(True)
            return font
        if role == Qt.ItemDataRole.ForegroundRole:
            return QGuiApplication.palette().text()  # as dark as the rest: it is text, not something switched off
        return None

    def _side(self, column: int) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignTrailing if column else Qt.AlignmentFlag.AlignLeading
        return side | Qt.AlignmentFlag.AlignVCenter


def bound_text(figure: Figure, bound: Number, words: Words) -> str:
    """Write a bound with the decimals of its figure, as a percentage where it is one."""
    decimals = figure.definition.decimals
    return words.percent(bound / 100, decimals) if figure.definition.is_percent else words.number(bound, decimals)


def copy_table(model: QAbstractItemModel) -> None:
    """Put a whole table with its heads into the clipboard, as a spreadsheet takes it."""
    columns = range(model.columnCount())
    lines = [[str(model.headerData(column, Qt.Orientation.Horizontal)) for column in columns]]
    lines += [[str(model.index(row, column).data() or "") for column in columns] for row in range(model.rowCount())]
    QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in lines))


class FiguresTable(QTableView):
    """Always has a current figure while there are any; Enter and a double click open its records."""

    opened = Signal(str)  # code
    current_changed = Signal(str)  # code

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.figures = FiguresModel(words)
        self.setModel(self.figures)
        self.setAccessibleName(words.translate(N_("Figures of the year")))
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setAccessibleName(words.translate(N_("Heads of the columns")))
        self.doubleClicked.connect(lambda _index: self._open())
        self._fit_rows()

    @property
    def current(self) -> Figure | None:
        """The figure that the person is on."""
        return self.figures.figure(self.currentIndex().row())

    def show_totals(self, totals: Totals) -> None:
        """Show other figures and stay on the same one, if it is still there."""
        before = self.current
        self.clearSpans()
        self.figures.show_totals(totals)
        for row in self.figures.headings:
            self.setSpan(row, 0, 1, len(HEADS))
        self._fit_columns()
        row = self.figures.row_of(before.code) if before is not None else -1
        self.setCurrentIndex(self.figures.index(row if row > 0 else 1, 0))

    def go_to(self, code: str) -> None:
        """Make a figure the current one."""
        row = self.figures.row_of(code)
        if row >= 0:
            self.setCurrentIndex(self.figures.index(row, 0))

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        """Tell which figure is the current one now."""
        super().currentChanged(current, previous)
        figure = self.figures.figure(current.row())
        if figure is not None and current.row() != previous.row():
            self.current_changed.emit(figure.code)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        elif event.matches(QKeySequence.StandardKey.Copy):
            copy_table(self.figures)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the whole width."""
        super().resizeEvent(event)
        self._widen_labels()

    def changeEvent(self, event: QEvent) -> None:
        """Let rows and columns grow with the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_rows()
            self._fit_columns()

    def _open(self) -> None:
        if self.current is not None:
            self.opened.emit(self.current.code)

    def _fit_rows(self) -> None:
        height = max(ROW_HEIGHT, self.fontMetrics().height() + SPACE_AROUND_TEXT)
        self.verticalHeader().setDefaultSectionSize(height)

    def _fit_columns(self) -> None:
        self.resizeColumnsToContents()
        self._widen_labels()

    def _widen_labels(self) -> None:
        """Give the labels what the numbers leave, but never less than can be read."""
        others = sum(self.columnWidth(column) for column in range(1, len(HEADS)))
        least = self.fontMetrics().averageCharWidth() * LABEL_LETTERS
        self.setColumnWidth(0, max(least, self.viewport().width() - others))
