"""Qt's binding gives back no more references than it took: else the program ends by itself after some hours."""

import sys

from PySide6.QtCore import QObject, QTimer, Signal

TIMES = 200


class Sender(QObject):
    """Has a signal."""

    told = Signal()


def test_signals_and_constructors_keep_the_constants_of_python_alive() -> None:
    kept = [True, None] * TIMES * 2  # so that a faulty binding fails the test and not the interpreter
    sender = Sender()
    before = sys.getrefcount(True), sys.getrefcount(None)
    for _ in range(TIMES):
        sender.told.emit()
        QTimer(singleShot=True, interval=5)
    lost = before[0] - sys.getrefcount(True), before[1] - sys.getrefcount(None)
    assert max(lost) < TIMES // 2, lost
    assert kept
