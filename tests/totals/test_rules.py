"""The counting rules of docs/counting-rules.md, each with the record that counts and those that do not."""

from datetime import date
from typing import Any

import pytest

from ibcr_desktop.foundation.words import Words
from ibcr_desktop.records import Person
from ibcr_desktop.storage.changes import Write
from tests.databases import add
from tests.totals.year_builder import YearBuilder

ENGLISH = Words("en")


@pytest.mark.parametrize(
    ("day", "counts"),
    [(date(2020, 3, 31), 0), (date(2020, 4, 1), 1), (date(2021, 3, 31), 1), (date(2021, 4, 1), 0)],
)
def test_the_last_day_decides_the_year(year: YearBuilder, day: date, counts: int) -> None:
    year.workshop(starts_on=date(2020, 1, 1), ends_on=day)
    assert year.count("workshops") == counts


@pytest.mark.parametrize(
    ("changes", "counts"),
    [
        ({}, 1),
        ({"status": "cancelled"}, 0),
        ({"status": "planned"}, 0),
        ({"state": "draft"}, 0),
        ({"deleted": True}, 0),
        ({"themes": ("communication",)}, 0),
        ({"themes": ("communication", "gender_equality")}, 1),
        ({"purpose": None}, 0),
        ({"delivered_by": "co_delivered"}, 1),
        ({"delivered_by": "partner_alone"}, 0),
        ({"workshop_form": "training_of_trainers"}, 1),
    ],
)
def test_which_workshops_count(year: YearBuilder, changes: dict[str, Any], counts: int) -> None:
    year.workshop(**changes)
    assert year.count("workshops") == counts


def test_a_second_cohort_counts_again_but_meetings_and_events_never(year: YearBuilder) -> None:
    for _ in range(2):
        year.workshop(title="same course")
    year.other("meeting", meeting_form="steering_committee")
    year.event()
    assert year.count("workshops") == 2


def test_a_self_paced_course_counts_once_in_each_year_in_which_somebody_completed_it(year: YearBuilder) -> None:
    course = year.workshop(mode="self_paced", ends_on=date(2022, 3, 1))
    for day in (date(2020, 5, 1), date(2020, 6, 1), date(2021, 6, 1)):
        year.takes_part(year.person(), course, completed_on=day)
    assert [year.count("workshops", each) for each in (2019, 2020, 2021, 2022)] == [0, 1, 1, 0]
    assert [year.count("people_reached", each) for each in (2019, 2020, 2021)] == [0, 2, 1]
    assert year.figure("workshops").outcome.breakdown["month"] == {"2020-05": 1}
    assert year.figure("people_reached").outcome.breakdown["month"] == {"2020-05": 1, "2020-06": 1}


def test_a_draft_that_blocks_something_is_said_once_and_not_counted(year: YearBuilder) -> None:
    draft = year.workshop(state="draft")
    year.takes_part(year.person(), draft)
    held = year.workshop()
    incomplete = year.person(state="draft")
    year.takes_part(incomplete, held)
    line = year.takes_part(year.person(), held, state="draft")
    totals = year.totals()
    assert totals.drafts == {draft, incomplete, line}
    assert totals.figure("people_reached").outcome.figure == 0
    year.store.write_all([Write(Person, incomplete, {"state": "complete"})])
    assert year.totals().drafts == {draft, line}
    assert year.count("people_reached") == 1


@pytest.mark.parametrize(
    ("changes", "counts"),
    [
        ({"level": "sensitised"}, 1),
        ({"level": "equipped"}, 1),
        ({"level": "consulted"}, 0),
        ({"level": "event_attendance"}, 0),
        ({"role": "trainer"}, 0),
        ({"role": "staff"}, 0),
        ({"role": "observer"}, 0),
    ],
)
def test_who_is_reached(year: YearBuilder, changes: dict[str, Any], counts: int) -> None:
    year.takes_part(year.person(), year.workshop(), **changes)
    assert year.count("people_reached") == counts


def test_a_person_under_two_spellings_in_two_offices_is_one(year: YearBuilder) -> None:
    one, other = year.person(family_name="Ouedraogo"), year.person(family_name="Ouédraogo", office="OUA")
    year.takes_part(one, year.workshop(), level="sensitised")
    year.takes_part(other, year.workshop(), level="trained")
    assert year.count("people_reached") == 2
    year.link(one, other)
    figure = year.figure("people_reached")
    assert (figure.outcome.low, figure.outcome.high, figure.outcome.attendances) == (1, 1, 2)
    assert figure.outcome.breakdown["level"] == {"trained": 1}
    assert figure.outcome.records["person"] == (min(one, other),)


