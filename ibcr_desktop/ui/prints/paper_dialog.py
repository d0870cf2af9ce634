"""What the windows of sign-in sheets and certificates share: language and paper, a preview, the ways out."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QSize, Qt
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
from ibcr_desktop.ui.toolkit.open_path import documents, open_path
from ibcr_desktop.ui.toolkit.plain_text import PlainLabel, label

USUAL_SIZE: Final = QSize(980, 560)
DOTS: Final = 1400  # across the picture of a page
PDF: Final = ".pdf"
PDF_DOCUMENT: Final = N_("PDF document")


@dataclass(frozen=True)
class Wanted(ABC):
    """What was chosen in the window at one moment, and how it is made on the worker: plain values, no widget."""

    language: str
    paper: PaperSize

    @abstractmethod
    def make_pages(self, store: RecordStore, lexicon: StoredLexicon) -> Pages | None:
        """Read and lay out what was chosen; None where there is nothing to print."""

    def give_out(self, store: RecordStore, lexicon: StoredLexicon) -> None:  # noqa: B027 - not every paper leaves a trace
        """Write into the records what must stand there before anything leaves."""


@dataclass(frozen=True)
class Drawn:
    """A page for the preview, and of how many."""

    pages: Pages | None
    picture: QImage
    page: int


Work = Callable[[Wanted, RecordStore, StoredLexicon], Any]
Put = Callable[[Any], Any]  # of the pages


class PaperDialog(QDialog):
    """Reads and draws on the worker; the window only chooses: each kind of paper supplies what is ``wanted``."""

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

    def wanted(self) -> Wanted:
        """Give what is chosen now."""
        raise NotImplementedError

    def language_and_paper(self) -> tuple[str, PaperSize]:
        """Give what every kind of paper lets a person choose."""
        return self.language.currentData(), PaperSize(self.paper.currentData())

    def refresh(self, page: int = 0) -> None:
        """Show a page as it would come out now; what was asked before and is not done yet counts no more."""
        self._asked += 1
        if self._drawing is not None:
            self._drawing.cancel()  # what was not begun yet is not begun: ticking forty names draws once or twice
        self._drawing = self._begin(partial(_draw, self._asked, page), self._show)

    def save_pdf(self) -> None:
        """Ask where to, and write the PDF."""
        self.save(PDF, PDF_DOCUMENT, write_pdf)

    def save(self, suffix: str, kind: str, write: Callable[[Path, Any], None]) -> None:
        """Ask for a file of a kind (marked English), and write it on the worker; the window closes when it is there."""
        proposed = documents() / f"{self._file_name}{suffix}"
        kinds = f"{self.context.words.translate(kind)} (*{suffix})"
        path = self.context.messages.ask_save_path(self.windowTitle(), proposed, kinds)
        if path is None:
            return
        if path.suffix.lower() != suffix:
            path = path.with_name(path.name + suffix)
        self._make(partial(_into_file, write, path), self._saved)

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
            self._make(partial(print_on, device), self._printed)

    def _make(self, put: Put, done: Callable[[Any], None]) -> None:
        self._set_busy(busy=True)
        self.said.setText(self.context.words.translate(N_("Writing…")))
        self._begin(partial(_give_out, put), done)

    def _begin(self, work: Work, done: Callable[[Any], None]) -> Task:
        """Begin work on what is chosen now; it must hold nothing of the window, which may be gone before it ends."""
        whole = partial(_with_own_database, self.context.store, self.context.lexicon, self.wanted(), work)
        return self.context.background.run(whole, done=done, failed=self._failed)

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


def _with_own_database(store: RecordStore, lexicon: StoredLexicon, wanted: Wanted, work: Work) -> Any:
    """Work with a database of one's own and a lexicon in the language of the paper."""
    own = store.another()
    with closing(own.database):
        return work(wanted, own, lexicon.another(own.database, Words(wanted.language)))


def _draw(asked: int, page: int, wanted: Wanted, store: RecordStore, lexicon: StoredLexicon) -> tuple[int, Drawn]:
    pages = wanted.make_pages(store, lexicon)
    if pages is None:
        return asked, Drawn(None, QImage(), 0)
    shown = min(page, pages.count - 1)
    return asked, Drawn(pages, picture_of(pages, shown, DOTS), shown)


def _give_out(put: Put, wanted: Wanted, store: RecordStore, lexicon: StoredLexicon) -> Any:
    wanted.give_out(store, lexicon)
    pages = wanted.make_pages(store, lexicon)
    return None if pages is None else put(pages)


def _into_file(write: Callable[[Path, Any], None], path: Path, pages: Pages) -> Path:
    write(path, pages)
    return path
