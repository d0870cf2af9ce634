"""What the window shows while the example organisation is made, which takes a moment the first time."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.ui.screens.start_page import StartPage


class ExamplePage(StartPage):
    """Says what is going on; where it fails, why, and the way back."""

    back_wanted = Signal()

    def __init__(self, words: Words) -> None:
        _ = words.translate
        super().__init__(words, _(N_("Example data")))
        self.add_text(
            _(
                N_(
                    "The example organisation is being prepared: invented people in the offices of a real year. It has "
                    "a database of its own, so nothing you do in it reaches your records."
                )
            )
        )
        back = QPushButton(_(N_("&Back")))
        back.clicked.connect(self.back_wanted)
        self.add_foot(back)
        back.setVisible(False)
        self._back = back
        self.finish()

    def show_error(self, error: UserError) -> None:
        """Say why there is no example, and offer the way back."""
        self.set_busy(busy=False)
        self.show_problem(error.text(self.words))
        self._back.show()
        self._back.setFocus()
