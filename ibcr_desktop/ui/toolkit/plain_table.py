"""A short table to read and to choose from: rows of text, read aloud with the heads of their columns."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from ibcr_desktop.foundation.words import N_, Words


class PlainTable(QTableWidget):
    """Rows of text under translated heads; one row is the current one while there are any."""

    def __init__(self, words: Words, name: str, heads: Sequence[str], *, stretched: int = 0) -> None:
        """Make an empty table; ``name`` and ``heads`` are marked English, the column ``stretched`` gets the room."""
        super().__init__(0, len(heads))
        self._words = words
        self._heads = [words.translate(each) for each in heads]
        self.setHorizontalHeaderLabels(self._heads)
        self.setAccessibleName(words.translate(name))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setAccessibleName(words.translate(N_("Heads of the columns")))
        head.setSectionsClickable(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Show other rows, and stay on the row of the same number where there is one."""
        current = max(self.currentRow(), 0)
        self.setRowCount(len(rows))
        empty = self._words.translate(N_("empty"))
        for row, texts in enumerate(rows):
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{self._heads[column]}, {text or empty}")
                self.setItem(row, column, item)
        if rows:
            self.setCurrentCell(min(current, len(rows) - 1), 0)

    def texts(self) -> list[list[str]]:
        """Give what the cells show."""
        cells = [[self.item(row, column) for column in range(self.columnCount())] for row in range(self.rowCount())]
        return [[each.text() if each is not None else "" for each in row] for row in cells]
