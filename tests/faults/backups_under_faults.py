"""Makes, copies and restores backups while faults strike at every operation, and judges what is left; a module."""

import errno
import json
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from ibcr_desktop.backups.backup import UNFINISHED, Backup, Why, backups_in, place_of
from ibcr_desktop.backups.making import make_backup
from ibcr_desktop.backups.restoring import restore, unlocked_backup
from ibcr_desktop.backups.second_place import copy_elsewhere, second_place_in
from ibcr_desktop.foundation.clock import FixedClock
from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.storage import vault
from ibcr_desktop.storage.damage_check import find_damage
from ibcr_desktop.storage.database import Database
from ibcr_desktop.storage.keys import LEAST_COST
from ibcr_desktop.storage.schema import create_tables
from tests.backups.offices import CANARY, PASSPHRASE, back_up, names
from tests.databases import TODAY, add, store_of
from tests.faults.faulty_disk import KILL, Outcome, every_strike

NAME: Final = "dakar.ibcrdb"
LATE: Final = "Written after the backup"
CLOCK: Final = FixedClock(TODAY)
OPERATIONS_AFTER_THE_COPY: Final = 20
BEFORE, AFTER = {CANARY, LATE}, {CANARY}


@contextmanager
def opened(folder: Path) -> Iterator[Database]:
    """Open the database."""
    database = vault.open_database(folder / NAME, PASSPHRASE, reserve_bytes=0)
    try:
        yield database
    finally:
        database.close()


def first_backup(folder: Path) -> Backup:
    """Give the backup that was there before anything struck."""
    return backups_in(place_of(folder / NAME))[-1]


def make_one(folder: Path, tell: Callable[[str], None]) -> None:
    """Make a second backup; tell when that was acknowledged."""
    with suppress(UserError), opened(folder) as database:
        make_backup(database, Why.WORK, CLOCK)
        tell("done")


def copy_one(folder: Path, tell: Callable[[str], None]) -> None:
    """Copy the first backup to a second place; tell when that was acknowledged."""
    with suppress(UserError), opened(folder) as database:
        copy_elsewhere(database, first_backup(folder), folder / "stick", CLOCK)
        tell("done")


def restore_one(folder: Path, tell: Callable[[str], None]) -> None:
    """Restore the first backup; tell when that was acknowledged."""
    path = folder / NAME
    with suppress(UserError), unlocked_backup(first_backup(folder), path, PASSPHRASE) as opened:
        restore(opened, path, CLOCK)
        tell("done")


def judge_making(outcome: Outcome) -> str:
    """Say whether the database is untouched and every backup whole; the next backup must succeed."""
    return _judge_database(outcome, [BEFORE]) or _judge_place(outcome, place_of(outcome.folder / NAME), 2)


def judge_copying(outcome: Outcome) -> str:
    """Say whether database and backup are untouched, and the copy whole or not there."""
    place = second_place_in(outcome.folder / "stick", outcome.folder / NAME, first_backup(outcome.folder))
    return _judge_database(outcome, [BEFORE]) or _judge_place(outcome, place, 1)


def judge_restoring(outcome: Outcome) -> str:
    """Say whether the database is the one before or the one after, and what was there is kept in the second case."""
    wrong = _judge_database(outcome, [AFTER] if outcome.told else [BEFORE, AFTER])
    kept = [each for each in backups_in(place_of(outcome.folder / NAME)) if each.why is Why.RESTORE]
    with opened(outcome.folder) as database:
        is_restored = names(store_of(database)) == AFTER
    if is_restored and not (kept and kept[0].is_sound):
        return "restored without keeping what was there"
    return wrong or _judge_place(outcome, place_of(outcome.folder / NAME), 1)


def _judge_database(outcome: Outcome, allowed: list[set[str]]) -> str:
    with opened(outcome.folder) as database:
        if find_damage(database, thorough=True):
            return "damaged"
        return "" if names(store_of(database)) in allowed else "neither before nor after"


def _judge_place(outcome: Outcome, place: Path, count_when_told: int) -> str:
    found = backups_in(place)
    if not all(each.is_sound for each in found):
        return "a backup that is not sound"
    if outcome.told and len(found) < count_when_told:
        return "acknowledged and not there"
    unfinished = [each.name for each in place.iterdir() if each.name.endswith(UNFINISHED)] if place.exists() else []
    if unfinished and not outcome.was_killed:
        return "left something behind"
    return "fine"


def _make_tables(database: Database) -> None:
    """Make the tables without the records that ship: fewer pages, so fewer operations to strike at."""
    with database.writer() as connection:
        create_tables(connection)


def main(folder: Path, step: int) -> None:
    """Print one JSON object: for each work and fault how often each judgement was given.

    Most operations write one page of the copy and are alike: with ``step`` some of them are left out, but no kill at
    those that prove the copy, write its key file and its page, and put it in place.
    """
    start = folder / "start"
    (start / "stick").mkdir(parents=True)
    database, _ = vault.create_database(start / NAME, PASSPHRASE, schema=_make_tables, cost=LEAST_COST, reserve_bytes=0)
    store = store_of(database)
    add(store, "organisation", name=CANARY)
    back_up(store)
    add(store, "organisation", name=LATE)
    database.close()
    counts: dict[str, Counter[str]] = {}
    works = ((make_one, judge_making), (copy_one, judge_copying), (restore_one, judge_restoring))
    for work, judge in works:
        for error in (KILL, errno.EIO, errno.ENOSPC):
            tally = counts[f"{work.__name__} {errno.errorcode.get(error, 'KILL')}"] = Counter()
            last = OPERATIONS_AFTER_THE_COPY if error == KILL else 1
            for outcome in every_strike(work, start, folder / work.__name__, error, step=step, last=last):
                tally[judge(outcome)] += 1
                shutil.rmtree(outcome.folder)
    print(json.dumps(counts))  # noqa: T201 - the result of this module


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
