"""Opens the answer of headquarters: rehearsed first, shown in sentences, taken in only when a person wants it."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QScrollArea, QVBoxLayout, QWidget

from ibcr_desktop.backups.backup import Why
from ibcr_desktop.foundation.words import N_
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.sync.answer_words import answer_sentences
from ibcr_desktop.sync.merged import Merged, Tell
from ibcr_desktop.sync.receiving_files import offer_file, receive_file, take_set_aside
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.screens.exchange_rehearsal import RehearsalView, Rehearsed, with_definitions
from ibcr_desktop.ui.screens.start_page import heading_label
from ibcr_desktop.ui.screens.work_strip import WorkStrip
from ibcr_desktop.ui.toolkit.button_row import button_row
from ibcr_desktop.ui.toolkit.plain_text import label


class Answer(QScrollArea):
    """What the answer would change here; nothing is kept before *Take it in*, and a backup is made first."""

    taken = Signal()
    left = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._path: Path | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        _ = context.words.translate
        self.sentences = label("")
        self.view = RehearsalView(context.words)
        self.busy = WorkStrip(context)
        self.busy.busy_changed.connect(self._allow)
        self.leave, self.take = QPushButton(_(N_("&Leave it"))), QPushButton(_(N_("&Take it in")))
        self.leave.clicked.connect(self.left)
        self.take.clicked.connect(self._take)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.addWidget(heading_label(_(N_("The answer of headquarters"))))
        column.addWidget(self.sentences)
        column.addWidget(self.busy)
        column.addWidget(self.view, 1)
        column.addStretch()  # while nothing is rehearsed
        column.addLayout(button_row((), (self.leave, self.take)))
        self.setWidget(inside)
        self.setFocusProxy(self.take)

    def begin(self, path: Path) -> None:
        """Rehearse the file; one that is refused leads back with its reason."""
        self._path = path
        self.sentences.setText(self._context.words.translate(N_("The file is being tried; nothing is changed yet.")))
        self.view.hide()

        def rehearse(store: RecordStore, tell: Tell) -> Rehearsed:
            return with_definitions(store, offer_file(store, path, tell=tell))

        self.busy.begin(N_("Rehearsing the file: nothing is kept…"), rehearse, self._rehearsed, self.left.emit)

    def take_set_aside(self) -> None:
        """Take in what an older release could not read and this one can; what still waits leads back in silence."""
        self.sentences.setText(self._context.words.translate(N_("A file that waited for this release is taken in.")))
        self.view.hide()
        back_up = self._context.backups.before(Why.MERGE)

        def take(store: RecordStore, _tell: Tell) -> list[Merged]:
            return list(take_set_aside(store, back_up=back_up).values())

        self.busy.begin(N_("Backing up, then taking the answer in…"), take, self._took_set_aside, self.left.emit)

    def _took_set_aside(self, every: list[Merged]) -> None:
        said = [line for merged in every for line in self._lines(merged)]
        if said:
            self._context.messages.show_text("\n".join(said))
        self.taken.emit()

    def _rehearsed(self, rehearsed: Rehearsed) -> None:
        if self._is_over(rehearsed.merged):
            self.left.emit()
            return
        self.sentences.setText("\n".join(answer_sentences(rehearsed.merged, self._context.words)))
        self.view.show_rehearsal(rehearsed)
        self.view.show()
        self.take.setFocus()

    def _take(self) -> None:
        path = self._path
        if path is None:
            return
        back_up = self._context.backups.before(Why.MERGE)

        def receive(store: RecordStore, tell: Tell) -> Merged:
            return receive_file(store, path, back_up=back_up, tell=tell)

        self.busy.begin(N_("Backing up, then taking the answer in…"), receive, self._received)

    def _received(self, merged: Merged) -> None:
        if self._is_over(merged):
            self.left.emit()
            return
        self._context.messages.show_text("\n".join(self._lines(merged)))
        self.taken.emit()

    def _lines(self, merged: Merged) -> list[str]:
        """Say what became of a file that was not only tried."""
        words = self._context.words
        if merged.problem is not None:
            return [merged.problem.text(words)]
        sentence = words.translate(N_("Answer no. {number} is taken in; a backup was made first."))
        behind = [] if merged.left_behind is None else [merged.left_behind.text(words)]
        return [sentence.format(number=merged.number), *behind]

    def _is_over(self, merged: Merged) -> bool:
        """Say why there is nothing to take in; says whether that is so."""
        if merged.problem is not None:
            self._context.messages.show_error(merged.problem)
        elif merged.outcome == "already merged":
            sentence = self._context.words.translate(N_("Answer no. {number} was taken in before; nothing is changed."))
            self._context.messages.show_text(sentence.format(number=merged.number))
        else:
            return False
        return True

    def _allow(self, is_busy: bool) -> None:  # noqa: FBT001 - Qt's signal
        for button in (self.take, self.leave):
            button.setEnabled(not is_busy)