def test_an_undecided_pair_opens_the_bounds_and_forces_at_least(year: YearBuilder) -> None:
    one, other, activity = year.person(), year.person(), year.workshop()
    for each in (one, other):
        year.takes_part(each, activity)
    year.link(one, other, "undecided")
    figure = year.figure("people_reached")
    assert (figure.outcome.low, figure.outcome.high) == (1, 2)
    assert figure.number(ENGLISH) == "at least 1"


def test_joined_people_with_one_activity_are_one_line(year: YearBuilder) -> None:
    one, other, activity = year.person(), year.person(), year.workshop()
    year.takes_part(one, activity, level="equipped")
    year.takes_part(other, activity, level="trained")
    year.link(one, other)
    outcome = year.figure("people_reached").outcome
    assert (outcome.figure, outcome.attendances, outcome.breakdown["level"]) == (1, 1, {"trained": 1})


@pytest.mark.parametrize(
    ("activity", "group", "counts"),
    [
        ({}, {}, 30),
        ({"delivered_by": "partner_alone"}, {}, 0),
        ({}, {"basis": "media_audience"}, 0),
        ({}, {"basis": "estimate"}, 30),
        ({}, {"level": "consulted"}, 0),
    ],
)
def test_which_groups_count(year: YearBuilder, activity: dict[str, Any], group: dict[str, Any], counts: int) -> None:
    year.headcount(year.workshop(**activity), 30, **group)
    assert year.count("people_reached") == counts


def test_parts_of_people_add_up_and_what_cannot_be_attributed_has_its_line(year: YearBuilder) -> None:
    first, second = year.workshop(), year.workshop(country="MLI", ends_on=date(2020, 12, 1))
    for number in range(3):
        person = year.person(sex="male" if number else "female")
        year.takes_part(person, first, level="sensitised")
        year.takes_part(person, second, level="trained")
    year.headcount(first, 10, females=4, males=6)
    year.headcount(second, 8, overlap="unknown")
    outcome = year.figure("people_reached").outcome
    assert (outcome.low, outcome.high) == (3 + 10 + 5, 3 + 10 + 8)
    for dimension in ("sex", "age_group", "professional_group", "country", "office", "project", "level", "month"):
        parts = outcome.breakdown[dimension]
        assert sum(parts.values()) == outcome.low, dimension
        assert parts["not_attributable"] == 5
    assert outcome.breakdown["sex"] == {"female": 5, "male": 8, "not_attributable": 5}
    assert outcome.breakdown["country"] == {"MLI": 3, "SEN": 10, "not_attributable": 5}


def test_girls_and_women_of_projects_are_counted_at_least(year: YearBuilder) -> None:
    activity = year.workshop()
    for sex in ("female", "female", "male", "not_asked"):
        year.takes_part(year.person(sex=sex), activity, level="consulted")
    year.headcount(activity, 10, females=4, males=5, sex_unknown=1)
    year.takes_part(year.person(), year.workshop(project_id=None))
    year.takes_part(year.person(), year.event(project_id=year.project), level="event_attendance")
    year.takes_part(year.person(), year.workshop(delivered_by="partner_alone"))
    figure = year.figure("girls_and_women")
    assert (figure.outcome.low, figure.outcome.high) == (6, 8)
    assert figure.text(ENGLISH) == "At least 6 girls and women have been impacted by our projects"


def test_events_by_role_and_their_participants(year: YearBuilder) -> None:
    for role in ("organiser", "co_organiser", "contributor", "attendee"):
        year.headcount(year.event(ibcr_role=role), 30, level="event_attendance")
    year.event(ibcr_role="contributor")  # nobody counted who came: adds nothing, so "over"
    assert (year.count("events_organised"), year.count("events_contributed")) == (2, 2)
    participants = year.figure("event_participants")
    assert participants.outcome.figure == 90
    assert participants.number(ENGLISH) == "over 90"


def test_somebody_at_two_events_is_two_participants(year: YearBuilder) -> None:
    person = year.person()
    for _ in range(2):
        year.takes_part(person, year.event(), level="event_attendance")
    assert year.count("event_participants") == 2
    assert year.figure("event_participants").number(ENGLISH) == "2"  # "over 0" would say nothing


def test_an_event_entered_by_two_offices_counts_once_with_the_higher_role(year: YearBuilder) -> None:
    ours = year.event(shared_key="forum", ibcr_role="contributor", country="SEN")
    theirs = year.event(shared_key="forum", ibcr_role="co_organiser", country="MLI", office="BKO", status="held")
    year.headcount(ours, 100, level="event_attendance")
    year.headcount(theirs, 120, level="event_attendance")
    assert (year.count("events_organised"), year.count("events_contributed")) == (1, 0)
    assert year.count("event_participants") == 120
    assert year.count("countries") == 2


