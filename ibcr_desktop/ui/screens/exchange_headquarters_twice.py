"""What two offices seem to have recorded both: activities to judge here, people on the page of possible duplicates."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QPushButton, QVBoxLayout, QWidget

from ibcr_desktop.foundation.plain_text import isolate_name
from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.sync.last_merge import Twice
from ibcr_desktop.sync.merged import Tell
from ibcr_desktop.sync.shared_activities import OneOfTwo, SharedProposal, say_apart, say_shared
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.screens.asking import offer_to_ask
from ibcr_desktop.ui.screens.work_strip import WorkStrip
from ibcr_desktop.ui.toolkit.button_row import button_row
from ibcr_desktop.ui.toolkit.plain_table import PlainTable
from ibcr_desktop.ui.toolkit.plain_text import label

NEW = "● "  # before what the last merge touched
HINT = N_("The same title and country, at most three days apart. One activity of two offices counts once.")
NOTHING = N_("✔ No activity seems to be recorded by two offices.")
HEADS = (N_("Activity"), N_("One office"), N_("The other office"))


class TwiceTab(QWidget):
    """A row for each pair, those of the last merge first; nothing is joined without a person's word.

    Signals:
        changed: a pair was judged.
    """

    changed = Signal()

    def __init__(self, context: Context, work: WorkStrip) -> None:
        super().__init__()
        self._context, self._work = context, work
        self._found, self._proposals = Twice(), list[SharedProposal]()
        _ = context.words.translate
        self.table = PlainTable(context.words, N_("Activities that two offices recorded"), HEADS)
        self.only_last = QCheckBox()
        self.only_last.toggled.connect(lambda _on: self._show())
        self.shared = QPushButton(_(N_("It is one acti&vity")))
        self.apart = QPushButton(_(N_("T&hey are two")))
        self.open = QPushButton(_(N_("Open the &first")))
        self.ask = QPushButton(_(N_("&Ask the office…")))
        self.people = QPushButton(_(N_("Possible duplicate &people…")))
        self.shared.clicked.connect(lambda: self._judge(say_shared))
        self.apart.clicked.connect(lambda: self._judge(say_apart))
        self.open.clicked.connect(self._open)
        self.ask.clicked.connect(self._ask)
        self.people.clicked.connect(lambda _on=False: context.go.to_duplicates(of_last_merge=True))
        column = QVBoxLayout(self)
        self.hint = label("")
        column.addWidget(self.hint)
        column.addWidget(self.only_last)
        column.addWidget(self.table, 1)
        column.addLayout(button_row((self.shared, self.apart, self.open, self.ask), (self.people,)))
        self.setFocusProxy(self.table)
        work.busy_changed.connect(self._allow)

    def show_found(self, found: Twice) -> None:
        """Show the pairs that nobody judged yet."""
        self._found, words = found, self._context.words
        self.only_last.setVisible(found.merge is not None)
        if found.merge is not None:
            count = sum(found.is_of_last_merge(each) for each in found.proposals)
            text = words.translate(N_("Only those of the &last merge, no. {number} from {office}: {count}"))
            about = {"number": found.merge.number, "office": found.merge.office}
            self.only_last.setText(text.format(count=words.number(count), **about))
        self._show()

    def _show(self) -> None:
        words, found = self._context.words, self._found
        only_last = self.only_last.isChecked() and found.merge is not None
        self._proposals = [each for each in found.proposals if not only_last or found.is_of_last_merge(each)]
        self.hint.setText(words.translate(HINT if found.proposals else NOTHING))
        self.table.show_rows([_row(each, words, is_new=found.is_of_last_merge(each)) for each in self._proposals])
        self._allow()

    def _allow(self) -> None:
        """Let nothing else begin while something is under way."""
        for button in (self.shared, self.apart, self.open, self.ask):
            button.setEnabled(bool(self._proposals) and not self._work.is_busy)

    @property
    def _current(self) -> SharedProposal | None:
        row = self.table.currentRow()
        return self._proposals[row] if 0 <= row < len(self._proposals) else None

    def _judge(self, say: Callable[[RecordStore, SharedProposal], None]) -> None:
        proposal = self._current
        if proposal is None:
            return

        def write(store: RecordStore, _tell: Tell) -> None:
            say(store, proposal)

        self._work.begin(N_("Writing the decision…"), write, lambda _nothing: self.changed.emit())

    def _ask(self) -> None:
        """Ask the first of the two offices that is not headquarters itself."""
        proposal, own = self._current, self._context.store.log.author.office
        if proposal is not None:
            about = proposal.second if proposal.first.office == own else proposal.first
            offer_to_ask(self._context, about.kind, about.record_id, self)

    def _open(self) -> None:
        if self._current is not None:
            self._context.go.to_record(self._current.first.kind, self._current.first.record_id)


def _row(pair: SharedProposal, words: Words, *, is_new: bool) -> tuple[str, ...]:
    return f"{NEW if is_new else ''}{isolate_name(pair.first.title)}", _one(pair.first, words), _one(pair.second, words)


def _one(activity: OneOfTwo, words: Words) -> str:
    return f"{activity.office} · {activity.code or '–'} · {words.short_day(activity.starts_on)}"
