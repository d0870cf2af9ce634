"""What the window shows while nothing can be opened: the example is made, or a backup takes the place of a database."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.ui.screens.start_page import StartPage


class WaitingPage(StartPage):
    """Says what is going on; where it fails, why, and the way back."""

    back_wanted = Signal()

    def __init__(self, words: Words, heading: str, text: str) -> None:
        super().__init__(words, heading)
        self.add_text(text)
        self._back = QPushButton(words.translate(N_("&Back")))
        self._back.clicked.connect(self.back_wanted)
        self.add_foot(self._back)
        self._back.hide()
        self.finish()

    def show_error(self, error: UserError) -> None:
        """Say why it failed, and offer the way back."""
        self.set_busy(busy=False)
        self.show_problem(error.text(self.words))
        self._back.show()
        self._back.setFocus()


def example_page(words: Words) -> WaitingPage:
    """Make the page for while the example organisation is made, which takes a moment the first time."""
    text = N_(
        "The example organisation is being prepared: invented people in the offices of a real year. It has "
        "a database of its own, so nothing you do in it reaches your records."
    )
    return WaitingPage(words, words.translate(N_("Example data")), words.translate(text))


def restoring_page(words: Words) -> WaitingPage:
    """Make the page for while a backup takes the place of the database."""
    text = N_("Your records as they are now are backed up first. Then the backup takes their place.")
    return WaitingPage(words, words.translate(N_("Restoring a backup")), words.translate(text))
