"""What a record says of itself: each rule of a kind with values that break it, and with values that just do not."""

from datetime import date
from typing import Any

import pytest

from ibcr_desktop.foundation.words import Words
from ibcr_desktop.records import kind_named
from ibcr_desktop.records.ids import new_id

TODAY = date(2021, 6, 15)
ONE, ANOTHER = new_id(), new_id()
IN_PROJECT = {"project_id": ONE}
TRAINED = {"level": "trained", "basis": "counted"}

Values = dict[str, Any]
RULES: tuple[tuple[str, str, Values, Values], ...] = (
    (
        "! The end is before the start. Correct one of the two dates.",
        "workshop",
        {**IN_PROJECT, "starts_on": date(2021, 3, 2), "ends_on": date(2021, 3, 1)},
        {**IN_PROJECT, "starts_on": date(2021, 3, 2), "ends_on": date(2021, 3, 2)},
    ),
    (
        "! It is marked as held, but its last day is in the future.",
        "event",
        {"status": "held", "ends_on": date(2021, 6, 16)},
        {"status": "held", "ends_on": date(2021, 6, 15)},
    ),
    ("This workshop belongs to no project. Is that right?", "workshop", {}, IN_PROJECT),
    (
        "! The parts add up to 7, the total says 8.",
        "headcount",
        {"females": 3, "males": 4, "total": 8},
        {"females": 3, "males": 4, "total": 7},
    ),
    (
        "So many trained people in one group are unusual. Is it right?",
        "headcount",
        {**TRAINED, "females": 501, "total": 501},
        {**TRAINED, "females": 500, "total": 500},
    ),
    (
        "Trained people are usually counted, not estimated.",
        "headcount",
        {"level": "trained", "basis": "estimate"},
        {"level": "sensitised", "basis": "estimate"},
    ),
    (
        "Neither women nor men are given. Is the sex of nobody known?",
        "headcount",
        {"others": 2, "total": 2},
        {"others": 1, "males": 1, "total": 2},
    ),
    (
        "The sex of 3 of 10 people is not known.",
        "headcount",
        {"males": 7, "sex_unknown": 3, "total": 10},
        {"males": 8, "sex_unknown": 2, "total": 10},
    ),
    (
        "! More people with a disability than people.",
        "headcount",
        {"males": 1, "total": 1, "with_disability": 2},
        {"males": 1, "total": 1, "with_disability": 1},
    ),
    (
        "! Say which other group this one overlaps.",
        "headcount",
        {"overlap": "other_group"},
        {"overlap": "other_group", "overlaps_id": ONE},
    ),
    (
        "! The score is higher than the best possible one.",
        "assessment",
        {"score": 20.5, "maximum": 20.0},
        {"score": 20.0, "maximum": 20.0},
    ),
    ("! The best possible score must be more than 0.", "assessment", {"maximum": 0.0}, {"maximum": 0.5}),
    (
        "! The number is below its lowest value.",
        "beneficiary_estimate",
        {"count": 9, "lowest": 10},
        {"count": 10, "lowest": 10},
    ),
    (
        "! The number is above its highest value.",
        "beneficiary_estimate",
        {"count": 11, "highest": 10},
        {"count": 10, "highest": 10},
    ),
    (
        "! An approval needs a name and a day.",
        "beneficiary_estimate",
        {"approved_by": "Awa Sarr"},
        {"approved_by": "Awa Sarr", "approved_on": date(2021, 3, 1)},
    ),
    (
        "! These are one and the same record. Choose two.",
        "person_link",
        {"first_id": ONE, "second_id": ONE},
        {"first_id": ONE, "second_id": ANOTHER},
    ),
    (
        "! An action cannot be part of itself. Choose another one.",
        "advocacy_action",
        {"id": ONE, "part_of_id": ONE},
        {"id": ONE, "part_of_id": ANOTHER},
    ),
    ("! Say for which person or activity the consent was given.", "consent", {}, {"person_id": ONE}),
)


@pytest.mark.parametrize(("sentence", "kind_name", "breaks", "just_does_not"), RULES, ids=[rule[0] for rule in RULES])
def test_a_rule_speaks_of_what_breaks_it_and_of_nothing_else(
    sentence: str, kind_name: str, breaks: Values, just_does_not: Values
) -> None:
    assert said(kind_name, breaks) == [sentence]
    assert said(kind_name, just_does_not) == []


def said(kind_name: str, values: Values) -> list[str]:
    """Give the problems of a record in English, errors marked with an exclamation mark."""
    found = kind_named(kind_name)(**values).own_problems(TODAY)
    return [("! " if each.blocks else "") + each.sentence(Words("en")) for each in found]
