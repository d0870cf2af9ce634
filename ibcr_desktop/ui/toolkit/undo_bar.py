"""The bar that offers to undo what was just done, in the place of a question beforehand."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.ui.toolkit.plain_text import ElidedLabel

MILLISECONDS_SHOWN = 10_000


class UndoBar(QFrame):
    """Shows "Workshop moved to the bin · Undo" for ten seconds; the bin backs it up."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._undo: Callable[[], object] | None = None
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.text = ElidedLabel()
        self.button = QPushButton(words.translate(N_("&Undo")))
        self.button.clicked.connect(self.undo)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        row.addWidget(self.text, stretch=1)
        row.addWidget(self.button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.dismiss)
        self.hide()

    def offer(self, text: str, undo: Callable[[], object]) -> None:
        """Show what was done and how to undo it, in place of an earlier offer."""
        self._undo = undo
        self.text.set_whole_text(text)
        self.button.setAccessibleName(f"{self.button.text().replace('&', '')}: {text}")
        self.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))  # read aloud without taking the focus
        self._timer.start(MILLISECONDS_SHOWN)

    def undo(self) -> None:
        """Undo what was offered, once."""
        undo = self._undo
        self.dismiss()
        if undo is not None:
            undo()

    def dismiss(self) -> None:
        """Take the offer away."""
        self._timer.stop()
        self._undo = None
        self.hide()
