"""The rehearsal of a file at headquarters, with the two ways on: accept it, or leave it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ibcr_desktop.foundation.plain_text import isolate_name
from ibcr_desktop.foundation.words import N_
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.screens.exchange_rehearsal import RehearsalView, Rehearsed
from ibcr_desktop.ui.screens.start_page import heading_label
from ibcr_desktop.ui.screens.work_strip import WorkStrip
from ibcr_desktop.ui.toolkit.plain_text import label


class RehearsalPage(QWidget):
    """Which file it is and what merging it would do, and the buttons.

    Signals:
        accepted, left: what the person decided.
    """

    accepted = Signal()
    left = Signal()

    def __init__(self, context: Context, work: WorkStrip) -> None:
        super().__init__()
        self._words = context.words
        _ = context.words.translate
        self.heading = heading_label("")
        self.view = RehearsalView(context.words)
        self.accept = QPushButton(_(N_("&Accept: merge this file")))
        self.leave_it = QPushButton(_(N_("&Leave it")))
        self.accept.clicked.connect(self.accepted)
        self.leave_it.clicked.connect(self.left)
        for button in (self.accept, self.leave_it):
            work.busy_changed.connect(button.setDisabled)
        buttons = QHBoxLayout()
        buttons.addWidget(label(_(N_("Nothing is merged yet. A backup is made before anything is."))), 1)
        buttons.addWidget(self.leave_it)
        buttons.addWidget(self.accept)
        column = QVBoxLayout(self)
        column.addWidget(self.heading)
        column.addWidget(self.view, 1)
        column.addLayout(buttons)
        self.setFocusProxy(self.view)

    def show_rehearsal(self, rehearsed: Rehearsed) -> None:
        """Show what merging would do."""
        merged = rehearsed.merged
        title = self._words.translate(N_("File no. {number} from {office}: what merging it would do"))
        self.heading.setText(title.format(number=merged.number, office=isolate_name(merged.office)))
        self.view.show_rehearsal(rehearsed)
