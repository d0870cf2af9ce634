"""Says why a list is empty, and holds the button that fills it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.records import kind_named
from ibcr_desktop.records.activities import Activity
from ibcr_desktop.records.record import State
from ibcr_desktop.storage.filters import ListQuery
from ibcr_desktop.ui.toolkit.plain_text import PlainLabel


class EmptyList(QWidget):
    """Three reasons: nothing yet, nothing that matches, nothing left to do. And the empty bin."""

    new_wanted = Signal()
    all_wanted = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.text = PlainLabel()
        self.text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.text.setWordWrap(True)
        self.first = QPushButton(words.translate(N_("Record the &first one")))
        self.first.clicked.connect(self.new_wanted)
        self.show_all = QPushButton(words.translate(N_("&Clear the filters")))
        self.show_all.clicked.connect(self.all_wanted)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addWidget(self.text)
        for button in (self.first, self.show_all):
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)

    def explain(self, query: ListQuery, total: int) -> None:
        """Say why the list of ``query`` is empty; ``total`` records are in the list when nothing narrows it."""
        names = {kind_named(name) if name != Activity.kind_name() else Activity for name in query.kinds}
        plural = self._words.translate(names.pop().plural if len(names) == 1 else Activity.plural)
        self.text.setText(self._words.translate(_reason(query, total)).format(plural=plural, total=total))
        self.first.setVisible(total == 0 and not query.in_bin)
        self.show_all.setVisible(total > 0)


def _reason(query: ListQuery, total: int) -> str:
    if total == 0:
        return N_("The bin is empty.") if query.in_bin else N_("{plural}: nothing is recorded yet.")
    only_drafts = ListQuery(query.kinds, state=State.DRAFT, sort=query.sort, descending=query.descending)
    if query == only_drafts:
        return N_("{plural}: everything is complete. There is nothing to do here.")
    return N_("Nothing matches the search and the filters. They hide {total}.")
