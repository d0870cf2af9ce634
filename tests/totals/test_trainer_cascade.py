"""Two generations of trained people, each person once, circles included."""

import uuid
from collections.abc import Sequence
from datetime import date

import pytest

from ibcr_desktop.totals import teaching
from ibcr_desktop.totals.teaching import Teaching
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
    return cascade_of(Teaching(year.store.database), trainers)


def taught(found: Cascade) -> dict[uuid.UUID, tuple[uuid.UUID, ...]]:
    """Give each person of the first generation with those of the second whom he or she was the first to train."""
    under = found.under()
    return {one: tuple(each for each in found.second if under[each] == one) for one in found.first}


def test_the_second_generation_is_whom_the_first_trained_later(year: YearBuilder) -> None:
    trainer, one, other, third, fourth = (year.person() for _ in range(5))
    course(year, [trainer], [one, other])
    course(year, [one], [third, fourth], month=6)
    found = cascade(year, trainer)
    assert taught(found) == {one: tuple(sorted((third, fourth))), other: ()}
    assert (len(found.first), len(found.second)) == (2, 2)
    assert len(cascade(year, other).first) == 0


def test_nobody_counts_twice_and_the_first_to_train_is_named(year: YearBuilder) -> None:
    trainer, one, other, pupil = (year.person() for _ in range(4))
    course(year, [trainer], [one, other])
    course(year, [trainer], [one], month=7)
    course(year, [other], [pupil, one], month=8)
    course(year, [one], [pupil, other], month=9)
    found = cascade(year, trainer)
    assert taught(found) == {one: (), other: (pupil,)}
    assert (len(found.first), len(found.second)) == (2, 1)


def test_a_circle_ends_and_holds_nobody_of_the_beginning(year: YearBuilder) -> None:
    one, other, third = (year.person() for _ in range(3))
    course(year, [one], [other], month=5)
    course(year, [other], [third, one], month=6)
    course(year, [third], [one, other], month=7)
    assert taught(cascade(year, one)) == {other: (third,)}
    assert taught(cascade(year, third)) == {one: (), other: ()}
    assert len(cascade(year, one, other, third).first) == 0


def test_what_was_taught_before_the_own_course_is_not_passed_on(year: YearBuilder) -> None:
    trainer, one, pupil = (year.person() for _ in range(3))
    course(year, [one], [pupil], month=5)
    course(year, [trainer], [one], month=6)
    assert taught(cascade(year, trainer)) == {one: ()}


def test_only_held_complete_courses_and_the_level_trained_count(year: YearBuilder) -> None:
    trainer, pupil = year.person(), year.person()
    draft_person = year.person(state="draft")
    course(year, [trainer], [draft_person])
    course(year, [trainer], [pupil], status="cancelled")
    course(year, [trainer], [pupil], state="draft")
    course(year, [trainer], [pupil], deleted=True)
    activity = course(year, [trainer], [])
    year.takes_part(pupil, activity, level="sensitised")
    assert len(cascade(year, trainer).first) == 0
    course(year, [trainer], [pupil])
    assert set(cascade(year, trainer).first) == {pupil}


def test_joined_records_are_one_trainer_and_one_pupil(year: YearBuilder) -> None:
    trainer, again, pupil, pupil_again = (year.person() for _ in range(4))
    year.link(trainer, again)
    year.link(pupil, pupil_again)
    course(year, [again], [pupil_again], month=5)
    course(year, [trainer], [pupil], month=6)
    assert taught(cascade(year, again)) == {min(pupil, pupil_again): ()}
    assert cascade(year, trainer).under() == cascade(year, again).under()


def test_a_person_counts_with_any_complete_record_and_not_without(year: YearBuilder) -> None:
    trainer, pupil, drafted, gone, drafts = (
        year.person(),
        year.person(),
        year.person(state="draft"),
        year.person(deleted=True),
        year.person(state="draft"),
    )
    year.link(pupil, drafted)
    year.link(gone, drafts)
    course(year, [trainer], [drafted, gone, drafts])
    assert set(cascade(year, trainer).first) == {min(pupil, drafted)}


def test_nobody_who_saves_waits_for_the_whole_count(year: YearBuilder, monkeypatch: pytest.MonkeyPatch) -> None:
    trainer, pupil = year.person(), year.person()
    for month in (5, 6, 7):
        course(year, [trainer], [pupil], month=month)
    monkeypatch.setattr(teaching, "ACTIVITIES_AT_ONCE", 1)
    told: list[tuple[int, int]] = []

    def save_between(done: int, total: int) -> None:
        told.append((done, total))
        with year.store.database.another().writer():  # refused while a read is open
            pass

    read = Teaching(year.store.database, save_between)
    read.read_all()
    assert told == [(0, 3), (1, 3), (2, 3)]
    assert set(cascade_of(read, [trainer]).first) == {pupil}


def test_a_count_ends_where_the_listener_ends_it(year: YearBuilder) -> None:
    course(year, [year.person()], [year.person()])

    def stop(_done: int, _total: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        Teaching(year.store.database, stop).read_all()
