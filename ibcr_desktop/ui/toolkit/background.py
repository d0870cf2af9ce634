"""Does slow work beside the screen's thread and brings its result back there."""

import inspect
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from threading import Event
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

SECONDS_BETWEEN_REPORTS = 0.1  # docs/interaction.md, 7: at most ten a second

Callback = Callable[[Any], object]
Progress = Callable[[str, int, int], object]


class Cancelled(Exception):  # noqa: N818 - not an error: the person wanted it
    """The work was called off; whatever it had begun is rolled back by leaving it."""


class Task:
    """One piece of work, as seen by the work itself on its thread."""

    def __init__(self, tell: Callable[[str, int, int], object]) -> None:
        self._tell = tell
        self._stopped = Event()
        self._told_at = 0.0

    @property
    def cancelled(self) -> bool:
        """Say whether the person called it off."""
        return self._stopped.is_set()

    def cancel(self) -> None:
        """Call it off; the work notices at its next ``check`` or ``progress``."""
        self._stopped.set()

    def check(self) -> None:
        """Raise ``Cancelled`` if it was called off."""
        if self.cancelled:
            raise Cancelled

    def progress(self, words: str, done: int, total: int) -> None:
        """Tell in the person's words how far it is, at most ten times a second; raise ``Cancelled`` if called off."""
        self.check()
        now = time.monotonic()
        if done >= total or now - self._told_at >= SECONDS_BETWEEN_REPORTS:
            self._told_at = now
            self._tell(words, done, total)


@dataclass(frozen=True, eq=False)
class _Errand:
    """What is done for whom. It stays on the screen's thread: the worker must never hold the last hold on a window."""

    work: Callable[[], Any]
    done: Callback | None
    failed: Callable[[BaseException], object] | None
    progress: Progress | None
    stopped: Callable[[], object] | None


class Background(QObject):
    """The two worker threads of a window: pieces of work wait for each other, and short questions for nothing else.

    Signals:
        busy_changed: whether anything is under way or waits.
    """

    busy_changed = Signal(bool)
    _finished = Signal(object, str, object)
    _reported = Signal(object, str, int, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="background")
        self._for_questions = ThreadPoolExecutor(max_workers=1, thread_name_prefix="questions")
        self._errands: dict[Task, _Errand] = {}
        self._finished.connect(self._finish, Qt.ConnectionType.QueuedConnection)
        self._reported.connect(self._report, Qt.ConnectionType.QueuedConnection)

    @property
    def is_busy(self) -> bool:
        """Say whether anything is under way or waits."""
        return bool(self._errands)

    def run(
        self,
        work: Callable[..., Any],
        done: Callback | None = None,
        failed: Callable[[BaseException], object] | None = None,
        progress: Progress | None = None,
        stopped: Callable[[], object] | None = None,
        *,
        at_once: bool = False,
    ) -> Task:
        """Begin ``work(task)`` (or ``work()``) on the worker; the callbacks run on the screen's thread.

        A callback that belongs to a widget that has gone is dropped. Without ``failed`` an exception is raised on the
        screen's thread, where it counts as a bug. Work that was called off calls nothing, unless there is ``stopped``:
        then its true end is told, which may still be ``done`` or ``failed`` where it was called off too late.
        ``at_once``: a short question that somebody looks at the screen for; it is never kept waiting by long work.
        """
        task = Task(lambda words, part, whole: self._reported.emit(task, words, part, whole))
        given = partial(work, task) if _takes_task(work) else work
        self._errands[task] = _Errand(given, done, failed, progress, stopped)
        self.busy_changed.emit(True)
        (self._for_questions if at_once else self._worker).submit(self._work, task)
        return task

    def stop(self) -> None:
        """Call everything off and wait until both workers have left the database alone."""
        for task in self._errands:
            task.cancel()
        for each in (self._for_questions, self._worker):
            each.shutdown(wait=True, cancel_futures=True)
        self._errands.clear()

    def _work(self, task: Task) -> None:
        given: tuple[Any, ...]
        try:
            task.check()
            end, given = "done", (self._errands[task].work(),)
        except Cancelled:
            end, given = "stopped", ()
        except BaseException as error:  # noqa: BLE001 - it is raised again where somebody can see it
            end, given = "failed", (error,)
        with suppress(RuntimeError):  # the window has gone meanwhile, and with it whoever waited
            self._finished.emit(task, end, given)

    def _finish(self, task: Task, end: str, given: tuple[Any, ...]) -> None:
        errand = self._errands.pop(task, None)
        if errand is None:  # everything was stopped meanwhile
            return
        self.busy_changed.emit(self.is_busy)
        ends: dict[str, Callable[..., object] | None]
        ends = {"done": errand.done, "failed": errand.failed or _raise, "stopped": errand.stopped}
        callback = ends[end]
        if callback is not None and is_alive(callback) and (errand.stopped is not None or not task.cancelled):
            callback(*given)

    def _report(self, task: Task, words: str, done: int, total: int) -> None:
        errand = self._errands.get(task)
        if errand is None or errand.progress is None or task.cancelled:
            return
        if is_alive(errand.progress):
            errand.progress(words, done, total)


def _takes_task(work: Callable[..., Any]) -> bool:
    try:
        return bool(inspect.signature(work).parameters)
    except ValueError:  # functions written in C may not tell
        return False


def _raise(error: BaseException) -> None:
    raise error


def is_alive(callback: Callable[..., object]) -> bool:
    """Say whether the widget that a method belongs to is still there; of a plain function nobody can tell."""
    owner = getattr(callback.func if isinstance(callback, partial) else callback, "__self__", None)
    return not isinstance(owner, QObject) or shiboken6.isValid(owner)
