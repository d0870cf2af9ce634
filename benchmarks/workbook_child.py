"""Writes the workbook of the year, or its cells with openpyxl alone, and tells the time and the peak of memory."""

import sys
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from benchmarks.child import memory, tell
from benchmarks.make_database import COUNTED_YEAR
from benchmarks.measuring import measured
from ibcr_desktop.excel.yearly_workbook import write_workbook
from ibcr_desktop.foundation.words import Words
from ibcr_desktop.storage import vault
from ibcr_desktop.storage.founding import EXAMPLE_PASSPHRASE
from ibcr_desktop.totals.yearly_totals import compute


def ours(database_path: Path, path: Path) -> None:
    """Write the program's workbook: links, formats, charts, and read back before it is put in place."""
    database = vault.open_database(database_path, EXAMPLE_PASSPHRASE)
    with database.reader() as connection:
        totals = compute(connection, COUNTED_YEAR)
    before = memory("VmHWM")
    taken = measured(lambda: write_workbook(database, totals, path, Words("fr")))
    tell(processor=taken.processor, clock=taken.clock, before=before, peak=memory("VmHWM"))
    database.close()


def plain(source: Path, path: Path) -> None:
    """Write the same cells, read from the program's workbook beforehand, without formats."""
    read = load_workbook(source, read_only=True)
    sheets: dict[str, list[tuple[Any, ...]]] = {
        sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in read.worksheets
    }
    read.close()

    def write() -> None:
        workbook = Workbook(write_only=True)
        for name, rows in sheets.items():
            sheet = workbook.create_sheet(name)
            for row in rows:
                sheet.append(row)
        workbook.save(path)

    rows = sum(len(each) for each in sheets.values())
    cells = sum(value is not None for each in sheets.values() for row in each for value in row)
    taken = measured(write)
    tell(processor=taken.processor, clock=taken.clock, rows=rows, cells=cells)


if __name__ == "__main__":
    what, source_path, target_path = sys.argv[1:]
    {"ours": ours, "plain": plain}[what](Path(source_path), Path(target_path))
