"""What stays is decided by counting: no clock, however wrong, can erase what a night would not have erased."""

import random
from datetime import timedelta
from pathlib import Path

import pytest

from ibcr_desktop.backups import rotation
from ibcr_desktop.backups.backup import Backup, Turn, Why, backups_in, place_of
from ibcr_desktop.backups.rotation import DAYS, MONTHS, RECENT, WEEKS, kept, rotate
from ibcr_desktop.foundation.clock import FixedClock
from ibcr_desktop.storage.record_store import RecordStore
from tests.backups.offices import A_DAY, back_up, damage, new_office
from tests.databases import TODAY

WORST = RECENT + DAYS + WEEKS + MONTHS


def numbers(found: list[Backup]) -> list[int]:
    return [each.turn.number for each in found]


def two_years_with_two_backups_a_day() -> list[Turn]:
    return [Turn(number, number // 2, number // 14, number // 60) for number in range(1, 1461)]


def test_ten_recent_fourteen_days_eight_weeks_and_twelve_months_stay() -> None:
    staying = kept(two_years_with_two_backups_a_day())
    assert {each.number for each in staying} >= set(range(1451, 1461))
    assert len({each.day for each in staying}) >= DAYS
    assert len({each.week for each in staying}) >= WEEKS
    assert len({each.month for each in staying}) == MONTHS
    assert len(staying) <= WORST


def test_of_a_day_that_is_over_the_last_backup_stays() -> None:
    staying = kept(two_years_with_two_backups_a_day())
    third_last_day = max(each.day for each in staying) - 8
    assert [each.number for each in staying if each.day == third_last_day] == [third_last_day * 2 + 1]


def test_the_same_stay_whether_they_are_erased_one_by_one_or_at_the_end() -> None:
    turns = two_years_with_two_backups_a_day()
    staying: set[Turn] = set()
    for turn in turns:
        staying = kept(staying | {turn})
    assert staying == kept(turns)


def test_whatever_the_counters_say_the_newest_stay_and_at_least_three() -> None:
    chance = random.Random(5)  # noqa: S311 - histories, not secrets
    for _ in range(200):
        turns, last = [], Turn(0, 1, 1, 1)
        for number in range(1, chance.randint(4, 90)):
            steps = [count + chance.randint(0, 1) for count in (last.day, last.week, last.month)]
            last = Turn(number, *steps)
            turns.append(last)
        assert kept(turns) >= set(turns[-RECENT:])
        assert len(kept(turns)) <= WORST


def test_the_calendar_moves_the_counters_and_a_jump_of_the_clock_is_one_step(store: RecordStore) -> None:
    clock = store.clock
    assert isinstance(clock, FixedClock)
    turns = [back_up(store).turn]
    for step in (timedelta(0), A_DAY, timedelta(days=7), timedelta(days=3650), timedelta(days=-3650)):
        clock.move(step)
        turns.append(back_up(store).turn)
    assert turns == [
        Turn(1, 1, 1, 1),
        Turn(2, 1, 1, 1),
        Turn(3, 2, 1, 1),
        Turn(4, 3, 2, 1),
        Turn(5, 4, 3, 2),
        Turn(6, 5, 4, 3),
    ]


def test_the_oldest_of_one_day_go_when_there_are_more_than_ten(store: RecordStore) -> None:
    for _ in range(RECENT + 2):
        made = back_up(store)
    assert numbers(backups_in(made.folder.parent)) == [12, 11, 10, 9, 8, 7, 6, 5, 4, 3]


def test_a_clock_that_jumps_to_and_fro_erases_nothing_that_nights_would_not(store: RecordStore) -> None:
    clock = store.clock
    assert isinstance(clock, FixedClock)
    for number in range(RECENT + 4):
        clock.moment = TODAY + timedelta(days=365 * (number % 5))
        made = back_up(store)
    assert numbers(backups_in(made.folder.parent)) == list(range(14, 0, -1))


def test_nothing_is_erased_while_fewer_than_three_that_stay_are_sound(store: RecordStore) -> None:
    made = [back_up(store) for _ in range(RECENT)]
    for each in made[2:]:
        damage(each.database)
    place, database_id = made[0].folder.parent, made[0].database_id
    damage(made[0].database)
    assert back_up(store).is_verified
    found = backups_in(place, database_id)
    assert numbers(found) == list(range(11, 0, -1))
    assert [each.turn.number for each in found if each.is_verified] == [11, 2]
    assert rotate(place, database_id) == []


def test_a_damaged_backup_counts_for_nothing_and_an_older_one_stays_in_its_stead(store: RecordStore) -> None:
    made = [back_up(store) for _ in range(RECENT)]
    damage(made[-1].database)
    back_up(store)
    found = backups_in(made[0].folder.parent)
    assert numbers(found) == list(range(11, 0, -1))
    assert [each.turn.number for each in found if not each.is_verified] == [10]


def test_backups_of_another_database_in_the_same_folder_are_left_alone(store: RecordStore, tmp_path: Path) -> None:
    other = new_office(tmp_path / "data", "thies.ibcrdb")
    theirs = back_up(other)
    other.database.close()
    for _ in range(RECENT + 2):
        made = back_up(store)
    assert theirs in backups_in(place_of(store.database.path))
    assert len(backups_in(theirs.folder.parent, made.database_id)) == RECENT
    assert made.turn == Turn(13, 1, 1, 1)


def test_a_backup_is_not_lost_because_an_old_one_cannot_be_erased(
    store: RecordStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_folder: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(rotation, "erase_whole", refuse)
    made = [back_up(store, Why.WORK) for _ in range(RECENT + 1)]
    assert numbers(backups_in(made[0].folder.parent)) == list(range(11, 0, -1))
