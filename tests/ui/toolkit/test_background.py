"""Slow work runs on one thread of its own, tells how far it is, and ends in exactly one way."""

import threading
import time
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QObject, Qt
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from ibcr_desktop.ui.toolkit.background import Background, Cancelled, Task


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:  # noqa: ARG001 - the screen's thread needs Qt
    made = Background()
    yield made
    made.stop()


class Ends:
    """Remembers what a piece of work ended in."""

    def __init__(self) -> None:
        self.heard: list[object] = []

    def done(self, result: object) -> None:
        self.heard.append(("done", result))

    def failed(self, error: BaseException) -> None:
        self.heard.append(("failed", str(error)))

    def stopped(self) -> None:
        self.heard.append("stopped")


def test_the_work_is_elsewhere_and_the_result_on_the_screens_thread(qtbot: QtBot, background: Background) -> None:
    threads: list[int] = []
    background.run(threading.get_ident, lambda result: threads.extend([result, threading.get_ident()]))
    qtbot.waitUntil(lambda: len(threads) == 2)
    assert threads[0] != threads[1] == threading.get_ident()


def test_pieces_of_work_wait_for_each_other(qtbot: QtBot, background: Background) -> None:
    under_way: list[int] = []
    most: list[int] = []

    def work() -> None:
        under_way.append(1)
        time.sleep(0.01)
        most.append(len(under_way))
        under_way.pop()

    for _ in range(5):
        background.run(work)
    qtbot.waitUntil(lambda: not background.is_busy)
    assert most == [1] * 5


def test_a_question_does_not_wait_for_long_work_but_for_other_questions(qtbot: QtBot, background: Background) -> None:
    over, heard = threading.Event(), list[str]()
    background.run(partial(over.wait, 60), lambda _: heard.append("long work"))
    for answer in ("one", "two"):
        background.run(partial("{}".format, answer), heard.append, at_once=True)
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert background.is_busy
    over.set()
    qtbot.waitUntil(lambda: not background.is_busy)
    assert heard == ["one", "two", "long work"]


