"""The settings: language, text size and look; who enters; keys, backups, lists and counting."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.settings import COLOUR_SCHEMES
from ibcr_desktop.foundation.words import LANGUAGE_NAMES, LANGUAGES, N_
from ibcr_desktop.records.offices import SETTINGS_ID
from ibcr_desktop.storage.changes import ChangeLog
from ibcr_desktop.storage.identity import Identity, remember
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.screens.certificate_settings import CertificateSettings
from ibcr_desktop.ui.screens.start_page import heading_label
from ibcr_desktop.ui.toolkit.plain_text import PlainLabel

TEXT_SIZES = (100, 110, 125, 150)
SCHEME_LABELS = {"system": N_("As the system"), "light": N_("Light"), "dark": N_("Dark")}


class SettingsPage(QScrollArea):
    """Everything takes effect when it is chosen; there is nothing to save."""

    help_page = "settings"

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it follows the focus of what is in it
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.addWidget(heading_label(self.title()))
        self._form = QFormLayout()
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)
        column.addLayout(self._form)
        self._add_looks()
        self._add_person()
        self._add_keys()
        if context.backups.is_on:
            self._add_backups()
        self._add_lists()
        column.addStretch(1)
        self.setWidget(inside)

    def title(self) -> str:
        """Give the name of the screen."""
        return self._context.words.translate(N_("Settings"))

    def shown(self) -> None:
        """Show the settings as they are now."""
        self.person.setText(self._context.store.log.author.person)

    def leave(self) -> None:
        """Keep the name that was typed."""
        self._keep_person()

    def _add_looks(self) -> None:
        _, current = self._context.words.translate, self._context.settings.current
        words = self._context.words
        self.language = self._choice(
            _(N_("&Language")), [(each, LANGUAGE_NAMES[each]) for each in LANGUAGES], words.language, "language"
        )
        sizes = [(size, words.percent(size / 100)) for size in TEXT_SIZES]
        self.text_size = self._choice(_(N_("Text &size")), sizes, current.text_size, "text_size")
        schemes = [(each, _(SCHEME_LABELS[each])) for each in COLOUR_SCHEMES]
        self.scheme = self._choice(_(N_("&Colours")), schemes, current.colour_scheme, "colour_scheme")

    def _choice(self, label: str, entries: Sequence[tuple[Any, str]], chosen: Any, setting: str) -> QComboBox:
        box = QComboBox()
        for value, text in entries:
            box.addItem(text, value)
        box.setCurrentIndex(max(0, box.findData(chosen)))
        box.activated.connect(lambda _row: self._context.settings.change(**{setting: box.currentData()}))
        self._add_row(label, box)
        return box

    def _add_person(self) -> None:
        _ = self._context.words.translate
        self.person = QLineEdit()
        self.person.setMinimumWidth(self.fontMetrics().averageCharWidth() * 36)
        self.person.editingFinished.connect(self._keep_person)
        self._add_row(_(N_("Your &name")), self.person)
        self._add_row(_(N_("Office")), PlainLabel(self._context.store.log.author.office))

    def _keep_person(self) -> None:
        """Write the name into the encrypted database; from now on the history carries it."""
        store, name = self._context.store, self.person.text().strip()
        author = store.log.author
        if name == author.person or store.database.read_only:
            return
        identity = Identity(author.office, name, author.is_headquarters)
        try:
            store.database.write(lambda connection: remember(connection, identity))
        except UserError as error:
            self._context.messages.show_error(error)
            return
        store.log = ChangeLog(identity.as_author(), self._context.clock)

    def _add_keys(self) -> None:
        _ = self._context.words.translate
        passphrase, code = QPushButton(_(N_("New &passphrase…"))), QPushButton(_(N_("New &recovery code…")))
        passphrase.clicked.connect(lambda: self._context.go.to_new_key(for_code=False))
        code.clicked.connect(lambda: self._context.go.to_new_key(for_code=True))
        self._add_buttons(_(N_("Keys of the database")), (passphrase, code))

    def _add_backups(self) -> None:
        backups = QPushButton(self._context.words.translate(N_("&Backups…")))
        backups.clicked.connect(self._context.go.to_backups)
        self._add_buttons(self._context.words.translate(N_("Backups")), (backups,))

    def _add_lists(self) -> None:
        _, go = self._context.words.translate, self._context.go
        counting, terms, offices = (
            QPushButton(_(text)) for text in (N_("Counting s&ettings"), N_("Code l&ists"), N_("&Offices"))
        )
        counting.clicked.connect(lambda: go.to_record("organisation_setting", SETTINGS_ID))
        terms.clicked.connect(lambda: go.to_list("term"))
        offices.clicked.connect(lambda: go.to_list("office"))
        self._add_buttons(_(N_("The organisation")), (counting, terms, offices))
        self._form.addRow(PlainLabel(_(N_("Certificates"))), CertificateSettings(self._context))

    def _add_buttons(self, label: str, buttons: Sequence[QPushButton]) -> None:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        for button in buttons:
            row.addWidget(button)
        self._form.addRow(PlainLabel(label), box)

    def _add_row(self, label: str, editor: QWidget) -> None:
        text = PlainLabel(label)
        text.setBuddy(editor)
        editor.setAccessibleName(label.replace("&", ""))
        self._form.addRow(text, editor)
