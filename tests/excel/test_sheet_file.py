"""Rows written as text are what openpyxl reads back: same values, same types."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from ibcr_desktop.excel.cell_text import put_text, read_text
from ibcr_desktop.excel.house_style import Column, Look
from ibcr_desktop.excel.progress import Progress
from ibcr_desktop.excel.sheet_file import Value
from ibcr_desktop.excel.table_sheet import TableSheet, write_table_sheet
from ibcr_desktop.excel.workbook_file import WorkbookFile, put_in_place
from ibcr_desktop.foundation.clock import Clock
from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.words import Words

LOOKS = (Look.TEXT, Look.WRAPPED, Look.WHOLE, Look.DECIMAL, Look.DAY)
ROWS = st.lists(
    st.tuples(
        st.none() | st.text(st.characters()),
        st.none() | st.text(st.characters()),
        st.none() | st.integers(0, 2**53),
        st.none() | st.floats(0, 1e15, allow_nan=False),
        st.none() | st.dates(date(1900, 3, 1), date(2200, 1, 1)),
    ),
    max_size=6,
)


def write(folder: Path, rows: Sequence[Sequence[Value]], looks: Sequence[Look] = LOOKS) -> Path:
    """Write a workbook of one sheet named ``S`` and give its place."""
    book = WorkbookFile(Words("en"), folder, "test", Clock())
    columns = [Column(f"Column {no}", look) for no, look in enumerate(looks)]
    try:
        write_table_sheet(book, TableSheet(book.names.take("S"), "Title", columns, rows), Progress())
        put_in_place(book, folder / "out.xlsx", Progress())
    finally:
        book.abandon()
    return folder / "out.xlsx"


def expected(value: Value) -> object:
    """Give what openpyxl reads for a value that we wrote."""
    if isinstance(value, str):
        return put_text(value).shown or None
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)  # noqa: DTZ001 - a cell has no zone
    return value


@given(ROWS)
def test_any_rows_come_back_equal_and_nothing_becomes_a_formula(rows: list[tuple[Value, ...]]) -> None:
    with TemporaryDirectory() as folder:
        sheet = load_workbook(write(Path(folder), rows))["S"]
        for number, row in enumerate(rows, start=4):
            for column, value in enumerate(row, start=1):
                cell = sheet.cell(number, column)
                shown = read_text(cell.value) if isinstance(cell.value, str) else cell.value
                assert shown == expected(value)
                assert cell.data_type != "f"
                assert cell.data_type != "e"


@pytest.mark.parametrize("text", ["=1+1", "#REF!", "@x", "-2", "+3"])
def test_a_dangerous_text_is_text_and_stays_it_when_edited(tmp_path: Path, text: str) -> None:
    cell = load_workbook(write(tmp_path, [[text, None, None, None, None]]))["S"]["A4"]
    assert (cell.data_type, cell.value, bool(cell.quotePrefix)) == ("s", text, True)


def test_days_and_numbers_have_formats(tmp_path: Path) -> None:
    sheet = load_workbook(write(tmp_path, [["a", "b", 1234, 7.25, date(2021, 3, 7)]]))["S"]
    assert sheet["C4"].number_format.startswith("#,##0")
    assert ".0" in sheet["D4"].number_format
    assert sheet["E4"].is_date


def test_a_decimal_without_decimals_shows_none(tmp_path: Path) -> None:
    sheet = load_workbook(write(tmp_path, [[None, None, None, 7.0, None], [None, None, None, 7.5, None]]))["S"]
    assert sheet["D4"].number_format != sheet["D5"].number_format
    assert sheet["D4"].value == 7


def test_a_day_that_programs_disagree_about_is_written_as_text(tmp_path: Path) -> None:
    sheet = load_workbook(write(tmp_path, [[None, None, None, None, date(1899, 5, 1)]]))["S"]
    assert sheet["E4"].value == "1899-05-01"


def test_a_table_without_rows_is_still_a_table(tmp_path: Path) -> None:
    (table,) = load_workbook(write(tmp_path, []))["S"].tables.values()
    assert table.ref == "A3:E4"


def test_an_endless_number_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="finite"):
        write(tmp_path, [[None, None, None, float("inf"), None]])


def test_more_rows_than_a_sheet_holds_get_their_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ibcr_desktop.excel.sheet_file.MOST_ROWS", 5)
    write(tmp_path, [[None] * 5] * 2)
    with pytest.raises(UserError, match="more rows than Excel can hold"):
        write(tmp_path, [[None] * 5] * 3)


def test_the_head_is_frozen_and_repeated_on_each_page(tmp_path: Path) -> None:
    sheet: Any = load_workbook(write(tmp_path, [["a", "b", 1, 2.5, date(2021, 3, 7)]]))["S"]
    assert sheet.freeze_panes == "A4"
    assert sheet.print_title_rows == "$3:$3"
    setup = sheet.page_setup
    assert (setup.orientation, setup.fitToWidth, setup.fitToHeight) == ("landscape", 1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert {"&P", "&N"} <= set(sheet.oddFooter.center.text.split())
