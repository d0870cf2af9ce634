"""The lines for a new passphrase, the same on every page that asks for one."""

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QPushButton

from ibcr_desktop.foundation.words import N_
from ibcr_desktop.storage.passphrases import suggest_passphrase, weakness_of
from ibcr_desktop.ui.screens.start_page import StartPage, hint_label


class PassphraseFields:
    """The two lines, the offer of words, the switch that shows them and the judgement, on any page."""

    def __init__(self, page: StartPage) -> None:
        self._words = page.words
        _ = self._words.translate
        self.first = page.add_secret(_(N_("New &passphrase")))
        self.judgement = hint_label("")
        page.column.addWidget(self.judgement)
        self.second = page.add_secret(_(N_("The same &again")))
        self.shown = QCheckBox(_(N_("&Show what I type")))
        self.offer = QPushButton(_(N_("Offer me &words")))
        self.offer.setAutoDefault(False)
        row = QHBoxLayout()
        row.addWidget(self.shown)
        row.addStretch(1)
        row.addWidget(self.offer)
        page.column.addLayout(row)
        self.first.textChanged.connect(self._judge)
        self.shown.toggled.connect(self._show)
        self.offer.clicked.connect(self._suggest)
        self._judge("")

    def problem(self) -> str:
        """Give what is wrong with the two lines in the language of the page, empty when they may be used."""
        weakness = weakness_of(self.first.text())
        if weakness:
            return self._words.translate(weakness)
        if self.first.text() != self.second.text():
            return self._words.translate(N_("The two lines are not the same. Type the passphrase again."))
        return ""

    def _judge(self, text: str) -> None:
        weakness = weakness_of(text)
        if not text:
            verdict = self._words.translate(N_("At least twelve characters; four or five words are best."))
        elif weakness:
            verdict = f"○ {self._words.translate(weakness)}"
        else:
            verdict = "✔ " + self._words.translate(N_("Long enough."))
        self.judgement.setText(verdict)

    def _show(self, shown: bool) -> None:  # noqa: FBT001 - a Qt slot
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.first.setEchoMode(mode)
        self.second.setEchoMode(mode)

    def _suggest(self) -> None:
        offered = suggest_passphrase(self._words.language)
        self.shown.setChecked(True)
        self.first.setText(offered)
        self.second.setText(offered)
        self.first.setFocus()
