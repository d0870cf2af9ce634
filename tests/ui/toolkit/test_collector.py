"""What the window has dropped is destroyed on the screen's thread, whatever the worker does meanwhile."""

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt
from pytestqt.qtbot import QtBot

from ibcr_desktop.ui.toolkit.background import Background
from ibcr_desktop.ui.toolkit.collector import Collector

MANY = 20_000  # well above the threshold at which Python collects by itself


@pytest.fixture
def background() -> Iterator[Background]:
    background = Background()
    yield background
    background.stop()


def leave_cycles_behind() -> None:
    for _ in range(MANY):
        cycle: list[object] = []
        cycle.append(cycle)


def drop_a_cycle_with_a_qt_object(destroyed_on: list[threading.Thread]) -> None:
    dropped = QObject()
    dropped.destroyed.connect(
        lambda: destroyed_on.append(threading.current_thread()), Qt.ConnectionType.DirectConnection
    )
    holder: list[object] = [dropped]
    holder.append(holder)


def test_objects_of_qt_are_destroyed_on_the_screens_thread(qtbot: QtBot, background: Background) -> None:
    destroyed_on: list[threading.Thread] = []
    parent = QObject()
    Collector(parent)
    drop_a_cycle_with_a_qt_object(destroyed_on)
    background.run(leave_cycles_behind)
    qtbot.waitUntil(lambda: not background.is_busy)
    assert set(destroyed_on) <= {threading.main_thread()}  # the collector may have been due meanwhile

    def is_destroyed() -> bool:
        leave_cycles_behind()  # whatever else was freed meanwhile, something is due
        return bool(destroyed_on)

    qtbot.waitUntil(is_destroyed, timeout=30_000)  # a whole collection takes long beside other work
    assert destroyed_on == [threading.main_thread()]


@pytest.mark.usefixtures("qapp")
def test_python_no_longer_collects_by_itself() -> None:
    gc.enable()
    parent = QObject()
    Collector(parent)
    assert not gc.isenabled()
