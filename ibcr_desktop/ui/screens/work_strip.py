"""A strip that shows what is being done on the worker and how far it is, and lets a person call it off."""

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton

from ibcr_desktop.foundation.words import N_
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.on_worker import own_store
from ibcr_desktop.ui.toolkit.background import Task
from ibcr_desktop.ui.toolkit.plain_text import ElidedLabel

THOUSAND: Final = 1_000  # parts of the bar: the numbers of lines may be larger than Qt's
NOTHING_CHANGED: Final = N_("Called off: nothing was changed.")


class Telling:
    """What the work calls with (part, whole) to tell how far it is; it raises ``Cancelled`` once it is called off."""

    def __init__(self, task: Task, sentence: str) -> None:
        self._task, self._sentence = task, sentence

    def __call__(self, part: int, whole: int) -> None:
        """Tell how far the work is."""
        self._task.progress(self._sentence, part, whole)

    @property
    def is_called_off(self) -> bool:
        """Say whether nobody wants the work any more, for those who cannot bear an exception."""
        return self._task.cancelled


Work = Callable[[RecordStore, Telling], Any]


class WorkStrip(QFrame):
    """One piece of work at a time, with a store of its own; a person can go on elsewhere meanwhile.

    Signals:
        busy_changed: whether something is under way.
    """

    busy_changed = Signal(bool)

    def __init__(self, context: Context, called_off: str = NOTHING_CHANGED) -> None:
        """``called_off``: the marked sentence for work that was called off in time, and undone."""
        super().__init__()
        self._context, self._called_off = context, called_off
        self._task: Task | None = None
        self._done: Callable[[Any], object] = lambda _: None
        self._failed: Callable[[], object] = lambda: None
        _ = context.words.translate
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.sentence = ElidedLabel()
        self.bar = QProgressBar()
        self.bar.setAccessibleName(_(N_("Progress of the work")))
        self.cancel = QPushButton(_(N_("Ca&ncel")))
        self.cancel.clicked.connect(self.call_off)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        row.addWidget(self.sentence, 2)
        row.addWidget(self.bar, 3)
        row.addWidget(self.cancel)
        self.hide()

    @property
    def is_busy(self) -> bool:
        """Say whether something is under way."""
        return self._task is not None

    def begin(
        self, sentence: str, work: Work, done: Callable[[Any], object], failed: Callable[[], object] = lambda: None
    ) -> None:
        """Do ``work(store, tell)``; then ``done`` gets its result, or ``failed`` is called: refused, or called off.

        ``sentence`` is marked English. While something is under way nothing else begins.
        """
        if self.is_busy:
            return
        translated = self._context.words.translate(sentence)

        def run(task: Task) -> Any:
            with own_store(self._context) as store:
                return work(store, Telling(task, translated))

        self._done, self._failed = done, failed
        self.sentence.set_whole_text(translated)
        self.bar.setRange(0, 0)
        self.show()
        self._task = self._context.background.run(
            run, done=self._finished, failed=self._refused, progress=self._progressed, stopped=self._stopped
        )
        self.busy_changed.emit(True)

    def call_off(self) -> None:
        """Call it off; whether it was too late is told when the worker has answered."""
        if self._task is not None:
            self._task.cancel()
            self.sentence.set_whole_text(self._context.words.translate(N_("Being called off…")))

    def _progressed(self, sentence: str, part: int, whole: int) -> None:
        self.sentence.set_whole_text(sentence)
        self.bar.setRange(0, THOUSAND if whole else 0)
        self.bar.setValue(part * THOUSAND // whole if whole else 0)

    def _finished(self, result: Any) -> None:
        done = self._done  # whoever hears that this is over may begin something else
        self._end()
        done(result)

    def _stopped(self) -> None:
        failed = self._failed
        self._end()
        self._context.messages.show_text(self._context.words.translate(self._called_off))
        failed()

    def _refused(self, error: BaseException) -> None:
        failed = self._failed
        self._end()
        self._context.messages.show_failure(error)
        failed()

    def _end(self) -> None:
        page, had_focus = self.parentWidget(), self.cancel.hasFocus()
        self._task = None
        self.hide()
        if had_focus and page is not None:
            page.setFocus()
        self.busy_changed.emit(False)
