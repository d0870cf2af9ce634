"""The window of the sign-in sheet: with or without the people who are expected, on paper or as a workbook."""

import uuid
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QCheckBox, QPushButton, QVBoxLayout, QWidget

from ibcr_desktop.foundation.clock import Clock
from ibcr_desktop.foundation.words import N_
from ibcr_desktop.paper.paper_sizes import PaperSize
from ibcr_desktop.paper.sign_in_sheet import SignInSheet, read_sheet
from ibcr_desktop.prints.sign_in_sheet_pages import SignInSheetPages
from ibcr_desktop.storage.lexicon import StoredLexicon
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.prints.paper_dialog import PaperDialog, Wanted
from ibcr_desktop.ui.toolkit.plain_text import label

XLSX: Final = ".xlsx"
EXCEL_WORKBOOK: Final = N_("Excel workbook")
FILE_NAME: Final = N_("sign-in-sheet-{code}")


@dataclass(frozen=True)
class WantedSheet(Wanted):
    """A sheet: with people or empty, with what is private, and whether its numbers become those of the roster."""

    activity_id: uuid.UUID
    people: bool
    private: bool
    numbered: bool

    def make_pages(self, store: RecordStore, lexicon: StoredLexicon) -> SignInSheetPages:
        """Read the sheet and lay it out."""
        return SignInSheetPages(self._read(store, lexicon), self.paper)

    def give_out(self, store: RecordStore, lexicon: StoredLexicon) -> None:
        """Keep with each person the line where he or she stands, so that the roster can follow the paper."""
        if self.numbered:
            store.write_all(self._read(store, lexicon).writes())

    def _read(self, store: RecordStore, lexicon: StoredLexicon) -> SignInSheet:
        with store.database.reader() as connection:
            return read_sheet(connection, lexicon, self.activity_id, people=self.people, discreet=not self.private)


class SignInSheetDialog(PaperDialog):
    """Preview first; PDF, printer and Excel beside each other."""

    help_page = "paper"

    def __init__(self, context: Context, activity_id: uuid.UUID, code: str, parent: QWidget) -> None:
        translate = context.words.translate
        file_name = translate(FILE_NAME).format(code=code) if code else translate(N_("Sign-in sheet"))
        super().__init__(context, translate(N_("Sign-in sheet")), file_name, parent)
        self._activity_id = activity_id
        self.people = self._box(translate(N_("With the people who are &expected")), checked=True)
        self.private = self._box(translate(N_("Show &telephone numbers and years of birth")))
        self.numbered = self._box(translate(N_("&Keep the numbers of the lines in the roster")), checked=True)
        self.people.toggled.connect(self.private.setEnabled)
        self.people.toggled.connect(self.numbered.setEnabled)
        self.excel_button = self._button(translate(N_("Save as E&xcel…")), self.save_excel)
        self.excel_button.setToolTip(translate(N_("To be filled in on a computer and sent back")))
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        for box in (self.people, self.private, self.numbered):
            column.addWidget(box)
        explained = N_("Without it, ✓ stands where they are known: a sheet goes round the room.")
        column.insertWidget(2, label(translate(explained)))
        column.addStretch()
        self.lay_out(side)

    def outputs(self) -> list[QPushButton]:
        """Give PDF, printer, Excel."""
        return [*super().outputs(), self.excel_button]

    def wanted(self) -> WantedSheet:
        """Give what is ticked."""
        people = self.people.isChecked()
        numbered = people and self.numbered.isChecked()
        return WantedSheet(*self.language_and_paper(), self._activity_id, people, self.private.isChecked(), numbered)

    def save_excel(self) -> None:
        """Ask where to, and write the workbook."""
        self.save(XLSX, EXCEL_WORKBOOK, partial(_write_workbook, self.context.clock, self.wanted().paper))

    def _box(self, text: str, *, checked: bool = False) -> QCheckBox:
        box = QCheckBox(text)
        box.setChecked(checked)
        box.toggled.connect(lambda _: self.refresh())
        return box


def _write_workbook(clock: Clock, paper: PaperSize, path: Path, pages: SignInSheetPages) -> None:
    from ibcr_desktop.excel.sign_in_workbook import write_sign_in_workbook  # noqa: PLC0415 - slow to import

    write_sign_in_workbook(pages.sheet, path, paper, clock)
