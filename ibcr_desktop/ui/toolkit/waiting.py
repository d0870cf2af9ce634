"""Shows that the program is at work while the screen's thread itself has to do it."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication


@contextmanager
def waiting(*, shown: bool = True) -> Iterator[None]:
    """Show the pointer of waiting until the work is done or refused; not ``shown``, where it is done at once."""
    if not shown:
        yield
        return
    QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        yield
    finally:
        QGuiApplication.restoreOverrideCursor()
