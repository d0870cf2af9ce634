"""What the windows of sign-in sheets and certificates share: language and paper, a preview, the ways out."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QSize, QStandardPaths, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.words import LANGUAGE_NAMES, LANGUAGES, N_, Words
from ibcr_desktop.paper.paper_sizes import PaperSize
from ibcr_desktop.prints.pages import Pages, picture_of, print_on, write_pdf
from ibcr_desktop.storage.lexicon import StoredLexicon
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.prints import printer
from ibcr_desktop.ui.prints.page_preview import PagePreview
from ibcr_desktop.ui.toolkit.background import Task
from ibcr_desktop.ui.toolkit.open_path import open_path
from ibcr_desktop.ui.toolkit.plain_text import PlainLabel, label

USUAL_SIZE: Final = QSize(980, 560)
DOTS: Final = 1400  # across the picture of a page
PDF: Final = ".pdf"
PDF_DOCUMENT: Final = N_("PDF document")


@dataclass(frozen=True)
class Wanted:
    """What was chosen in the window at one moment; ``options`` is what the kind of paper asks besides."""

    language: str
    paper: PaperSize
    options: Any = None


@dataclass(frozen=True)
class Drawn:
    """A page for the preview, and of how many."""

    pages: Pages | None
    picture: QImage
    page: int


class PaperDialog(QDialog):
    """Reads and draws on the worker; the window only chooses.

    A kind of paper supplies ``options``, ``make_pages`` and, where records must be written first, ``give_out``.
    """

    def __init__(self, context: Context, title: str, file_name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(USUAL_SIZE.boundedTo(parent.window().size()))
        self.context = context
        self._file_name, self._asked, self._busy = file_name, 0, False
        self._pages: Pages | None = None
        self._drawing: Task | None = None
        translate = context.words.translate
        self.language, self.paper = QComboBox(), QComboBox()
        for code in LANGUAGES:
            self.language.addItem(LANGUAGE_NAMES[code], code)
        self.language.setCurrentIndex(self.language.findData(context.words.language))
        for size in PaperSize:
            self.paper.addItem(size.label, size.value)
        self.form = QFormLayout()
        self.form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._add_row(translate(N_("&Language")), self.language)
        self._add_row(translate(N_("Pa&per")), self.paper)
        self.preview = PagePreview(context.words)
        self.preview.page_wanted.connect(self.refresh)
        self.said = label("")
        self.save_button = self._button(translate(N_("&Save as PDF…")), self.save_pdf)
        self.print_button = self._button(translate(N_("P&rint…")), self.print)
        self.buttons = QHBoxLayout()
        for box in (self.language, self.paper):
            box.currentIndexChanged.connect(lambda _: self.refresh())

    def lay_out(self, options: QWidget) -> None:
        """Put everything in its place; the kind of paper calls it once its own widgets exist."""
        side = QVBoxLayout()
        side.addLayout(self.form)
        side.addWidget(options, stretch=1)
        body = QHBoxLayout()
        body.addLayout(side, stretch=2)
        body.addWidget(self.preview, stretch=4)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        close.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        for button in self.outputs():
            self.buttons.addWidget(button)
        self.buttons.addStretch()
        self.buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.addLayout(body, stretch=1)
        column.addWidget(self.said)
        column.addLayout(self.buttons)
        self.save_button.setDefault(True)
        self._set_busy(busy=False)
        self.refresh()

    def outputs(self) -> list[QPushButton]:
        """Give the buttons that make something, in their order."""
        return [self.save_button, self.print_button]

    def options(self) -> Any:
        """Give what was chosen besides language and paper."""
        raise NotImplementedError

    def make_pages(self, store: RecordStore, lexicon: StoredLexicon, wanted: Wanted) -> Pages | None:
        """Read and lay out what was chosen, on the worker; None where there is nothing to print."""
        raise NotImplementedError

    def give_out(self, store: RecordStore, lexicon: StoredLexicon, wanted: Wanted) -> None:
        """Write into the records what must stand there before anything leaves, on the worker."""

    def refresh(self, page: int = 0) -> None:
        """Show a page as it would come out now; what was asked before and is not done yet counts no more."""
        self._asked += 1
        asked, wanted = self._asked, self._wanted()

        def draw(pages: Pages | None) -> tuple[int, Drawn]:
            if pages is None:
                return asked, Drawn(None, QImage(), 0)
            shown = min(page, pages.count - 1)
            return asked, Drawn(pages, picture_of(pages, shown, DOTS), shown)

        if self._drawing is not None:
            self._drawing.cancel()  # what was not begun yet is not begun: ticking forty names draws once or twice
        work = self._on_worker(lambda store, lexicon: draw(self.make_pages(store, lexicon, wanted)))
        self._drawing = self.context.background.run(work, done=self._show, failed=self._failed)

    def save_pdf(self) -> None:
        """Ask where to, and write the PDF."""
        self.save(PDF, PDF_DOCUMENT, lambda pages, _store, _lexicon, path: write_pdf(path, pages))

    def save(self, suffix: str, kind: str, write: Callable[[Pages, RecordStore, StoredLexicon, Path], None]) -> None:
        """Ask for a file of a kind (marked English), and write it on the worker; the window closes when it is there."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        proposed = Path(folder) / f"{self._file_name}{suffix}"
        kinds = f"{self.context.words.translate(kind)} (*{suffix})"
        path = self.context.messages.ask_save_path(self.windowTitle(), proposed, kinds)
        if path is None:
            return
        if path.suffix.lower() != suffix:
            path = path.with_name(path.name + suffix)

        def put(pages: Pages, store: RecordStore, lexicon: StoredLexicon) -> Path:
            write(pages, store, lexicon, path)
            return path

        self._make(put, self._saved)

    def print(self) -> None:
        """Ask for a printer, and print on the worker."""
        if self._pages is None:
            return
        try:
            device = printer.ask_printer(self._pages, self)
        except UserError as refused:
            self._failed(refused)
            return
        if device is not None:
            self._make(lambda pages, _store, _lexicon: print_on(device, pages), self._printed)

    def _make(self, put: Callable[[Pages, RecordStore, StoredLexicon], Any], done: Callable[[Any], None]) -> None:
        wanted = self._wanted()

        def work(store: RecordStore, lexicon: StoredLexicon) -> Any:
            self.give_out(store, lexicon, wanted)
            pages = self.make_pages(store, lexicon, wanted)
            return None if pages is None else put(pages, store, lexicon)

        self._set_busy(busy=True)
        self.said.setText(self.context.words.translate(N_("Writing…")))
        self.context.background.run(self._on_worker(work), done=done, failed=self._failed)

    def _on_worker(self, work: Callable[[RecordStore, StoredLexicon], Any]) -> Callable[[], Any]:
        """Give work that has a database of its own and a lexicon in the language of the paper."""
        store, lexicon, words = self.context.store, self.context.lexicon, Words(self.language.currentData())

        def begin() -> Any:
            own = store.another()
            try:
                return work(own, lexicon.another(own.database, words))
            finally:
                own.database.close()

        return begin

    def _show(self, found: tuple[int, Drawn]) -> None:
        asked, drawn = found
        if asked != self._asked or self._busy:
            return
        self._pages = drawn.pages
        self.preview.show_page(drawn.picture, drawn.page, drawn.pages.count if drawn.pages else 0)
        self._set_busy(busy=False)

    def _saved(self, path: Path) -> None:
        translate = self.context.words.translate
        self.context.messages.show_text(
            translate(N_("Saved {name}.")).format(name=path.name),
            (translate(N_("Open")), lambda: open_path(path)),
            (translate(N_("Show in folder")), lambda: open_path(path.parent)),
        )
        self.accept()

    def _printed(self, _nothing: None) -> None:
        self.context.messages.show_text(self.context.words.translate(N_("Sent to the printer.")))
        self.accept()

    def _failed(self, error: BaseException) -> None:
        self._set_busy(busy=False)
        if not isinstance(error, UserError):
            raise error
        self.said.setText("⚠ " + error.text(self.context.words))

    def _set_busy(self, *, busy: bool) -> None:
        self._busy = busy
        for button in self.outputs():
            button.setEnabled(self._pages is not None and not busy)

    def _wanted(self) -> Wanted:
        return Wanted(self.language.currentData(), PaperSize(self.paper.currentData()), self.options())

    def _add_row(self, text: str, box: QComboBox) -> None:
        heading = PlainLabel(text)
        heading.setBuddy(box)
        box.setAccessibleName(text.replace("&", ""))
        self.form.addRow(heading, box)

    def _button(self, text: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _=False: act())
        return button
