"""The one window of the program never leaves a page behind as a window of its own."""

from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ibcr_desktop.foundation.settings import Settings
from ibcr_desktop.ui.frame import Frame
from ibcr_desktop.ui.settings_keeper import SettingsKeeper


def test_a_page_left_before_it_was_painted_does_not_stand_alone(qtbot: QtBot, tmp_path: Path) -> None:
    frame = Frame(SettingsKeeper(tmp_path / "settings.json", Settings()), lambda: None)
    qtbot.addWidget(frame)
    frame.show()
    QApplication.processEvents()
    first, second = QWidget(), QWidget()
    frame.show_page(first)
    frame.show_page(second)
    QApplication.processEvents()
    assert second.isVisible()
    assert not first.isVisible()
