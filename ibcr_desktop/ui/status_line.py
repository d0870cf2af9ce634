"""The line at the foot of the window: the last save, what wants a look or is to be sent, and which office this is."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ibcr_desktop.foundation.plain_text import isolate_name
from ibcr_desktop.foundation.words import N_
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.toolkit.plain_text import PlainLabel
from ibcr_desktop.ui.unsent_button import UnsentButton


class StatusLine(QWidget):
    """What became of the last save, how much there is to look at and to send, and which office this is.

    ``counts_unsent``: this is no example, which sends nothing; headquarters has nobody to send to either.
    """

    things_chosen = Signal()
    way_chosen = Signal()

    def __init__(self, context: Context, office: str, *, counts_unsent: bool) -> None:
        super().__init__()
        self._words = context.words
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 1, 10, 1)
        self.saved = PlainLabel("")
        self.saved.setAccessibleName(self._words.translate(N_("Last save")))
        self.things = QPushButton("")
        self.things.setFlat(True)
        self.things.setAutoDefault(False)
        self.things.clicked.connect(self.things_chosen)
        self.things.hide()
        row.addWidget(self.saved, 1)
        row.addWidget(self.things)
        row.addStretch(1)
        self.unsent: UnsentButton | None = None
        if counts_unsent and not context.store.log.author.is_headquarters:
            self.unsent = UnsentButton(context)
            self.unsent.clicked.connect(self.way_chosen)
            row.addWidget(self.unsent)
        row.addWidget(PlainLabel(isolate_name(office)))

    def tell(self, text: str) -> None:
        """Show what became of the last save."""
        self.saved.setText(text)

    def count_things(self, count: int) -> None:
        """Show how many records want a look."""
        text = self._words.plural("{count} thing to look at", "{count} things to look at", count)
        self.things.setText(text.format(count=self._words.number(count)))
        self.things.setVisible(count > 0)
