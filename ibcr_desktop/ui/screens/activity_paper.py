"""The two buttons of an activity that lead to paper: the sign-in sheet before it, the certificates after."""

import uuid
from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QWidget

from ibcr_desktop.foundation.words import N_
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.record_views.record_editing import RecordEditing


class ActivityPaper(QWidget):
    """Each opens its window; what is being typed is kept first, since it stands on the paper.

    Signals:
        given_out: a paper was made, and may have left its numbers with the people.
    """

    given_out = Signal()

    def __init__(self, context: Context, editing: RecordEditing, keep_roster: Callable[[], None]) -> None:
        super().__init__()
        self._context, self._editing, self._keep_roster = context, editing, keep_roster
        translate = context.words.translate
        self.sheet_button = self._button(translate(N_("Sign-in sheet…")), self.open_sheet)
        self.certificates_button = self._button(translate(N_("Certificates…")), self.open_certificates)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.sheet_button)
        row.addWidget(self.certificates_button)
        row.addStretch()

    def open_sheet(self) -> None:
        """Open the window of the sign-in sheet."""
        from ibcr_desktop.ui.prints.sign_in_sheet_dialog import SignInSheetDialog  # noqa: PLC0415 - seldom needed

        self._open(SignInSheetDialog)

    def open_certificates(self) -> None:
        """Open the window of the certificates."""
        from ibcr_desktop.ui.prints.certificates_dialog import CertificatesDialog  # noqa: PLC0415 - as above

        self._open(CertificatesDialog)

    def _open(self, make: Callable[[Context, uuid.UUID, str, QWidget], QDialog]) -> None:
        editing = self._editing
        self._keep_roster()
        editing.finish()
        if self._context.messages.attempt(editing.exist):
            dialog = make(self._context, editing.record_id, editing.value("code") or "", self)
            dialog.accepted.connect(self.given_out)
            dialog.open()

    def _button(self, text: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _=False: act())
        return button
