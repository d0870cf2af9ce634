"""An export of many rows keeps none of them in memory, and notices soon that nobody wants it any more."""

import time
import tracemalloc
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest

from ibcr_desktop.excel.house_style import Column, Look
from ibcr_desktop.excel.progress import TELLS_APART, Progress
from ibcr_desktop.excel.sheet_file import Value
from ibcr_desktop.excel.table_sheet import TableSheet, write_table_sheet
from ibcr_desktop.excel.workbook_file import WorkbookFile, put_in_place
from ibcr_desktop.foundation.clock import Clock
from ibcr_desktop.foundation.words import Words

COLUMNS = [Column("Text"), Column("Number", Look.WHOLE), Column("Day", Look.DAY), Column("Long", Look.WRAPPED)]


def rows(count: int) -> Iterator[Sequence[Value]]:
    """Give rows that all differ."""
    for number in range(count):
        yield f"Person {number}", number, date(2020, 4, 1) + timedelta(days=number % 365), f"number {number} " * 8


def peak_of(folder: Path, count: int) -> int:
    """Write and read back that many rows, and give the most memory that Python objects took."""
    folder.mkdir()
    tracemalloc.start()
    book = WorkbookFile(Words("en"), folder, "test", Clock())
    try:
        write_table_sheet(book, TableSheet("S", "Title", COLUMNS, rows(count)), Progress())
        put_in_place(book, folder / "out.xlsx", Progress())
        return tracemalloc.get_traced_memory()[1]
    finally:
        book.abandon()
        tracemalloc.stop()


def test_memory_does_not_grow_with_the_rows(tmp_path: Path) -> None:
    peak_of(tmp_path / "first", 100)  # what is imported and remembered once
    few, many = peak_of(tmp_path / "few", 1_000), peak_of(tmp_path / "many", 12_000)
    assert many < few + 8_000_000, (few, many)


def test_progress_is_told_ten_times_a_second_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    told: list[int] = []
    progress = Progress(lambda done, _total: told.append(done))
    progress.total = 1_000
    for _ in range(1_000):
        now[0] += 0.01
        progress.step()
    assert len(told) <= 1_000 * 0.01 / TELLS_APART + 1
    assert told == sorted(told)


def test_whether_to_stop_is_asked_every_hundred_rows_and_every_block(tmp_path: Path) -> None:
    asked = [0]

    def cancelled() -> bool:
        asked[0] += 1
        return False

    progress = Progress(cancelled=cancelled)
    book = WorkbookFile(Words("en"), tmp_path, "test", Clock())
    try:
        write_table_sheet(book, TableSheet("S", "Title", COLUMNS, rows(5_000)), progress)
        by_rows = asked[0]
        put_in_place(book, tmp_path / "out.xlsx", progress)
    finally:
        book.abandon()
    assert by_rows >= 50
    assert asked[0] - by_rows >= 20
