"""Decides by counting which backups stay, so that a wrong clock erases nothing, and erases the others.

A backup carries four counters. The first counts backups; the others step forward by one when the calendar shows
another day, week or month than at the backup before, in whichever direction. A clock that jumps by ten years makes one
step, as a night does.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from ibcr_desktop.backups.backup import Backup, Turn, backups_in
from ibcr_desktop.backups.whole_folders import erase_whole, largest_number
from ibcr_desktop.foundation.clock import Clock
from ibcr_desktop.foundation.errors import UserError

RECENT, DAYS, WEEKS, MONTHS = 10, 14, 8, 12  # docs/faults.md, 14
LEAST_SOUND: Final = 3


def next_turn(place: Path, database_id: bytes, clock: Clock) -> Turn:
    """Give the counters of the backup that is made now."""
    number = largest_number(place) + 1
    last = next(iter(backups_in(place, database_id)), None)
    if last is None:
        return Turn(number, 1, 1, 1)
    here, there = _calendar(clock.now()), _calendar(last.made_at)
    day, week, month = (
        count + (now != then)
        for count, now, then in zip((last.turn.day, last.turn.week, last.turn.month), here, there, strict=True)
    )
    return Turn(number, day, week, month)


def kept(turns: Iterable[Turn]) -> set[Turn]:
    """Choose: the newest ten, and the newest of each of the last fourteen days, eight weeks and twelve months."""
    newest_first = sorted(turns, reverse=True)
    chosen = set(newest_first[:RECENT])
    for name, most in (("day", DAYS), ("week", WEEKS), ("month", MONTHS)):
        newest_of: dict[int, Turn] = {}
        for turn in newest_first:
            newest_of.setdefault(getattr(turn, name), turn)
        chosen |= set(list(newest_of.values())[:most])
    return chosen


def rotate(place: Path, database_id: bytes) -> list[Backup]:
    """Erase the backups of a database that have had their time, and give them.

    Nothing is erased unless three of those that stay were read from the disk now and are what was written. One that is
    found damaged is marked, counts for nothing, and goes when it is older than all that stay. A disk that refuses is
    left alone: an old backup too many hurts nobody.
    """
    with suppress(OSError, UserError):
        staying = _proved(backups_in(place, database_id))
        if staying is None:
            return []
        oldest, found = min(staying), backups_in(place, database_id)  # read again: some may have been marked meanwhile
        gone = [each for each in found if each.turn not in staying and (each.is_verified or each.turn < oldest)]
        for each in gone:
            erase_whole(each.folder)
        return gone
    return []


def _proved(found: Sequence[Backup]) -> set[Turn] | None:
    """Give the turns that stay, None when nothing is to be erased or fewer than three of them are sound now."""
    verified = [each for each in found if each.is_verified]
    while len(staying := kept(each.turn for each in verified)) < len(found):
        newest = [each for each in verified if each.turn in staying][:LEAST_SOUND]
        damaged = next((each for each in newest if not each.is_sound), None)
        if damaged is None:
            return staying if len(newest) == LEAST_SOUND else None
        damaged.mark_damaged()
        verified.remove(damaged)
    return None


def _calendar(moment: datetime) -> tuple[object, object, object]:
    local = moment.astimezone()
    return local.date(), local.isocalendar()[:2], (local.year, local.month)
