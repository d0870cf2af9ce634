"""What the two pages of pairing share: the field for six words that were heard, and the words to read out."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton

from ibcr_desktop.foundation.words import N_
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.screens.start_page import StartPage, hint_label
from ibcr_desktop.ui.toolkit.open_path import documents
from ibcr_desktop.ui.toolkit.plain_text import PlainLabel, label


class PairingPage(StartPage):
    """A short column that is read from top to bottom, one step after the other."""

    left = Signal()

    def __init__(self, context: Context, heading: str) -> None:
        super().__init__(context.words, heading)
        self.context = context
        self.heard = QLineEdit()
        self.replaces = QCheckBox()

    def begin(self) -> None:
        """Begin anew: words that were heard are for one file."""
        self.heard.clear()
        self.replaces.setChecked(False)
        self.set_busy(busy=False)

    def add_heard(self, text: str, replaced: str, explained: str) -> None:
        """Add the field for the words, and the tick for a computer that was lost or replaced."""
        _ = self.words.translate
        hint = _(N_("Capitals and commas do not matter. Other words than those of the file are refused."))
        self.add_field(text, self.heard, hint)
        self.replaces.setText(replaced)
        self.replaces.setAccessibleDescription(explained)
        self.column.addWidget(self.replaces)
        self.column.addWidget(hint_label(explained))

    def add_words(self) -> PlainLabel:
        """Add the place for words that are read out; hidden until there are some."""
        shown = label("")
        font = shown.font()
        font.setBold(True)
        font.setPointSizeF(font.pointSizeF() * 1.2)
        shown.setFont(font)
        flags = Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        shown.setTextInteractionFlags(flags)
        shown.hide()
        self.column.addWidget(shown)
        return shown

    def add_button(self, text: str) -> QPushButton:
        """Add a button under what was added before."""
        button = QPushButton(text)
        button.setAutoDefault(False)
        self.column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return button

    def ask_file(self, title: str, kinds: str) -> Path | None:
        """Ask for the file of the other side."""
        shown = ";;".join((kinds, self.words.translate(N_("All files (*)"))))
        return self.context.messages.ask_open_path(title, documents(), shown)

    def ask_folder(self, title: str) -> Path | None:
        """Ask for the folder or stick of the file that is written."""
        return self.context.messages.ask_folder(title, documents())


def show_words(shown: PlainLabel, text: str, words: tuple[str, ...]) -> None:
    """Show words that are read out, in two groups of three."""
    shown.setText(f"{text}\n{'  '.join(words[:3])}\n{'  '.join(words[3:])}")
    shown.setAccessibleName(shown.text())
    shown.show()
