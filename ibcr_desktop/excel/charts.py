"""The sheet of charts: native ones, that read the cells of the breakdown sheet."""

import math
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.data_source import AxDataSource, StrRef
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties, RegularTextRun
from openpyxl.worksheet.pagebreak import Break

from ibcr_desktop.excel.cell_text import put_text
from ibcr_desktop.excel.house_style import BARS, INK, Look, lay_out_page
from ibcr_desktop.excel.sheet_file import StyledCell
from ibcr_desktop.excel.table_sheet import LINK_HEIGHT, TITLE_HEIGHT, Placed
from ibcr_desktop.excel.totals_sheets import NUMBER_COLUMN, PART_COLUMN, parts_of
from ibcr_desktop.excel.workbook_file import WorkbookFile
from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.totals.yearly_totals import Totals

REMARK: Final = N_("Drawn from the sheet “{sheet}”; parts of 0 are left out.")
MOST_CHARTS, MOST_OF_ONE_FIGURE, MOST_BARS = 14, 9, 28
FIRST_ROW: Final = 5
SCALE, PAGE_ROWS = 62, 52  # per cent, and the rows that then stand on a page of A4
WIDTH, LEAST_HEIGHT, BAR_HEIGHT = 17.5, 6.0, 0.62  # centimetres
ROW_CENTIMETRES: Final = 0.529
TITLE_SIZE: Final = 1200  # hundredths of a point
COLUMNS: Final = "ABCDEFGHIJKLMNOP"
BESIDE: Final = ("A", "I")
COLUMN_WIDTH: Final = 11


@dataclass(frozen=True)
class ChartRange:
    """What one chart shows: the rows of the breakdown sheet from the first to the last."""

    figure: str
    title: str
    first: int
    last: int


def chart_ranges(totals: Totals, words: Words, parts: Placed) -> list[ChartRange]:
    """Give what is worth a picture: of the figure taken apart most ways all of them, of others the first."""
    row, found = parts.head_row + 1, []
    for figure, dimension, some in parts_of(totals, words):
        if 2 <= len(some) <= MOST_BARS:
            title = f"{figure.label(words)} – {totals.labels.dimension(dimension, words)}"
            found.append(ChartRange(figure.code, title, row, row + len(some) - 1))
        row += len(some)
    codes = [each.figure for each in found]
    richest = max(codes, key=codes.count, default="")
    firsts = {each.figure: each for each in reversed(found) if each.figure != richest}
    main = list(islice((each for each in found if each.figure == richest), MOST_OF_ONE_FIGURE))
    others = [each for each in found if firsts.get(each.figure) is each]
    return [*main, *others][:MOST_CHARTS]


def write_charts(book: WorkbookFile, ranges: list[ChartRange], name: str, parts: Placed, back: tuple[str, str]) -> None:
    """Write the sheet, two charts beside each other."""
    file = book.add_sheet(name)
    for letter in COLUMNS:
        file.sheet.column_dimensions[letter].width = COLUMN_WIDTH
    for row, pair in _placed(ranges):
        for each, letter in zip(pair, BESIDE, strict=False):
            file.sheet.add_chart(_chart(parts, each), f"{letter}{row}")
    _lay_out(file.sheet, book.words, [row for row, _ in _placed(ranges)])
    file.begin([])
    remark = book.words.translate(REMARK).format(sheet=parts.sheet.written.title)
    file.line([StyledCell(Look.TITLE, name)], TITLE_HEIGHT)
    file.line([StyledCell(Look.LINK, back[0], back[1])], LINK_HEIGHT)
    file.sheet.merged_cells.add(f"A3:{COLUMNS[-1]}3")
    file.line([StyledCell(Look.NOTE, remark)])
    file.close()


def _placed(ranges: list[ChartRange]) -> list[tuple[int, list[ChartRange]]]:
    """Give the pairs with the rows that they begin in; none goes across the end of a page."""
    found: list[tuple[int, list[ChartRange]]] = []
    row, end_of_page = FIRST_ROW, PAGE_ROWS
    for start in range(0, len(ranges), len(BESIDE)):
        pair = ranges[start : start + len(BESIDE)]
        rows = max(math.ceil(_height(each) / ROW_CENTIMETRES) for each in pair)
        if row + rows > end_of_page and found:
            row, end_of_page = end_of_page + 1, end_of_page + PAGE_ROWS
        found.append((row, pair))
        row += rows + 1
    return found


def _lay_out(sheet: Any, words: Words, rows: list[int]) -> None:
    """Set the page and its breaks; Excel heeds them only where the print is scaled instead of fitted."""
    lay_out_page(sheet, words)
    sheet.sheet_properties.pageSetUpPr.fitToPage = False
    sheet.page_setup.fitToWidth = sheet.page_setup.fitToHeight = None
    sheet.page_setup.scale = SCALE
    for end in sorted({(row - 1) // PAGE_ROWS * PAGE_ROWS for row in rows} - {0}):
        sheet.row_breaks.append(Break(id=end))


def _height(each: ChartRange) -> float:
    return LEAST_HEIGHT + BAR_HEIGHT * max(0, each.last - each.first - 3)


def _chart(parts: Placed, each: ChartRange) -> Any:
    """Draw bars that lie, so that long labels are read without turning the head; the first part stands on top."""
    chart: Any = BarChart()
    chart.type, chart.style, chart.legend = "bar", 10, None
    chart.title = _title(put_text(each.title).shown)
    sheet = parts.sheet.sheet
    chart.add_data(Reference(sheet, min_col=NUMBER_COLUMN, min_row=each.first, max_row=each.last))
    chart.x_axis.scaling.orientation = "maxMin"
    chart.x_axis.delete = False
    chart.y_axis.delete = True
    chart.y_axis.scaling.min = 0
    chart.y_axis.majorGridlines = None
    chart.gapWidth = 40
    series = chart.series[0]
    parts_range = Reference(sheet, min_col=PART_COLUMN, min_row=each.first, max_row=each.last)
    series.cat = AxDataSource(strRef=StrRef(f=str(parts_range)))  # openpyxl takes labels for numbers
    series.graphicalProperties = GraphicalProperties(solidFill=BARS)
    shown = {"showVal": True, "showSerName": False, "showCatName": False, "showLegendKey": False}
    rest = {"showPercent": False, "showBubbleSize": False}
    series.dLbls = DataLabelList(numFmt="#,##0", dLblPos="outEnd", **shown, **rest)
    chart.width, chart.height = WIDTH, _height(each)
    return chart


def _title(text: str) -> Any:
    letters = CharacterProperties(sz=TITLE_SIZE, b=True, solidFill=INK)
    run = RegularTextRun(rPr=letters, t=text)
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=letters), r=[run])
    return Title(tx=Text(rich=RichText(p=[paragraph])), overlay=False)
