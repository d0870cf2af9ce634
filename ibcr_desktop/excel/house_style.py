"""How our workbooks look: one hand for fonts, colours, formats of days and numbers, widths and pages."""

import math
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any, Final

from openpyxl.cell import WriteOnlyCell
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.workbook import Workbook
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.page import PageMargins

from ibcr_desktop.foundation.words import Words
from ibcr_desktop.paper.paper_sizes import PAGE_OF

RIGHT_TO_LEFT: Final = frozenset({"ar"})

INK, GREY, LINE, LINK, ALARM, PAPER, BARS = "1F3A5F", "444444", "C9D3DF", "0B5CAD", "9C2B00", "FFFFFF", "2F6DB5"
FRAME: Final = "6B7785"  # dark enough for a copier
FACE: Final = "Calibri"  # programs without it put one of the same width in its place
LANGUAGE_TAGS: Final = {"en": "1009", "fr": "0C0C", "es": "080A"}  # Canada, Canada, Mexico: months as words, not ours
DAY_FORMAT: Final = "[$-{tag}]d\\ mmm\\ yyyy"
WHOLE_FORMAT, DECIMAL_FORMAT, PLAIN_FORMAT = "#,##0_)", "#,##0.0#_)", "0_)"  # with a little room at the end
TEXT_FORMAT, PLAIN_WHOLE = "@", "0"
PERCENT_FORMAT: Final = '0.0"\u202f%"_)'  # the figure itself is a percentage: 75, not 0.75
SMALL_MARGIN, FOOT_MARGIN = 0.4, 0.6  # inches
NARROWEST, WIDEST, WIDEST_TEXT = 7, 42, 70  # characters
READABLE, A4 = 215, 9  # characters across a page in the smallest print; Excel's number of the paper
LETTER_HEIGHT: Final = 15.0  # points of a line at 11 points


