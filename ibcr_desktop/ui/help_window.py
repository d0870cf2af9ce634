"""F1 in windows above the main one and on the pages before it: the help opens over them, and nothing is lost there."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from ibcr_desktop.foundation.words import Words
from ibcr_desktop.ui.screens.help_page import HelpPage

USUAL_SIZE: Final = QSize(900, 520)
KEY: Final = "help_key"


class HelpWindow(QDialog):
    """The pages of the help, begun at one of them; Esc closes it."""

    def __init__(self, words: Words, page: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.page = HelpPage(words)
        self.page.show_page(page)
        self.setWindowTitle(self.page.title())
        self.resize(USUAL_SIZE)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.page)
        column.addWidget(buttons)
        self.page.browser.setFocus()


def give_help(page: QWidget, name: str, words: Callable[[], Words]) -> None:
    """Let F1 open a page of the help over a page that stands before the shell; ``words`` gives the language by then."""
    key = QShortcut(QKeySequence("F1"), page)
    key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    key.activated.connect(lambda: HelpWindow(words(), name, page).open())


class DialogHelp(QObject):
    """Gives F1 to every window above the main one once it comes to the front, also to those that Qt makes."""

    def __init__(self, words: Words, usual_page: Callable[[], str], shell: QWidget) -> None:
        """Take what gives the page of the screen in front, for windows that name none as their ``help_page``."""
        super().__init__(shell)
        self._words, self._usual_page, self._shell = words, usual_page, shell
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._look)

    def _look(self, _before: QWidget | None, now: QWidget | None) -> None:
        window = None if now is None else now.window()
        if not isinstance(window, QDialog) or isinstance(window, HelpWindow) or not self._is_ours(window):
            return
        if window.findChild(QShortcut, KEY, Qt.FindChildOption.FindDirectChildrenOnly) is None:
            key = QShortcut(QKeySequence("F1"), window)
            key.setObjectName(KEY)
            key.activated.connect(lambda: self._open(window))

    def _is_ours(self, window: QWidget) -> bool:
        above: QObject | None = window
        while above is not None and above not in (self._shell, self._shell.window()):
            above = above.parent()
        return above is not None

    def _open(self, window: QDialog) -> None:
        page = getattr(window, "help_page", None) or self._usual_page()
        shown = HelpWindow(self._words, page, window)
        window.finished.connect(shown.close)  # nothing stays open over a locked screen
        shown.open()
