"""Starts a bare window or the program, tells when it was painted and how much memory it holds, and ends."""

import sys
import time
from pathlib import Path

from benchmarks.child import memory, tell

ROWS_SHOWN = 20


def bare() -> None:
    """Show an empty window."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

    qt = QApplication([])
    window = QMainWindow()
    window.setCentralWidget(QLabel("IBCR"))
    window.resize(1240, 700)
    window.show()
    QTimer.singleShot(0, lambda: (window.grab(), qt.quit()))
    qt.exec()
    tell(painted=time.monotonic(), pss=memory("Pss"), rss=memory("VmRSS"))


def ours(database: Path | None) -> None:
    """Show the program's first window; with a database, open it and show the list of all people."""
    from PySide6.QtCore import QTimer

    from ibcr_desktop import application
    from ibcr_desktop.foundation.clock import Clock
    from ibcr_desktop.foundation.places import Places
    from ibcr_desktop.ui.qt_beginning import make_qt

    places = Places.of_this_person()
    places.make_ready()
    qt = make_qt([])
    program = application.Application(qt, places, Clock())
    program.start(database)
    moments: dict[str, float] = {}

    def painted() -> None:
        program.frame.grab()
        moments["painted"] = time.monotonic()
        if database is None:
            QTimer.singleShot(500, qt.quit)  # the engine comes in meanwhile, as it does for a person
        else:
            program.frame.centralWidget().unlock_wanted.emit(database, "example")  # type: ignore[attr-defined]
            watch.start(5)

    def look() -> None:
        from PySide6.QtWidgets import QTableView

        page = program.frame.centralWidget()
        if program.office is None or program.office.window is not page:
            return
        if "asked" not in moments:
            moments["asked"] = time.monotonic()
            program.office.window.navigation.to_list("person")
        tables = [each for each in page.findChildren(QTableView) if each.isVisible()]
        filled = [each for each in tables if each.model().rowCount() > ROWS_SHOWN and each.model().index(0, 0).data()]
        if filled:
            program.frame.grab()
            moments["listed"] = time.monotonic()
            qt.quit()

    watch = QTimer()
    watch.timeout.connect(look)
    QTimer.singleShot(0, painted)
    qt.exec()
    tell(**moments, pss=memory("Pss"), rss=memory("VmRSS"))
    program.close()


if __name__ == "__main__":
    what, *rest = sys.argv[1:]
    if what == "bare":
        bare()
    else:
        ours(Path(rest[0]) if rest else None)
