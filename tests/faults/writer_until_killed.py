"""Writes to a database until somebody kills the process, telling each commit on standard output (run as a module)."""

import sys
from itertools import count
from pathlib import Path

from ibcr_desktop.storage.database import Database
from tests.storage.small_database import add

KEY = bytes(range(32))
ROWS = 4
CANARY = "Zéphyrine Canari"


def rows_of(save: int) -> list[str]:
    """Give the rows of one save, each with the canary's name."""
    return [f"{CANARY} {save} {row} " + "y" * (200 * (save % 40)) for row in range(ROWS)]


def main(path: Path, first: int) -> None:
    """Save from the given number on, for ever."""
    database = Database.open(path, KEY, cache_mb=1)
    for save in count(first):
        add(database, rows_of(save))
        print(save, flush=True)  # noqa: T201 - the acknowledgement that the test counts


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
