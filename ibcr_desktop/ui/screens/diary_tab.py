"""The diary of merges in plain words, the newest first; it can be printed and saved."""

from collections.abc import Sequence

from PySide6.QtWidgets import QListWidget, QPushButton, QVBoxLayout, QWidget

from ibcr_desktop.foundation.words import N_
from ibcr_desktop.sync.diary import DiaryEntry
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.toolkit.button_row import button_row
from ibcr_desktop.ui.toolkit.plain_text import label


class DiaryTab(QWidget):
    """A sentence for everything that came, was taken out or was decided, and by whom."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        _ = context.words.translate
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setAccessibleName(_(N_("Diary of merges")))
        self.print = QPushButton(_(N_("Print or sa&ve…")))
        self.print.clicked.connect(self._print)
        column = QVBoxLayout(self)
        column.addWidget(label(_(N_("What came, was withdrawn and was decided, and by whom; the newest first."))))
        column.addWidget(self.list, 1)
        column.addLayout(button_row((self.print,)))
        self.setFocusProxy(self.list)

    def show_entries(self, entries: Sequence[DiaryEntry]) -> None:
        """Show the diary."""
        self.list.clear()
        for each in reversed(entries):
            self.list.addItem(each.text(self._context.words))
        if entries:
            self.list.setCurrentRow(0)
        self.print.setEnabled(bool(entries))

    def _print(self) -> None:
        from ibcr_desktop.ui.prints.diary_dialog import DiaryDialog  # noqa: PLC0415 - seldom needed

        DiaryDialog(self._context, self).open()
