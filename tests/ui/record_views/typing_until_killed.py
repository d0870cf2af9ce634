"""Types into a form until somebody kills the process, telling each key and each field left (run as a module)."""

import sys
import time
import uuid
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from ibcr_desktop.foundation.settings import Settings
from ibcr_desktop.foundation.words import Words
from ibcr_desktop.storage.database import Database
from ibcr_desktop.ui.frame import Frame
from ibcr_desktop.ui.opened_office import OpenedOffice
from ibcr_desktop.ui.record_views.record_form import RecordForm
from ibcr_desktop.ui.screens.record_page import RecordPage
from ibcr_desktop.ui.settings_keeper import SettingsKeeper
from tests.databases import DATA_KEY, store_of
from tests.ui.typing_text import type_text

FIELDS = ("title", "place", "series")
LETTERS_OF_A_FIELD = 60
MILLISECONDS_A_KEY = 60
LETTERS = "abcdefghij"


def tell(*words: object) -> None:
    """Acknowledge something, with the moment on the clock that all processes share."""
    print(time.monotonic(), *words, flush=True)  # noqa: T201 - what the test reads


class Typist:
    """Presses one key after the other, and goes on to the next field when one is full."""

    def __init__(self, form: RecordForm, frame: QWidget) -> None:
        self._form, self._frame = form, frame
        self._letters = 0
        self._line = self._begin(FIELDS[0])

    def press(self) -> None:
        """Press the next key, or go on to the next field."""
        field, place = divmod(self._letters, LETTERS_OF_A_FIELD)
        if self._letters and place == 0:
            full = self._line.text()
            self._line = self._begin(FIELDS[field])
            tell("left", FIELDS[field - 1], full)
        type_text(self._line, LETTERS[place % len(LETTERS)])
        self._letters += 1
        tell("typed", FIELDS[field], self._line.text())

    def _begin(self, name: str) -> QLineEdit:
        line = self._form.editing.editors[name].findChild(QLineEdit)
        assert line is not None
        line.setFocus()
        assert self._frame.focusWidget() is line
        return line


def main(path: Path, record_id: uuid.UUID) -> None:
    """Type into a workshop that is a draft with nothing in it."""
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
    window.context.go.to_record("workshop", record_id)
    application.processEvents()
    page = window.navigation.currentWidget()
    assert isinstance(page, RecordPage)
    assert page.form is not None
    typist = Typist(page.form, frame)
    timer = QTimer(interval=MILLISECONDS_A_KEY)
    timer.timeout.connect(typist.press)
    timer.start()
    application.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]), uuid.UUID(sys.argv[2]))
