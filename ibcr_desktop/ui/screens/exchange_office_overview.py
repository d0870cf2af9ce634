"""The first page of the exchange in an office: what is not sent or not acknowledged, and the ways to send and read."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QScrollArea, QVBoxLayout, QWidget

from ibcr_desktop.foundation.words import N_
from ibcr_desktop.sync.answer_words import differing_line, differing_record, not_all_named, verdict
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.screens.exchange_office_facts import OfficeFacts
from ibcr_desktop.ui.screens.exchange_office_questions import QuestionList
from ibcr_desktop.ui.screens.exchange_office_words import (
    acknowledged_sentence,
    contents_sentence,
    record_line,
    unsent_sentence,
)
from ibcr_desktop.ui.screens.home_parts import Notice, RecordLines
from ibcr_desktop.ui.screens.start_page import heading_label, hint_label, link_button
from ibcr_desktop.ui.toolkit.button_row import button_row
from ibcr_desktop.ui.toolkit.plain_text import label
from ibcr_desktop.ui.toolkit.state_label import StateLabel


class Overview(QScrollArea):
    """Sentences, two buttons, and the lists behind the sentences."""

    send_wanted = Signal()
    open_wanted = Signal()
    pairing_wanted = Signal()

    def __init__(self, context: Context, title: str) -> None:
        super().__init__()
        self._context = context
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        _ = context.words.translate
        self.unsent, self.contents, self.acknowledged = label(""), label(""), label("")
        self.unpaired = label(
            _(N_("⚠ This office is not paired with headquarters yet. Until then nothing can be sent or received."))
        )
        self.show_records = link_button(_(N_("Sho&w these records")))
        self.show_records.setCheckable(True)
        self.records = RecordLines(context.words, _(N_("Not sent yet")))
        self.records.chosen.connect(context.go.to_record)
        self.show_records.toggled.connect(self._toggle)
        self.verdict = StateLabel()
        self.differing = RecordLines(context.words, _(N_("Records that headquarters shows otherwise")))
        self.differing.chosen.connect(context.go.to_record)
        self.questions = QuestionList(context)
        self.send = QPushButton(_(N_("&Send to headquarters…")))
        self.open = QPushButton(_(N_("&Open headquarters’ answer…")))
        self.pair = QPushButton(_(N_("Pair with &headquarters…")))
        self.paired = hint_label("")
        self.send.clicked.connect(self.send_wanted)
        self.open.clicked.connect(self.open_wanted)
        self.pair.clicked.connect(self.pairing_wanted)
        inside = QWidget()
        self.column = QVBoxLayout(inside)
        self.column.addWidget(heading_label(title))
        self._lay_out()
        self.setWidget(inside)
        self.setFocusProxy(self.send)

    def show_facts(self, facts: OfficeFacts) -> None:
        """Show how the exchange stands."""
        words = self._context.words
        is_paired = bool(facts.headquarters)
        self.unpaired.setVisible(not is_paired)
        self.send.setVisible(is_paired)
        self.open.setVisible(is_paired)
        self.setFocusProxy(self.send if is_paired else self.pair)
        self.unsent.setText(unsent_sentence(facts.way, words))
        self.contents.setText(contents_sentence(facts.new, facts.corrected, words))
        self.acknowledged.setText(acknowledged_sentence(facts.way, words))
        for each in (self.contents, self.acknowledged):
            each.setVisible(bool(each.text()))
        self.show_records.setVisible(bool(facts.unsent))
        self._toggle(self.show_records.isChecked() and bool(facts.unsent))
        self.records.show_lines([(named, record_line(each, named, words)) for each, named in facts.unsent])
        self._show_answer(facts)
        paired = words.translate(N_("Paired with headquarters, {office}.")).format(office=facts.headquarters)
        self.paired.setText(paired if is_paired else "")

    def _show_answer(self, facts: OfficeFacts) -> None:
        """Turn green, or name what differs."""
        words, answer = self._context.words, facts.answer
        self.verdict.setVisible(answer is not None)
        if answer is not None:
            state, sentence = verdict(answer, facts.way, words)
            self.verdict.show_state(sentence, state)
        differing = [] if answer is None else answer.differing
        notices = [Notice(differing_line(each, words), self._opener(each.kind)) for each in differing]
        if differing:
            first = self._opener(differing[0].kind)
            notices += [Notice(text, first) for text in not_all_named(differing, words)]
        lines = [
            (named, differing_record(named.title, words, is_pending=pending)) for named, pending in facts.differing
        ]
        self.differing.show_lines(lines, notices=notices)
        self.differing.setVisible(bool(notices))
        self.questions.show_questions(facts.questions)

    def _opener(self, kind_name: str) -> Callable[[], object]:
        return lambda: self._context.go.to_list(kind_name)

    def _lay_out(self) -> None:
        for widget in (self.unpaired, self.unsent, self.contents):
            self.column.addWidget(widget)
        self.column.addLayout(button_row((self.show_records,)))
        for widget in (self.acknowledged, self.verdict):
            self.column.addWidget(widget)
        self.column.addLayout(button_row((self.send, self.open, self.pair)))
        for part in (self.records, self.differing, self.questions):
            self.column.addWidget(part, 1)
        self.column.addStretch(1)
        self.column.addWidget(self.paired)
        for hidden in (self.records, self.verdict, self.differing):
            hidden.hide()
        self.unpaired.hide()

    def _toggle(self, on: bool) -> None:  # noqa: FBT001 - Qt's signal
        self.records.setVisible(on)
