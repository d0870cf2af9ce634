"""What keeps a year from being certain is found, and nothing else; the parts of figures lead to their records."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date

import pytest

from ibcr_desktop.foundation.words import Words
from ibcr_desktop.records.confirmations import confirmation_id
from ibcr_desktop.records.problems import Problem
from ibcr_desktop.storage.confirmations import confirming
from ibcr_desktop.totals.outcome import Outcome
from ibcr_desktop.totals.part_records import records_of_part
from ibcr_desktop.totals.quality import Check, Finding, detail, findings
from ibcr_desktop.totals.yearly_totals import Totals
from ibcr_desktop.totals.years_with_records import choices
from tests.databases import add
from tests.totals.year_builder import IN_YEAR, YearBuilder

LATER = date(2021, 6, 15)


def found(year: YearBuilder, check: Check, totals: Totals | None = None) -> list[Finding]:
    with year.store.database.reader() as connection:
        return [each for each in findings(connection, totals or year.totals(), LATER) if each.check is check]


def proven(year: YearBuilder, activity: uuid.UUID) -> None:
    add(year.store, "evidence", activity_id=activity, evidence_type="photo")


def test_a_year_in_order_has_nothing_to_look_at(year: YearBuilder) -> None:
    workshop = year.workshop()
    year.takes_part(year.person(), workshop)
    year.headcount(workshop, 10, females=4, males=6)
    proven(year, workshop)
    with year.store.database.reader() as connection:
        assert findings(connection, year.totals(), LATER) == ()


def test_a_draft_says_which_figures_leave_it_out(year: YearBuilder) -> None:
    draft = year.workshop(state="draft")
    totals = year.totals()
    (finding,) = found(year, Check.DRAFT, totals)
    assert (finding.kind, finding.record_id) == ("workshop", draft)
    assert "workshops" in finding.figures
    assert totals.figure("workshops").label(Words("en")) in detail(finding, totals, Words("en"))


def test_people_and_groups_of_unknown_sex_are_listed(year: YearBuilder) -> None:
    workshop = year.workshop()
    person = year.person(sex="unknown")
    year.takes_part(person, workshop)
    group = year.headcount(workshop, 10, females=4)
    some = found(year, Check.SEX_UNKNOWN)
    assert {(each.record_id, each.count) for each in some} == {(person, 1), (group, 6)}


def test_a_sex_known_by_the_other_record_of_a_joined_person_is_known(year: YearBuilder) -> None:
    silent, telling = year.person(sex="unknown"), year.person(sex="male")
    year.takes_part(silent, year.workshop())
    year.link(silent, telling)
    assert found(year, Check.SEX_UNKNOWN) == []


def test_only_undecided_pairs_of_people_who_both_count_are_listed(year: YearBuilder) -> None:
    workshop = year.workshop()
    one, other, elsewhere = year.person(), year.person(), year.person()
    year.takes_part(one, workshop)
    year.takes_part(other, workshop)
    year.link(one, other, "undecided")
    year.link(one, elsewhere, "undecided")
    assert len(found(year, Check.UNDECIDED)) == 1


def test_evidence_is_missed_a_month_after_the_end_and_not_before(year: YearBuilder) -> None:
    old, proven_one = year.workshop(), year.workshop()
    proven(year, proven_one)
    (finding,) = found(year, Check.NO_EVIDENCE)
    assert (finding.record_id, finding.count) == (old, (LATER - IN_YEAR).days)
    with year.store.database.reader() as connection:
        soon = findings(connection, year.totals(), date(2020, 11, 1))
    assert not [each for each in soon if each.check is Check.NO_EVIDENCE]


def test_evidence_of_one_office_serves_the_other_that_entered_the_same(year: YearBuilder) -> None:
    one = year.event(shared_key="together")
    year.event(shared_key="together", office="MTL")
    proven(year, one)
    assert found(year, Check.NO_EVIDENCE) == []


def test_an_indicator_that_cannot_be_read_is_listed(year: YearBuilder) -> None:
    broken = add(year.store, "indicator", code="broken", version=1, label_en="Broken", definition="{")
    (finding,) = found(year, Check.FAULTY)
    assert (finding.kind, finding.record_id) == ("indicator", broken)


def test_the_years_and_places_on_offer_have_records(year: YearBuilder) -> None:
    year.workshop(ends_on=date(2021, 3, 31))
    year.event(ends_on=date(2021, 4, 1), country="CAN", office="MTL")
    add(year.store, "engagement", starts_on=date(2017, 5, 1), engagement_type="employee", person_code="E1")
    with year.store.database.reader() as connection:
        offered = choices(connection)
    assert offered.years == (2021, 2020, 2017)
    assert offered.countries == ("CAN", "SEN")
    assert offered.offices == ("DKR", "MTL")


def fill(year: YearBuilder) -> None:
    """Record something for most figures."""
    workshop, other = year.workshop(themes=("childrens_rights", "gender_equality")), year.workshop(country="MLI")
    first, second = year.person(), year.person(sex="male", birth_year=1999, professional_group="judge")
    for activity in (workshop, other, year.event()):
        year.takes_part(first, activity)
    year.takes_part(second, other, level="sensitised")
    year.headcount(workshop, 12, females=12)
    year.headcount(other, 7, overlap="unknown", professional_group="judge", sex_unknown=7)
    one = add(year.store, "advocacy_action", acted_on=IN_YEAR, advocacy_type="hearing", title="H", office="DKR")
    add(year.store, "advocacy_action", acted_on=IN_YEAR, advocacy_type="brief", title="B", part_of_id=one)
    for person in (first, None):
        add(
            year.store,
            "engagement",
            engagement_type="employee",
            person_id=person,
            person_code=None if person else "E2",
            office="DKR",
            country="SEN",
            starts_on=IN_YEAR,
        )


def test_estimates_that_nobody_has_approved_count_nothing_and_are_listed(year: YearBuilder) -> None:
    usual = {"project_id": year.project, "beneficiary_kind": "better_protected", "is_new_this_year": True}
    place = {"country": "SEN", "area": "dakar", "service": "police", "reported_on": IN_YEAR}
    waiting = add(year.store, "beneficiary_estimate", **usual, **place, count=900)
    add(year.store, "beneficiary_estimate", **usual, **place, count=500, approved_by="A", approved_on=IN_YEAR)
    add(year.store, "beneficiary_estimate", **usual, **{**place, "reported_on": LATER}, count=70)
    add(year.store, "beneficiary_estimate", **usual, **place, count=80, state="draft")
    (finding,) = found(year, Check.UNAPPROVED)
    assert (finding.kind, finding.record_id) == ("beneficiary_estimate", waiting)
    assert detail(finding, year.totals(), Words("en")) == "It counts 0 until somebody approves it."
    assert year.count("children_protected") == 500
    assert found(year, Check.UNAPPROVED, year.totals(countries=["MLI"])) == []


def test_a_confirmed_lack_of_evidence_is_told_with_its_reason_instead(year: YearBuilder) -> None:
    workshop, of_next_year = year.workshop(), year.workshop(ends_on=date(2021, 5, 1))
    (late,) = found(year, Check.NO_EVIDENCE)
    for each in (workshop, of_next_year):
        asked = Problem("x", code="no_evidence")
        year.store.write_all([confirming(each, asked, "Burnt with the office")])
    assert late.record_id == workshop
    assert found(year, Check.NO_EVIDENCE) == []
    (finding,) = found(year, Check.CONFIRMED)
    assert (finding.kind, finding.record_id) == ("confirmation", confirmation_id(workshop, "no_evidence", None))
    assert detail(finding, year.totals(), Words("en")) == "Somebody has confirmed it: Burnt with the office"


@pytest.mark.parametrize("measure", ["count", "people", "attendances", "distinct_persons", "distinct_values"])
def test_every_part_of_a_breakdown_leads_to_records_that_were_counted(year: YearBuilder, measure: str) -> None:
    fill(year)
    totals = year.totals()
    figures = [each for each in totals.figures if each.definition.measure == measure and each.outcome.breakdown]
    assert any(each.outcome.figure for each in figures)
    with year.store.database.reader() as connection:
        for figure in figures:
            for dimension, parts in figure.outcome.breakdown.items():
                for place in parts:
                    behind = records_of_part(connection, totals, figure.code, dimension, place)
                    check_part(figure.outcome, behind, parts[place], f"{figure.code} {dimension} {place}")


def check_part(outcome: Outcome, behind: Mapping[str, Sequence[uuid.UUID]], number: int, what: str) -> None:
    ids = {each for some in behind.values() for each in some}
    assert ids, what
    assert ids <= {each for some in outcome.records.values() for each in some}, what
    if what.split(maxsplit=1)[0] == "countries":
        assert number <= len(ids), what
    elif outcome.attendances is None or (not behind.get("headcount") and "person" in outcome.records):
        assert number == len(ids), what
