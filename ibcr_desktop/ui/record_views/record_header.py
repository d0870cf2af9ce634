"""The head of a record: its title as it is typed, its state in sign and word, and what can be done with it."""

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.records.record import Record, State
from ibcr_desktop.storage.record_store import OpenedRecord
from ibcr_desktop.ui.record_views.field_rows import NEEDED
from ibcr_desktop.ui.toolkit import appearance
from ibcr_desktop.ui.toolkit.plain_text import ElidedLabel, PlainLabel


class RecordHeader(QWidget):
    """Buttons and texts; what they do is decided by who listens.

    Signals:
        complete_wanted, draft_wanted, copy_wanted, history_wanted, ask_wanted, bin_wanted, restore_wanted
    """

    complete_wanted = Signal()
    draft_wanted = Signal()
    copy_wanted = Signal()
    history_wanted = Signal()
    ask_wanted = Signal()
    bin_wanted = Signal()
    restore_wanted = Signal()

    def __init__(self, kind: type[Record], words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._kind = words, kind
        translate = words.translate
        self.title = ElidedLabel()
        font = self.title.font()
        font.setPointSizeF(font.pointSizeF() * 1.3)
        font.setBold(True)
        self.title.setFont(font)
        self.state = PlainLabel()
        self.complete = self._button(translate(N_("&Check and complete")), "Ctrl+Return", self.complete_wanted)
        self.draft = self._button(translate(N_("Back to &draft")), "", self.draft_wanted)
        self.copy = self._button(translate(N_("New &like this one")), "Ctrl+Shift+N", self.copy_wanted)
        self.history = self._button(translate(N_("&History")), "Ctrl+H", self.history_wanted)
        self.ask = self._button(translate(N_("&Ask the office…")), "", self.ask_wanted)
        self.ask.hide()  # until somebody listens who may ask
        self.to_bin = self._button(translate(N_("Move to &bin")), "", self.bin_wanted)
        self.restore = self._button(translate(N_("&Restore")), "", self.restore_wanted)
        first, second = QHBoxLayout(), QHBoxLayout()
        first.addWidget(self.title, stretch=1)
        first.addWidget(self.state)
        for button in (self.complete, self.draft, self.copy, self.history, self.ask, self.to_bin, self.restore):
            second.addWidget(button)
        self.legend = ElidedLabel()
        self.legend.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        second.addWidget(self.legend, stretch=1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(first)
        column.addLayout(second)

    def show_record(self, opened: OpenedRecord, title: str, *, has_errors: bool) -> None:
        """Show a title and the state of a record."""
        kind = self._words.translate(self._kind.singular)
        self.title.set_whole_text(f"{kind} – {title}" if title else kind)
        is_complete = opened.state == State.COMPLETE
        text, colour = self._state(opened, has_errors=has_errors)
        self.state.setText(text)
        colours = self.state.palette()
        colours.setColor(self.state.foregroundRole(), appearance.state_colour(self.palette(), colour))
        self.state.setPalette(colours)
        self.complete.setVisible(not is_complete and not opened.deleted)
        self.draft.setVisible(is_complete and not opened.deleted)
        self.to_bin.setVisible(not opened.deleted and not opened.is_new)
        self.restore.setVisible(opened.deleted)
        self.legend.set_whole_text("" if is_complete or opened.deleted else self._words.translate(NEEDED))
        self.history.setVisible(not opened.is_new)
        self.copy.setVisible(not opened.is_new)

    def _state(self, opened: OpenedRecord, *, has_errors: bool) -> tuple[str, str]:
        translate = self._words.translate
        if opened.deleted:
            return "✖ " + translate(N_("In the bin")), "wrong"
        if opened.contested:
            return "⚠ " + translate(N_("Two versions")), "to_look_at"
        if opened.state == State.COMPLETE:
            return "✔ " + translate(N_("Complete")), "fine"
        if has_errors:
            return "○ " + translate(N_("Draft")), "to_complete"
        return "○ " + translate(N_("Draft, nothing missing")), "to_complete"

    def _button(self, text: str, keys: str, signal: SignalInstance) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        if keys:
            QShortcut(QKeySequence(keys), button, button.click)  # the button's own is the underlined letter
            button.setToolTip(QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText))
        button.clicked.connect(signal)
        return button
