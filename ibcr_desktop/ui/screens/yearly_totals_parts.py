"""What a figure consists of, by one dimension at a time: as bars, or as a table; each part leads to its records."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHeaderView,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ibcr_desktop.foundation.plain_text import fold
from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.totals.people_counts import NOT_ATTRIBUTABLE
from ibcr_desktop.totals.year_data import UNKNOWN
from ibcr_desktop.totals.yearly_totals import Figure
from ibcr_desktop.ui.charts.bars import Bar
from ibcr_desktop.ui.charts.side_bars import SideBars
from ibcr_desktop.ui.screens.yearly_totals_table import ROW_HEIGHT, SPACE_AROUND_TEXT, copy_table
from ibcr_desktop.ui.toolkit.flow_layout import FlowLayout
from ibcr_desktop.ui.toolkit.plain_text import PlainLabel, label

BY_LABEL: Final = frozenset({"country", "project", "office"})  # lists without an order of their own
MONTH: Final = "month"
MONTH_LETTERS: Final = len("2020-04")
EXCEEDS: Final = N_("One record may stand in several parts here, so together they are more than the figure.")
FALLS_SHORT: Final = N_("The parts are less than the figure: not every record says where it belongs.")


@dataclass(frozen=True)
class Part:
    """One part of a figure in one dimension."""

    code: str
    label: str
    number: float


def parts_of(figure: Figure, dimension: str, words: Words) -> list[Part]:
    """Give the parts in the order of the code list; what is not known and what belongs nowhere come last."""
    numbers = figure.outcome.breakdown.get(dimension, {})
    parts = [Part(code, _label(figure, dimension, code, words), number) for code, number in numbers.items() if number]
    order = figure.labels.order(dimension)

    def place(each: Part) -> tuple[bool, bool, object, str]:
        in_list = fold(each.label) if dimension in BY_LABEL else order.get(each.code, len(order))
        return each.code == NOT_ATTRIBUTABLE, each.code == UNKNOWN, "" if dimension == MONTH else in_list, each.code

    return sorted(parts, key=place)


def note_on(figure: Figure, parts: list[Part]) -> str:
    """Say why the parts do not add up to the figure, as a marked text; empty where they do."""
    if figure.definition.measure in {"ratio", "change"}:
        return ""
    total = sum(each.number for each in parts)
    if total > figure.outcome.figure:
        return EXCEEDS
    return FALLS_SHORT if total < figure.outcome.figure else ""


def _label(figure: Figure, dimension: str, code: str, words: Words) -> str:
    if dimension == MONTH and len(code) == MONTH_LETTERS and code[:4].isdigit():
        return words.month(date(int(code[:4]), int(code[5:]), 1))
    return figure.labels.of(dimension, code, words)


class PartsTable(QTableWidget):
    """The parts as rows; Enter and a double click open the records of one."""

    opened = Signal(int)

    def __init__(self) -> None:
        super().__init__(0, 2)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(max(ROW_HEIGHT, self.fontMetrics().height() + SPACE_AROUND_TEXT))
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setHighlightSections(False)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentRow() >= 0:
            self.opened.emit(self.currentRow())
        elif event.matches(QKeySequence.StandardKey.Copy):
            copy_table(self.model())
        else:
            super().keyPressEvent(event)


class PartsView(QWidget):
    """The choice of a dimension, and its parts as bars or as a table."""

    part_opened = Signal(str, str, str)  # dimension, code of the part, its label

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        _ = words.translate
        self._figure: Figure | None = None
        self._parts: list[Part] = []
        self.dimension = QComboBox()
        heading = PlainLabel(_(N_("&Break down by")))
        heading.setBuddy(self.dimension)
        self.dimension.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.dimension.setAccessibleName(_(N_("Break down by")))
        self.dimension.currentIndexChanged.connect(lambda _place: self._show())
        self.as_table = QCheckBox(_(N_("Show as &table")))
        self.chart, self.table = SideBars(), PartsTable()
        self.note = label("")
        self.views = QStackedWidget()
        self.views.addWidget(_at_top(self.chart))
        self.views.addWidget(self.table)
        self.as_table.toggled.connect(lambda on: self.views.setCurrentIndex(1 if on else 0))
        for view in (self.chart, self.table):
            view.opened.connect(self._open)
        row = FlowLayout()
        for widget in (heading, self.dimension, self.as_table):
            widget.setMinimumHeight(self.dimension.sizeHint().height())  # one line to the eye
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self.note)
        column.addWidget(self.views, 1)

    def show_figure(self, figure: Figure) -> None:
        """Show another figure in the same dimension, if it has that one."""
        before = self.dimension.currentData()
        self._figure = figure
        dimensions = [each for each in figure.outcome.breakdown if figure.outcome.breakdown[each]]
        self.dimension.blockSignals(True)
        self.dimension.clear()
        for each in dimensions:
            self.dimension.addItem(figure.labels.dimension(each, self._words), each)
        self.dimension.setCurrentIndex(dimensions.index(before) if before in dimensions else 0)
        self.dimension.blockSignals(False)
        self.setVisible(bool(dimensions))
        self._show()

    def _show(self) -> None:
        figure, dimension = self._figure, self.dimension.currentData()
        if figure is None or dimension is None:
            return
        words = self._words
        self._parts = parts_of(figure, dimension, words)
        text = note_on(figure, self._parts)
        self.note.setText(words.translate(text))
        self.note.setVisible(bool(text))
        name = f"{figure.label(words)} – {self.dimension.currentText()}"
        self.chart.set_bars([self._bar(each) for each in self._parts], name)
        self._fill_table(name)

    def _bar(self, part: Part) -> Bar:
        text = self._words.number(part.number)
        if part.code in (NOT_ATTRIBUTABLE, UNKNOWN):
            return Bar(part.label, 0, part.number, text)
        return Bar(part.label, part.number, 0, text)

    def _fill_table(self, name: str) -> None:
        words, table = self._words, self.table
        table.setAccessibleName(name)
        table.setHorizontalHeaderLabels([self.dimension.currentText(), words.translate(N_("Number"))])
        table.setRowCount(len(self._parts))
        for row, part in enumerate(self._parts):
            number = QTableWidgetItem(words.number(part.number))
            number.setTextAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
            table.setItem(row, 0, QTableWidgetItem(part.label))
            table.setItem(row, 1, number)
        if self._parts:
            table.setCurrentCell(0, 0)

    def _open(self, place: int) -> None:
        if 0 <= place < len(self._parts):
            part = self._parts[place]
            self.part_opened.emit(self.dimension.currentData(), part.code, part.label)


def _at_top(widget: QWidget) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(widget)
    column.addStretch(1)
    return page
