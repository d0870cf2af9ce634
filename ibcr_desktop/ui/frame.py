"""The one window of the program: it shows a page before a database is open, and the shell afterwards."""

from collections.abc import Callable

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from ibcr_desktop.ui.settings_keeper import SettingsKeeper

PROGRAM_NAME = "IBCR Desktop"
MINIMUM_WIDTH, MINIMUM_HEIGHT = 640, 400
USUAL_WIDTH, USUAL_HEIGHT = 1240, 700


class Frame(QMainWindow):
    """Remembers where it stood; ``before_closing`` writes what is open and closes the database."""

    def __init__(self, settings: SettingsKeeper, before_closing: Callable[[], None]) -> None:
        super().__init__()
        self._settings = settings
        self._before_closing = before_closing
        self.setWindowTitle(PROGRAM_NAME)
        self.setMinimumSize(MINIMUM_WIDTH, MINIMUM_HEIGHT)
        self._restore_geometry()

    def show_page(self, page: QWidget, title: str = "") -> None:
        """Put a page into the window in the place of the one before, which is deleted."""
        before = self.takeCentralWidget()
        self.setCentralWidget(page)
        self.set_title(title)
        page.show()
        if before is not None and before is not page:
            before.hide()  # Qt may still have its first showing in the queue: it would stand alone, as a window
            before.deleteLater()

    def set_title(self, title: str) -> None:
        """Name the page in the window's title; never with the name of a person (docs/faults.md, 11)."""
        self.setWindowTitle(f"{title} – {PROGRAM_NAME}" if title else PROGRAM_NAME)

    def come_to_front(self) -> None:
        """Show the window to somebody who started the program a second time."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized | Qt.WindowState.WindowActive)
        self.show()
        self.raise_()
        self.activateWindow()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the place of the window, write what is open, close the database."""
        self._settings.change(window_geometry=bytes(self.saveGeometry().toBase64().data()).decode("ascii"))
        self._before_closing()
        super().closeEvent(event)

    def _restore_geometry(self) -> None:
        kept = self._settings.current.window_geometry
        if not (kept and self.restoreGeometry(QByteArray.fromBase64(kept.encode("ascii", "ignore")))):
            screen = self.screen().availableGeometry()
            self.resize(min(USUAL_WIDTH, screen.width()), min(USUAL_HEIGHT, screen.height()))
