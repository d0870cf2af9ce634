"""One line above a list: search, filters as chips, how many are shown, and Reset."""

from dataclasses import replace

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget

from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records.lexicon import Lexicon
from ibcr_desktop.storage.filter_words import parts_of
from ibcr_desktop.storage.filters import ListQuery
from ibcr_desktop.ui.record_views.filter_menu import Ask, FilterMenu
from ibcr_desktop.ui.toolkit.appearance import ROOM_FOR_THE_ARROW
from ibcr_desktop.ui.toolkit.flow_layout import FlowLayout
from ibcr_desktop.ui.toolkit.plain_text import PlainLabel

PAUSE_MS = 250  # after the last key, before the list is read
LONGEST_CHIP = 44


class FilterBar(QWidget):
    """Shows and changes the query of a list."""

    query_changed = Signal(ListQuery)

    def __init__(
        self, query: ListQuery, lexicon: Lexicon, parent: QWidget | None = None, ask: Ask | None = None
    ) -> None:
        super().__init__(parent)
        self._lexicon = lexicon
        self._translate = lexicon.words.translate
        self._query = query
        self._keeps_only = False
        self._counts = (0, 0)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._take_search)
        self._menu = FilterMenu(lexicon, self._narrow, self, ask)
        self.search = QLineEdit(placeholderText=self._translate(N_("Search: any words, in any order")))
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName(self._translate(N_("Search this list")))
        self.search.textEdited.connect(lambda _: self._pause.start())
        self.search.returnPressed.connect(self._take_search)
        self.add = QToolButton()
        self.add.setText(self._translate(N_("&Filter")) + ROOM_FOR_THE_ARROW)
        self.add.setMenu(self._menu)
        self.add.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.counts = PlainLabel()
        self.reset = QPushButton(self._translate(N_("&Reset")))
        self.reset.clicked.connect(self.clear)
        self._lay_out()
        self.show_query(query)

    @property
    def query(self) -> ListQuery:
        """What the list is asked for now."""
        return self._query

    def show_query(self, query: ListQuery) -> None:
        """Show a query without asking anybody for it; a text being typed is not touched unless it differs."""
        self._query = self._menu.query = query
        if self.search.text().strip() != query.search.strip():
            self.search.setText(query.search)
        self.reset.setEnabled(self._is_narrowed())
        while (item := self._chips.takeAt(0)) is not None:
            if (chip := item.widget()) is not None:
                chip.hide()  # at once; it may be in the middle of its own click
                chip.deleteLater()
        for text, without in parts_of(query, self._lexicon):
            if self._keeps_only and without.only != query.only:
                continue
            self._chips.addWidget(self._chip(text, without))

    def show_counts(self, shown: int, total: int) -> None:
        """Say how many records are shown, of how many."""
        words, self._counts = self._lexicon.words, (shown, total)
        if self._keeps_only and self._query.only is not None:
            total = len(self._query.only)
        if self._is_narrowed():
            text = self._translate(N_("{shown} of {total} shown"))
        else:
            text = words.plural("{total} record", "{total} records", total)
        self.counts.setText(text.format(shown=words.number(shown), total=words.number(total)))

    def clear(self) -> None:
        """Show everything again, in the same order."""
        kept = self._query
        only = kept.only if self._keeps_only else None
        self._narrow(ListQuery(kept.kinds, in_bin=kept.in_bin, only=only, sort=kept.sort, descending=kept.descending))

    def keep_only(self) -> None:
        """Never leave the records that the query names one by one: something beside the list says how many they are."""
        self._keeps_only = True
        self.show_query(self._query)
        self.show_counts(*self._counts)

    def begin_search(self, letters: str) -> None:
        """Take over letters that were typed in the list."""
        self.search.setFocus()
        self.search.setText(self.search.text() + letters)
        self._pause.start()

    def _is_narrowed(self) -> bool:
        return (replace(self._query, only=None) if self._keeps_only else self._query).is_narrowed

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.search, 1)
        for widget in (self.add, self.counts, self.reset):
            line.addWidget(widget)
        self._chips = FlowLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(line)
        column.addLayout(self._chips)

    def _chip(self, text: str, without: ListQuery) -> QToolButton:
        shown = text if len(text) <= LONGEST_CHIP else text[: LONGEST_CHIP - 1] + "…"
        chip = QToolButton()
        chip.setText(f"{shown} ✕".replace("&", "&&"))
        chip.setAccessibleName(self._translate(N_("Remove the filter “{filter}”")).format(filter=text))
        chip.clicked.connect(lambda: self._narrow(without))
        return chip

    def _take_search(self) -> None:
        self._pause.stop()
        if self.search.text().strip() != self._query.search.strip():
            self._narrow(replace(self._query, search=self.search.text()))

    def _narrow(self, query: ListQuery) -> None:
        self.show_query(query)
        self.query_changed.emit(query)
