"""The clock gives aware moments, and tests choose what time it is."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
import time_machine

from ibcr_desktop.foundation.clock import Clock, FixedClock


def test_the_clock_of_the_computer_gives_moments_in_utc() -> None:
    before = datetime.now(UTC)
    assert before <= Clock().now() <= datetime.now(UTC)
    assert Clock().now().utcoffset() == timedelta()


@pytest.mark.parametrize("year", [1970, 2026, 2099])
def test_the_clock_of_the_computer_is_believed_for_showing(year: int) -> None:
    with time_machine.travel(datetime(year, 5, 17, 12, tzinfo=UTC), tick=False):
        assert Clock().now() == datetime(year, 5, 17, 12, tzinfo=UTC)
        assert Clock().today() == date(year, 5, 17)


def test_a_fixed_clock_has_the_day_of_its_own_zone() -> None:
    clock = FixedClock(datetime(2026, 3, 7, 23, 30, tzinfo=timezone(timedelta(hours=-5))))
    assert clock.now() == datetime(2026, 3, 8, 4, 30, tzinfo=UTC)
    assert clock.now().tzinfo is UTC
    assert clock.today() == date(2026, 3, 7)


def test_a_fixed_clock_moves_only_when_told_even_back() -> None:
    clock = FixedClock(datetime(2026, 3, 7, tzinfo=UTC))
    assert clock.now() == clock.now()
    clock.move(timedelta(hours=-3))
    assert clock.now() == datetime(2026, 3, 6, 21, tzinfo=UTC)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        FixedClock(datetime(2026, 3, 7))  # noqa: DTZ001 - what is refused
