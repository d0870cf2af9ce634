"""What is asked of a record beside others: each rule with the record that breaks it and the one that does not."""

import uuid
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ibcr_desktop.records import kind_named
from ibcr_desktop.records.ids import new_id
from ibcr_desktop.records.offices import country_id
from ibcr_desktop.records.participations import participation_id
from ibcr_desktop.records.people import new_public_code, person_link_id
from ibcr_desktop.storage.cross_checks import MOST_NAMESAKES
from ibcr_desktop.storage.record_store import RecordStore
from tests.databases import add, new_database, store_of
from tests.storage.test_record_store import WHOLE_WORKSHOP


@pytest.fixture
def store(tmp_path: Path) -> Iterator[RecordStore]:
    with new_database(tmp_path, with_lists=True) as database:
        yield store_of(database)


def said(store: RecordStore, kind_name: str, record_id: uuid.UUID) -> list[str]:
    """Give the problems of a record in English, errors marked with an exclamation mark."""
    found = store.problems(kind_named(kind_name), record_id)
    return [("! " if each.blocks else "") + each.text.format(**each.values) for each in found]


def workshop(store: RecordStore, **changes: Any) -> uuid.UUID:
    project = add(store, "project", code="P", title="Projet")
    return add(store, "workshop", **{**WHOLE_WORKSHOP, "project_id": project, **changes})


def evidence(store: RecordStore, activity: uuid.UUID) -> uuid.UUID:
    return add(store, "evidence", activity_id=activity, evidence_type="signed_sheet")


def person(store: RecordStore, **values: Any) -> uuid.UUID:
    usual = {"sex": "female", "birth_year": 1980, "professional_group": "police", "public_code": new_public_code()}
    return add(store, "person", **{**usual, **values})


def test_a_good_workshop_with_its_evidence_has_nothing_to_put_right(store: RecordStore) -> None:
    record_id = workshop(store)
    evidence(store, record_id)
    assert said(store, "workshop", record_id) == []


def test_a_held_activity_wants_evidence_after_thirty_days(store: RecordStore) -> None:
    late = workshop(store)
    recent = workshop(store, title="other", starts_on=date(2021, 6, 1), ends_on=date(2021, 6, 1))
    assert said(store, "workshop", late) == [
        "There is no evidence yet: say where the signed sheet or the report is kept."
    ]
    assert said(store, "workshop", recent) == []


def test_a_code_must_be_in_its_list(store: RecordStore) -> None:
    record_id = workshop(store, themes=("child_friendly_justice", "astrology"), country="XXX")
    evidence(store, record_id)
    assert said(store, "workshop", record_id) == [
        "! Country: “XXX” is not in the list on that day. Choose another entry.",
        "! Themes: “astrology” is not in the list on that day. Choose another entry.",
    ]


def test_a_code_must_be_valid_on_the_day_of_the_record(store: RecordStore) -> None:
    add(
        store,
        "term",
        list_code="theme",
        code="new_theme",
        label_en="New",
        label_fr="Neuf",
        valid_from=date(2021, 4, 1),
    )
    before, after = (
        workshop(store, themes=("new_theme",)),
        workshop(store, title="x", themes=("new_theme",), starts_on=date(2021, 4, 2), ends_on=date(2021, 4, 2)),
    )
    assert any("new_theme" in each for each in said(store, "workshop", before))
    assert not any("new_theme" in each for each in said(store, "workshop", after))


def test_a_link_into_the_bin_is_asked_about(store: RecordStore) -> None:
    record_id = workshop(store)
    evidence(store, record_id)
    project = store.open("workshop", record_id)
    assert project is not None
    store.put_in_bin(kind_named("project"), project.values["project_id"])
    assert said(store, "workshop", record_id) == ["Project: the linked record is in the bin or not here."]


def test_the_same_title_within_three_days_in_a_country_may_be_a_double_entry(store: RecordStore) -> None:
    first = workshop(store, code="DKR-1")
    second = workshop(store, title="justice ADAPTÉE aux enfants", starts_on=date(2021, 4, 1), ends_on=date(2021, 4, 2))
    workshop(store, starts_on=date(2021, 3, 29), ends_on=date(2021, 3, 29), country="MLI")
    for each in (first, second):
        evidence(store, each)
    assert said(store, "workshop", second) == ["DKR-1 has the same title within three days. Is it the same activity?"]


