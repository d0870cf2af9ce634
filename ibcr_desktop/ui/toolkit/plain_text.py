"""Labels that never take data for markup: any text from a record is shown letter by letter."""

import html

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


class PlainLabel(QLabel):
    """A label of plain text: Qt's own would open the file that an ``<img>`` in a name points to."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)


class ElidedLabel(PlainLabel):
    """A plain label that ends in "…" where it is too narrow, and tells the whole text as its tooltip."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._whole = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.set_whole_text(text)

    def set_whole_text(self, text: str) -> None:
        """Take another text."""
        self._whole = text
        self.setAccessibleName(text)
        self._elide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the text into the new width."""
        super().resizeEvent(event)
        self._elide()

    def changeEvent(self, event: QEvent) -> None:
        """Fit the text to another size of its letters."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._elide()

    def _elide(self) -> None:
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, max(self.width(), 1))
        self.setText(shown)
        self.setToolTip("" if shown == self._whole else plain_tooltip(self._whole))


def label(text: str) -> PlainLabel:
    """Make a label that breaks its lines between words."""
    made = PlainLabel(text)
    made.setWordWrap(True)
    return made


def plain_tooltip(text: str) -> str:
    """Escape a text for a tooltip, which Qt takes for markup whenever it looks like some.

    The text always becomes markup: Qt would show the ``&amp;`` of an escaped but tagless text as it stands.
    """
    return f"<span>{html.escape(text).replace(chr(10), '<br>')}</span>" if text else ""
