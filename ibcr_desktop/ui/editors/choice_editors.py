"""Editors for one code of a list, and for yes, no or not known."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QWidget

from ibcr_desktop.foundation.plain_text import fold
from ibcr_desktop.foundation.reading import Reading
from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records.field_types import ChoicesType, ChoiceType
from ibcr_desktop.records.fields import Field
from ibcr_desktop.records.lexicon import Lexicon
from ibcr_desktop.ui.editors.editor import Editor

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

    def wheelEvent(self, event: Any) -> None:
        """Let the page scroll: a wheel over a form must not change a value."""
        event.ignore()


class BoxEditor(Editor):
    """An editor around a ``ListBox``."""

    def __init__(
        self, field: Field, lexicon: Lexicon, entries: Sequence[tuple[Any, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(field, lexicon, parent)
        self.box = ListBox(entries)
        self._line = self.box.line
        self._line.textEdited.connect(self._edited)
        self.box.activated.connect(self._chosen)
        self._line.installEventFilter(self)
        self._is_touched = False
        self.put_in(self.box)
        self.name_for_screen_readers(self._line)

    @property
    def typed_text(self) -> str:
        """What stands in the box."""
        return self._line.text()

    def set_value(self, value: Any) -> None:
        """Show the label of a value."""
        self._is_touched = False
        self.take(Reading(value=value))
        self.show_text(self.field.type.show(value, self.lexicon))

    def show_text(self, text: str) -> None:
        """Show a text and mark its entry in the list, without a signal."""
        blocked = self.box.blockSignals(True)
        self.box.setCurrentIndex(self.box.findText(text))
        self.box.setEditText(text)
        self._line.setCursorPosition(0)
        self.box.blockSignals(blocked)

    def set_typed_text(self, text: str) -> None:
        """Show kept text with its problem."""
        self.show_text(text)
        self.take(self.field.type.read(text, self.lexicon))

    def commit(self) -> None:
        """Read the text if it was touched; a part of a label is completed if it is the only one."""
        if self._is_touched:
            self._is_touched = False
            self.take(self.field.type.read(self._line.text(), self.lexicon))
            if not self.problem:
                self.show_text(self.field.type.show(self._value, self.lexicon))
        super().commit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave the list open: its opening takes the keyboard for a moment, which is not leaving the field."""
        if event.type() == QEvent.Type.FocusOut and self.box.view().isVisible():
            return False
        return super().eventFilter(watched, event)

    def _edited(self) -> None:
        self._is_touched = True
        if self.problem:
            self.take(self.field.type.read(self._line.text(), self.lexicon))
        self.edited.emit()

    def _chosen(self, row: int) -> None:
        self.choose(self.box.itemData(row, KEY_ROLE))

    def choose(self, key: Any) -> None:
        """Take an entry of the list as if it had been typed and left."""
        self.set_value(key if key != "" else None)
        self.edited.emit()
        self.left.emit()


class ChoiceEditor(BoxEditor):
    """One code of a code list."""

    def __init__(self, field: Field, lexicon: Lexicon, parent: QWidget | None = None) -> None:
        super().__init__(field, lexicon, lexicon.terms(list_code_of(field)), parent)


class YesNoEditor(BoxEditor):
    """Yes, no, or nothing: not known."""

    def __init__(self, field: Field, lexicon: Lexicon, parent: QWidget | None = None) -> None:
        translate: Callable[[str], str] = lexicon.words.translate
        super().__init__(field, lexicon, [(True, translate(N_("yes"))), (False, translate(N_("no")))], parent)


def list_code_of(field: Field) -> str:
    """Give the list that a field of codes takes its codes from."""
    if not isinstance(field.type, ChoiceType | ChoicesType):
        raise TypeError(field.type)
    return field.type.list_code
