"""Runs the benchmarks and prints their table."""

import argparse
import datetime as dt
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import backing_up, cascade, merging, packing, reading, receiving, roster, starting, workbook, writing
from benchmarks.make_database import SIZES, Prepared, prepare
from benchmarks.measuring import HEADING, Line

BENCHMARKS: dict[str, Callable[[Prepared], Iterator[Line]]] = {
    "bulk": writing.bulk,
    "size": writing.size,
    "save": writing.save,
    "roster": roster.roster,
    "search": reading.search,
    "list": reading.lists,
    "totals": reading.totals,
    "cascade": cascade.cascade,
    "workbook": workbook.workbook,
    "backup": backing_up.backup,
    "package": packing.package,
    "receive": receiving.receive,
    "merge": merging.merge,
    "start": starting.start,
}


def main() -> None:
    """Make the database once, measure on it, and remove it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--size", choices=SIZES, default="office")
    parser.add_argument("--only", choices=BENCHMARKS, action="append", metavar="NAME", help=", ".join(BENCHMARKS))
    parser.add_argument("--folder", type=Path, help="keep the database there, and use the one that lies there")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = chosen.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        prepared = prepare(folder, SIZES[chosen.size])
        print(f"{chosen.size}, {dt.datetime.now(tz=dt.UTC):%Y-%m-%d}\n\n{HEADING}", flush=True)  # noqa: T201 - the table is the result
        for name in chosen.only or BENCHMARKS:
            for line in BENCHMARKS[name](prepared):
                print(line.text(), flush=True)  # noqa: T201 - as above
        prepared.store.database.close()


if __name__ == "__main__":
    main()
