"""The search behind the page of duplicates: which pairs are looked for, how far it is, and whether it is old."""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.people.duplicates import Pair, candidate_pairs
from ibcr_desktop.people.evidence import Tier
from ibcr_desktop.records.field_types import LinkType
from ibcr_desktop.records.fields import Field
from ibcr_desktop.storage.long_reads import long_reader
from ibcr_desktop.storage.titles import titles_of
from ibcr_desktop.sync.last_merge import last_merge, touched_by
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.editors.link_editors import LinkEditor
from ibcr_desktop.ui.on_worker import own_store
from ibcr_desktop.ui.screens.asking import is_headquarters
from ibcr_desktop.ui.toolkit.background import Cancelled, Task
from ibcr_desktop.ui.toolkit.plain_text import PlainLabel

TIERS = {
    Tier.VERY_LIKELY: N_("✔ very likely"),
    Tier.MAYBE: N_("⚠ maybe"),
    Tier.NAME_ONLY: N_("○ only the name"),
}
MAKES_OLD = frozenset({"person", "participation", "person_link"})


def tier_words(tier: Tier, words: Words) -> str:
    """Give a tier with its sign."""
    return words.translate(TIERS[tier])


@dataclass(frozen=True)
class FoundPairs:
    """The pairs that a search found, the names in them, and the people that the last merge brought or changed."""

    pairs: Sequence[Pair] = ()
    names: Mapping[uuid.UUID, str] = field(default_factory=dict)
    touched: frozenset[uuid.UUID] = frozenset()

    def of_last_merge(self) -> list[Pair]:
        """Give the pairs with one of those."""
        return [each for each in self.pairs if not self.touched.isdisjoint((each.a, each.b))]


