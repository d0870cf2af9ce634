"""Writes a sign-in sheet as a workbook that a trainer fills in and sends back: one table, with lists to choose from."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from ibcr_desktop.excel.house_style import Column, Look
from ibcr_desktop.excel.png_picture import PngPicture
from ibcr_desktop.excel.progress import Progress
from ibcr_desktop.excel.sheet_file import StyledCell, Value
from ibcr_desktop.excel.sheet_names import location
from ibcr_desktop.excel.table_sheet import Placed, TableSheet, start_table_sheet
from ibcr_desktop.excel.workbook_file import WorkbookFile, private_workbook_folder, put_in_place
from ibcr_desktop.foundation.clock import Clock
from ibcr_desktop.foundation.places import Places
from ibcr_desktop.foundation.words import N_
from ibcr_desktop.paper.paper_sizes import PaperSize
from ibcr_desktop.paper.qr_code import qr_picture
from ibcr_desktop.paper.sheet_columns import SheetColumn, Use
from ibcr_desktop.paper.sign_in_sheet import KNOWN, SheetLine, SignInSheet
from ibcr_desktop.records.people import OLDEST_BIRTH_YEAR

MORE_ROWS: Final = 200  # below the last line: whoever adds people still finds the lists
EXCEL_PAPER: Final = {PaperSize.LETTER: 1, PaperSize.A4: 9}  # Excel's numbers of the paper
PRESENT: Final = "x"  # what marks a day, in every language
LOOKS: Final = {Use.NUMBER: Look.TYPED_NUMBER, Use.YEAR: Look.TYPED_NUMBER, Use.DAY: Look.MARK}
WIDTHS: Final = {Use.NUMBER: 7, Use.YEAR: 11, Use.TELEPHONE: 20, Use.DAY: 8, Use.SIGNATURE: 26}
TEXT_WIDTH, CHOICE_WIDTH = 21, 16
SIGNATURE_HEIGHT: Final = 48.0  # points of a row: 9 mm once it is fitted to the page, as on paper
CODE_PIXELS: Final = 132  # of the QR code: 35 mm, some 20 mm once it is fitted to the page
ROOM_FOR_HEADING: Final = 0.75  # inches above the table of later pages
LETTERS_IN_MARGIN: Final = 10  # points; a size keeps a heading that begins with a figure from being taken for one
LONGEST_IN_MARGIN: Final = 90  # of the 255 letters that Excel allows a margin, with room for doubled signs

HOW: Final = N_(
    "One line for each person. Sex and professional group are chosen from a list; a day is marked with an x. Add lines "
    "at the end of the table if there are more people."
)
LISTS: Final = N_("Lists")
LISTS_REMARK: Final = N_("What may be chosen on the first sheet.")
NOT_IN_LIST: Final = N_("This is not in the list. Keep it all the same?")
NO_YEAR: Final = N_("This is not a year of birth. Keep it all the same?")
NO_MARK: Final = N_("Mark a day with an x, or leave the cell empty.")


def write_sign_in_workbook(sheet: SignInSheet, path: Path, paper: PaperSize, clock: Clock) -> None:
    """Write the workbook in the language of the sheet; what stands at ``path`` stays until the new one is read back.

    Raises UserError for whatever the disk refuses.
    """
    progress = Progress()
    with private_workbook_folder(Places.of_this_person().temporary_folder, path) as folder:
        book = WorkbookFile(sheet.words, folder, f"{sheet.heading} {sheet.code}".strip(), clock)
        try:
            _SignInBook(book, sheet, paper, progress).write()
            put_in_place(book, path, progress)
        finally:
            book.abandon()


class _SignInBook:
    """The sheet to fill in, and behind it the lists that its cells offer."""

    def __init__(self, book: WorkbookFile, sheet: SignInSheet, paper: PaperSize, progress: Progress) -> None:
        self._book, self._sheet, self._paper, self._progress = book, sheet, paper, progress
        self._translate = sheet.words.translate
        self._name = book.names.take(sheet.heading)
        self._lists = book.names.take(self._translate(LISTS))
        self._choices = [each for each in sheet.columns if each.choices]

    def write(self) -> None:
        """Write both sheets."""
        placed = start_table_sheet(self._book, self._people(), self._progress)
        for number, column in enumerate(self._sheet.columns, start=1):
            self._check(placed, get_column_letter(number), column)
        self._for_paper(placed)
        placed.sheet.close()
        lists = start_table_sheet(self._book, self._offered(), self._progress)
        lists.sheet.sheet.sheet_state = "hidden"  # the cells offer what is in it
        lists.sheet.close()

    def _people(self) -> TableSheet:
        sheet = self._sheet
        remarks = (*sheet.facts, self._translate(HOW), sheet.notice, sheet.reference)
        columns = [
            Column(each.heading, LOOKS.get(each.use, Look.TYPED), WIDTHS.get(each.use, self._width(each)))
            for each in sheet.columns
        ]
        title = " – ".join(each for each in (sheet.heading, sheet.title) if each)
        return TableSheet(
            self._name, title, columns, self._rows(), remarks, table="sign in", row_height=SIGNATURE_HEIGHT
        )

    def _rows(self) -> Iterator[Sequence[Value]]:
        for line in self._sheet.lines:
            yield [self._cell(line, column) for column in self._sheet.columns]

    def _cell(self, line: SheetLine, column: SheetColumn) -> Value:
        """Give a number for a number, and an empty cell that keeps its look where somebody will write."""
        text = self._sheet.text(line, column)
        if column.use in (Use.NUMBER, Use.YEAR) and text.isascii() and text.isdecimal():
            return int(text)
        if not text or text == KNOWN:
            return StyledCell(LOOKS.get(column.use, Look.TYPED), None)
        return text

    def _offered(self) -> TableSheet:
        columns = [Column(each.heading) for each in self._choices]
        longest = max((len(each.choices) for each in self._choices), default=0)
        rows = [[_at(each.choices, row) for each in self._choices] for row in range(longest)]
        return TableSheet(self._lists, self._lists, columns, rows, (self._translate(LISTS_REMARK),), table="lists")

    def _check(self, placed: Placed, letter: str, column: SheetColumn) -> None:
        """Ask about what is not expected in a column; nothing that a trainer writes is refused."""
        rule = self._rule(column)
        if rule is not None:
            rule.errorTitle = column.heading[:32]  # Excel keeps no more
            rule.showErrorMessage = True
            rule.add(f"{letter}{placed.head_row + 1}:{letter}{placed.last_row + MORE_ROWS}")
            placed.sheet.sheet.data_validations.append(rule)

    def _rule(self, column: SheetColumn) -> DataValidation | None:
        usual: dict[str, Any] = {"allow_blank": True, "errorStyle": "warning"}
        if column.choices:
            return DataValidation("list", self._place_of(column), **usual, error=self._translate(NOT_IN_LIST))
        if column.use is Use.DAY:
            return DataValidation("list", f'"{PRESENT}"', **usual, error=self._translate(NO_MARK))
        if column.use is Use.YEAR:
            oldest, newest = str(OLDEST_BIRTH_YEAR), "YEAR(TODAY())"
            error = self._translate(NO_YEAR)
            return DataValidation("whole", oldest, formula2=newest, operator="between", **usual, error=error)
        return None

    def _place_of(self, column: SheetColumn) -> str:
        """Give the cells of the second sheet that hold the choices of a column."""
        letter = get_column_letter(self._choices.index(column) + 1)
        first = _HEAD_OF_LISTS + 1
        return location(self._lists, f"${letter}${first}:${letter}${first + len(column.choices) - 1}")

    def _width(self, column: SheetColumn) -> int:
        return CHOICE_WIDTH if column.use is Use.CHOICE else TEXT_WIDTH

    def _for_paper(self, placed: Placed) -> None:
        """Fit it to one page across, however many days there are: a line that is cut apart cannot be signed."""
        sheet = placed.sheet.sheet
        sheet.page_setup.paperSize, sheet.page_setup.fitToWidth = EXCEL_PAPER[self._paper], 1
        sheet.print_title_cols = None
        sheet.page_margins.top = ROOM_FOR_HEADING
        sheet.HeaderFooter.differentFirst = True  # on the first page all of it stands in cells
        _write_in_margin(sheet.oddHeader.left, self._sheet.title or self._sheet.heading)
        _write_in_margin(sheet.oddHeader.right, " – ".join(self._sheet.facts))
        sheet.firstFooter.center.text = sheet.oddFooter.center.text
        for foot in (sheet.firstFooter, sheet.oddFooter):
            _write_in_margin(foot.left, self._sheet.code or self._sheet.heading)
            _write_in_margin(foot.right, self._sheet.organisation)
        picture = PngPicture(qr_picture(self._sheet.reference), CODE_PIXELS)
        sheet.add_image(picture, f"{get_column_letter(len(self._sheet.columns))}1")


_HEAD_OF_LISTS: Final = 4  # title, remark, an empty line, then the head


def _write_in_margin(part: Any, text: str) -> None:
    """Put a text into the margin of a page, where "&" begins a command."""
    shown = text if len(text) <= LONGEST_IN_MARGIN else f"{text[: LONGEST_IN_MARGIN - 1]}…"
    part.text, part.size = shown.replace("&", "&&"), LETTERS_IN_MARGIN


def _at(choices: Sequence[str], row: int) -> str | None:
    return choices[row] if row < len(choices) else None
