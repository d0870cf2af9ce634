"""Possible duplicates of the whole database, best evidence first; one key decides, and the next pair is there."""

import uuid
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.plain_text import isolate_name
from ibcr_desktop.foundation.words import N_, N_plural
from ibcr_desktop.people.duplicates import Pair
from ibcr_desktop.people.duplicates_left import likely, note_duplicates
from ibcr_desktop.people.evidence import explanation
from ibcr_desktop.people.links import SAME
from ibcr_desktop.people.pair_comparison import Comparison
from ibcr_desktop.people.sitting import Settled, Sitting, settle, take_back
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.screens.asking import is_headquarters, may_be_asked_about, offer_to_ask
from ibcr_desktop.ui.screens.duplicates_search import DuplicatesSearch, tier_words
from ibcr_desktop.ui.screens.pair_reading import PairReading
from ibcr_desktop.ui.screens.pair_view import PairView
from ibcr_desktop.ui.screens.start_page import heading_label
from ibcr_desktop.ui.toolkit.plain_text import PlainLabel, label

BETWEEN: Final = " · "
SPACE: Final = 8  # above and below the two lines of a pair
DONE: Final = {
    "same": N_("The two are one person now"),
    "different": N_("The two are different people"),
    "undecided": N_("The pair is left for later"),
}
LEFT = N_plural("{count} pair to look at", "{count} pairs to look at")


