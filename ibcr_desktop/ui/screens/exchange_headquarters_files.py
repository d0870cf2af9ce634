"""The files that were merged: withdraw one, with the later edits that build on it named first, or take it back in."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ibcr_desktop.backups.backup import Why
from ibcr_desktop.foundation.plain_text import isolate_name
from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.records import kind_named
from ibcr_desktop.storage.lexicon import StoredLexicon
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.storage.withdrawal import MERGED, WITHDRAWN
from ibcr_desktop.sync.merged import Tell
from ibcr_desktop.sync.received import PackageEntry
from ibcr_desktop.sync.withdrawing import Withdrawal, rehearse_withdrawal, reinstate, withdraw
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.screens.exchange_headquarters_offices import made_on
from ibcr_desktop.ui.screens.work_strip import Work, WorkStrip
from ibcr_desktop.ui.toolkit.button_row import button_row
from ibcr_desktop.ui.toolkit.plain_table import PlainTable
from ibcr_desktop.ui.toolkit.plain_text import label

HEADS = (N_("Office"), N_("File"), N_("Counts?"), N_("Made on"), N_("Merged on"), N_("By"))
STATES = {MERGED: N_("✔ Counts"), WITHDRAWN: N_("↶ Withdrawn")}
NAMED = 12  # later edits in the question; the rest is counted


@dataclass(frozen=True)
class WithdrawalAsked:
    """What withdrawing a file would do, and the sentences that name the later edits."""

    entry: PackageEntry
    withdrawal: Withdrawal
    later: tuple[str, ...]


class FilesTab(QWidget):
    """A row for each file that came; withdrawn ones stay, because their changes are kept.

    Signals:
        changed: a file was withdrawn or taken back in.
    """

    changed = Signal()

    def __init__(self, context: Context, work: WorkStrip) -> None:
        super().__init__()
        self._context, self._work = context, work
        self._entries: Sequence[PackageEntry] = ()
        _ = context.words.translate
        self.table = PlainTable(context.words, N_("Files that came"), HEADS, stretched=5)
        self.withdraw = QPushButton(_(N_("Withdra&w…")))
        self.reinstate = QPushButton(_(N_("&Take back in")))
        self.withdraw.clicked.connect(self._rehearse)
        self.reinstate.clicked.connect(self._reinstate)
        self.table.itemSelectionChanged.connect(self._choose)
        work.busy_changed.connect(self._choose)
        column = QVBoxLayout(self)
        column.addWidget(label(_(N_("Every file is kept as it came, beside the database."))))
        column.addWidget(self.table, 1)
        column.addLayout(button_row((self.withdraw, self.reinstate)))
        self.setFocusProxy(self.table)
        self._choose()

    def show_entries(self, entries: Sequence[PackageEntry]) -> None:
        """Show the files that came."""
        self._entries = entries
        words = self._context.words
        self.table.show_rows(
            [
                (
                    each.office,
                    words.translate(N_("no. {number}")).format(number=each.number),
                    words.translate(STATES[each.state]),
                    made_on(each.made_at, words),
                    words.moment(each.taken_at) if each.taken_at is not None else "",
                    isolate_name(each.taken_by),
                )
                for each in entries
            ]
        )
        self._choose()

    @property
    def _current(self) -> PackageEntry | None:
        row = self.table.currentRow()
        return self._entries[row] if 0 <= row < len(self._entries) else None

    def _choose(self) -> None:
        state = self._current.state if self._current is not None else ""
        self.withdraw.setEnabled(state == MERGED and not self._work.is_busy)
        self.reinstate.setEnabled(state == WITHDRAWN and not self._work.is_busy)

    def _rehearse(self) -> None:
        entry, lexicon = self._current, self._context.lexicon
        if entry is None:
            return

        def rehearse(store: RecordStore, tell: Tell) -> WithdrawalAsked:
            found = rehearse_withdrawal(store, entry.package, tell)
            return WithdrawalAsked(entry, found, later_edits(found, lexicon.another(store.database)))

        self._work.begin(N_("Looking for what builds on this file: nothing is changed yet…"), rehearse, self._ask)

    def _ask(self, asked: WithdrawalAsked) -> None:
        words = self._context.words
        question = withdrawal_question(asked, words)
        if not self._context.messages.confirm(question, words.translate(N_("&Withdraw this file"))):
            return
        back_up = self._context.backups.before(Why.MERGE)

        def work(store: RecordStore, tell: Tell) -> Withdrawal:
            back_up()
            return withdraw(store, asked.entry.package, tell)

        text = N_("File no. {number} from {office} is withdrawn: its changes are kept, and count no more.")
        self._begin(N_("Backing up, then withdrawing the file…"), work, text, asked.entry)

    def _reinstate(self) -> None:
        entry = self._current
        if entry is None:
            return
        back_up = self._context.backups.before(Why.MERGE)

        def work(store: RecordStore, tell: Tell) -> Withdrawal:
            back_up()
            return reinstate(store, entry.package, tell)

        text = N_("File no. {number} from {office} is taken back in: its changes count again.")
        self._begin(N_("Backing up, then taking the file back in…"), work, text, entry)

    def _begin(self, sentence: str, work: Work, text: str, entry: PackageEntry) -> None:
        def done(_found: Withdrawal) -> None:
            said = self._context.words.translate(text).format(number=entry.number, office=isolate_name(entry.office))
            self._context.messages.show_text(said)
            self.changed.emit()

        self._work.begin(sentence, work, done)


def later_edits(found: Withdrawal, lexicon: StoredLexicon) -> tuple[str, ...]:
    """Name the later edits, each with its record and the office that wrote it."""
    words, lines = lexicon.words, []
    for each in found.later_edits[:NAMED]:
        title = lexicon.titles(each.kind, [each.record_id]).get(each.record_id, "")
        text = words.translate(N_("• {kind} “{title}”, edited by {office}"))
        kind = words.translate(kind_named(each.kind).singular)
        lines.append(text.format(kind=kind, title=isolate_name(title), office=isolate_name(each.office)))
    more = found.later_edit_count - len(lines)
    if more > 0:
        lines.append(words.plural("• {count} more", "• {count} more", more).format(count=words.number(more)))
    return tuple(lines)


def withdrawal_question(asked: WithdrawalAsked, words: Words) -> str:
    """Ask before a file is withdrawn: what goes, and what was built on it since."""
    counts, entry = asked.withdrawal.counts, asked.entry
    first = words.translate(N_("Withdraw file no. {number} from {office}?"))
    goes = words.translate(N_("Records that disappear: {deleted}. Records that change: {changed}."))
    parts = [
        first.format(number=entry.number, office=isolate_name(entry.office)),
        goes.format(deleted=words.number(counts.deleted), changed=words.number(counts.changed)),
    ]
    if asked.later:
        count = asked.withdrawal.later_edit_count
        text = words.plural(
            "{count} later edit builds on it and stays:", "{count} later edits build on it and stay:", count
        )
        parts.append("\n".join([text.format(count=words.number(count)), *asked.later]))
    parts.append(words.translate(N_("A backup is made first, and the file can be taken back in.")))
    return "\n\n".join(parts)
