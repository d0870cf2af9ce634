"""Measures a backup with all its proofs, and its restoring, beside the bare copy by the engine."""

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from benchmarks.make_database import Prepared
from benchmarks.measuring import Line, Taken, measured, medians, megabytes
from ibcr_desktop.backups.backup import Why, backups_in, place_of
from ibcr_desktop.backups.making import make_backup
from ibcr_desktop.backups.restoring import opened_backup, restore
from ibcr_desktop.storage.database import Database

TIMES = 3
LEAST_RATE = 50_000_000 / 3  # bytes a second: a backup of 50 MB in three seconds


def backup(prepared: Prepared) -> Iterator[Line]:
    """Compare a backup and a restore with ``VACUUM INTO``, which is also how long others wait to save meanwhile."""
    database, clock = prepared.store.database, prepared.store.clock
    copies: list[Taken] = []
    backups: list[Taken] = []
    restores: list[Taken] = []
    place = prepared.folder / "restored"
    for number in range(TIMES):
        copy = prepared.folder / f"raw-copy-{number}.ibcrdb"
        copies.append(measured(partial(database.copy_to, copy)))
        copy.unlink()
        backups.append(measured(partial(make_backup, database, Why.ASKED, clock)))
        restores.append(measured(partial(_restore, prepared, database, place / f"{number}.ibcrdb")))
    size, limit = database.path.stat().st_size, medians(copies)
    peer = f"the engine’s VACUUM INTO: {limit.text()}"
    for work, taken, goal in (
        ("a backup, read back, opened, checked and counted", medians(backups), True),
        ("proving a backup and restoring it to a new place", medians(restores), False),
    ):
        met = size / taken.processor >= LEAST_RATE if goal else None
        yield Line(
            f"{work}, {megabytes(size)}",
            peer,
            taken.text(),
            taken.processor / limit.processor,
            "≤ 3 s for 50 MB" if goal else "none",
            met,
        )
    shutil.rmtree(place)
    shutil.rmtree(prepared.folder / "backups")


def _restore(prepared: Prepared, database: Database, path: Path) -> None:
    newest = backups_in(place_of(database.path))[0]
    with opened_backup(newest, database) as opened:
        restore(opened, path, prepared.store.clock)
