"""A process that types on the page of a record until somebody kills it, and how a test starts and kills it."""

import os
import subprocess
import sys
import uuid
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from ibcr_desktop.foundation.settings import Settings
from ibcr_desktop.foundation.words import Words
from ibcr_desktop.storage.database import Database
from ibcr_desktop.ui.frame import Frame
from ibcr_desktop.ui.opened_office import OpenedOffice
from ibcr_desktop.ui.record_views.record_form import RecordForm
from ibcr_desktop.ui.screens.record_page import RecordPage
from ibcr_desktop.ui.settings_keeper import SettingsKeeper
from tests.databases import DATA_KEY, store_of


def tell(*words: object) -> None:
    """Acknowledge something."""
    print(*words, flush=True)  # noqa: T201 - what the test reads


def type_until_killed(begin: Callable[[RecordForm, Frame], Callable[[], None]], milliseconds: int) -> None:
    """Open the workshop of the command line; what ``begin`` makes of its form types, again and again."""
    path, record_id = Path(sys.argv[1]), uuid.UUID(sys.argv[2])
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
    type_next = begin(page.form, frame)  # a connection alone would not keep its typist alive
    timer = QTimer(interval=milliseconds)
    timer.timeout.connect(type_next)
    timer.start()
    application.exec()


def started(module: str, path: Path, record_id: uuid.UUID) -> subprocess.Popen[str]:
    """Start the process that types; each line of its output acknowledges something."""
    return subprocess.Popen(
        [sys.executable, "-m", module, str(path), str(record_id)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )


def killed(child: subprocess.Popen[str]) -> str:
    """Kill the process, wherever it is; gives what it complained about."""
    child.kill()
    _rest, problems = child.communicate()
    return problems
