"""Typing into a cell: the keys that keep and move on, and what is completed while one types."""

from typing import Protocol

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QStringListModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ibcr_desktop.roster.suggesting import completion

AnyIndex = QModelIndex | QPersistentModelIndex
Key = Qt.Key


class Grid(Protocol):
    """What the editor of a cell asks of the grid around it."""

    def suggest(self, index: QModelIndex, typed: str) -> list[str]:
        """Give what a cell may become."""

    def take_key(self, editor: "CellEditor", event: QKeyEvent) -> bool:
        """Do what a key means in an open cell; False leaves it to the line."""

    def wants(self, event: QKeyEvent) -> bool:
        """Say whether a key means something here before it means something to the window."""

    def letters_changed(self, index: QModelIndex, text: str) -> None:
        """Hear what stands in an open cell."""


class CellEditor(QLineEdit):
    """A line over one cell; the rest of a known value is added and selected, as in a spreadsheet."""

    def __init__(self, grid: Grid, index: AnyIndex, parent: QWidget) -> None:
        super().__init__(parent)
        self.index = QPersistentModelIndex(index)
        self._grid = grid
        self._letters = ""
        self._offers = QStringListModel(self)
        self._popup: QCompleter | None = None
        self.setFrame(False)
        self.setAutoFillBackground(True)
        self.setAccessibleName(str(index.model().headerData(index.column(), Qt.Orientation.Horizontal)))
        self.textEdited.connect(self._edited)

    @property
    def cell(self) -> QModelIndex:
        """The cell that is being typed in, wherever its row has moved to."""
        return self.index.model().index(self.index.row(), self.index.column())

    def replace_text(self, text: str) -> None:
        """Put a text in as if it had been typed."""
        self.setText(text)
        self.setModified(True)
        self._letters = text
        self._grid.letters_changed(self.cell, text)

    def offer_list(self) -> None:
        """Open the list of what the cell may become."""
        self._offers.setStringList(self._grid.suggest(self.cell, "" if not self.isModified() else self._letters))
        if self._popup is None:
            self._popup = QCompleter(self._offers, self)
            self._popup.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
            self._popup.setWidget(self)
            self._popup.activated.connect(self.replace_text)
        self._popup.complete()

    def _edited(self, text: str) -> None:
        grows = len(text) > len(self._letters)
        self._letters = text
        self._grid.letters_changed(self.cell, text)
        if not grows or self.cursorPosition() != len(text):
            return
        whole = completion(text, self._grid.suggest(self.cell, text))
        if whole:
            self.setText(whole)
            self.setModified(True)
            self.setSelection(len(whole), len(text) - len(whole))


class CellDelegate(QStyledItemDelegate):
    """Opens editors and hands their keys to the grid first; only what was typed is taken over."""

    def __init__(self, grid: Grid, parent: QObject) -> None:
        super().__init__(parent)
        self._grid = grid

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: AnyIndex) -> QWidget:
        """Make the line over a cell."""
        return CellEditor(self._grid, index, parent)

    def setEditorData(self, editor: QWidget, index: AnyIndex) -> None:
        """Show what stands in the cell, once: typing is never overwritten by a change of the row."""
        if isinstance(editor, CellEditor) and not editor.isModified():
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: AnyIndex) -> None:
        """Take over what was typed; a cell that was only passed stays as it is."""
        if isinstance(editor, CellEditor) and editor.isModified() and not editor.isReadOnly():
            editor.setModified(False)
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give keys to the grid before the line and before the shortcuts of the window."""
        if isinstance(watched, CellEditor) and isinstance(event, QKeyEvent):
            is_ours = event.key() == Key.Key_Escape or self._grid.wants(event)
            if event.type() == QEvent.Type.ShortcutOverride and is_ours:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress and self._grid.take_key(watched, event):
                return True
        return super().eventFilter(watched, event)
