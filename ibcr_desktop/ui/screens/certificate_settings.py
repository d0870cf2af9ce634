"""What certificates of the office carry: its own wording and signatory, and the logo."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records.offices import office_id
from ibcr_desktop.storage.office_logo import keep_logo, logo_of
from ibcr_desktop.ui.context import Context

PICTURES: Final = N_("Pictures")


class CertificateSettings(QWidget):
    """Three buttons: the record of the office holds the words, the database the logo."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        translate = context.words.translate
        self.wording = self._button(translate(N_("&Wording and signatory")), self._open_office)
        self.choose = self._button(translate(N_("Lo&go…")), self._choose)
        self.remove = self._button(translate(N_("Remove the logo")), lambda: self._keep(None))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for button in (self.wording, self.choose, self.remove):
            row.addWidget(button)
        self.show_state()

    def show_state(self) -> None:
        """Offer to remove a logo where there is one."""
        with self._context.store.database.reader() as connection:
            self.remove.setEnabled(logo_of(connection) is not None)

    def _open_office(self) -> None:
        self._context.go.to_record("office", office_id(self._context.store.log.author.office))

    def _choose(self) -> None:
        translate = self._context.words.translate
        pictures = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        kinds = f"{translate(PICTURES)} (*.png *.jpg *.jpeg)"
        path = self._context.messages.ask_open_path(translate(N_("Logo of the certificates")), Path(pictures), kinds)
        if path is not None:
            from ibcr_desktop.prints.logo import logo_from  # noqa: PLC0415 - seldom needed

            self._context.background.run(
                lambda: logo_from(path), done=self._keep, failed=self._context.messages.show_failure
            )

    def _keep(self, picture: bytes | None) -> None:
        context = self._context
        database = context.store.database
        if context.messages.attempt(lambda: database.write(lambda connection: keep_logo(connection, picture))):
            said = N_("The logo is removed.") if picture is None else N_("The logo is kept in the database.")
            context.messages.show_text(context.words.translate(said))
        self.show_state()

    def _button(self, text: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.clicked.connect(lambda _=False: act())
        return button
