"""Asks for the workbook's language, writes it in the background with progress and Cancel, and leads to the file."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ibcr_desktop.foundation.words import LANGUAGE_NAMES, LANGUAGES, N_, Words
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.totals.yearly_totals import Totals
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.screens.work_strip import Telling, WorkStrip
from ibcr_desktop.ui.toolkit.background import Cancelled
from ibcr_desktop.ui.toolkit.open_path import documents, open_path
from ibcr_desktop.ui.toolkit.plain_text import PlainLabel, label

FILE_NAME: Final = N_("totals-{year}.xlsx")
SUFFIX: Final = ".xlsx"
STOPPED: Final = N_("The export was stopped. No workbook was written; one that was there before is unchanged.")


@dataclass(frozen=True)
class ExportChoice:
    """What the workbook shall be like."""

    language: str
    has_names: bool


class ExportDialog(QDialog):
    """Language, and whether names of persons go into the workbook; they do not unless somebody wants them."""

    chosen = Signal(ExportChoice)
    help_page = "totals"

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _ = words.translate
        self.setWindowTitle(_(N_("Export to Excel")))
        self.language = QComboBox()
        for code in LANGUAGES:
            self.language.addItem(LANGUAGE_NAMES[code], code)
        self.language.setCurrentIndex(self.language.findData(words.language))
        self.language.setAccessibleName(_(N_("Language of the workbook")))
        heading = PlainLabel(_(N_("&Language of the workbook")))
        heading.setBuddy(self.language)
        self.names = QCheckBox(_(N_("With the &names of persons")))
        self.warning = label(
            _(
                N_(
                    "⚠ Whoever gets this workbook can read who took part. Send it only to people who need the names, "
                    "and never by an open way. Each sheet with names says so at its top."
                )
            )
        )
        self.without = label(_(N_("Without names: people stand in it by their codes. It can be sent as it is.")))
        self.names.toggled.connect(self._explain)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.go_on = QPushButton(_(N_("&Choose the file…")))
        buttons.addButton(self.go_on, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setAutoDefault(False)
        self.go_on.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form = QFormLayout()
        form.addRow(heading, self.language)
        form.addRow(self.names)
        column = QVBoxLayout(self)
        column.addLayout(form)
        for widget in (self.without, self.warning, buttons):
            column.addWidget(widget)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 52)
        self._explain(has_names=False)
        self.accepted.connect(lambda: self.chosen.emit(self.choice()))

    def choice(self) -> ExportChoice:
        """Give what was chosen."""
        return ExportChoice(self.language.currentData(), self.names.isChecked())

    def _explain(self, has_names: bool) -> None:  # noqa: FBT001 - Qt's signal
        self.warning.setVisible(has_names)
        self.without.setVisible(not has_names)


class WorkbookExport:
    """Writes the workbook in the background; ``strip`` shows how far it is."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self.strip = WorkStrip(context, STOPPED)

    def begin(self, totals: Totals, choice: ExportChoice) -> None:
        """Ask where to, and begin to write."""
        context = self._context
        _ = context.words.translate
        name = Words(choice.language).translate(FILE_NAME).format(year=totals.year.label)
        workbook = _(N_("Excel workbook"))
        kinds = f"{workbook} (*{SUFFIX})"
        path = context.messages.ask_save_path(_(N_("Export to Excel")), documents() / name, kinds)
        if path is None:
            return
        if path.suffix.lower() != SUFFIX:
            path = path.with_name(path.name + SUFFIX)
        self.write(totals, choice, path)

    def write(self, totals: Totals, choice: ExportChoice, path: Path) -> None:
        """Write the workbook in the background; what stands at ``path`` stays until the new one is whole."""

        def work(store: RecordStore, tell: Telling) -> Path:
            from ibcr_desktop.excel.progress import Progress, StoppedError  # noqa: PLC0415 - slow to import
            from ibcr_desktop.excel.yearly_workbook import write_workbook  # noqa: PLC0415 - the same

            progress = Progress(tell, lambda: tell.is_called_off)
            words, names = Words(choice.language), choice.has_names
            try:
                write_workbook(store.database, totals, path, words, names=names, progress=progress)
            except StoppedError as stopped:
                raise Cancelled from stopped
            return path

        self.strip.begin(N_("Writing the workbook…"), work, self.saved)

    def saved(self, path: Path) -> None:
        """Say where the workbook is, and lead to it."""
        _ = self._context.words.translate
        self._context.messages.show_text(
            _(N_("Saved {name}.")).format(name=path.name),
            (_(N_("Open")), lambda: open_path(path)),
            (_(N_("Show in folder")), lambda: open_path(path.parent)),
        )
