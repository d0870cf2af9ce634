"""The parts of the home page: the chart with its table, lists of records, the first steps of an empty database."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ibcr_desktop.foundation.plain_text import isolate
from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.records import kind_named
from ibcr_desktop.totals.people_by_month import Month
from ibcr_desktop.ui.charts.bars import Bar, BarChart
from ibcr_desktop.ui.screens.home_facts import Named
from ibcr_desktop.ui.screens.start_page import link_button
from ibcr_desktop.ui.toolkit.plain_table import PlainTable
from ibcr_desktop.ui.toolkit.plain_text import PlainLabel

SPACE_AROUND_LINES = 8
ROLE = Qt.ItemDataRole.UserRole
PEOPLE_BY_MONTH = N_("People taking part, by month")
HEADS = (N_("Month"), N_("People"), N_("Only in drafts"))


class MonthsChart(QWidget):
    """People per month as bars, or as a table for who reads better there or wants to copy."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        _ = words.translate
        name = _(PEOPLE_BY_MONTH)
        self.chart, self.table = BarChart(), PlainTable(words, PEOPLE_BY_MONTH, HEADS)
        self.chart.setAccessibleName(name)
        views = QStackedWidget()
        views.addWidget(self.chart)
        views.addWidget(self.table)
        switch = link_button(_(N_("As &table")))
        switch.setCheckable(True)
        switch.toggled.connect(lambda on: views.setCurrentIndex(1 if on else 0))
        row = QHBoxLayout()
        row.addWidget(section_label(name), 1)
        row.addWidget(switch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(views, 1)

    def show_months(self, months: Sequence[Month]) -> None:
        """Show other months."""
        words = self._words
        self.chart.set_bars(
            [
                Bar(words.short_day(each.first).split()[1], each.complete, each.in_drafts, self._value(each))
                for each in months
            ]
        )
        self.table.show_rows(
            [(words.month(each.first), words.number(each.complete), words.number(each.in_drafts)) for each in months]
        )

    def _value(self, month: Month) -> str:
        text = self._words.number(month.complete)
        return isolate(f"{text} +{self._words.number(month.in_drafts)}") if month.in_drafts else text


@dataclass(frozen=True)
class Notice:
    """A line that leads to more than one record: its text, and the way there."""

    text: str
    act: Callable[[], object]


class RecordLines(QWidget):
    """A heading and lines that each lead to a record, by Enter or with the mouse."""

    chosen = Signal(str, object)  # kind, id

    def __init__(self, words: Words, heading: str) -> None:
        super().__init__()
        self._words = words
        self.heading = section_label(heading)
        self.lines = _Lines()
        self.lines.setAccessibleName(heading)
        self.lines.chosen.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.heading)
        column.addWidget(self.lines, 1)
        self.setFocusProxy(self.lines)

    def show_lines(
        self, lines: Iterable[tuple[Named, str]], *, notices: Iterable[Notice] = (), nothing: str = ""
    ) -> None:
        """Show notices, then records with the text of each, or the sentence that says why there are none."""
        self.lines.clear()
        for notice in notices:
            item = self._item(notice.text)
            item.setData(ROLE, notice)
            self.lines.addItem(item)
        for named, text in lines:
            item = self._item(text)
            item.setData(ROLE, named)
            kind = self._words.translate(kind_named(named.kind_name).singular)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{text}, {kind}")
            self.lines.addItem(item)
        if not self.lines.count() and nothing:
            self.lines.addItem(nothing)
        self.lines.setCurrentRow(0)

    def _item(self, text: str) -> QListWidgetItem:
        """Make an item with room for all lines of its text: Qt measures the letters alone, and then cuts."""
        item = QListWidgetItem(text)
        if "\n" in text:
            item.setSizeHint(QSize(0, (text.count("\n") + 1) * self.fontMetrics().lineSpacing() + SPACE_AROUND_LINES))
        return item

    def _choose(self, item: QListWidgetItem) -> None:
        named = item.data(ROLE)
        if isinstance(named, Named):
            self.chosen.emit(named.kind_name, named.record_id)
        elif isinstance(named, Notice):
            named.act()


class _Lines(QListWidget):
    """Qt opens with Enter on one system and with a click on another; this opens with both on every one."""

    chosen = Signal(QListWidgetItem)

    def __init__(self) -> None:
        super().__init__()
        self.setUniformItemSizes(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSpacing(1)
        self.itemClicked.connect(self.chosen)

    def sizeHint(self) -> QSize:
        """Ask for four lines; what more there is room for is given by the page."""
        return QSize(self.fontMetrics().averageCharWidth() * 40, self.fontMetrics().height() * 6)

    def minimumSizeHint(self) -> QSize:
        """Stay usable."""
        return QSize(self.fontMetrics().averageCharWidth() * 16, self.fontMetrics().height() * 4)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentItem() is not None:
            self.chosen.emit(self.currentItem())
            return
        super().keyPressEvent(event)


class FirstSteps(QWidget):
    """What an empty database says: why it is empty, and the buttons that fill it."""

    def __init__(self, words: Words, steps: Sequence[tuple[str, Callable[[], object]]]) -> None:
        super().__init__()
        text = PlainLabel(
            words.translate(N_("Nothing is recorded for this year yet. Begin with a workshop that your office held."))
        )
        text.setWordWrap(True)
        row = QHBoxLayout()
        for label, act in steps:
            button = QPushButton(words.translate(label))
            button.clicked.connect(lambda _checked=False, act=act: act())
            row.addWidget(button)
            if self.focusProxy() is None:
                self.setFocusProxy(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(text)
        column.addLayout(row)
        column.addStretch(1)


def section_label(text: str) -> QLabel:
    """Make the bold heading of a part."""
    label = PlainLabel(text)
    font = label.font()
    font.setBold(True)
    label.setFont(font)
    return label
