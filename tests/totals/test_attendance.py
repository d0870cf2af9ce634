"""Hours, share and completion."""

import uuid
from datetime import date

import pytest

from ibcr_desktop.totals.attendance import Sitting, attendance, hours_held, hours_of

ONE, TWO, GONE = (uuid.UUID(int=number) for number in (1, 2, 3))
SITTINGS = (
    Sitting(ONE, date(2021, 3, 7), 6.0),
    Sitting(TWO, date(2021, 3, 8), 3.0, "held"),
    Sitting(GONE, date(2021, 3, 9), 6.0, "cancelled"),
)


def test_a_session_that_did_not_take_place_holds_no_hours() -> None:
    assert hours_held(SITTINGS, 20.0) == 9.0
    assert hours_of({ONE, GONE}, SITTINGS) == 6.0


def test_without_sessions_the_hours_of_the_activity_are_held() -> None:
    assert hours_held((), 20.0) == 20.0
    assert hours_held((), None) is None


@pytest.mark.parametrize(
    ("hours", "needed", "completed"),
    [(None, 80.0, None), (7.2, 80.0, True), (7.1, 80.0, False), (9.0, 100.0, True), (0.0, 80.0, False)],
)
def test_completion_follows_the_setting_and_no_attendance_is_not_absence(
    hours: float | None, needed: float, completed: bool | None
) -> None:
    assert attendance(hours, 9.0, needed).is_completed is completed


def test_more_hours_than_were_held_count_as_all_of_them() -> None:
    assert attendance(12.0, 9.0, 80.0).share == 1.0


def test_a_day_of_completion_says_it_by_itself() -> None:
    assert attendance(None, None, 80.0, date(2021, 3, 9)).is_completed is True