class DuplicatesPage(QWidget):
    """Filters and pairs at the left, the current pair side by side at the right."""

    help_page = "duplicates"

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._sitting = Sitting(())
        self._texts: dict[tuple[uuid.UUID, uuid.UUID], str] = {}
        self._wanted: frozenset[uuid.UUID] = frozenset()
        _ = context.words.translate
        self.count = PlainLabel()
        self.search = DuplicatesSearch(context)
        self.list = _PairList()
        self.list.setAccessibleName(_(N_("Possible duplicates")))
        self.view = PairView(context.words)
        self._reading = PairReading(context, self)
        self.nothing = label("")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget()
        self._lay_out()
        self.setFocusProxy(self.list)
        self.search.found.connect(self.show_pairs)
        self.list.currentRowChanged.connect(self._show_current)
        self._reading.read.connect(self._show_pair)
        self._reading.slow.connect(self.view.show_waiting)
        self.view.decided.connect(self.decide)
        self.view.open_wanted.connect(lambda person: context.go.to_record("person", person))
        self.view.ask_wanted.connect(self._ask)
        self.view.ask.setVisible(is_headquarters(context))
        self._set_keys()

    def title(self) -> str:
        """Give the name of the screen."""
        return self._context.words.translate(N_("Possible duplicates"))

    def shown(self) -> None:
        """Look for pairs the first time, and whenever people were written elsewhere."""
        if self.search.is_old:
            self.search.begin()

    def leave(self) -> None:
        """Every verdict is written already; the home page learns how many pairs are left."""
        self.search.rest()
        if self.search.is_of_all:
            self._context.messages.attempt(
                lambda: note_duplicates(self._context.store.database, likely(self._sitting.pairs))
            )

    def panes(self) -> list[QWidget]:
        """Give the parts between which F6 moves."""
        return [self.search, self.list, self.view]

    def want_pair(self, one: uuid.UUID, other: uuid.UUID) -> None:
        """Go to a pair once it is listed, as from the card of a person."""
        self._wanted = frozenset({one, other})
        self.search.last_merge.setChecked(False)
        self._go_to_wanted()

    def want_last_merge(self) -> None:
        """Show only the pairs that the last merge touched."""
        self.search.last_merge.setChecked(True)

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """The pairs that are left, in their order."""
        return tuple(self._sitting.pairs)

    def show_pairs(self, pairs: list[Pair]) -> None:
        """Show what a search found; a new sitting begins."""
        self._sitting, self._texts = Sitting(pairs), {}
        self._fill(0)
        self._go_to_wanted()

    def decide(self, verdict: str) -> None:
        """Write a verdict on the pair that is shown, and go to the next; nothing is decided about one not yet seen."""
        pair, comparison = self._current(), self.view.comparison
        if pair is None or comparison is None:
            return
        context, row = self._context, self.list.currentRow()
        chosen = comparison.chosen(self.view.table.choices)
        why = explanation(pair.evidence, context.words)
        try:
            with self.search.own_writing():
                settled = settle(context.store, pair, verdict, why=why, chosen=chosen)
        except UserError as refused:
            context.messages.show_error(refused)
            return
        self._sitting.decided(pair, verdict)
        if verdict == SAME:  # pairs with a third become one
            self._fill(row)
        else:
            self._drop_row(row)
        names = BETWEEN.join(isolate_name(each.name or each.code) for each in (comparison.first, comparison.second))
        text = f"{context.words.translate(DONE[verdict])}: {names}"
        context.undo.offer(text, lambda: self._take_back(settled, row))

    def _take_back(self, settled: Settled, row: int) -> None:
        with self.search.own_writing():
            if not self._context.messages.attempt(lambda: take_back(self._context.store, settled)):
                return
        self._sitting.step_back()
        self._fill(row)
        self.list.setFocus()

    def _ask(self) -> None:
        """Ask the office of the first of the two whose record an office keeps."""
        pair, store = self._current(), self._context.store
        ends = [] if pair is None else [pair.a, pair.b]
        opened = [each for end in ends if (each := store.open("person", end)) is not None]
        if opened:
            about = next((each for each in opened if may_be_asked_about(self._context, each)), opened[0])
            offer_to_ask(self._context, "person", about.record_id, self)

    def _current(self) -> Pair | None:
        row = self.list.currentRow()
        return self._sitting.pairs[row] if 0 <= row < len(self._sitting.pairs) else None

    def _fill(self, row: int) -> None:
        """Fill the list and go to a row of it."""
        pairs = self._sitting.pairs
        self._describe([each for each in pairs if (each.a, each.b) not in self._texts])
        self.list.blockSignals(True)
        self.list.clear()
        for pair in pairs:
            self.list.add_pair(self._texts[pair.a, pair.b])
        self.list.blockSignals(False)
        self._go_on(row)

    def _drop_row(self, row: int) -> None:
        self.list.blockSignals(True)
        self.list.takeItem(row)
        self.list.blockSignals(False)
        self._go_on(row)

    def _go_on(self, row: int) -> None:
        """Count what is left, and show the pair that stands in a row now."""
        words, count = self._context.words, len(self._sitting.pairs)
        self.count.setText(words.plural(*LEFT, count).format(count=words.number(count)))
        self.list.blockSignals(True)
        self.list.setCurrentRow(min(row, count - 1))
        self.list.blockSignals(False)
        self._show_current()

    def _describe(self, pairs: list[Pair]) -> None:
        """Make the two lines of pairs of the names that were read with them; no verdict asks for them again."""
        words, names = self._context.words, self.search.names
        for pair in pairs:
            both = BETWEEN.join(isolate_name(names.get(end, "")) for end in (pair.a, pair.b))
            tier = tier_words(pair.tier, words)
            put_off = [words.translate(N_("left for later"))] if pair.is_open else []
            why = BETWEEN.join([tier, *put_off, explanation(pair.evidence, words)])
            self._texts[pair.a, pair.b] = f"{both}\n{why}"

    def _show_current(self, _row: int = -1) -> None:
        pair = self._current()
        self.view.comparison = None
        self._reading.want(pair)
        if pair is None:
            self.nothing.setText(self._context.words.translate(self.search.why_empty()))
            self._stack.setCurrentWidget(self.nothing)

    def _show_pair(self, pair: Pair, comparison: Comparison | None) -> None:
        if comparison is None:
            self._sitting.drop(pair)
            self._fill(self.list.currentRow())
            return
        self.view.show_pair(comparison, pair.evidence)
        self._stack.setCurrentWidget(self.view)

    def _go_to_wanted(self) -> None:
        for row, pair in enumerate(self._sitting.pairs if self._wanted else ()):
            if {pair.a, pair.b} == self._wanted:
                self.list.setCurrentRow(row)
                self._wanted = frozenset()
                return

    def _set_keys(self) -> None:
        """Give each verdict its one letter, that of its button: it works wherever nothing is typed on this page."""
        for button in (self.view.same, self.view.different, self.view.later):
            letter = QKeySequence.mnemonic(button.text()).toString().removeprefix("Alt+")
            key = QShortcut(QKeySequence(letter), self)
            key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            key.activated.connect(button.click)
            button.setToolTip(letter)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(heading_label(self.title()), 1)
        head.addWidget(self.search.last_merge)
        head.addWidget(self.count)
        self._stack.addWidget(self.nothing)
        self._stack.addWidget(self.view)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.list)
        splitter.addWidget(self._stack)
        splitter.setStretchFactor(1, 1)
        splitter.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.addLayout(head)
        column.addWidget(self.search)
        column.addWidget(splitter, 1)


class _PairList(QListWidget):
    """Two lines for each pair; the letters of the keyboard decide and do not search."""

    def __init__(self) -> None:
        super().__init__()
        self.setUniformItemSizes(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAlternatingRowColors(True)

    def add_pair(self, text: str) -> None:
        """Add an item with room for its two lines."""
        item = QListWidgetItem(text)
        item.setSizeHint(QSize(0, 2 * self.fontMetrics().lineSpacing() + SPACE))
        self.addItem(item)

    def sizeHint(self) -> QSize:
        """Leave most of the page to the pair."""
        return QSize(self.fontMetrics().averageCharWidth() * 48, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Stay readable."""
        return QSize(self.fontMetrics().averageCharWidth() * 24, self.fontMetrics().height() * 8)

    def keyboardSearch(self, search: str) -> None:
        """Look for nothing."""