class Look(StrEnum):
    """What a cell is, which decides how it looks."""

    TEXT = "text"
    WRAPPED = "wrapped"
    WHOLE = "whole"
    DECIMAL = "decimal"
    PLAIN_NUMBER = "plain_number"  # a year: no separators
    DAY = "day"
    TYPED = (
        "typed"  # to be filled in: whatever is typed stays the text that it is, leading zeros and plus signs included
    )
    TYPED_NUMBER = "typed_number"
    MARK = "mark"  # to be ticked
    KEY_FIGURE = "key_figure"
    KEY_DECIMAL = "key_decimal"
    PERCENT = "percent"
    KEY_PERCENT = "key_percent"
    HEAD = "head"
    HEAD_OF_NUMBERS = "head_of_numbers"
    TITLE = "title"
    NOTE = "note"
    WARNING = "warning"
    LINK = "link"


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Attributes:
        heading: words in the language of the workbook.
        look: of its cells.
        width: in characters; 0 to take it from the first rows.
    """

    heading: str
    look: Look = Look.TEXT
    width: int = 0


class HouseStyle:
    """The styles of one workbook in one language, known to openpyxl by number."""

    def __init__(self, workbook: Workbook, words: Words) -> None:
        self.words = words
        self._workbook = workbook
        self._numbers: dict[tuple[Look, bool], int] = {}

    @cached_property
    def day_format(self) -> str:
        """Days with the month in letters, in the language of the workbook and not of the computer that opens it."""
        return DAY_FORMAT.format(tag=LANGUAGE_TAGS[self.words.language])

    def number(self, look: Look, *, is_guarded: bool = False) -> int:
        """Give the number of a style; ``is_guarded`` keeps a text a text when the cell is edited."""
        key = (look, is_guarded)
        if key not in self._numbers:
            self._numbers[key] = self._make(look, is_guarded=is_guarded)
        return self._numbers[key]

    def _make(self, look: Look, *, is_guarded: bool) -> int:
        cell = WriteOnlyCell(WriteOnlyWorksheet(self._workbook, "style"))  # a sheet that is never added
        cell.font = FONTS.get(look, Font(name=FACE))
        cell.alignment = ALIGNMENTS.get(look, Alignment(vertical="top"))
        cell.number_format = self.day_format if look is Look.DAY else FORMATS.get(look, "General")
        if look in FILLED_IN:
            line = Side("thin", color=FRAME)
            cell.border = Border(left=line, right=line, top=line, bottom=line)
        if look in FILLS:
            cell.fill = PatternFill("solid", fgColor=FILLS[look])
        cell.quotePrefix = is_guarded
        return int(cell.style_id)


FONTS: Final = {
    Look.HEAD: Font(FACE, bold=True, color=PAPER),
    Look.HEAD_OF_NUMBERS: Font(FACE, bold=True, color=PAPER),
    Look.TITLE: Font(FACE, bold=True, size=16, color=INK),
    Look.NOTE: Font(FACE, color=GREY),
    Look.WARNING: Font(FACE, bold=True, color=ALARM),
    Look.LINK: Font(FACE, color=LINK, underline="single"),
    Look.KEY_FIGURE: Font(FACE, bold=True, color=LINK, underline="single", size=12),
    Look.KEY_DECIMAL: Font(FACE, bold=True, color=LINK, underline="single", size=12),
    Look.KEY_PERCENT: Font(FACE, bold=True, color=LINK, underline="single", size=12),
}
ALIGNMENTS: Final = {
    Look.HEAD: Alignment(vertical="center", wrap_text=True),
    Look.HEAD_OF_NUMBERS: Alignment(vertical="center", horizontal="center", wrap_text=True),
    Look.WRAPPED: Alignment(vertical="top", wrap_text=True),
    Look.TYPED: Alignment(vertical="center", wrap_text=True),
    Look.TYPED_NUMBER: Alignment(vertical="center", horizontal="center"),
    Look.NOTE: Alignment(vertical="top", wrap_text=True),
    Look.WARNING: Alignment(vertical="top", wrap_text=True),
    Look.TITLE: Alignment(vertical="center"),
    Look.LINK: Alignment(vertical="center"),
    Look.DAY: Alignment(vertical="top", horizontal="center"),
    Look.MARK: Alignment(vertical="center", horizontal="center"),
}
FORMATS: Final = {
    Look.WHOLE: WHOLE_FORMAT,
    Look.DECIMAL: DECIMAL_FORMAT,
    Look.PLAIN_NUMBER: PLAIN_FORMAT,
    Look.KEY_FIGURE: WHOLE_FORMAT,
    Look.KEY_DECIMAL: DECIMAL_FORMAT,
    Look.PERCENT: PERCENT_FORMAT,
    Look.KEY_PERCENT: PERCENT_FORMAT,
    Look.TYPED: TEXT_FORMAT,
    Look.TYPED_NUMBER: PLAIN_WHOLE,
}
FILLED_IN: Final = frozenset({Look.TYPED, Look.TYPED_NUMBER, Look.MARK})  # a cell each for a pen: a frame of its own
WHOLE_OF: Final = {Look.DECIMAL: Look.WHOLE, Look.KEY_DECIMAL: Look.KEY_FIGURE}  # 7 is not written "7."
FILLS: Final = {Look.HEAD: INK, Look.HEAD_OF_NUMBERS: INK}
NUMBERS: Final = (
    Look.WHOLE, Look.DECIMAL, Look.PLAIN_NUMBER, Look.KEY_DECIMAL, Look.DAY, Look.TYPED_NUMBER, Look.MARK,
)  # fmt: skip


def lay_out_page(sheet: Any, words: Words, *, head_row: int | None = None, width: int = 0) -> None:
    """Set the page: landscape, as wide as the paper, the head on each page, the number of the page at its foot.

    A table too wide to be read on one page (``width`` in characters) is as wide as the fewest pages that do, with its
    first column on each.
    """
    across = max(1, math.ceil(width / READABLE))
    setup = sheet.page_setup
    setup.orientation, setup.paperSize = "landscape", A4
    setup.fitToWidth, setup.fitToHeight = across, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins = PageMargins(SMALL_MARGIN, SMALL_MARGIN, SMALL_MARGIN, FOOT_MARGIN, 0.3, 0.3)
    sheet.oddFooter.center.text = words.translate(PAGE_OF).format(page="&P", pages="&N")
    sheet.oddFooter.left.text = "&A"
    sheet.sheet_view.showGridLines = False
    sheet.sheet_view.rightToLeft = words.language in RIGHT_TO_LEFT
    if head_row is not None:
        sheet.print_title_rows = f"{head_row}:{head_row}"
    if across > 1:
        sheet.print_title_cols = "A:A"


def rule_lines(sheet: Any, area: str) -> None:
    """Draw a line below each cell of a table, empty ones included: one rule, whatever the number of rows."""
    line = Border(bottom=Side("thin", color=LINE))
    rule = Rule(type="expression", formula=["TRUE"], dxf=DifferentialStyle(border=line))
    sheet.conditional_formatting.add(area, rule)


def width_for(column: Column, texts: list[str]) -> int:
    """Give the width of a column from its heading and the texts of its first rows."""
    if column.width:
        return column.width
    longest_word = (
        max((len(word) for word in column.heading.split()), default=0) + 3
    )  # room for the arrow of the filter
    longest = max((len(line) for text in texts for line in text.splitlines()), default=0) + 2
    widest = WIDEST_TEXT if column.look is Look.WRAPPED else WIDEST
    return max(NARROWEST, longest_word, min(longest, widest), min(len(column.heading) // 2 + 3, widest))
