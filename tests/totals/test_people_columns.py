"""What the columns of a year must get right: days, drafts, joined and doubtful people, and no passes too many."""

import gc
import json
import time
import uuid
import weakref
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from ibcr_desktop.foundation.words import LANGUAGES
from ibcr_desktop.records import Person
from ibcr_desktop.records.ids import new_id
from ibcr_desktop.records.indicators import indicator_id
from ibcr_desktop.records.participations import Participation, participation_id
from ibcr_desktop.records.people import PersonLink, person_link_id
from ibcr_desktop.storage.changes import Write
from ibcr_desktop.totals.year_data import YearData
from tests.databases import add
from tests.totals.year_builder import YearBuilder


def test_a_self_paced_course_counts_on_the_day_of_completion(year: YearBuilder) -> None:
    """The course ended in 2021; whoever was 17 when completing it in 2020 was a child."""
    course = year.workshop(mode="self_paced", ends_on=date(2021, 3, 1))
    year.takes_part(year.person(birth_year=2003), course, completed_on=date(2020, 6, 1))
    year.takes_part(year.person(birth_year=2003), course, completed_on=date(2021, 2, 1))
    assert year.count("children_reached") == 1
    assert year.figure("people_reached").outcome.breakdown["month"] == {"2020-06": 1, "2021-02": 1}
    assert year.figure("people_reached").outcome.attendances == 2


@pytest.mark.parametrize("change", [{"state": "draft"}, {"deleted": True}, {"role": "trainer"}])
def test_a_completion_that_does_not_count_holds_no_self_paced_course(year: YearBuilder, change: dict[str, Any]) -> None:
    course = year.workshop(mode="self_paced")
    year.takes_part(year.person(), course, completed_on=date(2020, 6, 1), **change)
    assert year.count("workshops") == 0


def test_hours_of_a_draft_course_wait_with_it(year: YearBuilder) -> None:
    draft, complete = year.workshop(state="draft"), year.workshop()
    for activity in (draft, complete):
        add(year.store, "session", activity_id=activity, held_on=date(2020, 10, 15), hours=3.0)
    outcome = year.figure("course_hours").outcome
    assert outcome.figure == 3
    assert outcome.drafts == {draft}


def test_draft_participants_of_an_event_are_named_as_left_out(year: YearBuilder) -> None:
    event = year.event()
    line = year.takes_part(year.person(), event, level="event_attendance", state="draft")
    group = year.headcount(event, 30, level="event_attendance", state="draft")
    outcome = year.figure("event_participants").outcome
    assert outcome.figure == 0
    assert outcome.drafts == {line, group}


@pytest.mark.parametrize("blocked", ["participation", "person", "activity"])
def test_each_draft_that_blocks_a_line_is_named_and_no_other(year: YearBuilder, blocked: str) -> None:
    state = {kind: {"state": "draft"} if kind == blocked else {} for kind in ("participation", "person", "activity")}
    activity, person = year.workshop(**state["activity"]), year.person(**state["person"])
    line = year.takes_part(person, activity, **state["participation"])
    outcome = year.figure("people_reached").outcome
    assert outcome.figure == 0
    assert outcome.drafts == {{"participation": line, "person": person, "activity": activity}[blocked]}


def test_a_draft_record_of_a_joined_person_does_not_hide_the_complete_one(year: YearBuilder) -> None:
    draft, complete = year.person(state="draft"), year.person()
    year.takes_part(draft, year.workshop())
    year.link(draft, complete)
    outcome = year.figure("people_reached").outcome
    assert (outcome.figure, outcome.drafts) == (1, frozenset())


def test_a_person_in_the_bin_is_nobody_unless_another_record_stands_in(year: YearBuilder) -> None:
    gone, other = year.person(deleted=True), year.person(sex="male")
    year.takes_part(gone, year.workshop())
    assert year.count("people_reached") == 0
    year.link(gone, other)
    outcome = year.figure("people_reached").outcome
    assert (outcome.figure, outcome.breakdown["sex"]) == (1, {"male": 1})
    assert outcome.records["person"] == (other,)


def test_what_one_record_of_a_joined_person_does_not_say_the_other_does(year: YearBuilder) -> None:
    silent = year.person(sex="not_asked", birth_year=None, professional_group=None)
    telling = year.person(sex="male", birth_year=1990, professional_group="judge")
    year.takes_part(silent, year.workshop())
    year.link(silent, telling)
    breakdown = year.figure("people_reached").outcome.breakdown
    assert (breakdown["sex"], breakdown["age_group"]) == ({"male": 1}, {"18-49": 1})
    assert breakdown["professional_group"] == {"judge": 1}


def test_the_profession_at_the_time_goes_before_todays(year: YearBuilder) -> None:
    year.takes_part(year.person(professional_group="police"), year.workshop(), profession_then="judge")
    assert year.figure("people_reached").outcome.breakdown["professional_group"] == {"judge": 1}


