"""Collects Python's reference cycles on the screen's thread alone.

Left to itself, Python collects on whatever thread happens to allocate. On the worker that would destroy objects of Qt
which the window has dropped: the worker holds a lock of Qt and waits for the interpreter, the screen's thread holds the
interpreter and waits for that lock, and the window stands still for good.
"""

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

MILLISECONDS_BETWEEN: Final = 500


class Collector(QObject):
    """Takes collecting over from Python for as long as the program runs."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        timer = QTimer(self)
        timer.timeout.connect(collect_what_is_due)
        timer.start(MILLISECONDS_BETWEEN)


def collect_what_is_due() -> None:
    """Collect the oldest generation that has passed its threshold, as Python would by itself."""
    due = [count > threshold for count, threshold in zip(gc.get_count(), gc.get_threshold(), strict=True)]
    if any(due):
        gc.collect(max(generation for generation, is_due in enumerate(due) if is_due))
