"""Lets headquarters ask the office that keeps a record about it, in words that travel with the next answer."""

import uuid

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.plain_text import isolate_name
from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.records import Question
from ibcr_desktop.storage.record_store import OpenedRecord
from ibcr_desktop.sync.questions import asked_office, asking
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.toolkit.plain_text import PlainLabel, label
from ibcr_desktop.ui.toolkit.state_label import StateLabel

SIZE = (480, 300)


class AskDialog(QDialog):
    """Takes a question about one record; emits it once it is not empty."""

    asked = Signal(str)

    def __init__(self, about: str, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        _ = words.translate
        self.setWindowTitle(_(N_("Ask the office")))
        self.resize(*SIZE)
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(_(N_("Question")))
        caption = PlainLabel(_(N_("&Question")))
        caption.setBuddy(self.text)
        self.problem = StateLabel()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.keep = QPushButton(_(N_("&Keep the question")))
        self.keep.setAutoDefault(False)
        buttons.addButton(self.keep, QDialogButtonBox.ButtonRole.ActionRole)
        self.keep.clicked.connect(self._keep)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(label(about))
        column.addWidget(caption)
        column.addWidget(self.text, 1)
        for widget in (self.problem, buttons):
            column.addWidget(widget)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, error: UserError) -> None:
        """Say what is wrong with the question, and keep what was typed."""
        happened, *_ = error.sentences(self._words)
        self.problem.show_state(f"✖ {happened}", "wrong")
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep(self) -> None:
        self.asked.emit(self.text.toPlainText())


def is_headquarters(context: Context) -> bool:
    """Say whether this is the database of headquarters, which alone asks offices."""
    return context.store.log.author.is_headquarters


def may_be_asked_about(context: Context, opened: OpenedRecord) -> bool:
    """Say whether headquarters may ask an office about a record: one that an office keeps, and no question itself."""
    is_of_an_office = opened.office not in {None, context.store.log.author.office}
    return is_headquarters(context) and is_of_an_office and not opened.is_new and opened.kind is not Question


def offer_to_ask(context: Context, kind_name: str, record_id: uuid.UUID, parent: QWidget) -> None:
    """Show the dialog for a question about a record, or say in the page why no office can be asked."""
    opened, words = context.store.open(kind_name, record_id), context.words
    if opened is None:
        return
    try:
        office = asked_office(opened, context.store.log.author.office)
    except UserError as refused:
        context.messages.show_error(refused)
        return
    about = words.translate(N_("{kind} “{title}”, kept by {office}. The question goes with the next answer to it."))
    title = context.lexicon.titles(opened.kind.kind_name(), [record_id]).get(record_id, "")
    kind = words.translate(opened.kind.singular)
    dialog = AskDialog(about.format(kind=kind, title=isolate_name(title), office=isolate_name(office)), words, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.asked.connect(lambda question: _keep(context, opened, question, dialog))
    dialog.open()


def _keep(context: Context, opened: OpenedRecord, question: str, dialog: AskDialog) -> None:
    try:
        write = asking(opened, question, context.clock.today(), context.store.log.author.office)
        context.store.write_all([write])
    except UserError as refused:
        dialog.refuse(refused)
        return
    dialog.accept()
    kept = context.words.translate(N_("The question is kept; it goes with the next answer to {office}."))
    context.messages.show_text(kept.format(office=isolate_name(opened.office or "")))
