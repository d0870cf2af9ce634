"""The bars of the home page."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.totals.people_by_month import last_year_of_activities, people_by_month
from tests.databases import add, new_database, store_of


@pytest.fixture
def store(tmp_path: Path) -> Iterator[RecordStore]:
    with new_database(tmp_path) as database:
        yield store_of(database)


def workshop(store: RecordStore, ends_on: date, **values: Any) -> Any:
    return add(store, "workshop", starts_on=ends_on, ends_on=ends_on, **{"status": "held", **values})


def months(store: RecordStore) -> dict[str, tuple[int, int]]:
    with store.database.reader() as connection:
        found = people_by_month(connection, 2020)
    return {each.first.isoformat()[:7]: (each.complete, each.in_drafts) for each in found}


def test_a_year_has_twelve_months_from_april_on(store: RecordStore) -> None:
    assert list(months(store))[::11] == ["2020-04", "2021-03"]
    assert set(months(store).values()) == {(0, 0)}


def test_a_person_counts_once_a_month_however_many_activities(store: RecordStore) -> None:
    person = add(store, "person", sex="female")
    for day in (5, 20):
        add(store, "participation", person_id=person, activity_id=workshop(store, date(2020, 5, day)))
    add(store, "participation", person_id=person, activity_id=workshop(store, date(2020, 6, 1)))
    assert (months(store)["2020-05"], months(store)["2020-06"]) == ((1, 0), (1, 0))


def test_headcounts_are_added_and_media_audiences_are_not(store: RecordStore) -> None:
    activity = workshop(store, date(2021, 3, 31))
    add(store, "headcount", activity_id=activity, total=30, basis="counted")
    add(store, "headcount", activity_id=activity, total=9000, basis="media_audience")
    assert months(store)["2021-03"] == (30, 0)


def test_what_only_drafts_would_add_stands_apart(store: RecordStore) -> None:
    draft, complete = workshop(store, date(2020, 9, 1), state="draft"), workshop(store, date(2020, 9, 2))
    known, unsure = add(store, "person"), add(store, "person")
    add(store, "participation", person_id=known, activity_id=complete)
    add(store, "participation", person_id=known, activity_id=draft)
    add(store, "participation", person_id=unsure, activity_id=draft)
    add(store, "headcount", activity_id=complete, total=4, state="draft", basis="counted")
    assert months(store)["2020-09"] == (1, 5)


def test_cancelled_and_deleted_activities_and_other_years_do_not_count(store: RecordStore) -> None:
    for activity in (
        workshop(store, date(2020, 7, 1), status="cancelled"),
        workshop(store, date(2020, 7, 1), deleted=True),
        workshop(store, date(2021, 4, 1)),
    ):
        add(store, "headcount", activity_id=activity, total=10, basis="counted")
    assert set(months(store).values()) == {(0, 0)}


def test_the_last_year_with_an_activity_is_shown_until_the_running_one_begins(store: RecordStore) -> None:
    def last(until: int) -> int | None:
        with store.database.reader() as connection:
            return last_year_of_activities(connection, until)

    assert last(2026) is None
    workshop(store, date(2020, 5, 1))
    workshop(store, date(2019, 5, 1))
    workshop(store, date(2024, 5, 1), deleted=True)
    assert (last(2026), last(2020), last(2019), last(2018)) == (2020, 2020, 2019, None)