class DuplicatesSearch(QWidget):
    """A line of filters, and a bar while pairs are looked for in the background.

    Signals:
        found: the pairs that fit the filters (a list), best evidence first; ``names`` has the title of each end.
    """

    found = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._task: Task | None = None
        self._found = FoundPairs()
        self._is_own_writing = False
        self.is_old = True
        _ = context.words.translate
        self.tier = _box(_(N_("All evidence")), [(each, _(TIERS[each])) for each in Tier])
        self.tier.setAccessibleName(_(N_("Evidence")))
        self.office = _box(_(N_("All offices")), context.lexicon.terms("office"))
        self.office.setAccessibleName(_(N_("Office")))
        self.activity = LinkEditor(Field(N_("Activity"), LinkType("activity"), name="activity_id"), context.lexicon)
        for part in (self.activity.note, self.activity.open_button, self.activity.new_button):
            part.hide()  # it only narrows the list
        self.last_merge = QCheckBox(_(N_("Only of the last &merge")))
        if not is_headquarters(context):
            self.last_merge.hide()
        self.again = QPushButton(_(N_("Look a&gain")))
        self.again.setAutoDefault(False)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(_(N_("Looking for duplicates")))
        self.stop = QPushButton(_(N_("S&top")))
        self._lay_out(_(N_("People at the a&ctivity")))
        self.tier.currentIndexChanged.connect(lambda _place: self._tell())
        self.last_merge.toggled.connect(lambda _on: self._tell())
        self.office.currentIndexChanged.connect(lambda _place: self.begin())
        self.activity.left.connect(self._activity_left)
        self.again.clicked.connect(self.begin)
        self.stop.clicked.connect(self.cancel)
        context.changes.announced.connect(self._note_changes)
        self._show_busy(is_busy=False)
        self.setFocusProxy(self.tier)

    @property
    def names(self) -> Mapping[uuid.UUID, str]:
        """The names of all people of the pairs."""
        return self._found.names

    @property
    def is_busy(self) -> bool:
        """Say whether pairs are being looked for."""
        return self._task is not None

    @property
    def is_of_all(self) -> bool:
        """Say whether the pairs are those of everybody, with whatever evidence."""
        return not (self.is_old or self.is_busy or self._is_narrowed())

    def begin(self) -> None:
        """Look for pairs with the present filters; an earlier search is called off."""
        if self._task is not None:
            self._task.cancel()
        context, words = self._context, self._context.words
        office, self._asked_activity = self.office.currentData(), self.activity.value
        activity, text, lexicon = self._asked_activity, words.translate(N_("Comparing people")), context.lexicon

        def work(task: Task) -> FoundPairs:
            try:
                with own_store(context) as own, long_reader(own.database, lambda: task.cancelled) as connection:
                    pairs = candidate_pairs(
                        connection,
                        office=office,
                        activity=activity,
                        progress=lambda done, all_: task.progress(text, done, all_),
                        stopped=lambda: task.cancelled,
                    )
                    ends = {end for pair in pairs for end in (pair.a, pair.b)}
                    names = titles_of(connection, "person", ends, lexicon.another(own.database))
                    merge = last_merge(connection)
                    return FoundPairs(pairs, names, touched_by(connection, merge, ends) if merge else frozenset())
            except Exception as error:
                if task.cancelled:
                    raise Cancelled from error
                raise

        self.is_old = False
        self._show_busy(is_busy=True)
        self._task = context.background.run(work, done=self._done, failed=self._failed, progress=self._progressed)

    def cancel(self) -> None:
        """Stop looking; the pairs of the last search stay."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
            self.is_old = True
            self._show_busy(is_busy=False)

    def rest(self) -> None:
        """Forget what is half typed: the page is left, and the database may be closed next."""
        self.activity.undo_typing()

    @contextmanager
    def own_writing(self) -> Iterator[None]:
        """Keep the list for new while a verdict is written here: the page takes the pair off by itself."""
        self._is_own_writing = True
        try:
            yield
        finally:
            self._is_own_writing = False

    def why_empty(self) -> str:
        """Say why there is no pair (marked English)."""
        if self.is_busy:
            return N_("Looking for people who may be recorded twice…")
        if self._is_narrowed():
            return N_("No pair fits these filters.")
        return N_("✔ Nobody seems to be recorded twice.")

    def _is_narrowed(self) -> bool:
        return self.last_merge.isChecked() or any(
            each is not None for each in (self.tier.currentData(), self.office.currentData(), self.activity.value)
        )

    def _tell(self) -> None:
        tier = self.tier.currentData()
        pairs = self._found.of_last_merge() if self.last_merge.isChecked() else self._found.pairs
        self.found.emit([each for each in pairs if tier in (None, each.tier)])

    def _done(self, found: FoundPairs) -> None:
        self._task = None
        self._show_busy(is_busy=False)
        self._found = found
        self._tell()

    def _failed(self, error: BaseException) -> None:
        self._task = None
        self._show_busy(is_busy=False)
        self._context.messages.show_failure(error)

    def _progressed(self, _text: str, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _activity_left(self) -> None:
        if self.activity.value != self._asked_activity:
            self.begin()

    def _note_changes(self, kinds: frozenset[str]) -> None:
        if kinds & MAKES_OLD and not self._is_own_writing:
            self.is_old = True

    def _show_busy(self, *, is_busy: bool) -> None:
        if not is_busy and self.stop.hasFocus():
            self.again.setFocus()
        self.bar.setRange(0, 0)
        self.bar.setVisible(is_busy)
        self.stop.setVisible(is_busy)
        self.again.setVisible(not is_busy)

    def _lay_out(self, activity_label: str) -> None:
        self._asked_activity = self.activity.value
        caption = PlainLabel(activity_label)
        caption.setBuddy(self.activity)
        row = QHBoxLayout()
        before: tuple[QWidget, ...] = (self.tier, self.office, caption)
        after: tuple[QWidget, ...] = (self.again, self.bar, self.stop)
        for widget in before:
            row.addWidget(widget)
        row.addWidget(self.activity, 1)
        for widget in after:
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)


def _box(everything: str, entries: Iterable[tuple[str, str]]) -> QComboBox:
    box = QComboBox()
    box.addItem(everything, None)
    for code, text in entries:
        box.addItem(text, code)
    return box
