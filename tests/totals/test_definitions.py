"""Indicators are data: every shipped one is sound, bad ones are named, and a new one needs no code."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ibcr_desktop.foundation.words import LANGUAGES, Words
from ibcr_desktop.records.indicators import indicator_id
from ibcr_desktop.totals.definitions import DefinitionError, parse_definition
from tests.databases import add
from tests.totals.year_builder import YearBuilder

SHIPPED = sorted((Path(__file__).parents[2] / "resources" / "indicators").glob("*.json"))
WORKSHOPS: dict[str, Any] = json.loads(SHIPPED[0].with_name("workshops.json").read_text(encoding="utf-8"))
PUBLISHED = [
    *("countries", "children_protected", "people_reached", "workshops", "girls_and_women", "events_organised"),
    *("events_contributed", "event_participants", "advocacy_actions", "employees", "interns", "volunteers"),
    *("projects_completed", "key_competencies", "strategic_plan"),
]


@pytest.mark.parametrize("path", SHIPPED, ids=[path.stem for path in SHIPPED])
def test_a_shipped_definition_is_sound_and_has_its_words(path: Path) -> None:
    definition = parse_definition(path.read_text(encoding="utf-8"))
    assert definition.code == path.stem
    for language in LANGUAGES:
        assert definition.label[language]
        assert definition.meaning[language].endswith(".")
        for sentence in definition.sentence[language].values():
            assert "{figure}" in sentence or "{texts}" in sentence
            assert sentence.format(figure="1", texts="x", regions="y")


def test_the_published_list_is_shipped_in_its_order_and_a_dozen_more(year: YearBuilder) -> None:
    codes = [each.code for each in year.totals().figures]
    assert codes[:15] == PUBLISHED
    assert len(codes) >= 15 + 12
    assert year.totals().faulty == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_a_shipped_figure_is_broken_down_by_has_a_name_for_people(year: YearBuilder, language: str) -> None:
    totals = year.totals()
    names = {
        each: totals.labels.dimension(each, Words(language)) for f in totals.figures for each in f.definition.group_by
    }
    assert len(names) > 11
    assert not [dimension for dimension, name in names.items() if "_" in name or not name[0].isupper()]


def test_an_indicator_that_no_code_knows_is_counted(year: YearBuilder) -> None:
    """Consultations of children in Mali that lasted over six hours, say."""
    definition = {
        "code": "long_consultations",
        "version": 1,
        "label": dict.fromkeys(LANGUAGES, "Long consultations"),
        "sentence": dict.fromkeys(LANGUAGES, "{figure} long consultations"),
        "definition": dict.fromkeys(LANGUAGES, "Consultations of more than six hours."),
        "sources": [
            {
                "kinds": ["consultation"],
                "where": [{"field": "hours", "at_least": 6}, {"field": "project.code", "is": ["P1"]}],
            }
        ],
        "measure": {"kind": "count"},
        "group_by": ["country", "place"],
    }
    add(
        year.store,
        "indicator",
        indicator_id("long_consultations", 1),
        code="long_consultations",
        version=1,
        label_en="x",
        definition=json.dumps(definition),
    )
    for hours, project in ((7.0, year.project), (5.0, year.project), (8.0, None)):
        year.other("consultation", hours=hours, project_id=project, place="Ségou")
    figure = year.figure("long_consultations")
    assert figure.text(Words("fr")) == "1 long consultations"
    assert figure.outcome.breakdown == {"country": {"SEN": 1}, "place": {"Ségou": 1}}


def test_the_newest_version_that_holds_in_the_year_is_used(year: YearBuilder) -> None:
    newer = {**WORKSHOPS, "version": 2, "valid_from": 2021, "sources": [{"kinds": ["meeting"]}], "group_by": []}
    values = {"code": "workshops", "version": 2, "label_en": "x", "definition": json.dumps(newer)}
    add(year.store, "indicator", indicator_id("workshops", 2), **values)
    year.workshop()
    assert year.count("workshops", 2020) == 1
    assert year.figure("workshops", 2021).definition.version == 2


@pytest.mark.parametrize(
    ("days", "holds_in"),
    [
        ({"valid_from": date(2021, 3, 31)}, {2020, 2021}),
        ({"valid_from": date(2021, 4, 1)}, {2021}),
        ({"valid_to": date(2021, 3, 31)}, {2019, 2020}),
        ({"valid_to": date(2021, 3, 30)}, {2019}),
        ({"valid_from": date(2020, 4, 1), "valid_to": date(2021, 12, 31)}, {2020}),
        ({}, {2019, 2020, 2021}),
    ],
)
def test_a_version_counts_the_years_on_whose_last_day_its_record_is_valid(
    year: YearBuilder, days: dict[str, date], holds_in: set[int]
) -> None:
    newer = json.dumps({**WORKSHOPS, "version": 2})
    values = {"code": "workshops", "version": 2, "label_en": "x", "definition": newer, **days}
    add(year.store, "indicator", indicator_id("workshops", 2), **values)
    used = {each: year.figure("workshops", each).definition.version for each in (2019, 2020, 2021)}
    assert used == {each: 2 if each in holds_in else 1 for each in used}


def test_a_faulty_definition_is_named_and_spoils_no_other(year: YearBuilder) -> None:
    values = {"code": "nonsense", "version": 1, "label_en": "x", "definition": "{"}
    add(year.store, "indicator", indicator_id("nonsense", 1), **values)
    totals = year.totals()
    assert totals.faulty == ("nonsense",)
    assert len(totals.figures) == len(SHIPPED)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"measure": {"kind": "guess"}}, "unknown measure “guess”"),
        ({"measure": {}}, "missing or misplaced"),
        ({"group_by": ["country", "moon"]}, "unknown dimension “moon”"),
        ({"label": {"en": "x"}}, "missing or misplaced"),
        ({"section": "front"}, "unknown section “front”"),
        ({"sources": [{"kinds": ["spaceship"]}]}, "missing or misplaced"),
        ({"sources": [{"kinds": ["workshop"], "period": "soon"}]}, "unknown period “soon”"),
        (
            {"sources": [{"kinds": ["workshop"], "where": [{"field": "colour", "is": ["red"]}]}]},
            "has no field “colour”",
        ),
        ({"sources": [{"kinds": ["workshop"], "where": [{"field": "boss.name", "is": [1]}]}]}, "has no link “boss”"),
        ({"sources": [{"kinds": ["workshop"], "where": [{"field": "title", "like": "x"}]}]}, "unknown operator “like”"),
        ({"rounding": {"prefix": "about"}}, "unknown prefix “about”"),
        ({"sources": [{"kinds": ["workshop"], "where": [{"field": "hours", "reaches": "x"}]}]}, "has no field “x”"),
        ({"measure": {"kind": "people"}}, "not from “workshop”"),
        ({"measure": {"kind": "total"}}, "missing or misplaced"),
        ({"measure": {"kind": "total", "parts": [{"measure": {"kind": "guess"}}]}}, "unknown measure “guess”"),
    ],
)
def test_a_bad_definition_says_what_is_wrong(changes: dict[str, Any], says: str) -> None:
    with pytest.raises(DefinitionError, match=says):
        parse_definition(json.dumps({**WORKSHOPS, **changes}))


@pytest.mark.parametrize("text", ["", "[]", "{" * 100_000, "null"])
def test_what_is_no_definition_at_all_is_refused(text: str) -> None:
    with pytest.raises(DefinitionError):
        parse_definition(text)