def test_the_earliest_line_at_the_highest_level_speaks_for_a_person(year: YearBuilder) -> None:
    person = year.person()
    for day, level in (((2020, 12, 1), "trained"), ((2020, 7, 1), "trained"), ((2020, 5, 1), "sensitised")):
        year.takes_part(person, year.workshop(ends_on=date(*day)), level=level)
    breakdown = year.figure("people_reached").outcome.breakdown
    assert (breakdown["month"], breakdown["level"]) == ({"2020-07": 1}, {"trained": 1})


def test_an_undecided_pair_at_one_activity_fills_one_seat_for_certain(year: YearBuilder) -> None:
    one, other, activity = year.person(), year.person(), year.workshop()
    for each in (one, other):
        year.takes_part(each, activity)
    assert year.figure("people_reached").outcome.attendances == 2
    year.link(one, other, "undecided")
    assert year.figure("people_reached").outcome.attendances == 1


def test_certified_by_one_line_of_a_joined_person_is_certified(year: YearBuilder) -> None:
    one, other, activity = year.person(), year.person(), year.workshop()
    year.takes_part(one, activity, level="sensitised", certified_trainer=True)
    year.takes_part(other, activity, level="trained")
    year.link(one, other)
    assert year.count("certified_trainers") == 1


@pytest.mark.parametrize("turn", [list, reversed])
def test_the_order_of_writing_decides_nothing(year: YearBuilder, turn: Callable[[list[Any]], Any]) -> None:
    """Two offices that entered the same lines see the same parts."""
    people = sorted(year.person() for _ in range(2))
    activity = year.workshop()
    lines = list(zip(people, ("judge", "police"), strict=True))
    for person, profession in turn(lines):
        year.takes_part(person, activity, profession_then=profession)
    year.link(people[0], people[1])
    assert year.figure("people_reached").outcome.breakdown["professional_group"] == {"police": 1}


def test_engagements_are_broken_down_by_the_person_behind_them(year: YearBuilder) -> None:
    words = dict.fromkeys(LANGUAGES, "{figure}")
    definition = {
        "code": "staff_by_sex",
        "version": 1,
        **dict.fromkeys(("label", "sentence", "definition"), words),
        "sources": [{"kinds": ["engagement"], "period": "active_in_year"}],
        "measure": {"kind": "distinct_persons"},
        "group_by": ["sex"],
    }
    values = {"code": "staff_by_sex", "version": 1, "label_en": "x", "definition": json.dumps(definition)}
    add(year.store, "indicator", indicator_id("staff_by_sex", 1), **values)
    person = year.person(sex="male")
    add(year.store, "engagement", person_id=person, engagement_type="employee", starts_on=date(2020, 5, 1))
    assert year.figure("staff_by_sex").outcome.breakdown == {"sex": {"male": 1}}


def test_many_undecided_pairs_cost_no_pass_for_every_activity(year: YearBuilder) -> None:
    """Undecided pairs take more than three times as long as decided ones if each activity goes through them all."""
    people = [new_id() for _ in range(3000)]
    activities = [year.workshop() for _ in range(300)]
    rows: list[Write] = [
        Write(Person, each, {"state": "complete", "office": "DKR", "sex": "female", "birth_year": 1980})
        for each in people
    ]
    rows += [_line(people[(13 * number) % 3000], activities[number % 300]) for number in range(3000)]
    pairs = list(zip(people[::2], people[1::2], strict=True))
    year.store.write_all([*rows, *(_link(*pair, "different") for pair in pairs)])
    decided = _seconds(lambda: year.figure("people_reached"))
    year.store.write_all([_link(*pair, "undecided") for pair in pairs])
    undecided = _seconds(lambda: year.figure("people_reached"))
    assert undecided < 2 * decided + 0.1
    outcome = year.figure("people_reached").outcome
    assert (outcome.low, outcome.high) == (1500, 3000)


def test_totals_that_are_kept_do_not_keep_the_rows_of_the_year(year: YearBuilder, kept: list[Any]) -> None:
    """The screen keeps the totals of several years; the rows behind them are hundreds of megabytes."""
    year.takes_part(year.person(), year.workshop())
    year.headcount(year.workshop(), 10)
    add(year.store, "milestone", reached_on=date(2020, 5, 1), milestone_type="plan_adopted", project_id=year.project)
    gc.disable()
    try:
        totals = year.totals(countries=["SEN"])
        assert kept
        assert [each() for each in kept if each() is not None] == []
    finally:
        gc.enable()
    assert len(totals.figure("people_reached").records) == 2


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Weak references to the data of every year that is counted from now on."""
    found: list[Any] = []

    def init(self: YearData, *arguments: Any) -> None:
        found.append(weakref.ref(self))
        plain(self, *arguments)

    plain = YearData.__init__
    monkeypatch.setattr(YearData, "__init__", init)
    return found


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _line(person: uuid.UUID, activity: uuid.UUID) -> Write:
    values = {"person_id": person, "activity_id": activity, "role": "participant", "level": "trained"}
    return Write(Participation, participation_id(person, activity), {**values, "state": "complete", "office": "DKR"})


def _link(one: uuid.UUID, other: uuid.UUID, verdict: str) -> Write:
    first, second = sorted((one, other))
    values = {"first_id": first, "second_id": second, "verdict": verdict, "state": "complete", "office": "DKR"}
    return Write(PersonLink, person_link_id(one, other), values)
