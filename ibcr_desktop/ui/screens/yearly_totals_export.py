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
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ibcr_desktop.foundation.words import LANGUAGE_NAMES, LANGUAGES, N_, Words
from ibcr_desktop.totals.yearly_totals import Totals
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.on_worker import own_store
from ibcr_desktop.ui.toolkit.background import Cancelled, Task
from ibcr_desktop.ui.toolkit.open_path import documents, open_path
from ibcr_desktop.ui.toolkit.plain_text import ElidedLabel, PlainLabel, label

FILE_NAME: Final = N_("totals-{year}.xlsx")
SUFFIX: Final = ".xlsx"
STEPS: Final = 1000


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


class ExportStrip(QFrame):
    """Shows how far an export is, with Cancel; a person can go on elsewhere meanwhile."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._task: Task | None = None
        _ = context.words.translate
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.text = ElidedLabel()
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(_(N_("Progress of the export")))
        self.cancel_button = QPushButton(_(N_("&Stop the export")))
        self.cancel_button.clicked.connect(self.cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        row.addWidget(self.text, 2)
        row.addWidget(self.bar, 3)
        row.addWidget(self.cancel_button)
        self.hide()

    @property
    def is_busy(self) -> bool:
        """Say whether a workbook is being written."""
        return self._task is not None

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
        context = self._context
        text = context.words.translate(N_("Writing {name}…")).format(name=path.name)

        def work(task: Task) -> Path:
            from ibcr_desktop.excel.progress import Progress, StoppedError  # noqa: PLC0415 - slow to import
            from ibcr_desktop.excel.yearly_workbook import write_workbook  # noqa: PLC0415 - the same

            progress = Progress(lambda done, total: task.progress(text, done, total), lambda: task.cancelled)
            words, names = Words(choice.language), choice.has_names
            try:
                with own_store(context) as own:
                    write_workbook(own.database, totals, path, words, names=names, progress=progress)
            except StoppedError as stopped:
                raise Cancelled from stopped
            return path

        self.text.set_whole_text(text)
        self.bar.setRange(0, 0)
        self.show()
        self._task = context.background.run(
            work, done=self._saved, failed=self._failed, progress=self._progressed, stopped=self._stopped
        )

    def cancel(self) -> None:
        """Call it off; whether it was too late is told when the worker has answered."""
        if self._task is not None:
            self._task.cancel()
            self.text.set_whole_text(self._context.words.translate(N_("Stopping…")))

    def _stopped(self) -> None:
        self._end()
        text = N_("The export was stopped. No workbook was written; one that was there before is unchanged.")
        self._context.messages.show_text(self._context.words.translate(text))

    def _progressed(self, text: str, done: int, total: int) -> None:
        if self._task is not None and total > 0:
            self.text.set_whole_text(text)
            self.bar.setRange(0, STEPS)
            self.bar.setValue(done * STEPS // total)

    def _saved(self, path: Path) -> None:
        self._end()
        _ = self._context.words.translate
        self._context.messages.show_text(
            _(N_("Saved {name}.")).format(name=path.name),
            (_(N_("Open")), lambda: open_path(path)),
            (_(N_("Show in folder")), lambda: open_path(path.parent)),
        )

    def _failed(self, error: BaseException) -> None:
        self._end()
        self._context.messages.show_failure(error)

    def _end(self) -> None:
        page = self.parentWidget()
        had_focus = self.cancel_button.hasFocus()
        self._task = None
        self.hide()
        if had_focus and page is not None:
            page.setFocus()
