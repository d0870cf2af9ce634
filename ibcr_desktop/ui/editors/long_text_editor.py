"""An editor for text of several lines."""

from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from ibcr_desktop.foundation.reading import Reading
from ibcr_desktop.records.fields import Field
from ibcr_desktop.records.lexicon import Lexicon
from ibcr_desktop.ui.editors.editor import Editor

FEWEST_LINES, MOST_LINES = 3, 12  # shown at once; beyond that it scrolls


class GrowingText(QPlainTextEdit):
    """Plain text as high as its lines; Tab goes on to the next field."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self.updateGeometry())

    def sizeHint(self) -> QSize:
        """Ask for the height of the lines as they are wrapped now."""
        lines = min(max(round(self.document().size().height()), FEWEST_LINES), MOST_LINES)
        edges = 2 * (self.frameWidth() + round(self.document().documentMargin()))
        return QSize(super().sizeHint().width(), lines * self.fontMetrics().lineSpacing() + edges)

    def minimumSizeHint(self) -> QSize:
        """Be as low as the fewest lines, however long the text is."""
        edges = 2 * (self.frameWidth() + round(self.document().documentMargin()))
        height = FEWEST_LINES * self.fontMetrics().lineSpacing() + edges
        return QSize(super().minimumSizeHint().width(), height)


class LongTextEditor(Editor):
    """Plain text of several lines; Esc undoes nothing here: a paragraph is too much to lose by one key."""

    def __init__(self, field: Field, lexicon: Lexicon, parent: QWidget | None = None) -> None:
        super().__init__(field, lexicon, parent)
        self.box = GrowingText()
        self.box.textChanged.connect(self._edited)
        self.box.installEventFilter(self)
        self.put_in(self.box)

    @property
    def typed_text(self) -> str:
        """The whole text."""
        return self.box.toPlainText()

    def set_value(self, value: Any) -> None:
        """Show a text."""
        self.take(Reading(value=value))
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

    def takes_typing_back(self) -> bool:
        """Keep what was typed: a paragraph is no slip."""
        return False

    def commit(self) -> None:
        """Read the text if it was touched."""
        if self._is_touched:
            self._is_touched = False
            self.take(self.field.type.read(self.box.toPlainText(), self.lexicon))
        super().commit()

    def _edited(self) -> None:
        self._is_touched = True
        if self.problem:  # once wrong, the sign vanishes with the key that mends it
            self.take(self.field.type.read(self.box.toPlainText(), self.lexicon))
        self.edited.emit()
