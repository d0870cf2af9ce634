"""Draws the README's pictures (`nox -s screenshots`): four screens of the example, without a display."""

import os
import sys
import tempfile
import time
import uuid
from datetime import UTC, datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from ibcr_desktop.foundation.clock import FixedClock
from ibcr_desktop.foundation.settings import Settings
from ibcr_desktop.foundation.words import Words
from ibcr_desktop.sample.example import make_example
from ibcr_desktop.ui.main_window import MainWindow
from ibcr_desktop.ui.opened_office import OpenedOffice
from ibcr_desktop.ui.settings_keeper import SettingsKeeper
from ibcr_desktop.ui.toolkit import appearance
from tests.sample.sample_maker import uid

PICTURES = Path(__file__).resolve().parents[1] / "docs" / "pictures"
LANGUAGES = ("en", "fr")
WIDTH, HEIGHT = 1366, 728  # a laptop of the offices, less the bar of its desktop
QUIET_SECONDS = 2.0  # what is counted in the background has arrived by then
ACTIVITY = ("workshop", "Module obligatoire, école de travail social")
YEAR = 2020
CLOCK = FixedClock(datetime(2021, 3, 30, 12, tzinfo=UTC))  # the example's last full year is then the running one


def main() -> int:
    """Draw every picture in every language, each from an example of its own."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(application, QApplication):
        raise TypeError(application)
    application.setStyle("Fusion")
    appearance.apply(application, "light", 100)
    PICTURES.mkdir(parents=True, exist_ok=True)
    for language in LANGUAGES:
        with tempfile.TemporaryDirectory() as folder:
            _draw(application, language, Path(folder))
    return 0


def _draw(application: QApplication, language: str, folder: Path) -> None:
    store = make_example(folder / "example.ibcrdb", CLOCK)
    keeper = SettingsKeeper(folder / "settings.json", Settings(language=language))
    office = OpenedOffice(store, keeper, Words(language), CLOCK, is_example=True)
    window = office.make_window()
    window.resize(WIDTH, HEIGHT)
    window.show()
    window.begin()
    go = window.context.go
    try:
        _keep(application, window, f"home-{language}")
        go.to_record(ACTIVITY[0], uuid.UUID(uid(*ACTIVITY)))
        _keep(application, window, f"activity-{language}")
        go.to_list("person")
        _keep(application, window, f"people-{language}")
        go.to_totals(YEAR)
        _keep(application, window, f"totals-{language}")
    finally:
        office.close()


def _keep(application: QApplication, window: MainWindow, name: str) -> None:
    until = time.monotonic() + QUIET_SECONDS
    while time.monotonic() < until:
        application.processEvents()
        time.sleep(0.02)
    picture = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)  # nothing shines through
    target = PICTURES / f"{name}.png"
    if not picture.save(str(target), quality=0):
        raise OSError(target)
    print(target.relative_to(PICTURES.parents[1]), target.stat().st_size)  # noqa: T201 - a command's own report


if __name__ == "__main__":
    sys.exit(main())
