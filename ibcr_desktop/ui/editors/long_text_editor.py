"""An editor for text of several lines."""

from typing import Any

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ibcr_desktop.records.fields import Field
from ibcr_desktop.records.lexicon import Lexicon
from ibcr_desktop.ui.editors.editor import Editor

LINES_SHOWN = 4


class LongTextEditor(Editor):
    """Plain text of several lines; Tab goes on to the next field."""

    def __init__(self, field: Field, lexicon: Lexicon, parent: QWidget | None = None) -> None:
        super().__init__(field, lexicon, parent)
        self.box = QPlainTextEdit()
        self.box.setTabChangesFocus(True)
        self.box.setMinimumHeight(LINES_SHOWN * self.fontMetrics().lineSpacing())
        self.box.setMaximumHeight(2 * LINES_SHOWN * self.fontMetrics().lineSpacing())
        self.box.textChanged.connect(self._edited)
        self.box.installEventFilter(self)
        self._is_touched = False
        self.put_in(self.box)

    @property
    def typed_text(self) -> str:
        """The whole text."""
        return self.box.toPlainText()

    def set_value(self, value: Any) -> None:
        """Show a text."""
        self._value = value
        self.set_quietly(value or "")

    def set_typed_text(self, text: str) -> None:
        """Show kept text with its problem."""
        self.set_quietly(text)
        self.take(self.field.type.read(text, self.lexicon))

    def set_read_only(self, *, read_only: bool) -> None:
        """Keep the text selectable."""
        self.box.setReadOnly(read_only)

    def set_quietly(self, text: str) -> None:
        """Put text in without a signal."""
        blocked = self.box.blockSignals(True)
        self.box.setPlainText(text)
        self.box.blockSignals(blocked)
        self._is_touched = False

    def commit(self) -> None:
        """Read the text if it was touched."""
        if self._is_touched:
            self._is_touched = False
            self.take(self.field.type.read(self.box.toPlainText(), self.lexicon))
        super().commit()

    def _edited(self) -> None:
        self._is_touched = True
        self.edited.emit()
