"""Types people into the grid until somebody kills the process, telling each cell that was left (run as a module)."""

import sys
import time
import uuid
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ibcr_desktop.foundation.settings import Settings
from ibcr_desktop.foundation.words import Words
from ibcr_desktop.storage.database import Database
from ibcr_desktop.ui.frame import Frame
from ibcr_desktop.ui.opened_office import OpenedOffice
from ibcr_desktop.ui.screens.activity_page import ActivityContent
from ibcr_desktop.ui.screens.record_page import RecordPage
from ibcr_desktop.ui.screens.roster.roster_table import RosterTable
from ibcr_desktop.ui.settings_keeper import SettingsKeeper
from tests.databases import DATA_KEY, store_of
from tests.ui.typing_text import type_text

CELLS = ("family_name", "given_names", "sex", "birth_year", "professional_group")
MILLISECONDS_A_CELL = 20


def texts_of(number: int) -> tuple[str, ...]:
    """Give what is typed into a row; every third age is one that is not understood."""
    return (f"Diop{number}", f"Awa{number}", "f", "3O" if number % 3 == 0 else "34", "Police")


class Typist:
    """Types one cell at a time and goes on with Tab, after the last one with Enter."""

    def __init__(self, table: RosterTable) -> None:
        self._table, self._cell = table, 0

    def type(self) -> None:
        """Type the next cell and leave it; what is told was left before."""
        number, place = divmod(self._cell, len(CELLS))
        for letter in texts_of(number)[place]:  # the first one opens the cell
            type_text(self._table.open_cell() or self._table, letter)
        last = place == len(CELLS) - 1
        QTest.keyClick(self._table.open_cell() or self._table, Qt.Key.Key_Return if last else Qt.Key.Key_Tab)
        self._cell += 1
        print(time.monotonic(), "left", number, CELLS[place], flush=True)  # noqa: T201 - what the test reads


def main(path: Path, activity: uuid.UUID) -> None:
    """Open the page of an activity and type."""
    application = QApplication([])
    store = store_of(Database.open(path, DATA_KEY))
    settings = SettingsKeeper(path.parent / "settings.json", Settings())
    office = OpenedOffice(store, settings, Words("en"), store.clock, is_example=False)
    frame = Frame(settings, office.close)
    window = office.make_window()
    frame.show_page(window)
    window.begin()
    frame.show()
    frame.activateWindow()
    window.context.go.to_record("workshop", activity)
    application.processEvents()
    page = window.navigation.currentWidget()
    assert isinstance(page, RecordPage)
    assert page.form is not None
    assert isinstance(page.form.content, ActivityContent)
    table = page.form.content.people.table
    table.setFocus()
    typist = Typist(table)
    timer = QTimer(interval=MILLISECONDS_A_CELL)
    timer.timeout.connect(typist.type)
    timer.start()
    application.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]), uuid.UUID(sys.argv[2]))