def test_a_failure_reaches_whoever_asked(qtbot: QtBot, background: Background) -> None:
    ends = Ends()
    background.run(lambda: 1 // 0, ends.done, ends.failed)
    qtbot.waitUntil(lambda: bool(ends.heard))
    assert ends.heard == [("failed", "integer division or modulo by zero")]


def test_a_failure_that_nobody_awaits_counts_as_a_bug(qtbot: QtBot, background: Background) -> None:
    with capture_exceptions() as raised:
        background.run(lambda: 1 // 0)
        qtbot.waitUntil(lambda: not background.is_busy)
    assert [kind for kind, _, _ in raised] == [ZeroDivisionError]


def test_progress_is_told_at_most_ten_times_a_second_and_at_the_end(qtbot: QtBot, background: Background) -> None:
    told: list[tuple[str, int, int]] = []

    def work(task: Task) -> float:
        begun = time.monotonic()
        for part in range(1, 301):
            task.progress("Counting", part, 300)
            time.sleep(0.001)
        return time.monotonic() - begun

    lasted: list[float] = []
    background.run(work, lasted.append, progress=lambda *report: told.append(report))
    qtbot.waitUntil(lambda: bool(lasted))
    assert told[-1] == ("Counting", 300, 300)
    assert 2 <= len(told) <= lasted[0] * 10 + 2


def _until_called_off(task: Task) -> None:
    while True:
        task.check()
        time.sleep(0.001)


def test_work_that_is_called_off_calls_nothing(qtbot: QtBot, background: Background) -> None:
    ends = Ends()
    task = background.run(_until_called_off, ends.done, ends.failed)
    task.cancel()
    qtbot.waitUntil(lambda: not background.is_busy)
    assert ends.heard == []


def test_work_called_off_after_its_end_but_before_anybody_heard_calls_nothing(
    qtbot: QtBot, background: Background
) -> None:
    ends, is_over = Ends(), threading.Event()
    task = background.run(is_over.set, ends.done, ends.failed)
    assert is_over.wait(60)
    time.sleep(0.05)
    task.cancel()
    qtbot.waitUntil(lambda: not background.is_busy)
    assert ends.heard == []


@pytest.mark.parametrize(
    ("name", "expected"), [("stopped", "stopped"), ("too late", ("done", "written")), ("broken", ("failed", ""))]
)
def test_who_waits_for_the_stop_hears_how_it_really_ended(
    qtbot: QtBot, background: Background, name: str, expected: object
) -> None:
    ends, has_begun = Ends(), threading.Event()
    work = {"stopped": _until_called_off, "too late": _too_late, "broken": _broken}[name]

    def begin(task: Task) -> object:
        has_begun.set()
        return work(task)

    task = background.run(begin, ends.done, ends.failed, stopped=ends.stopped)
    assert has_begun.wait(60)
    task.cancel()
    qtbot.waitUntil(lambda: bool(ends.heard))
    assert ends.heard == [expected]


def _too_late(task: Task) -> str:
    while not task.cancelled:
        time.sleep(0.001)
    return "written"


def _broken(task: Task) -> None:
    _too_late(task)
    raise ValueError


def test_a_waiting_piece_that_is_called_off_never_begins(qtbot: QtBot, background: Background) -> None:
    may_go_on, begun = threading.Event(), threading.Event()
    background.run(lambda: may_go_on.wait(60))
    background.run(begun.set).cancel()
    may_go_on.set()
    qtbot.waitUntil(lambda: not background.is_busy)
    assert not begun.is_set()


def test_progress_of_work_called_off_raises_in_the_work() -> None:
    task = Task(lambda *_: None)
    task.cancel()
    with pytest.raises(Cancelled):
        task.progress("Counting", 1, 2)


def test_a_window_that_has_gone_hears_nothing(qtbot: QtBot, background: Background) -> None:
    heard: list[object] = []

    class Window(QObject):
        def take(self, *result: object) -> None:
            heard.append(result)

    window, has_gone = Window(), threading.Event()
    background.run(lambda: has_gone.wait(60), window.take)
    background.run(lambda: None, partial(window.take, "with a part of its own"))
    window.deleteLater()
    qtbot.waitUntil(lambda: not isValid(window))
    has_gone.set()
    qtbot.waitUntil(lambda: not background.is_busy)
    assert heard == []


def test_stopping_waits_until_the_work_has_let_go(qtbot: QtBot) -> None:  # noqa: ARG001 - it makes Qt
    background, has_begun, let_go = Background(), threading.Event(), threading.Event()

    def work(task: Task) -> None:
        has_begun.set()
        try:
            _until_called_off(task)
        finally:
            let_go.set()

    background.run(work)
    assert has_begun.wait(60)
    background.stop()
    assert let_go.is_set()
    assert not background.is_busy


def test_it_says_when_it_is_busy(qtbot: QtBot, background: Background) -> None:
    said: list[bool] = []
    background.busy_changed.connect(said.append)
    background.run(lambda: None)
    qtbot.waitUntil(lambda: not background.is_busy)
    assert said == [True, False]


class _Window:
    """Stands for a window: says on which thread the last hold on it was let go."""

    def __init__(self, let_go_on: list[threading.Thread]) -> None:
        self._let_go_on = let_go_on

    def __del__(self) -> None:
        self._let_go_on.append(threading.current_thread())

    def read(self) -> int:
        return 1

    def show(self, _number: int) -> None:
        """Do nothing."""


def test_the_worker_never_has_the_last_hold_on_a_window(qtbot: QtBot, background: Background) -> None:
    let_go_on: list[threading.Thread] = []
    is_shown = threading.Event()
    background._finished.connect(lambda *_: is_shown.wait(10), Qt.ConnectionType.DirectConnection)
    window = _Window(let_go_on)
    background.run(window.read, done=window.show)
    del window
    qtbot.waitUntil(lambda: not background.is_busy)
    is_shown.set()  # only now does the worker leave what it did
    qtbot.waitUntil(lambda: bool(let_go_on))
    assert let_go_on == [threading.main_thread()]
