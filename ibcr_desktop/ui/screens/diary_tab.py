"""The diary of merges in plain words, the newest first; it can be printed and saved."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QListWidget, QPushButton, QVBoxLayout, QWidget

from ibcr_desktop.foundation.words import N_
from ibcr_desktop.sync.diary import DiaryEntry
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.toolkit.button_row import button_row
from ibcr_desktop.ui.toolkit.plain_text import label


class DiaryTab(QWidget):
    """A sentence for everything that came, was refused, taken out or decided, and by whom.

    Signals:
        twice_wanted: show what two offices seem to have recorded both, of the merge that brought this package.
    """

    twice_wanted = Signal(int)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._entries: Sequence[DiaryEntry] = ()
        _ = context.words.translate
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setAccessibleName(_(N_("Diary of merges")))
        self.print = QPushButton(_(N_("Print or sa&ve…")))
        self.print.clicked.connect(self._print)
        self.twice = QPushButton(_(N_("Recorded &twice in this merge…")))
        self.twice.clicked.connect(self._want_twice)
        self.list.currentRowChanged.connect(lambda _row: self._choose())
        column = QVBoxLayout(self)
        column.addWidget(label(_(N_("What came, was refused, withdrawn and decided, and by whom; the newest first."))))
        column.addWidget(self.list, 1)
        column.addLayout(button_row((self.print, self.twice)))
        self.setFocusProxy(self.list)

    def show_entries(self, entries: Sequence[DiaryEntry]) -> None:
        """Show the diary."""
        self._entries = list(reversed(entries))
        self.list.clear()
        self.list.addItems([each.text(self._context.words) for each in self._entries])
        if entries:
            self.list.setCurrentRow(0)
        self.print.setEnabled(bool(entries))
        self._choose()

    @property
    def _package(self) -> int | None:
        """The package of the current entry, if that is a merge."""
        row = self.list.currentRow()
        return self._entries[row].package if 0 <= row < len(self._entries) else None

    def _choose(self) -> None:
        self.twice.setEnabled(self._package is not None)

    def _want_twice(self) -> None:
        if self._package is not None:
            self.twice_wanted.emit(self._package)

    def _print(self) -> None:
        from ibcr_desktop.ui.prints.diary_dialog import DiaryDialog  # noqa: PLC0415 - seldom needed

        DiaryDialog(self._context, self).open()
