"""What the window shows while a backup takes the place of the database, when nothing else can be opened."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.ui.screens.start_page import StartPage


class RestoringPage(StartPage):
    """Says what is going on; where it fails, why, and the way back to the database as it was."""

    back_wanted = Signal()

    def __init__(self, words: Words) -> None:
        _ = words.translate
        super().__init__(words, _(N_("Restoring a backup")))
        self.add_text(_(N_("Your records as they are now are backed up first. Then the backup takes their place.")))
        self._back = QPushButton(_(N_("&Back")))
        self._back.clicked.connect(self.back_wanted)
        self.add_foot(self._back)
        self._back.hide()
        self.finish()

    def show_error(self, error: UserError) -> None:
        """Say why nothing was restored, and offer the way back."""
        self.set_busy(busy=False)
        self.show_problem(error.text(self.words))
        self._back.show()
        self._back.setFocus()
