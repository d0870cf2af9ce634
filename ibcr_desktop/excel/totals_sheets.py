"""The sheets of figures: the published list, and what the figures consist of, with charts of the most asked parts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties, RegularTextRun

from ibcr_desktop.excel.cell_text import put_text
from ibcr_desktop.excel.house_style import BARS, INK, Column, Look, lay_out_page
from ibcr_desktop.excel.sheet_file import StyledCell, Value
from ibcr_desktop.excel.shown_totals import ShownBreakdown, ShownFigure, ShownTotals
from ibcr_desktop.excel.table_sheet import Placed, TableSheet
from ibcr_desktop.excel.workbook_file import WorkbookFile
from ibcr_desktop.foundation.words import N_, Words

TITLE: Final = N_("Major achievements {year}")
PERIOD: Final = N_("From {first} to {last}. Each figure leads to the records behind it.")
DRAFTS: Final = (N_("{count} draft is left out of these totals."), N_("{count} drafts are left out of these totals."))
BOUNDS: Final = N_(
    "Low is certain; high holds if nobody was counted twice. Where the two differ, or something is not known, "
    "the published figure is the low one with “at least”."
)
BREAKDOWN_REMARK: Final = N_("Filter by figure and by breakdown; the charts are on the next sheet.")
CHARTS_REMARK: Final = N_("Drawn from the sheet “{sheet}”; parts of 0 are left out.")
LIST_WORDS: Final = (N_("Figure"), N_("Published"), N_("Low"), N_("High"), N_("Sentence"), N_("Attendances"))
DRAFTS_WORD, DEFINITION_WORD, CODE_WORD = N_("Drafts left out"), N_("Definition"), N_("Code")
BREAKDOWN_WORDS: Final = (N_("Figure"), N_("Breakdown"), N_("Code"), N_("Part"), N_("Low"), N_("High"))
PART_COLUMN, LOW_COLUMN = 4, 5
MOST_CHARTS: Final = 12
MOST_BARS: Final = 25
FIRST_CHART_ROW: Final = 4
CHART_WIDTH, LEAST_HEIGHT, BAR_HEIGHT = 16.5, 6.0, 0.62  # centimetres
CHART_TITLE_SIZE: Final = 1200  # hundredths of a point
ROW_CENTIMETRES: Final = 0.529
CHART_COLUMNS: Final = "ABCDEFGHIJKLMNOP"
CHARTS_ACROSS: Final = ("A", "I")
CHART_COLUMN_WIDTH: Final = 11


def published_sheet(totals: ShownTotals, words: Words, name: str, record_sheets: Sequence[str]) -> TableSheet:
    """Give the first sheet; ``record_sheets`` are the names of the sheets behind the figures, in their order."""
    _ = words.translate
    columns = [
        Column(_(LIST_WORDS[0]), Look.WRAPPED, 28),
        Column(_(LIST_WORDS[1]), Look.KEY_DECIMAL, 13),
        Column(_(LIST_WORDS[2]), Look.DECIMAL, 11),
        Column(_(LIST_WORDS[3]), Look.DECIMAL, 11),
        Column(_(LIST_WORDS[4]), Look.WRAPPED, 48),
        Column(_(LIST_WORDS[5]), Look.WHOLE, 14),
        Column(_(DRAFTS_WORD), Look.WHOLE, 11),
        Column(_(DEFINITION_WORD), Look.WRAPPED, 58),
        Column(_(CODE_WORD), Look.TEXT, 20),
    ]
    period = _(PERIOD).format(first=words.day(totals.first_day), last=words.day(totals.last_day))
    drafts = words.plural(*DRAFTS, totals.drafts_left_out).format(count=words.number(totals.drafts_left_out))
    title = _(TITLE).format(year=words.fiscal_year(totals.year))
    rows = [_list_row(each, sheet) for each, sheet in zip(totals.figures, record_sheets, strict=True)]
    remarks = (f"{period} {drafts}", _(BOUNDS))
    return TableSheet(name, title, columns, rows, remarks, table="totals")


def breakdown_sheet(totals: ShownTotals, words: Words, name: str, back: tuple[str, str]) -> TableSheet:
    """Give the sheet with every part of every figure, a row for each."""
    _ = words.translate
    looks = (Look.TEXT, Look.TEXT, Look.TEXT, Look.TEXT, Look.DECIMAL, Look.DECIMAL)
    columns = [Column(_(text), look) for text, look in zip(BREAKDOWN_WORDS, looks, strict=True)]
    rows = list(_breakdown_rows(totals))
    title = _(BREAKDOWN_WORDS[1])
    return TableSheet(name, title, columns, rows, (_(BREAKDOWN_REMARK),), back=back, table="breakdown")


@dataclass(frozen=True)
class ChartRange:
    """Where the parts that one chart shows stand: rows of the breakdown sheet, the first and the last."""

    title: str
    first: int
    last: int


def write_charts(
    book: WorkbookFile, ranges: Sequence[ChartRange], name: str, parts: Placed, back: tuple[str, str]
) -> None:
    """Write the sheet of charts, native ones that read the cells of the breakdown sheet."""
    file = book.add_sheet(name)
    for letter in CHART_COLUMNS:
        file.sheet.column_dimensions[letter].width = CHART_COLUMN_WIDTH
    row = FIRST_CHART_ROW
    for start in range(0, len(ranges), len(CHARTS_ACROSS)):
        beside = ranges[start : start + len(CHARTS_ACROSS)]
        for each, letter in zip(beside, CHARTS_ACROSS, strict=False):
            file.sheet.add_chart(_chart(parts, each), f"{letter}{row}")
        row += max(int(_height(each) / ROW_CENTIMETRES) for each in beside) + 3
    lay_out_page(file.sheet, book.words)
    file.begin([])
    remark = book.words.translate(CHARTS_REMARK).format(sheet=parts.sheet.written.title)
    file.line([StyledCell(Look.TITLE, name)], 26)
    file.line([StyledCell(Look.LINK, back[0], back[1])], 18)
    file.sheet.merged_cells.add(f"A3:{CHART_COLUMNS[-1]}3")
    file.line([StyledCell(Look.NOTE, remark)])
    file.close()


def chart_ranges(totals: ShownTotals, parts: Placed) -> list[ChartRange]:
    """Give what is worth a picture: parts of a figure that are several and not too many, as many as a sheet bears."""
    found, row = [], parts.head_row + 1
    for figure in totals.figures:
        for breakdown in figure.breakdowns:
            shown = _shown_parts(breakdown)
            if 2 <= len(shown) <= MOST_BARS and sum(part.low for part in shown[:2]) > 0:
                found.append(ChartRange(f"{figure.label} – {breakdown.label}", row, row + len(shown) - 1))
            row += len(shown)
    return found[:MOST_CHARTS]


def _list_row(figure: ShownFigure, sheet: str) -> list[Value]:
    key = StyledCell(Look.KEY_DECIMAL, _typed(figure.figure), sheet)
    bounds = [_typed(figure.low), _typed(figure.high)]
    row: list[Value] = [figure.label, key, *bounds, figure.text, figure.attendances, figure.drafts]
    return [*row, figure.definition, figure.code]


def _typed(value: float | None) -> float | int | None:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _breakdown_rows(totals: ShownTotals) -> Iterator[list[Value]]:
    for figure in totals.figures:
        for breakdown in figure.breakdowns:
            for part in _shown_parts(breakdown):
                bounds = [_typed(part.low), _typed(part.high)]
                yield [figure.label, breakdown.label, part.code, part.label, *bounds]


def _shown_parts(breakdown: ShownBreakdown) -> list[Any]:
    return [part for part in breakdown.parts if part.low or part.high]


def _height(each: ChartRange) -> float:
    return LEAST_HEIGHT + BAR_HEIGHT * max(0, each.last - each.first - 3)


def _chart(parts: Placed, each: ChartRange) -> Any:
    """Draw bars that lie, so that long labels are read without turning the head; the first part stands on top."""
    chart: Any = BarChart()
    chart.type, chart.style, chart.legend = "bar", 10, None
    chart.title = _title(put_text(each.title).shown)
    sheet = parts.sheet.sheet
    chart.add_data(Reference(sheet, min_col=LOW_COLUMN, min_row=each.first, max_row=each.last))
    chart.set_categories(Reference(sheet, min_col=PART_COLUMN, min_row=each.first, max_row=each.last))
    chart.x_axis.scaling.orientation = "maxMin"
    chart.x_axis.delete = False
    chart.y_axis.delete = True
    chart.y_axis.majorGridlines = None
    chart.gapWidth = 40
    series = chart.series[0]
    series.graphicalProperties = GraphicalProperties(solidFill=BARS)
    series.dLbls = DataLabelList(showVal=True, showSerName=False, showCatName=False, showLegendKey=False)
    chart.width, chart.height = CHART_WIDTH, _height(each)
    return chart


def _title(text: str) -> Any:
    letters = CharacterProperties(sz=CHART_TITLE_SIZE, b=True, solidFill=INK)
    run = RegularTextRun(rPr=letters, t=text)
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=letters), r=[run])
    return Title(tx=Text(rich=RichText(p=[paragraph])), overlay=False)
