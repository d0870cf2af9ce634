"""Opens a workbook and gives its sheets as grids of values, the way a person would compare them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from ibcr_desktop.excel.cell_text import read_text


def grid(path: Path, sheet: str, read: Callable[[str], str] = read_text) -> list[list[Any]]:
    """Give the values of a sheet, rows cut after their last value; ``read`` makes of a text what a person sees."""
    workbook = load_workbook(path)
    found = []
    for row in workbook[sheet].iter_rows(values_only=True):
        values = [read(value) if isinstance(value, str) else value for value in row]
        while values and values[-1] is None:
            values.pop()
        found.append(values)
    return found


def table_grid(path: Path, sheet: str) -> list[dict[str, Any]]:
    """Give the rows of the one table of a sheet by heading."""
    workbook = load_workbook(path)
    (table,) = workbook[sheet].tables.values()
    head, *rows = [[cell.value for cell in row] for row in workbook[sheet][table.ref]]
    assert head == [column.name for column in table.tableColumns]
    return [dict(zip(head, row, strict=True)) for row in rows]


def all_texts(path: Path) -> list[str]:
    """Give every text of every sheet."""
    workbook = load_workbook(path)
    cells = (cell for sheet in workbook for row in sheet.iter_rows() for cell in row)
    return [cell.value for cell in cells if isinstance(cell.value, str)]