def test_a_shared_activity_is_held_if_one_says_so_and_ends_with_the_last(year: YearBuilder) -> None:
    year.workshop(shared_key="k", ends_on=date(2021, 3, 30))
    year.workshop(shared_key="k", ends_on=date(2021, 4, 2))
    year.workshop(shared_key="k", status="planned")
    assert [year.count("workshops", each) for each in (2020, 2021)] == [0, 1]


def test_countries_come_from_activities_actions_and_volunteers_not_from_participants(year: YearBuilder) -> None:
    year.other("mission", country="AFG")
    add(year.store, "advocacy_action", acted_on=date(2020, 5, 1), advocacy_type="brief", title="x", country="CAN")
    volunteer = {"person_code": "v", "starts_on": date(2019, 1, 1), "office": "MTL"}
    add(year.store, "engagement", **volunteer, engagement_type="cooperation_volunteer", country="TGO", is_remote=True)
    add(year.store, "engagement", **volunteer, engagement_type="consultant", country="PER")
    year.takes_part(year.person(country="FRA"), year.workshop())
    year.workshop(country="MLI", status="cancelled")
    figure = year.figure("countries")
    assert figure.outcome.breakdown["country"] == dict.fromkeys(["AFG", "CAN", "SEN", "TGO"], 1)
    assert figure.outcome.breakdown["region"] == {"middle_east": 1, "americas": 1, "africa": 2}
    assert figure.text(ENGLISH) == "The Office has worked in 4 countries in Africa, the Americas and the Middle East"


def estimate(year: YearBuilder, count: int, **changes: Any) -> None:
    usual = {
        "project_id": year.project,
        "reported_on": date(2020, 12, 1),
        "beneficiary_kind": "better_protected",
        "is_new_this_year": True,
        "country": "SEN",
        "area": "dakar",
        "service": "police",
        "approved_by": "x",
        "approved_on": date(2021, 1, 1),
    }
    add(year.store, "beneficiary_estimate", **{**usual, "count": count, **changes})


def test_estimates_of_one_area_and_service_do_not_add_and_unapproved_ones_count_nothing(year: YearBuilder) -> None:
    estimate(year, 1000)
    estimate(year, 1500, lowest=1200, highest=2000)
    estimate(year, 300, service="justice")
    estimate(year, 5000, service="health_coverage", approved_on=None)
    estimate(year, 700, service="education", is_new_this_year=False)
    estimate(year, 900, service="detention", beneficiary_kind="benefiting")
    outcome = year.figure("children_protected").outcome
    assert (outcome.figure, outcome.low, outcome.high) == (1800, 1500, 2300)


def test_children_benefit_by_approved_estimates_and_by_taking_part(year: YearBuilder) -> None:
    estimate(year, 900, beneficiary_kind="benefiting", lowest=800)
    estimate(year, 400, beneficiary_kind="benefiting", service="justice", approved_on=None)
    estimate(year, 5000)
    consultation = year.other("consultation", project_id=None)
    year.takes_part(year.person(birth_year=2006), consultation, level="consulted")
    year.takes_part(year.person(birth_year=1980), consultation, level="consulted")
    year.headcount(consultation, 20, level="consulted", professional_group="children")
    year.headcount(consultation, 300, level="event_attendance", professional_group="children")
    year.headcount(year.workshop(delivered_by="partner_alone"), 50, age_band="6-12")
    figure = year.figure("children_benefited")
    assert (figure.outcome.figure, figure.outcome.low, figure.outcome.high) == (921, 821, 921)
    assert figure.outcome.breakdown["country"] == {"SEN": 921}
    assert {kind: len(ids) for kind, ids in figure.outcome.records.items()} == {
        "beneficiary_estimate": 1,
        "person": 1,
        "headcount": 1,
    }
    draft = year.takes_part(year.person(birth_year=2007), consultation, level="consulted", state="draft")
    assert year.figure("children_benefited").outcome.drafts == {draft}


def test_a_brief_and_its_hearing_count_once_and_outcomes_are_named_until_the_report(year: YearBuilder) -> None:
    usual = {"advocacy_type": "brief", "title": "x", "country": "CAN"}
    brief = add(year.store, "advocacy_action", **usual, acted_on=date(2020, 9, 1))
    add(year.store, "advocacy_action", **usual, acted_on=date(2020, 9, 9), part_of_id=brief)
    add(year.store, "advocacy_action", **usual, acted_on=date(2021, 4, 1))
    outcome = {"action_ids": (brief,), "description": "x", "evidence": "y", "outcome_status": "achieved"}
    add(year.store, "advocacy_outcome", **outcome, reached_on=date(2021, 4, 21), headline_en="a law")
    add(year.store, "advocacy_outcome", **outcome, reached_on=date(2021, 10, 1), headline_en="too late")
    add(
        year.store,
        "advocacy_outcome",
        **{**outcome, "outcome_status": "pending"},
        reached_on=date(2021, 5, 1),
        headline_en="not yet",
    )
    figure = year.figure("advocacy_actions")
    assert figure.outcome.figure == 1
    assert figure.text(ENGLISH).endswith("which contributed, among other things, to a law")


