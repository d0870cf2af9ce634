"""The questions of headquarters in one list, with a field for the answer; it travels with the next file."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QPushButton, QVBoxLayout, QWidget

from ibcr_desktop.foundation.plain_text import isolate_name
from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.records.fields import ANY_KIND
from ibcr_desktop.sync.questions import Asked, answering
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.screens.home_parts import section_label
from ibcr_desktop.ui.screens.linked_record import go_to_linked
from ibcr_desktop.ui.toolkit.plain_text import PlainLabel, label

FEWEST_LINES, MOST_LINES = 3, 10


class QuestionList(QWidget):
    """Each question is answered in words, or by correcting the record it is about; hidden where there are none."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._shown: list[tuple[Asked, str]] = []
        _ = context.words.translate
        self.heading = section_label(_(N_("Headquarters asks")))
        self.list = QListWidget()
        self.list.setAccessibleName(_(N_("Questions of headquarters")))
        self.list.currentRowChanged.connect(self._choose)
        self.list.itemActivated.connect(self._open)
        self.whole = label("")
        self.answer = QLineEdit()
        self.answer.setAccessibleName(_(N_("Your answer")))
        before = PlainLabel(_(N_("Your &answer")))
        before.setBuddy(self.answer)
        self.keep = QPushButton(_(N_("&Keep the answer")))
        self.keep.clicked.connect(self._keep)
        self.answer.returnPressed.connect(self._keep)
        self.record = QPushButton(_(N_("Open the &record")))
        self.record.clicked.connect(self._open)
        row = QHBoxLayout()
        row.addWidget(before)
        row.addWidget(self.answer, 1)
        row.addWidget(self.keep)
        row.addWidget(self.record)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.heading, self.list, self.whole):
            column.addWidget(widget)
        column.addLayout(row)
        column.addStretch(1)  # lines of one question stay together where there is room
        self.hide()

    def show_questions(self, questions: Sequence[tuple[Asked, str]]) -> None:
        """Show the questions, the open ones first; what is being typed stays."""
        typed, before = self.answer.text(), self._chosen()
        self._shown = list(questions)
        self.list.clear()
        for asked, title in self._shown:
            self.list.addItem(_line(asked, title, self._context.words))
        ids = [asked.question_id for asked, _ in self._shown]
        is_there = before is not None and before[0].question_id in ids
        shown = min(max(len(ids), FEWEST_LINES), MOST_LINES)  # empty lines would push the answer out of sight
        self.list.setFixedHeight(self.fontMetrics().height() * shown)
        self.list.setCurrentRow(ids.index(before[0].question_id) if before is not None and is_there else 0)
        if is_there:
            self.answer.setText(typed)
        self.setVisible(bool(self._shown))

    def _chosen(self) -> tuple[Asked, str] | None:
        row = self.list.currentRow()
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def _choose(self) -> None:
        chosen = self._chosen()
        self.whole.setText("" if chosen is None else chosen[0].text)
        self.answer.setText("" if chosen is None else chosen[0].answer or "")

    def _keep(self) -> None:
        chosen, text = self._chosen(), self.answer.text().strip()
        if chosen is None:
            return
        if not text:
            sentence = N_("Write your answer first, or open the record and correct it.")
            self._context.messages.show_text(self._context.words.translate(sentence))
            self.answer.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        write = answering(chosen[0].question_id, text)
        if self._context.messages.attempt(lambda: self._context.store.write_all([write])):
            kept = N_("The answer is kept; it travels with the next file.")
            self._context.go.saved(self._context.words.translate(kept))

    def _open(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            go_to_linked(self._context, ANY_KIND, chosen[0].subject_id)


def _line(asked: Asked, title: str, words: Words) -> str:
    if asked.answer is not None:
        state = N_("✔ answered · {title} · {question}")
    elif asked.is_changed:
        state = N_("✔ corrected since · {title} · {question}")
    else:
        state = N_("○ to answer · {title} · {question}")
    question = isolate_name(" ".join(asked.text.split()))
    return words.translate(state).format(title=isolate_name(title), question=question)
