"""The line of the home page that tells the last proof of success of a backup, and leads to the backups."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ibcr_desktop.backups.proof import Proof
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.screens.backup_words import last_backup, second_copy
from ibcr_desktop.ui.screens.start_page import link_button
from ibcr_desktop.ui.toolkit.plain_text import plain_tooltip

LEAST_LETTERS = 24


class BackupLine(QWidget):
    """Reads in the background whenever the page is shown or a backup was made; hidden where there are none."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.link = link_button("")
        self.link.setMinimumWidth(
            self.fontMetrics().averageCharWidth() * LEAST_LETTERS
        )  # a long reason is cut, not the page
        self.link.clicked.connect(context.go.to_backups)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.link)
        row.addStretch(1)
        self.setFocusProxy(self.link)
        self.hide()
        context.backups.changed.connect(self.reload)

    def reload(self) -> None:
        """Read again what is known."""
        if self._context.backups.is_on:
            self._context.background.run(self._context.backups.proof, done=self.show_proof)

    def show_proof(self, proof: Proof) -> None:
        """Show the last backup and, once there is one, the copy in a second place."""
        context = self._context
        texts = [last_backup(proof, context.backups.failure, context.words, context.clock)]
        if proof.newest is not None:
            texts.append(second_copy(proof, context.words))
        self.link.setText("  ·  ".join(texts))
        self.link.setToolTip(plain_tooltip("\n".join(texts)))
        self.show()