@pytest.mark.parametrize(("status", "is_asked"), [("planned", True), ("cancelled", False)])
def test_a_double_entry_is_noticed_before_the_activity_is_held(store: RecordStore, status: str, is_asked: bool) -> None:
    workshop(store, code="DKR-1", status="planned")
    assert bool(said(store, "workshop", workshop(store, status=status))) is is_asked


def test_a_code_of_a_part_must_be_valid_on_the_last_day_of_its_activity(store: RecordStore) -> None:
    words = {"label_en": "Old", "label_fr": "Ancien", "label_es": "Antiguo"}
    add(store, "term", list_code="professional_group", code="old", valid_to=date(2021, 4, 30), **words)
    group = {"level": "consulted", "overlap": "none", "basis": "counted", "females": 4, "total": 4}
    early, late = (
        add(store, "headcount", **group, activity_id=workshop(store, ends_on=day), professional_group="old")
        for day in (date(2021, 4, 30), date(2021, 5, 1))
    )
    assert said(store, "headcount", early) == []
    assert said(store, "headcount", late) == [
        "! Professional group: “old” is not in the list on that day. Choose another entry."
    ]


def test_two_offices_that_share_a_key_are_not_asked(store: RecordStore) -> None:
    records = [workshop(store, shared_key="forum") for _ in range(2)]
    for each in records:
        evidence(store, each)
    assert said(store, "workshop", records[0]) == []


def test_too_many_people_of_unknown_sex_are_noticed(store: RecordStore) -> None:
    activity = workshop(store)
    evidence(store, activity)
    group = {"activity_id": activity, "level": "trained", "overlap": "none", "basis": "counted"}
    add(store, "headcount", **group, females=3, sex_unknown=1, total=4)
    taking_part = person(store, sex="not_asked")
    add(
        store,
        "participation",
        participation_id(taking_part, activity),
        person_id=taking_part,
        activity_id=activity,
        role="participant",
        level="trained",
    )
    assert said(store, "workshop", activity) == ["The sex of 2 of 5 people is not known."]


def test_namesakes_are_asked_about_until_somebody_decides(store: RecordStore) -> None:
    one = person(store, family_name="N'Diaye", given_names="Fatou")
    other = person(store, family_name="Ndiaye", given_names="fatou")
    person(store, family_name="Ndiaye", given_names="Khady")
    (question,) = said(store, "person", one)
    assert question.startswith("Another person has the same name: ")
    link = {"first_id": min(one, other), "second_id": max(one, other), "verdict": "different"}
    add(store, "person_link", person_link_id(one, other), **link)
    assert said(store, "person", one) == said(store, "person", other) == []


def test_a_namesake_is_asked_about_however_many_others_were_decided(store: RecordStore) -> None:
    one, *others = [person(store, family_name="Ndiaye", given_names="Fatou") for _ in range(MOST_NAMESAKES + 2)]
    for other in others[:-1]:
        link = {"first_id": one, "second_id": other, "verdict": "different"}
        add(store, "person_link", person_link_id(one, other), **link)
    assert len(said(store, "person", one)) == 1


def test_a_person_stands_in_an_activity_once(store: RecordStore) -> None:
    activity, somebody = workshop(store), person(store)
    line = {"person_id": somebody, "activity_id": activity, "role": "participant", "level": "trained"}
    add(store, "participation", participation_id(somebody, activity), **line)
    twice = add(store, "participation", new_id(), **line)
    assert said(store, "participation", twice) == [
        "! This person is already in the activity. Remove one of the two lines."
    ]


def test_a_test_after_the_course_wants_one_before(store: RecordStore) -> None:
    activity, somebody = workshop(store), person(store)
    line = {"person_id": somebody, "activity_id": activity, "role": "participant", "level": "trained"}
    taking_part = add(store, "participation", participation_id(somebody, activity), **line)
    scores = {"participation_id": taking_part, "score": 12.0, "maximum": 20.0}
    after = add(store, "assessment", **scores, assessment_type="post")
    assert said(store, "assessment", after) == ["There is a test after the course but none before it."]
    add(store, "assessment", **scores, assessment_type="pre")
    assert said(store, "assessment", after) == []


ESTIMATE: dict[str, Any] = {
    "beneficiary_kind": "better_protected",
    "is_new_this_year": True,
    "country": "SEN",
    "area": "dakar",
    "service": "police",
    "estimate_method": "caseload",
    "inputs": "x",
    "data_source": "y",
}


