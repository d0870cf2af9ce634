"""What two offices seem to have recorded both: activities to judge here, people on the page of possible duplicates."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QPushButton, QVBoxLayout, QWidget

from ibcr_desktop.foundation.plain_text import isolate_name
from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.sync.last_merge import MergeRound, Twice
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
NOTHING_OF_MERGE = N_("✔ Nothing of that merge is left to judge.")
ONLY_LAST = N_("Only those of the last merge, {files}: {count}")
ONLY_EARLIER = N_("Only those of the merge of {moment}, {files}: {count}")
HEADS = (N_("Activity"), N_("One office"), N_("The other office"))
FILES_NAMED = 4  # of a merge; more are counted
MERGES_OFFERED = 30


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
        self.which = QComboBox()
        self.which.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.which.setAccessibleName(_(N_("Which pairs are shown")))
        self.which.currentIndexChanged.connect(lambda _place: self._show())
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
        column.addWidget(self.which)
        column.addWidget(self.table, 1)
        column.addLayout(button_row((self.shared, self.apart, self.open, self.ask), (self.people,)))
        self.setFocusProxy(self.table)
        work.busy_changed.connect(self._allow)

    def show_found(self, found: Twice) -> None:
        """Show the pairs that nobody judged yet; those of the merge that was chosen before, if it is listed again."""
        self._found, chosen = found, self._merge
        self._offer(found.merges.index(chosen) if chosen in found.merges else None)

    def show_merge(self, package: int) -> None:
        """Show only the pairs of the merge that brought a package, given by its local number."""
        merges = self._found.merges
        self._offer(next((place for place, each in enumerate(merges) if package in each.packages), None))

    @property
    def _merge(self) -> MergeRound | None:
        place = self.which.currentData()
        return self._found.merges[place] if place is not None and place < len(self._found.merges) else None

    def _offer(self, chosen: int | None) -> None:
        """Offer all pairs, the last merges of which some are left and, always, the last and the chosen one."""
        words, found = self._context.words, self._found
        counts = [sum(found.is_of(pair, each) for pair in found.proposals) for each in found.merges]
        offered = [place for place, count in enumerate(counts) if count or place in {0, chosen}][:MERGES_OFFERED]
        self.which.blockSignals(True)
        self.which.clear()
        text = words.translate(N_("All that nobody judged yet: {count}"))
        self.which.addItem(text.format(count=words.number(len(found.proposals))), None)
        for place in sorted({*offered, *([] if chosen is None else [chosen])}):
            text = words.translate(ONLY_LAST if place == 0 else ONLY_EARLIER)
            about = {"files": _files(found.merges[place], words), "count": words.number(counts[place])}
            self.which.addItem(text.format(moment=words.moment(found.merges[place].claimed_at), **about), place)
        self.which.setCurrentIndex(0 if chosen is None else self.which.findData(chosen))
        self.which.blockSignals(False)
        self.which.setVisible(bool(found.merges))
        self._show()

    def _show(self) -> None:
        words, found, merge = self._context.words, self._found, self._merge
        self._proposals = [each for each in found.proposals if merge is None or found.is_of(each, merge)]
        nothing = NOTHING_OF_MERGE if found.proposals else NOTHING
        self.hint.setText(words.translate(HINT if self._proposals else nothing))
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


def _files(merge: MergeRound, words: Words) -> str:
    """Name the files of a merge: "no. 2 from DKR and no. 5 from TUN"."""
    if len(merge.files) > FILES_NAMED:
        return words.plural("{count} file", "{count} files", len(merge.files)).format(
            count=words.number(len(merge.files))
        )
    text = words.translate(N_("no. {number} from {office}"))
    return words.list_of([text.format(number=number, office=isolate_name(office)) for office, number in merge.files])