def test_staff_with_a_day_in_the_year_once_in_each_type(year: YearBuilder) -> None:
    changed = year.person()
    long_ago, this_year = date(2019, 1, 1), date(2020, 8, 1)
    add(year.store, "engagement", person_id=changed, engagement_type="intern", starts_on=long_ago, ends_on=this_year)
    add(year.store, "engagement", person_id=changed, engagement_type="employee", starts_on=this_year)
    add(year.store, "engagement", person_id=changed, engagement_type="employee", starts_on=long_ago)
    add(year.store, "engagement", person_code="b", engagement_type="employee", starts_on=date(2021, 4, 1))
    add(year.store, "engagement", person_code="c", engagement_type="board", starts_on=this_year)
    add(year.store, "engagement", person_code="d", engagement_type="employee", starts_on=date(2021, 3, 31))
    assert (year.count("employees"), year.count("interns"), year.count("volunteers")) == (2, 1, 0)


def test_projects_are_completed_when_they_really_ended(year: YearBuilder) -> None:
    usual = {"code": "x", "title": "y", "status": "closed", "is_major": True}
    add(year.store, "project", **usual, end_planned_on=date(2020, 10, 2), end_actual_on=date(2021, 1, 31))
    add(year.store, "project", **{**usual, "is_major": False}, end_actual_on=date(2021, 1, 31))
    add(year.store, "project", **{**usual, "status": "running"}, end_actual_on=date(2021, 1, 31))
    add(year.store, "project", **usual, end_actual_on=date(2021, 4, 1))
    assert year.count("projects_completed") == 1


def test_translations_add_no_publication(year: YearBuilder) -> None:
    usual = {"deliverable_type": "competency_framework", "deliverable_status": "published", "title": "x"}
    french = add(year.store, "deliverable", **usual, published_on=date(2020, 11, 1))
    add(year.store, "deliverable", **usual, published_on=date(2020, 12, 1), parent_edition_id=french)
    assert year.count("key_competencies") == 1


def test_the_strategic_plan_is_a_text_and_not_a_number(year: YearBuilder) -> None:
    assert year.figure("strategic_plan").text(ENGLISH) == "Strategic plan: 0"
    texts = {"text_en": "A new strategic plan was adopted", "text_fr": "Un nouveau plan"}
    add(year.store, "milestone", reached_on=date(2021, 3, 1), milestone_type="plan_adopted", is_headline=True, **texts)
    figure = year.figure("strategic_plan")
    assert [figure.text(Words(each)) for each in ("en", "fr", "es")] == [
        "A new strategic plan was adopted",
        "Un nouveau plan",
        "A new strategic plan was adopted",
    ]


def test_the_totals_of_one_country_or_office_count_only_its_records(year: YearBuilder) -> None:
    year.takes_part(year.person(), year.workshop(country="SEN", office="DKR"))
    year.takes_part(year.person(), year.workshop(country="MLI", office="BKO"), office="BKO")
    assert year.figure("people_reached", countries=["SEN"]).outcome.figure == 1
    assert year.figure("workshops", offices=["BKO"]).outcome.figure == 1
    assert year.figure("people_reached", offices=["BKO"]).outcome.figure == 1


def test_who_reaches_the_pass_mark_passed_and_unknown_marks_are_left_out(year: YearBuilder) -> None:
    workshop, before = year.workshop(), year.workshop(ends_on=date(2020, 3, 31))
    for score, mark, activity in ((12, 12, workshop), (11, 12, workshop), (19, None, workshop), (20, 12, before)):
        line = year.takes_part(year.person(), activity)
        values = {"assessment_type": "final", "maximum": 20.0, "pass_mark": mark, "score": float(score)}
        add(year.store, "assessment", participation_id=line, **values)
    figure = year.figure("share_passing")
    assert figure.text(ENGLISH) == "50.0 % of the final tests were passed"
    assert len(figure.records) == 1


def test_a_sentence_that_names_regions_is_not_said_without_any(year: YearBuilder) -> None:
    assert year.figure("countries").text(ENGLISH) == "Countries: 0"
