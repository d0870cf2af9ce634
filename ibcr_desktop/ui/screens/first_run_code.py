"""The recovery code of a new database: shown once, kept on paper or in a file, and typed back to prove it."""

import secrets
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase, QGuiApplication, QTextDocument
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.safe_files import write_content
from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.ui.screens.start_page import StartPage
from ibcr_desktop.ui.toolkit.plain_text import PlainLabel

PROOF_GROUPS = 6


class RecoveryCodePage(StartPage):
    """Shows the code; going on needs one group of it, named at random, or the whole code."""

    proved = Signal()

    def __init__(
        self, words: Words, code: str, choose: Callable[[int], int] = secrets.randbelow, step: int = 0
    ) -> None:
        _ = words.translate
        super().__init__(words, _(N_("Your recovery code")), step)
        self.code = code
        self._group = choose(PROOF_GROUPS)
        self.add_text(
            _(
                N_(
                    "If the passphrase is forgotten, only this code opens the database. It is shown this once. Write "
                    "it down or print it, and keep the paper in a safe place away from this computer."
                )
            )
        )
        self.shown = PlainLabel(code)
        self.shown.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(self.font().pointSizeF() * 1.3)
        self.shown.setFont(font)
        self.shown.setWordWrap(False)
        self.shown.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.shown.setAccessibleName(_(N_("Recovery code")))
        self.column.addWidget(self.shown)
        self._add_ways_to_keep()
        self.proof = QLineEdit()
        self.proof.setFont(font)
        self.add_field(
            _(N_("To be sure that you have it, &type group {group} of the six:")).format(group=self._group + 1),
            self.proof,
        )
        self.setFocusProxy(self.proof)
        self.proof.returnPressed.connect(self._prove)
        onward = QPushButton(_(N_("&Continue")))
        onward.clicked.connect(self._prove)
        self.add_foot(onward)
        self.finish()

    def _add_ways_to_keep(self) -> None:
        _ = self.words.translate
        row = QHBoxLayout()
        for text, act in (
            (N_("C&opy"), self._copy),
            (N_("&Save to a file…"), self._save),
            (N_("&Print…"), self._print),
        ):
            button = QPushButton(_(text))
            button.setAutoDefault(False)
            button.clicked.connect(act)
            row.addWidget(button)
        row.addStretch(1)
        self.column.addLayout(row)

    def _prove(self) -> None:
        typed = read_loosely(self.proof.text())
        letters = read_loosely(self.code)
        group = letters[self._group * 5 : self._group * 5 + 5]
        if typed in {group, letters}:
            self.proved.emit()
            return
        sentence = N_("This is not group {group} of the code. Compare it with your paper and type it again.")
        self.show_problem(self.words.translate(sentence).format(group=self._group + 1))
        self.proof.selectAll()
        self.proof.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.code)

    def _save(self) -> None:
        _ = self.words.translate
        chosen, _kind = QFileDialog.getSaveFileName(
            self, _(N_("Save the recovery code")), "recovery-code.txt", _(N_("Texts (*.txt)"))
        )
        if chosen:
            self.save_to(Path(chosen))

    def save_to(self, path: Path) -> None:
        """Write the sheet as a text; a disk that refuses is told in the page."""
        try:
            write_content(path, self.sheet().encode("utf-8"))
        except UserError as error:
            self.show_problem(error.text(self.words))

    def sheet(self) -> str:
        """Give what stands on paper or in the file."""
        _ = self.words.translate
        return "\n\n".join(
            (
                _(N_("IBCR Desktop: recovery code")),
                self.code,
                _(N_("With this code a forgotten passphrase can be replaced. Keep it away from the computer.")),
            )
        )

    def _print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # noqa: PLC0415 - few starts print

        printer = QPrinter()
        if QPrintDialog(printer, self).exec():
            document = QTextDocument()
            document.setPlainText(self.sheet())
            document.print_(printer)


def read_loosely(text: str) -> str:
    """Give the letters of a code or of a group of it as ``recovery_code`` reads them."""
    read_as = {"I": "1", "L": "1", "O": "0"}
    return "".join(read_as.get(letter, letter) for letter in text.upper() if letter.isalnum())
