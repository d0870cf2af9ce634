"""A line below a field or title that says its state in words; the colour only supports them."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QWidget

from ibcr_desktop.ui.toolkit import appearance
from ibcr_desktop.ui.toolkit.plain_text import ElidedLabel


class StateLabel(ElidedLabel):
    """An elided line in the colour of a state; it follows the look of the program."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._state = "to_complete"
        self._colour()

    def show_state(self, text: str, state: str = "to_complete") -> None:
        """Show a text in the colour of one of ``appearance.STATES``; its sign stands in the text."""
        self._state = state
        self._colour()
        self.set_whole_text(text)

    def changeEvent(self, event: QEvent) -> None:
        """Take the colour of the other palette when light becomes dark."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._colour()

    def _colour(self) -> None:
        colours = QPalette()  # the one colour only: the others stay the window's own
        colours.setColor(self.foregroundRole(), appearance.state_colour(QApplication.palette(), self._state))
        if colours.color(self.foregroundRole()) != self.palette().color(self.foregroundRole()):
            self.setPalette(colours)
