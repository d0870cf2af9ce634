"""Prepares Qt, alike on every system: style, name, its own words, and what becomes of its complaints."""

import logging
from collections.abc import Sequence

from PySide6.QtCore import QLibraryInfo, QLocale, QtMsgType, QTranslator
from PySide6.QtWidgets import QApplication

from ibcr_desktop.foundation.words import LANGUAGES
from ibcr_desktop.ui.frame import PROGRAM_NAME
from ibcr_desktop.ui.settings_keeper import SettingsKeeper
from ibcr_desktop.ui.toolkit import appearance
from ibcr_desktop.ui.toolkit.collector import Collector

log = logging.getLogger(__name__)


class Look:
    """Colours, text size, Qt's own words and the direction of the script, as the settings say and when they change."""

    def __init__(self, qt: QApplication, settings: SettingsKeeper, language: str) -> None:
        self._qt, self._settings = qt, settings
        self._words = QTranslator(qt)
        self._speak(language)
        self._dress()
        settings.changed.connect(self._follow)
        qt.styleHints().colorSchemeChanged.connect(lambda _scheme: self._dress())

    def _follow(self, changed: frozenset[str]) -> None:
        if "language" in changed:
            self._speak(self._settings.current.language)
        if changed & {"text_size", "colour_scheme"}:
            self._dress()

    def _dress(self) -> None:
        current = self._settings.current
        appearance.apply(self._qt, current.colour_scheme, current.text_size)

    def _speak(self, language: str) -> None:
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        self._qt.removeTranslator(self._words)
        if self._words.load(f"qtbase_{language}", folder):
            self._qt.installTranslator(self._words)
        locale = QLocale(language)
        QLocale.setDefault(locale)
        self._qt.setLayoutDirection(locale.textDirection())
        self._qt.setProperty("language", language)


def language_of_the_computer() -> str:
    """Give the language of this computer where the program speaks it, else English."""
    wanted = (each.split("-")[0] for each in QLocale.system().uiLanguages())
    return next((each for each in wanted if each in LANGUAGES), "en")


def log_what_qt_says(kind: QtMsgType, _context: object, _message: str) -> None:
    """Note that Qt complained; its texts may quote what stands in a field, so only their kind is kept."""
    if kind is not QtMsgType.QtDebugMsg:
        log.warning("Qt reported a problem")


def make_qt(arguments: Sequence[str]) -> QApplication:
    """Make the one application object of Qt, alike on every system."""
    qt = QApplication([PROGRAM_NAME, *arguments])
    qt.setApplicationName(PROGRAM_NAME)
    qt.setStyle("Fusion")
    qt.setQuitOnLastWindowClosed(True)
    Collector(qt)
    return qt
