"""Lays a sheet out the way all our sheets are: title, way back, remarks, then one real table under a frozen head."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any, Final

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table, TableStyleInfo

from ibcr_desktop.excel.cell_text import put_text
from ibcr_desktop.excel.house_style import (
    LETTER_HEIGHT,
    NUMBERS,
    READABLE,
    Column,
    Look,
    lay_out_page,
    rule_lines,
    width_for,
)
from ibcr_desktop.excel.progress import Progress
from ibcr_desktop.excel.sheet_file import SheetFile, StyledCell, Value
from ibcr_desktop.excel.sheet_names import table_name
from ibcr_desktop.excel.workbook_file import WorkbookFile

LOOKED_AT: Final = 200  # rows whose texts decide the widths
TITLE_HEIGHT, HEAD_HEIGHT, LINK_HEIGHT = 26.0, 32.0, 18.0
WRAPPED_LINES: Final = (Look.NOTE, Look.WARNING)  # titles and links run on over the empty cells beside them
WRAPPED_CELLS: Final = (Look.WRAPPED, Look.TYPED)
HIGHEST: Final = 409.0  # points: what Excel allows
WIDEST_REMARK: Final = 130  # characters: what one reads without moving the head
ARROW: Final = 3  # characters that the arrow of the filter covers
TABLE_STYLE: Final = "TableStyleLight9"
NARROW_DIGIT, WIDE_DAY = 10, 13  # characters of a number and a day at most


@dataclass(frozen=True)
class TableSheet:
    """What one sheet says.

    Attributes:
        name: of the sheet, from ``SheetNames``.
        title: the large line at the top.
        columns: of the table, with headings that differ.
        rows: values in the order of the columns; may be any number, they are not kept.
        remarks: sentences between title and table.
        warning: a sentence that must not be overlooked.
        back: (words, name of the sheet) of the way back.
        table: an English word or two for the name of the table.
        row_height: of a form that is filled in by hand: the least points that each of its rows keeps, whoever opens it.
    """

    name: str
    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]
    remarks: Sequence[str] = ()
    warning: str = ""
    back: tuple[str, str] | None = None
    table: str = "records"
    row_height: float = 0


@dataclass(frozen=True)
class Placed:
    """Where a table came to stand: its head row, and the last row of the table."""

    sheet: SheetFile
    head_row: int
    last_row: int


def write_table_sheet(book: WorkbookFile, what: TableSheet, progress: Progress) -> Placed:
    """Write a sheet to its end and close it; the rows count as steps."""
    placed = start_table_sheet(book, what, progress)
    placed.sheet.close()
    return placed


def start_table_sheet(book: WorkbookFile, what: TableSheet, progress: Progress) -> Placed:
    """Write a sheet and its table, and leave it open for charts; whoever calls closes it."""
    rows = iter(what.rows)
    first = list(islice(rows, LOOKED_AT))
    widths = [_width(column, [row[place] for row in first]) for place, column in enumerate(what.columns)]
    file, head = book.add_sheet(what.name), _lines_above(what)
    head_row = len(head) + 1
    _lay_out(book, file, widths, head_row)
    file.begin([column.look for column in what.columns])
    _write_head(file, head, widths)
    lines = max(_lines(column.heading, width - ARROW) for column, width in zip(what.columns, widths, strict=True))
    height = max(HEAD_HEIGHT, LETTER_HEIGHT * lines + 2)
    file.line([StyledCell(_head_look(column), column.heading) for column in what.columns], height)
    wrapped = [(place, width) for place, width in enumerate(widths) if what.columns[place].look in WRAPPED_CELLS]
    for row in progress.counted(chain(first, rows)):
        height = _row_height(row, wrapped) if wrapped else 0
        file.row(row, max(height, what.row_height), is_fixed=bool(what.row_height))
    if file.written.rows == head_row:
        file.row([None] * len(what.columns))  # a table without a row is none to Excel
    placed = Placed(file, head_row, file.written.rows)
    _add_table(book, what, placed)
    return placed


def _lines_above(what: TableSheet) -> list[StyledCell]:
    lines = [StyledCell(Look.TITLE, what.title)]
    if what.back:
        lines.append(StyledCell(Look.LINK, what.back[0], what.back[1]))
    if what.warning:
        lines.append(StyledCell(Look.WARNING, what.warning))
    return [*lines, *(StyledCell(Look.NOTE, remark) for remark in what.remarks), StyledCell(Look.NOTE, None)]


def _lay_out(book: WorkbookFile, file: SheetFile, widths: Sequence[int], head_row: int) -> None:
    sheet = file.sheet
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    is_wide = sum(widths) > READABLE
    sheet.freeze_panes = f"{'B' if is_wide else 'A'}{head_row + 1}"
    lay_out_page(sheet, book.words, head_row=head_row, width=sum(widths))


def _write_head(file: SheetFile, lines: Sequence[StyledCell], widths: Sequence[int]) -> None:
    """Write the lines above the table, those that are long across as many columns as one reads without moving."""
    across = 1
    while across < len(widths) and sum(widths[: across + 1]) <= WIDEST_REMARK:
        across += 1
    room = sum(widths[:across])
    for row, each in enumerate(lines, start=1):
        if across > 1 and each.look in WRAPPED_LINES and each.value is not None:
            file.sheet.merged_cells.add(f"A{row}:{get_column_letter(across)}{row}")
        file.line([each], _height(each, room))


def _height(line: StyledCell, room: int) -> float:
    if line.look is Look.TITLE:
        return TITLE_HEIGHT
    if line.look is Look.LINK:
        return LINK_HEIGHT
    return LETTER_HEIGHT * _lines(str(line.value or ""), room)


def _row_height(row: Sequence[Value], wrapped: Sequence[tuple[int, int]]) -> float:
    """Guess the height of a row; a program that opens the file may find a better one."""
    texts = ((row[place], width) for place, width in wrapped)
    lines = max((_lines(text, width) for text, width in texts if isinstance(text, str)), default=1)
    return min(LETTER_HEIGHT * lines + 1, HIGHEST)


def _lines(text: str, room: int) -> int:
    return max(1, sum(max(1, math.ceil(len(part) * 1.1 / room)) for part in text.splitlines()))


def _head_look(column: Column) -> Look:
    return Look.HEAD_OF_NUMBERS if column.look in NUMBERS else Look.HEAD


def _width(column: Column, values: Sequence[Value]) -> int:
    if column.look is Look.DAY:
        return width_for(column, ["0" * WIDE_DAY])
    return width_for(column, [_sample(value) for value in values])


def _sample(value: Value) -> str:
    plain = value.value if isinstance(value, StyledCell) else value
    if plain is None:
        return ""
    return put_text(plain).shown if isinstance(plain, str) else "0" * NARROW_DIGIT


def _add_table(book: WorkbookFile, what: TableSheet, placed: Placed) -> None:
    last_column = get_column_letter(len(what.columns))
    name = table_name(what.table, book.table_names)
    table: Any = Table(displayName=name, name=name, ref=f"A{placed.head_row}:{last_column}{placed.last_row}")
    if not what.row_height:  # else each cell has a frame of its own
        rule_lines(placed.sheet.sheet, f"A{placed.head_row + 1}:{last_column}{placed.last_row}")
    table._initialise_columns()  # noqa: SLF001 - openpyxl leaves it to us where rows are not kept
    for made, column in zip(table.tableColumns, what.columns, strict=True):
        made.name = put_text(column.heading).shown
    table.tableStyleInfo = TableStyleInfo(name=TABLE_STYLE, showRowStripes=True)
    placed.sheet.sheet.tables.add(table)
