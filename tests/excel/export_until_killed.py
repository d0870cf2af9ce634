"""Writes a workbook with names again and again until somebody kills the process (run as a module)."""

import sys
from itertools import count
from pathlib import Path

from ibcr_desktop.excel.yearly_workbook import write_workbook
from ibcr_desktop.foundation.words import Words
from ibcr_desktop.storage.database import Database
from ibcr_desktop.totals.yearly_totals import compute
from tests.databases import DATA_KEY


def main(database_path: Path, path: Path) -> None:
    """Write the year 2020-2021 for ever, telling each workbook that is in place."""
    database = Database.open(database_path, DATA_KEY)
    with database.reader() as connection:
        totals = compute(connection, 2020)
    print("ready", flush=True)  # noqa: T201 - the test waits for it
    for number in count():
        write_workbook(database, totals, path, Words("en"), names=True)
        print(number, flush=True)  # noqa: T201 - as above


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
