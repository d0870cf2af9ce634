"""The counting behind the page of the trainer cascade: how far it is, in words, and how it is called off."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from ibcr_desktop.foundation.words import N_, N_plural
from ibcr_desktop.totals.certified_trainers import TrainerScope
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.on_worker import own_store
from ibcr_desktop.ui.screens.cascade_facts import CascadeFacts, read_cascade
from ibcr_desktop.ui.toolkit.background import Task
from ibcr_desktop.ui.toolkit.plain_text import ElidedLabel

READ = N_plural("{done} of {total} activity read", "{done} of {total} activities read")


class CascadeCounting(QWidget):
    """A sentence, a bar and a button while something is counted; another button once it was called off.

    Signals:
        counted: what was counted (``CascadeFacts``).
        again_wanted: the person wants what was called off after all.

    Attributes:
        is_old: whether what was counted last, if anything, is not what would be counted now.
    """

    counted = Signal(object)
    again_wanted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._task: Task | None = None
        self.is_old = True
        _ = context.words.translate
        self.sentence, self.bar = ElidedLabel(), QProgressBar()
        self.bar.setAccessibleName(_(N_("Progress of the work")))
        self.stop, self.again = QPushButton(_(N_("S&top"))), QPushButton(_(N_("Count a&gain")))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.sentence, 3)
        row.addWidget(self.bar, 2)
        for button in (self.stop, self.again):
            button.setAutoDefault(False)
            row.addWidget(button)
        self.stop.clicked.connect(self.call_off)
        self.again.clicked.connect(self.again_wanted)
        for part in (self.bar, self.stop, self.again):
            part.hide()

    @property
    def is_busy(self) -> bool:
        """Say whether something is being counted."""
        return self._task is not None

    def begin(self, scope: TrainerScope) -> None:
        """Count the cascade of some trainers; an earlier count that is still under way is called off."""
        if self._task is not None:
            self._task.cancel()
        context, words = self._context, self._context.words

        def work(task: Task) -> CascadeFacts:
            def tell(done: int, total: int) -> None:
                text = words.plural(*READ, total)
                task.progress(text.format(done=words.number(done), total=words.number(total)), done, total)

            with own_store(context) as store:
                return read_cascade(store, context.lexicon.another(store.database), scope, tell)

        self.is_old = False
        self._show(words.translate(N_("Counting…")), is_busy=True)
        self.bar.setRange(0, 0)
        self._task = context.background.run(work, done=self._done, failed=self._failed, progress=self._progressed)

    def call_off(self) -> None:
        """Leave it: the figures on the screen stay, and are called old."""
        if self._task is not None:
            self._task.cancel()
            self.is_old = True
            self._end(self._context.words.translate(N_("Stopped: what stands here was counted earlier.")))

    def _progressed(self, sentence: str, done: int, total: int) -> None:
        self.sentence.set_whole_text(sentence)
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _done(self, facts: CascadeFacts) -> None:
        self._end("")
        self.counted.emit(facts)

    def _failed(self, error: BaseException) -> None:
        self.is_old = True
        self._end("")
        self._context.messages.show_failure(error)

    def _end(self, sentence: str) -> None:
        had_focus, self._task = self.stop.hasFocus(), None
        self._show(sentence, is_busy=False)
        if had_focus and self.is_old:
            self.again.setFocus()

    def _show(self, sentence: str, *, is_busy: bool) -> None:
        self.sentence.set_whole_text(sentence)
        self.bar.setVisible(is_busy)
        self.stop.setVisible(is_busy)
        self.again.setVisible(self.is_old and not is_busy)
