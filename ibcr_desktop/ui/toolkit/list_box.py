"""A box to type in that offers the entries of a list, found without accents and anywhere in their words."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QWidget

from ibcr_desktop.foundation.plain_text import fold

KEY_ROLE = Qt.ItemDataRole.UserRole
FOLDED_ROLE = Qt.ItemDataRole.UserRole + 1


class FoldedCompleter(QCompleter):
    """Finds what is typed anywhere in a label, accents and capitals ignored."""

    def __init__(self, model: QStandardItemModel, parent: QObject) -> None:
        super().__init__(model, parent)
        self.setCompletionRole(FOLDED_ROLE)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)

    def splitPath(self, path: str) -> list[str]:
        """Look for the folded text."""
        return [fold(path)]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """Put the label in."""
        return str(index.data(Qt.ItemDataRole.DisplayRole))


class ListBox(QComboBox):
    """A combo box to type in; it offers the entries of a list and keeps whatever is typed."""

    def __init__(self, entries: Sequence[tuple[Any, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit()
        self.setEditable(True)
        self.setLineEdit(self.line)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        model = QStandardItemModel(self)
        for key, label in (("", ""), *entries):
            item = QStandardItem(label)
            item.setData(key, KEY_ROLE)
            item.setData(fold(label), FOLDED_ROLE)
            model.appendRow(item)
        self.setModel(model)
        self.setCompleter(FoldedCompleter(model, self))

    def set_read_only(self, *, read_only: bool) -> None:
        """Let the text be read and copied, and nothing else."""
        self.line.setReadOnly(read_only)

    def showPopup(self) -> None:
        """Offer nothing where nothing may be chosen."""
        if not self.line.isReadOnly():
            super().showPopup()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the value alone where nothing may be chosen: arrows would step through the list."""
        if self.line.isReadOnly():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll: a wheel over a form must not change a value."""
        event.ignore()
