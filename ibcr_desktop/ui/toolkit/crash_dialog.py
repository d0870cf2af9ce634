"""Shows that the program made a mistake: where in the code, never which values; the person may save it for support."""

import platform
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTimer, qVersion
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ibcr_desktop import VERSION
from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.places import Places
from ibcr_desktop.foundation.traces import trace_of
from ibcr_desktop.foundation.words import LANGUAGES, N_, Words
from ibcr_desktop.ui.toolkit.help_bundle import FILE_NAME, write_help_bundle
from ibcr_desktop.ui.toolkit.plain_text import label


class CrashDialog(QDialog):
    """What happened, what is safe, what to do, and the report to send along."""

    def __init__(self, report: str, words: Words, log_folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._report, self._words, self._log_folder = report, words, log_folder
        _ = words.translate
        self.setWindowTitle(_(N_("The program made a mistake")))
        self.resize(540, 380)
        self.view = QPlainTextEdit(report)
        self.view.setReadOnly(True)
        self.view.setTabChangesFocus(True)
        self.view.setAccessibleName(_(N_("Report")))
        self.view.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text = label(
            _(
                N_(
                    "Something went wrong that is not your fault. What was saved is safe, and you can go on. "
                    "If it happens again, save this report and send it to whoever looks after the program: "
                    "it says where in the program it happened, and nothing of what you entered."
                )
            )
        )
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.save_button = QPushButton(_(N_("&Save the report…")))
        buttons.addButton(self.save_button, QDialogButtonBox.ButtonRole.ActionRole)
        self.save_button.clicked.connect(self._ask_and_save)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (self.text, self.view, buttons):
            column.addWidget(widget)

    def save(self, path: Path) -> None:
        """Write the report with the log to one file, or say in place of the explanation why not."""
        try:
            write_help_bundle(path, self._report, self._log_folder)
        except UserError as refused:
            self.text.setText(refused.text(self._words))

    def _ask_and_save(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, self.save_button.text(), FILE_NAME)
        if chosen:
            self.save(Path(chosen))


def report_of(error: BaseException) -> str:
    """Give versions and places in the code; no message and no value."""
    return "\n".join(
        [
            f"IBCR Desktop {VERSION}",
            f"Python {platform.python_version()}, Qt {qVersion()}, {platform.system()} {platform.release()}",
            "",
            trace_of(error),
        ]
    )


def tell_later(error: BaseException) -> None:
    """Show the dialog on the screen's thread, whichever thread failed; one dialog at a time."""
    application = QCoreApplication.instance()
    if isinstance(application, QApplication):
        report = report_of(error)
        QTimer.singleShot(0, application, lambda: _show(application, report))


def _show(application: QApplication, report: str, make: Callable[..., CrashDialog] = CrashDialog) -> None:
    if any(isinstance(window, CrashDialog) and window.isVisible() for window in application.topLevelWidgets()):
        return
    language = application.property("language")
    words = Words(language if language in LANGUAGES else "en")
    dialog = make(report, words, Places.of_this_person().log_folder, application.activeWindow())
    dialog.finished.connect(lambda _: dialog.deleteLater())  # and keeps it alive until then, with or without a parent
    dialog.open()
