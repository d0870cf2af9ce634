"""A strip that shows what is being done for headquarters and how far it is, and lets a person call it off."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from ibcr_desktop.foundation.words import N_
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.sync.merged import Tell
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.on_worker import own_store
from ibcr_desktop.ui.toolkit.background import Task
from ibcr_desktop.ui.toolkit.plain_text import ElidedLabel

Work = Callable[[RecordStore, Tell], Any]
THOUSAND = 1_000  # parts of the bar: the numbers of lines may be larger than Qt's


class WorkStrip(QWidget):
    """One piece of work at a time, on the worker with a store of its own; called off, it undoes what it wrote.

    Signals:
        busy_changed: whether something is under way.
    """

    busy_changed = Signal(bool)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._task: Task | None = None
        self._done: Callable[[Any], object] = lambda _: None
        self._failed: Callable[[], object] = lambda: None
        _ = context.words.translate
        self.sentence = ElidedLabel()
        self.bar = QProgressBar()
        self.bar.setAccessibleName(_(N_("Working")))
        self.cancel = QPushButton(_(N_("Ca&ncel")))
        self.cancel.clicked.connect(self._call_off)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.sentence, 2)
        row.addWidget(self.bar, 1)
        row.addWidget(self.cancel)
        self.hide()

    @property
    def is_busy(self) -> bool:
        """Say whether something is under way."""
        return self._task is not None

    def begin(
        self, sentence: str, work: Work, done: Callable[[Any], object], failed: Callable[[], object] = lambda: None
    ) -> None:
        """Do ``work(store, tell)``; then ``done`` gets its result, or ``failed`` is called: refused, or called off."""
        if self.is_busy:
            return
        translated = self._context.words.translate(sentence)

        def run(task: Task) -> Any:
            with own_store(self._context) as store:
                return work(store, lambda part, whole: task.progress(translated, part, whole))

        self._done, self._failed = done, failed
        self.sentence.set_whole_text(translated)
        self.bar.setRange(0, 0)
        self.cancel.setEnabled(True)
        self.show()
        self._task = self._context.background.run(
            run, done=self._finished, failed=self._refused, progress=self._progress, stopped=self._stopped
        )
        self.busy_changed.emit(True)

    def _progress(self, sentence: str, part: int, whole: int) -> None:
        self.sentence.set_whole_text(sentence)
        self.bar.setRange(0, THOUSAND if whole else 0)
        self.bar.setValue(part * THOUSAND // whole if whole else 0)

    def _call_off(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self.cancel.setEnabled(False)
            self.sentence.set_whole_text(self._context.words.translate(N_("Being called off…")))

    def _finished(self, result: Any) -> None:
        self._end()
        self._done(result)

    def _stopped(self) -> None:
        self._end()
        text = N_("Called off: nothing was changed.")
        self._context.messages.show_text(self._context.words.translate(text))
        self._failed()

    def _refused(self, error: BaseException) -> None:
        self._end()
        self._context.messages.show_failure(error)
        self._failed()

    def _end(self) -> None:
        self._task = None
        self.hide()
        self.busy_changed.emit(False)
