"""Shows how things stand with each office, and what can be done for one: receive, answer, refuse a computer."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ibcr_desktop.foundation.plain_text import isolate_name
from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.sync.questions import QuestionCount
from ibcr_desktop.sync.received import OfficeEntry
from ibcr_desktop.sync.refused_words import refused_sentences
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.screens.work_strip import WorkStrip
from ibcr_desktop.ui.toolkit.button_row import button_row
from ibcr_desktop.ui.toolkit.plain_table import PlainTable
from ibcr_desktop.ui.toolkit.plain_text import label

HEADS = (
    N_("Office"),
    N_("Last file"),
    N_("Not arrived"),
    N_("Waiting"),
    N_("Drafts"),
    N_("Conflicts"),
    N_("Questions"),
    N_("Refused"),
)


class OfficesTab(QWidget):
    """A row for each office; the buttons under it act for the current one.

    Signals:
        receive_wanted, answers_wanted, pair_wanted: choose a file; answer every office; pair an office.
        answer_wanted, revoke_wanted: for the office of a code.
    """

    receive_wanted, answers_wanted, pair_wanted = Signal(), Signal(), Signal()
    answer_wanted = Signal(str)
    revoke_wanted = Signal(str)

    def __init__(self, context: Context, work: WorkStrip) -> None:
        super().__init__()
        self._words, self._work = context.words, work
        self.entries: Sequence[OfficeEntry] = ()
        _ = context.words.translate
        self.table = PlainTable(context.words, N_("Offices"), HEADS)
        self.table.itemSelectionChanged.connect(self._choose)
        self.refused = label("")
        self.receive = QPushButton(_(N_("&Receive files…")))
        self.pair = QPushButton(_(N_("Pair an offic&e…")))
        self.answer = QPushButton(_(N_("Wri&te the answer…")))
        self.answers = QPushButton(_(N_("Answer &all offices…")))
        self.revoke = QPushButton(_(N_("Re&fuse a lost computer…")))
        self.receive.clicked.connect(self.receive_wanted)
        self.pair.clicked.connect(self.pair_wanted)
        self.answers.clicked.connect(self.answers_wanted)
        self.answer.clicked.connect(lambda: self.answer_wanted.emit(self.current))
        self.revoke.clicked.connect(lambda: self.revoke_wanted.emit(self.current))
        column = QVBoxLayout(self)
        hint = N_(
            "Choose the files of the offices, or drop them into this window. Each is rehearsed before it is merged."
        )
        column.addWidget(label(_(hint)))
        column.addWidget(self.table, 1)
        column.addWidget(self.refused)
        column.addLayout(button_row((self.receive, self.answer, self.answers), (self.pair, self.revoke)))
        self.setFocusProxy(self.table)
        work.busy_changed.connect(self._allow)

    @property
    def current(self) -> str:
        """The code of the office of the current row; empty without any."""
        return self._current.code if self._current is not None else ""

    @property
    def _current(self) -> OfficeEntry | None:
        row = self.table.currentRow()
        return self.entries[row] if 0 <= row < len(self.entries) else None

    def show_entries(self, entries: Sequence[OfficeEntry]) -> None:
        """Show how things stand now."""
        self.entries = entries
        self.table.show_rows([office_row(each, self._words) for each in entries])
        self._choose()

    def _choose(self) -> None:
        """Say of the current office what is refused, and why."""
        entry = self._current
        self.refused.setText("" if entry is None else "\n".join(refused_sentences(entry, self._words)))
        self.refused.setVisible(bool(self.refused.text()))
        self._allow()

    def _allow(self) -> None:
        """Let nothing else begin while something is under way, and nothing for a sender whom nobody knows."""
        for button in (self.receive, self.pair):
            button.setEnabled(not self._work.is_busy)
        self.answers.setEnabled(any(each.code for each in self.entries) and not self._work.is_busy)
        for button in (self.answer, self.revoke):
            button.setEnabled(bool(self.current) and not self._work.is_busy)


def office_row(entry: OfficeEntry, words: Words) -> tuple[str, ...]:
    """Give the cells of an office; what needs somebody carries a sign."""
    last = words.translate(N_("nothing came yet"))
    if entry.last is not None:
        text = words.translate(N_("no. {number}, made {day}"))
        last = text.format(number=entry.last.number, day=made_on(entry.last.made_at, words))
    name = f"{entry.code} · {isolate_name(entry.name)}" if entry.name else entry.code
    if not entry.code:
        name, last = words.translate(N_("Sender not known")), "–"
    missing = ", ".join(str(each) for each in entry.missing)
    waiting, conflicts = (f"⚠ {words.number(n)}" if n else "0" for n in (entry.waiting, entry.conflicts))
    drafts, questions = words.number(entry.drafts), questions_in_words(entry.questions, words)
    return (
        name,
        last,
        f"⚠ {missing}" if missing else "–",
        waiting,
        drafts,
        conflicts,
        questions,
        refused_cell(entry, words),
    )


def refused_cell(entry: OfficeEntry, words: Words) -> str:
    """Give the cell of the table: what is refused, and since when."""
    parts = []
    if entry.is_computer_refused and entry.computer_refused_at is not None:
        day = words.short_day(entry.computer_refused_at.astimezone().date())
        parts.append(words.translate(N_("⚠ computer, {day}")).format(day=day))
    if entry.refused:
        count = len(entry.refused)
        text = words.plural("⚠ {count} file, {day}", "⚠ {count} files, {day}", count)
        day = words.short_day(entry.refused[0].claimed_at.astimezone().date())
        parts.append(text.format(count=words.number(count), day=day))
    return " · ".join(parts) or "–"


def questions_in_words(count: QuestionCount, words: Words) -> str:
    """Say how many questions wait for an answer, and how many answers wait to be read."""
    if not count.waiting and not count.answered:
        return "–"
    parts = []
    if count.answered:
        parts.append(words.plural("⚠ {count} answered", "⚠ {count} answered", count.answered))
    if count.waiting:
        parts.append(words.plural("{count} waiting", "{count} waiting", count.waiting))
    numbers = [each for each in (count.answered, count.waiting) if each]
    return " · ".join(part.format(count=words.number(each)) for part, each in zip(parts, numbers, strict=True))


def made_on(made_at: str, words: Words) -> str:
    """Give the day on which a file was made, as the clock of its sender claims; the sender's text if it is no day."""
    try:
        return words.short_day(date.fromisoformat(made_at[:10]))
    except ValueError:
        return made_at
