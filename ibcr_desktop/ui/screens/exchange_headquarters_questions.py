"""What headquarters asked the offices, with the answers beside the questions; read ones are settled."""

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ibcr_desktop.foundation.plain_text import isolate_name
from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.records.fields import ANY_KIND
from ibcr_desktop.storage.changes import Write
from ibcr_desktop.sync.questions import Asked, settling, taking_question_back
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.screens.linked_record import go_to_linked
from ibcr_desktop.ui.toolkit.button_row import button_row
from ibcr_desktop.ui.toolkit.plain_table import PlainTable
from ibcr_desktop.ui.toolkit.plain_text import label

HEADS = (N_("Office"), N_("Record"), N_("Question"), N_("Asked on"), N_("Answer"))
HINT = N_(
    "Ask from the page of a record, from a list or from a conflict: “Ask the office…”. "
    "The question goes with the next answer to the office, and its answer comes with the next file."
)


class QuestionsTab(QWidget):
    """A row for each question that is not settled, those with an answer to read first."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._shown: Sequence[tuple[Asked, str]] = ()
        _ = context.words.translate
        self.table = PlainTable(context.words, N_("Questions to the offices"), HEADS, stretched=2)
        self.whole = label("")
        self.settle = QPushButton(_(N_("&It is settled")))
        self.take_back = QPushButton(_(N_("A&sk it no more")))
        self.open = QPushButton(_(N_("Open the &record")))
        self.settle.clicked.connect(lambda: self._write(settling, N_("The question is settled.")))
        self.take_back.clicked.connect(lambda: self._write(taking_question_back, N_("The question is in the bin.")))
        self.open.clicked.connect(self._open)
        self.table.itemSelectionChanged.connect(self._choose)
        column = QVBoxLayout(self)
        column.addWidget(label(_(HINT)))
        column.addWidget(self.table, 1)
        column.addWidget(self.whole)
        column.addLayout(button_row((self.settle, self.take_back), (self.open,)))
        self.setFocusProxy(self.table)
        self._choose()

    def show_questions(self, questions: Sequence[tuple[Asked, str]]) -> None:
        """Show the questions with the titles of their records."""
        self._shown = sorted(questions, key=lambda each: each[0].is_open)
        words = self._context.words
        self.table.show_rows([_row(asked, title, words) for asked, title in self._shown])
        self._choose()

    @property
    def _current(self) -> Asked | None:
        row = self.table.currentRow()
        return self._shown[row][0] if 0 <= row < len(self._shown) else None

    def _choose(self) -> None:
        asked, words = self._current, self._context.words
        for button in (self.settle, self.take_back, self.open):
            button.setEnabled(asked is not None)
        text = "" if asked is None else asked.text
        if asked is not None and asked.answer is not None:
            answer = words.translate(N_("Answer of {office}: {answer}"))
            text = f"{text}\n{answer.format(office=isolate_name(asked.office), answer=isolate_name(asked.answer))}"
        self.whole.setText(text)
        self.whole.setVisible(bool(text))

    def _write(self, write: Callable[[UUID], Write], said: str) -> None:
        asked, context = self._current, self._context
        if asked is not None and context.messages.attempt(lambda: context.store.write_all([write(asked.question_id)])):
            context.go.saved(context.words.translate(said))

    def _open(self) -> None:
        if self._current is not None:
            go_to_linked(self._context, ANY_KIND, self._current.subject_id)


def _row(asked: Asked, title: str, words: Words) -> tuple[str, ...]:
    """Give the cells of a question; the last says what became of it, with a sign."""
    if asked.answer is not None:
        became = f"✔ {isolate_name(' '.join(asked.answer.split()))}"
    elif asked.is_changed:
        became = words.translate(N_("✔ the record was changed since"))
    else:
        became = words.translate(N_("○ waiting"))
    asked_on = words.short_day(asked.asked_on) if asked.asked_on is not None else ""
    question = isolate_name(" ".join(asked.text.split()))
    return asked.office, isolate_name(title), question, asked_on, became
