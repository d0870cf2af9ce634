"""A wrong clock is noticed and said, and records are kept all the same."""

from datetime import UTC, datetime, timedelta

import pytest

from ibcr_desktop.foundation.clock import FixedClock
from ibcr_desktop.records import Organisation
from ibcr_desktop.storage.clock_check import clock_seems_wrong
from ibcr_desktop.storage.database import Database
from ibcr_desktop.storage.history import history_of
from tests.databases import TODAY, add, store_of


@pytest.mark.parametrize(
    ("now", "is_wrong"),
    [
        (datetime(1970, 1, 1, tzinfo=UTC), True),
        (datetime(2099, 1, 1, tzinfo=UTC), True),
        (TODAY - timedelta(days=2), True),
        (TODAY - timedelta(hours=3), False),
        (TODAY, False),
        (TODAY + timedelta(days=400), False),
    ],
)
def test_which_clocks_cannot_be_right(database: Database, now: datetime, is_wrong: bool) -> None:
    add(store_of(database), "organisation", name="x")
    with database.reader() as connection:
        assert clock_seems_wrong(connection, now) is is_wrong


def test_an_empty_database_believes_any_likely_clock(database: Database) -> None:
    with database.reader() as connection:
        assert not clock_seems_wrong(connection, TODAY)


def test_what_is_written_while_the_clock_jumps_is_kept_in_its_order(database: Database) -> None:
    clock = FixedClock(TODAY)
    store = store_of(database, clock)
    record_id = add(store, "organisation", name="first")
    for jump, name in ((-10_000, "second"), (20_000, "third")):
        clock.move(timedelta(days=jump))
        store.save(Organisation, record_id, {"name": name})
    assert [dict(each.after)["name"] for each in history_of(database, record_id)] == ["third", "second", "first"]
