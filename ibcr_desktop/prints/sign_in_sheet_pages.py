"""Draws a sign-in sheet: heading, table and foot on every page."""

from typing import Final

from PySide6.QtCore import Qt

from ibcr_desktop.foundation.plain_text import isolate, isolate_name
from ibcr_desktop.foundation.words import NO_BREAK_SPACE
from ibcr_desktop.paper.paper_sizes import PAGE_OF, PaperSize
from ibcr_desktop.paper.sheet_columns import Use
from ibcr_desktop.paper.sheet_layout import (
    FOOT_HEIGHT,
    HEAD_ROW_HEIGHT,
    LINE_HEIGHT,
    MARGIN,
    PlacedColumn,
    SheetPage,
    lay_out,
)
from ibcr_desktop.paper.sign_in_sheet import KNOWN, SheetLine, SignInSheet
from ibcr_desktop.prints.canvas import GREY, INK, SHADE, Box, Canvas, Lettering

CENTRE, RIGHT, LEFT = Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignLeft
HEADING: Final = Lettering(11, bold=True, colour=INK)
ORGANISATION: Final = Lettering(9, colour=GREY, align=RIGHT)
TITLE: Final = Lettering(15, bold=True)
FACTS: Final = Lettering(10)
HEAD: Final = Lettering(8.5, bold=True, colour=INK, align=CENTRE)
CELL: Final = Lettering(9.5)
CENTRED_CELL: Final = Lettering(9.5, align=CENTRE)
NUMBER: Final = Lettering(8.5, colour=GREY, align=CENTRE)
NOTICE: Final = Lettering(8, colour=GREY)
CODE: Final = Lettering(12, bold=True)
PAGE: Final = Lettering(9, colour=GREY, align=RIGHT)
BETWEEN_FACTS: Final = " " * 6
IN_CELLS: Final = {Use.NUMBER: NUMBER, Use.YEAR: CENTRED_CELL, Use.DAY: CENTRED_CELL}


class SignInSheetPages:
    """The pages of a sheet on one size of paper."""

    def __init__(self, sheet: SignInSheet, paper: PaperSize) -> None:
        self.sheet = sheet
        self._layout = lay_out(sheet, paper)
        self.width, self.height = self._layout.width, self._layout.height
        self.title = " · ".join(each for each in (sheet.heading, sheet.code) if each)

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._layout.pages)

    def draw(self, canvas: Canvas, page: int) -> None:
        """Draw a page, counted from 0."""
        self._draw_heading(canvas)
        self._draw_table(canvas, self._layout.pages[page])
        self._draw_foot(canvas, page)

    def _draw_heading(self, canvas: Canvas) -> None:
        sheet, across = self.sheet, self.width - 2 * MARGIN
        canvas.text(sheet.heading, Box(MARGIN, MARGIN, across / 2, 5.5), HEADING)
        canvas.text(sheet.organisation, Box(MARGIN + across / 2, MARGIN, across / 2, 5.5), ORGANISATION)
        canvas.text(isolate_name(sheet.title), Box(MARGIN, MARGIN + 6, across, 11.5), TITLE)
        canvas.text(BETWEEN_FACTS.join(map(isolate_name, sheet.facts)), Box(MARGIN, MARGIN + 18, across, 5.5), FACTS)

    def _draw_table(self, canvas: Canvas, page: SheetPage) -> None:
        top = self._layout.table_top
        for each in page.columns:
            cell = Box(each.left, top, each.width, HEAD_ROW_HEIGHT)
            canvas.rectangle(cell, filled=SHADE)
            canvas.text(each.column.heading, cell.inset(0.6, 0.4), HEAD)
        for row, line in enumerate(page.lines):
            self._draw_line(canvas, page.columns, line, top + HEAD_ROW_HEIGHT + row * LINE_HEIGHT)

    def _draw_line(self, canvas: Canvas, columns: tuple[PlacedColumn, ...], line: SheetLine, top: float) -> None:
        for each in columns:
            cell = Box(each.left, top, each.width, LINE_HEIGHT)
            canvas.rectangle(cell)
            text, use = self.sheet.text(line, each.column), each.column.use
            if use is Use.TELEPHONE:
                text = isolate(text.replace(" ", NO_BREAK_SPACE))
            look = CENTRED_CELL if text == isolate(KNOWN) else IN_CELLS.get(use, CELL)
            canvas.text(text, cell.inset(1.0, 0.3), look)

    def _draw_foot(self, canvas: Canvas, page: int) -> None:
        sheet, top = self.sheet, self._layout.foot_top
        canvas.qr_code(sheet.reference, Box(MARGIN, top + 1, FOOT_HEIGHT - 1, FOOT_HEIGHT - 1))
        beside = MARGIN + FOOT_HEIGHT + 2
        canvas.text(isolate(sheet.code), Box(beside, top + 3, 80, 7), CODE)
        canvas.text(sheet.notice, Box(beside, top + 11, self.width - beside - MARGIN - 50, 8), NOTICE)
        of = sheet.words.translate(PAGE_OF).format(page=page + 1, pages=self.count)
        canvas.text(of, Box(self.width - MARGIN - 48, top + 11, 48, 8), PAGE)
