"""Starts the program, tells when its windows were painted and how much memory it holds, and ends."""

import sys
import time
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QTableView

from benchmarks.child import memory, tell
from ibcr_desktop import application
from ibcr_desktop.foundation.clock import Clock
from ibcr_desktop.foundation.places import Places
from ibcr_desktop.ui.qt_beginning import make_qt
from ibcr_desktop.ui.screens.unlock import Unlock

ROWS_SHOWN = 20


def main(database: Path | None) -> None:
    """Show the program's first window; with a database, open it and show the list of all people."""
    places = Places.of_this_person()
    places.make_ready()
    qt = make_qt([])
    program = application.Application(qt, places, Clock())
    program.start(database)
    moments: dict[str, float] = {}

    def painted() -> None:
        program.frame.grab()
        moments["painted"] = time.monotonic()
        page = program.frame.centralWidget()
        if database is None:
            QTimer.singleShot(500, qt.quit)  # the engine comes in meanwhile, as it does for a person
        elif isinstance(page, Unlock):
            page.unlock_wanted.emit(database, "example")
            watch.start(5)

    def look() -> None:
        window = program.office.window if program.office is not None else None
        if window is None or program.frame.centralWidget() is not window:
            return
        if "asked" not in moments:
            moments["asked"] = time.monotonic()
            window.navigation.to_list("person")
        if any(_is_filled(each) for each in window.findChildren(QTableView)):
            program.frame.grab()
            moments["listed"] = time.monotonic()
            qt.quit()

    watch = QTimer()
    watch.timeout.connect(look)
    QTimer.singleShot(0, painted)
    qt.exec()
    tell(**moments, pss=memory("Pss"), rss=memory("VmRSS"))
    program.close()


def _is_filled(table: QTableView) -> bool:
    model = table.model()
    return table.isVisible() and model.rowCount() > ROWS_SHOWN and bool(model.index(0, 0).data())


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else None)
