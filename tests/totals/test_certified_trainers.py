"""Who was certified as a trainer, by year, office and organisation; and the cascade of all of them together."""

import uuid
from datetime import date

from ibcr_desktop.totals.certified_trainers import TrainerScope, certified_trainers, years_of_certification
from ibcr_desktop.totals.teaching import Teaching
from ibcr_desktop.totals.trainer_cascade import Cascade, cascade_of
from tests.databases import add, statements_to
from tests.totals.test_trainer_cascade import course, taught
from tests.totals.year_builder import YearBuilder


def everything(builder: YearBuilder) -> Teaching:
    teaching = Teaching(builder.store.database)
    teaching.read_all()
    return teaching


def trainers(builder: YearBuilder, /, **scope: object) -> set[uuid.UUID]:
    with builder.store.database.reader() as connection:
        return set(certified_trainers(connection, everything(builder), TrainerScope(**scope)))  # type: ignore[arg-type]  # by name


def cascade(year: YearBuilder) -> Cascade:
    teaching = everything(year)
    with year.store.database.reader() as connection:
        certified = certified_trainers(connection, teaching, TrainerScope())
    return cascade_of(teaching, certified.keys(), certified)


def certified(year: YearBuilder, person: uuid.UUID, month: int = 5, of: int = 2020, **changes: object) -> uuid.UUID:
    activity = year.workshop(starts_on=date(of, month, 1), ends_on=date(of, month, 3))
    year.takes_part(person, activity, certified_trainer=True, **changes)
    return activity


def test_trainers_are_those_of_the_yearly_totals(year: YearBuilder) -> None:
    one, again, other, drafted = (year.person() for _ in range(4))
    year.link(one, again)
    certified(year, one)
    certified(year, again, month=7)
    certified(year, other, month=9)
    certified(year, drafted, state="draft")
    certified(year, year.person(state="draft"))
    certified(year, year.person(), role="trainer")
    year.takes_part(year.person(), year.workshop(status="cancelled"), certified_trainer=True)
    year.takes_part(year.person(), year.workshop(), certified_trainer=False)
    assert trainers(year) == trainers(year, year=2020) == {min(one, again), other}
    assert len(trainers(year)) == year.count("certified_trainers")


def test_year_office_and_organisation_narrow_the_trainers(year: YearBuilder) -> None:
    school = add(year.store, "organisation", name="École de police")
    here, there, later = year.person(organisation_id=school), year.person(), year.person()
    certified(year, here)
    certified(year, there, office="BKO")
    certified(year, later, of=2022)
    assert trainers(year, year=2020) == {here, there}
    assert trainers(year, office="BKO") == {there}
    assert trainers(year, organisation=school) == {here}
    assert trainers(year, office="BKO", organisation=school) == set()
    with year.store.database.reader() as connection:
        assert [start for start, _ in years_of_certification(connection, everything(year))] == [2022, 2020]


def test_the_organisation_of_any_joined_record_counts(year: YearBuilder) -> None:
    school = add(year.store, "organisation", name="École de police")
    one, again = year.person(), year.person(organisation_id=school)
    year.link(one, again)
    certified(year, one)
    assert trainers(year, organisation=school) == {min(one, again)}


def test_only_courses_since_the_certification_belong_to_its_cascade(year: YearBuilder) -> None:
    trainer, early, pupil, further = (year.person() for _ in range(4))
    course(year, [trainer], [early], month=4)
    certified(year, trainer, month=5)
    course(year, [trainer], [pupil], month=6)
    course(year, [pupil], [further], month=7)
    found = cascade(year)
    assert taught(found) == {pupil: (further,)}
    assert tuple(found.second) == (further,)


def test_everybody_stands_under_one_trainer_and_the_columns_add_up(year: YearBuilder) -> None:
    one, other, idle = (year.person() for _ in range(3))
    pupils = [year.person() for _ in range(3)]
    further = [year.person() for _ in range(2)]
    for each in (one, other, idle):
        certified(year, each)
    course(year, [one], pupils[:2], month=6)
    course(year, [other], pupils, month=7)
    course(year, [one, other], [idle], month=8)
    course(year, pupils, [*further, one], month=9)
    found = cascade(year)
    by_trainer = found.by_trainer()
    assert set(by_trainer) == {one, other, idle}
    assert (by_trainer[one][0], by_trainer[other][0], by_trainer[idle]) == (2, 1, (0, 0))
    assert sum(first for first, _ in by_trainer.values()) == len(found.first) == 3
    assert sum(second for _, second in by_trainer.values()) == len(found.second) == 2


def test_any_number_of_trainers_is_counted_by_the_same_number_of_questions(year: YearBuilder) -> None:
    def questions() -> int:
        with statements_to(year.store.database) as sent:
            cascade(year)
        return len(sent)

    certified(year, year.person())
    few = questions()
    for _ in range(6):
        trainer = year.person()
        certified(year, trainer)
        course(year, [trainer], [year.person()], month=8)
    assert questions() == few


def test_a_line_without_a_person_or_an_office_mixes_nobody_up(year: YearBuilder) -> None:
    one, other = year.person(), year.person()
    activity = certified(year, one, office="")
    year.takes_part(other, activity, certified_trainer=True, office="BKO")
    nobody = {"activity_id": activity, "role": "participant", "level": "trained", "certified_trainer": True}
    add(year.store, "participation", **nobody, person_id=None, office="DKR")
    assert trainers(year, office="BKO") == {other}
    assert trainers(year, office="") == {one}
