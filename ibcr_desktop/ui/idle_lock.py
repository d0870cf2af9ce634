"""Locks the database when nobody has touched the window for a while, so that a desk left alone shows nothing."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

IDLE_MINUTES = 5  # docs/faults.md, whom we fear
SIGNS_OF_LIFE = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
}


class IdleLock(QObject):
    """Watches the window itself and not every widget: few events pass there, and all that people do."""

    def __init__(self, window: QWidget, lock: Callable[[], None], minutes: float = IDLE_MINUTES) -> None:
        super().__init__(window)
        self._lock = lock
        self._watched: QObject | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(int(minutes * 60_000))
        self._timer.timeout.connect(self.time_is_over)
        self._window = window
        self._copied_here = False
        QApplication.clipboard().dataChanged.connect(self._note_copying)

    def start(self) -> None:
        """Begin to watch; the time runs from now on."""
        handle = self._window.windowHandle()
        if handle is not None and handle is not self._watched:
            handle.installEventFilter(self)
            self._watched = handle
        self._timer.start()

    def stop(self) -> None:
        """Watch no more."""
        self._timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin the time anew with every sign of life."""
        if event.type() in SIGNS_OF_LIFE and self._timer.isActive():
            self._timer.start()
        return super().eventFilter(watched, event)

    def time_is_over(self) -> None:
        """Lock, unless a question is open that has to be answered first; what was copied here is forgotten."""
        if QApplication.activeModalWidget() is not None:
            self._timer.start()
            return
        if self._copied_here:
            QApplication.clipboard().clear()
        self._lock()

    def _note_copying(self) -> None:
        """What is copied while one of our windows has the focus was copied here."""
        self._copied_here = QApplication.focusWindow() is not None
