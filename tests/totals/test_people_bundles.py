"""Lines are read in bundles: from the indexes alone, whatever the fields that an indicator asks for."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from sqlalchemy import Connection, event

from ibcr_desktop.foundation.words import LANGUAGES
from ibcr_desktop.records.indicators import indicator_id
from ibcr_desktop.totals.yearly_totals import compute
from tests.databases import add
from tests.totals.year_builder import YEAR, YearBuilder

OF_INDEX_ALONE = ("USING COVERING INDEX ix_participation_counted", "USING COVERING INDEX ix_person_counted")


def test_people_are_counted_on_the_indexes_and_no_row_is_read_for_them(year: YearBuilder) -> None:
    """A row of a large year costs twenty times as much as its place in the index."""
    year.takes_part(year.person(), year.workshop())
    with year.store.database.reader() as connection:
        with _bundled_reads(connection) as statements:
            compute(connection, YEAR)
        plans = [_plan(connection, *each) for each in statements]
    assert len(plans) == len(OF_INDEX_ALONE)
    for wanted, plan in zip(reversed(OF_INDEX_ALONE), plans, strict=True):
        assert wanted in plan
        assert "TEMP B-TREE" not in plan


def test_a_field_of_the_lines_may_be_compared_with_one_of_the_person(year: YearBuilder) -> None:
    """Nobody but a test would ask for it; each side of the comparison is known elsewhere."""
    older, younger = year.person(birth_year=1970), year.person(birth_year=1990)
    workshop = year.workshop()
    for person, line in ((older, 1980), (younger, 1980)):
        year.takes_part(person, workshop, paper_line=line)
    year.takes_part(year.person(birth_year=None, age_band="18-49"), workshop, paper_line=1980)
    _define(year, [{"field": "paper_line", "reaches": "person.birth_year"}])
    assert year.figure("asked").outcome.records["person"] == (older,)


def test_two_fields_of_the_lines_may_be_compared(year: YearBuilder) -> None:
    late, early = year.person(), year.person()
    for person, completed in ((late, 20), (early, 10)):
        days = {"completed_on": date(2020, 10, completed), "certificate_on": date(2020, 10, 15)}
        year.takes_part(person, year.workshop(), **days)
    _define(year, [{"field": "completed_on", "reaches": "certificate_on"}])
    assert year.figure("asked").outcome.records["person"] == (late,)


def test_a_field_of_a_record_that_the_line_links_to_is_followed(year: YearBuilder) -> None:
    school = add(year.store, "organisation", name="École", country="SEN")
    inside, outside = year.person(), year.person()
    year.takes_part(inside, year.workshop(), organisation_then_id=school)
    year.takes_part(outside, year.workshop())
    _define(year, [{"field": "organisation_then.country", "is": ["SEN"]}])
    assert year.figure("asked").outcome.records["person"] == (inside,)


def test_who_meets_the_conditions_of_two_sources_counts_once(year: YearBuilder) -> None:
    both, one = year.person(sex="female", birth_year=1990), year.person(sex="male", birth_year=1990)
    workshop = year.workshop()
    for person in (both, one, year.person(sex="male", birth_year=1960)):
        year.takes_part(person, workshop)
    _define(year, [{"field": "person.sex", "is": ["female"]}], [{"field": "person.birth_year", "at_least": 1980}])
    outcome = year.figure("asked").outcome
    assert outcome.records["person"] == tuple(sorted((both, one)))
    assert outcome.attendances == 2


def test_people_are_broken_down_by_a_field_of_their_lines(year: YearBuilder) -> None:
    workshop = year.workshop()
    for is_certified in (True, True, None):
        year.takes_part(year.person(), workshop, certified_trainer=is_certified)
    _define(year, [], group_by=["certified_trainer", "person.country", "kind"])
    breakdown = year.figure("asked").outcome.breakdown
    assert breakdown == {
        "certified_trainer": {"True": 2, "unknown": 1},
        "person.country": {"unknown": 3},
        "kind": {"participation": 3},
    }


def test_a_second_record_of_one_line_fills_no_second_seat(year: YearBuilder) -> None:
    """A file of another program may give a line an id of its own beside that of the roster; a rule objects to it."""
    person, workshop = year.person(), year.workshop()
    year.takes_part(person, workshop, level="sensitised")
    line = {"person_id": person, "activity_id": workshop, "role": "participant"}
    add(year.store, "participation", **line, level="trained", certified_trainer=True)
    outcome = year.figure("people_reached").outcome
    assert (outcome.figure, outcome.attendances, outcome.drafts) == (1, 1, frozenset())
    assert outcome.breakdown["level"] == {"sensitised": 1}


def _define(year: YearBuilder, *conditions: list[dict[str, Any]], group_by: list[str] | None = None) -> None:
    words = dict.fromkeys(LANGUAGES, "{figure}")
    definition = {
        "code": "asked",
        "version": 1,
        **dict.fromkeys(("label", "sentence", "definition"), words),
        "sources": [{"kinds": ["participation"], "where": each} for each in conditions],
        "measure": {"kind": "people"},
        "group_by": group_by or [],
    }
    values = {"code": "asked", "version": 1, "label_en": "x", "definition": json.dumps(definition)}
    add(year.store, "indicator", indicator_id("asked", 1), **values)


@contextmanager
def _bundled_reads(connection: Connection) -> Iterator[list[tuple[str, Any]]]:
    found: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if "group_concat" in statement and parameters != ():
            found.append((statement, parameters))

    event.listen(connection, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(connection, "before_cursor_execute", note)


def _plan(connection: Connection, statement: str, parameters: Any) -> str:
    steps = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
    return "\n".join(str(each[-1]) for each in steps)
