"""A workbook that is not what was written never takes the place of the old one."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from ibcr_desktop.excel.house_style import Column
from ibcr_desktop.excel.progress import Progress, StoppedError
from ibcr_desktop.excel.read_back import compare
from ibcr_desktop.excel.sheet_file import Value, Written
from ibcr_desktop.excel.table_sheet import TableSheet, write_table_sheet
from ibcr_desktop.excel.workbook_file import WorkbookFile
from ibcr_desktop.foundation.clock import Clock
from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.words import Words

SHEET = "xl/worksheets/sheet1.xml"


def made(folder: Path) -> tuple[Path, list[Written]]:
    """Write a small workbook and give it with what was written."""
    book = WorkbookFile(Words("en"), folder, "test", Clock())
    rows: list[list[Value]] = [["a", 1], ["b", 2]]
    write_table_sheet(book, TableSheet("S", "Title", [Column("Text"), Column("Number")], rows), Progress())
    path = folder / "out.xlsx"
    with path.open("wb") as file:
        book.save(file, Progress().stretch(0, 1))
    return path, [sheet.written for sheet in book.sheets]


def changed(path: Path, change: Callable[[bytes], bytes]) -> Path:
    """Write the workbook again with another first sheet."""
    other = path.with_name("changed.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data) if name == SHEET else data)
    return other


def test_what_was_written_is_found_again(tmp_path: Path) -> None:
    path, written = made(tmp_path)
    compare(path, written, Progress().stretch(0, 1))
    assert (written[0].texts, written[0].numbers) == (5, 2)


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.replace(b"<t>a</t>", b"<t>x</t>"),
        lambda data: data.replace(b"<v>2</v>", b"<v>3</v>"),
        lambda data: re.sub(rb'<row r="5".*?</row>', b"", data),
        lambda data: data.replace(b"<v>2</v>", b"<f>1+1</f><v>2</v>"),
        lambda data: data[:-20],
    ],
    ids=["a text", "a number", "a row gone", "a formula", "cut"],
)
def test_any_change_is_noticed(tmp_path: Path, change: Callable[[bytes], bytes]) -> None:
    path, written = made(tmp_path)
    with pytest.raises(UserError, match="not the one that was written"):
        compare(changed(path, change), written, Progress().stretch(0, 1))


def test_counts_alone_notice_a_change_that_was_hashed_too(tmp_path: Path) -> None:
    path, (written,) = made(tmp_path)
    written.numbers += 1
    with pytest.raises(UserError):
        compare(path, [written], Progress().stretch(0, 1))


def test_a_flipped_bit_is_noticed(tmp_path: Path) -> None:
    path, written = made(tmp_path)
    with zipfile.ZipFile(path) as archive:
        place = archive.getinfo(SHEET).header_offset + 200
    data = bytearray(path.read_bytes())
    data[place] ^= 4
    path.write_bytes(data)
    with pytest.raises(UserError, match="not the one that was written"):
        compare(path, written, Progress().stretch(0, 1))


def test_a_sheet_more_is_noticed(tmp_path: Path) -> None:
    path, written = made(tmp_path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/worksheets/sheet2.xml", "<worksheet/>")
    with pytest.raises(UserError):
        compare(path, written, Progress().stretch(0, 1))


def test_reading_back_stops_when_asked_to(tmp_path: Path) -> None:
    path, written = made(tmp_path)
    with pytest.raises(StoppedError):
        compare(path, written, Progress(cancelled=lambda: True).stretch(0, 1))