def test_estimates_are_compared_with_earlier_claims_the_usual_and_all_children(store: RecordStore) -> None:
    usual = {**ESTIMATE, "project_id": add(store, "project", code="P", title="Projet")}
    for month, service in ((1, "police"), (2, "justice"), (3, "education")):
        add(store, "beneficiary_estimate", **{**usual, "service": service}, reported_on=date(2020, month, 1), count=100)
    again = add(store, "beneficiary_estimate", **usual, reported_on=date(2020, 4, 1), count=1_001)
    store.save(kind_named("country"), country_id("SEN"), {"child_population": 1_000})
    assert said(store, "beneficiary_estimate", again) == [
        "The same country, area and service were claimed as new in an earlier year.",
        "This is more than ten times what the project usually estimates.",
        "The country has only 1000 children.",
    ]
    elsewhere = {**usual, "area": "fatick"}
    plain = add(store, "beneficiary_estimate", **elsewhere, reported_on=date(2020, 5, 1), count=1_000)
    assert said(store, "beneficiary_estimate", plain) == []


def test_an_estimate_above_the_children_that_the_united_nations_count_is_asked_about(store: RecordStore) -> None:
    usual = {**ESTIMATE, "project_id": add(store, "project", code="P", title="Projet"), "reported_on": date(2020, 5, 1)}
    as_many = add(store, "beneficiary_estimate", **usual, count=8_190_000)
    more = add(store, "beneficiary_estimate", **{**usual, "area": "fatick"}, count=8_190_001)
    assert said(store, "beneficiary_estimate", as_many) == []
    assert said(store, "beneficiary_estimate", more) == ["The country has only 8190000 children."]


def test_whoever_has_no_sex_yet_is_among_those_whose_sex_is_not_known(store: RecordStore) -> None:
    activity = workshop(store)
    evidence(store, activity)
    for sex in (None, "male", "male"):
        somebody = person(store, sex=sex)
        line = {"person_id": somebody, "activity_id": activity, "role": "participant", "level": "trained"}
        add(store, "participation", participation_id(somebody, activity), **line)
    assert said(store, "workshop", activity) == ["The sex of 1 of 3 people is not known."]


def test_a_paper_of_which_a_line_was_not_typed_is_asked_about(store: RecordStore) -> None:
    activity = workshop(store, paper_lines=2)
    evidence(store, activity)
    for line in (1, 2):
        if line == 2:
            assert said(store, "workshop", activity) == [
                "Lines on the paper: 2. People typed by name: 1. Is somebody missing, or typed twice?"
            ]
        somebody = person(store)
        add(
            store,
            "participation",
            participation_id(somebody, activity),
            person_id=somebody,
            activity_id=activity,
            paper_line=line,
        )
    assert said(store, "workshop", activity) == []


def test_a_line_of_the_paper_belongs_to_one_person(store: RecordStore) -> None:
    activity = workshop(store)
    first, second = (
        add(store, "participation", person_id=person(store), activity_id=activity, role="participant", paper_line=7)
        for _ in range(2)
    )
    sentence = "Line 7 of the paper stands at somebody else too."
    assert sentence in said(store, "participation", first)
    store.save(kind_named("participation"), second, {"paper_line": 8})
    assert sentence not in said(store, "participation", first)


def test_an_estimate_is_compared_by_the_people_reached_where_they_are_known(store: RecordStore) -> None:
    project = add(store, "project", code="P", title="Projet")
    usual = {**ESTIMATE, "project_id": project, "is_new_this_year": False}
    class_of_ten = {"level": "trained", "overlap": "none", "basis": "counted", "total": 10}
    for year in (2017, 2018, 2019, 2020):
        held = workshop(store, project_id=project, starts_on=date(year, 5, 4), ends_on=date(year, 5, 4))
        add(store, "headcount", activity_id=held, **{**class_of_ten, "total": 100 if year == 2020 else 10})
    for year in (2017, 2018, 2019):
        add(store, "beneficiary_estimate", **usual, reported_on=date(year, 6, 1), count=1_000)
    as_usual = add(store, "beneficiary_estimate", **usual, reported_on=date(2020, 6, 1), count=100_000)
    more = add(store, "beneficiary_estimate", **usual, reported_on=date(2020, 6, 1), count=100_001)
    assert said(store, "beneficiary_estimate", as_usual) == []
    assert said(store, "beneficiary_estimate", more) == [
        "For each person reached, this is more than ten times what the project usually estimates."
    ]
