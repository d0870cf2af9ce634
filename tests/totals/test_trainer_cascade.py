"""Two generations of trained people, each person once, circles included."""

import uuid
from collections.abc import Sequence
from datetime import date

from ibcr_desktop.totals.trainer_cascade import Cascade, cascade_of
from tests.totals.year_builder import YearBuilder


def course(
    year: YearBuilder, trainers: Sequence[uuid.UUID], learners: Sequence[uuid.UUID], month: int = 5, **changes: object
) -> uuid.UUID:
    days = {"starts_on": date(2020, month, 1), "ends_on": date(2020, month, 3)}
    activity = year.workshop(**{**days, **changes})
    for each in trainers:
        year.takes_part(each, activity, role="trainer")
    for each in learners:
        year.takes_part(each, activity)
    return activity


def cascade(year: YearBuilder, *trainers: uuid.UUID) -> Cascade:
    with year.store.database.reader() as connection:
        return cascade_of(connection, trainers)


def test_the_second_generation_is_whom_the_first_trained_later(year: YearBuilder) -> None:
    trainer, one, other, third, fourth = (year.person() for _ in range(5))
    first = course(year, [trainer], [one, other])
    second = course(year, [one], [third, fourth], month=6)
    found = cascade(year, trainer)
    assert dict(found.first) == {one: tuple(sorted((third, fourth))), other: ()}
    assert (found.first_count, found.second_count) == (2, 2)
    assert found.activities == {first, second}
    assert cascade(year, other).first_count == 0


def test_nobody_counts_twice_and_the_first_to_train_is_named(year: YearBuilder) -> None:
    trainer, one, other, pupil = (year.person() for _ in range(4))
    course(year, [trainer], [one, other])
    course(year, [trainer], [one], month=7)
    course(year, [other], [pupil, one], month=8)
    course(year, [one], [pupil, other], month=9)
    found = cascade(year, trainer)
    assert dict(found.first) == {one: (), other: (pupil,)}
    assert (found.first_count, found.second_count) == (2, 1)


def test_a_circle_ends_and_holds_nobody_of_the_beginning(year: YearBuilder) -> None:
    one, other, third = (year.person() for _ in range(3))
    course(year, [one], [other], month=5)
    course(year, [other], [third, one], month=6)
    course(year, [third], [one, other], month=7)
    assert dict(cascade(year, one).first) == {other: (third,)}
    assert dict(cascade(year, third).first) == {one: (), other: ()}
    assert cascade(year, one, other, third).first_count == 0


def test_what_was_taught_before_the_own_course_is_not_passed_on(year: YearBuilder) -> None:
    trainer, one, pupil = (year.person() for _ in range(3))
    course(year, [one], [pupil], month=5)
    course(year, [trainer], [one], month=6)
    assert dict(cascade(year, trainer).first) == {one: ()}


def test_only_held_complete_courses_and_the_level_trained_count(year: YearBuilder) -> None:
    trainer, pupil = year.person(), year.person()
    draft_person = year.person(state="draft")
    course(year, [trainer], [draft_person])
    course(year, [trainer], [pupil], status="cancelled")
    course(year, [trainer], [pupil], state="draft")
    course(year, [trainer], [pupil], deleted=True)
    activity = course(year, [trainer], [])
    year.takes_part(pupil, activity, level="sensitised")
    assert cascade(year, trainer).first_count == 0
    course(year, [trainer], [pupil])
    assert set(cascade(year, trainer).first) == {pupil}


def test_joined_records_are_one_trainer_and_one_pupil(year: YearBuilder) -> None:
    trainer, again, pupil, pupil_again = (year.person() for _ in range(4))
    year.link(trainer, again)
    year.link(pupil, pupil_again)
    course(year, [again], [pupil_again], month=5)
    course(year, [trainer], [pupil], month=6)
    assert dict(cascade(year, again).first) == {min(pupil, pupil_again): ()}
    assert cascade(year, trainer) == cascade(year, again)
