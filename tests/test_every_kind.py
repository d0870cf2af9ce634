"""What holds for every kind because its fields are declared: JSON, log, files, forms, tables, words."""

import json
import uuid
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import inspect

from ibcr_desktop.record_files.export_records import export_records
from ibcr_desktop.record_files.import_records import import_records
from ibcr_desktop.record_files.lines import format_line, parse_line
from ibcr_desktop.records import ACTIVITY_KINDS, ALL_KINDS, Record, kinds_linked_as
from ibcr_desktop.records.field_types import (
    ChoicesType,
    ChoiceType,
    DayType,
    DecimalType,
    FieldType,
    LinksType,
    LinkType,
    TextType,
    WholeType,
    YesNoType,
)
from ibcr_desktop.records.fields import fields_of
from ibcr_desktop.records.ids import new_id
from ibcr_desktop.records.problems import Problem
from ibcr_desktop.records.record import problems
from ibcr_desktop.storage.agreement import disagreements
from ibcr_desktop.storage.changes import Write
from ibcr_desktop.storage.refold import refold
from ibcr_desktop.storage.rows import full_row
from tests.databases import new_database, store_of
from tests.records.data_dictionary import PAGE, data_dictionary

ROOT = Path(__file__).parents[1]
TODAY = date(2021, 6, 15)
EVERY_KIND = pytest.mark.parametrize("kind", ALL_KINDS, ids=[kind.kind_name() for kind in ALL_KINDS])

_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=12)
_VALUES: dict[type[FieldType], st.SearchStrategy[Any]] = {
    TextType: _TEXT,
    WholeType: st.integers(0, 2**40),
    DecimalType: st.integers(0, 10**9).map(lambda cents: cents / 100),
    DayType: st.dates(date(1990, 1, 1), date(2090, 12, 31)),
    YesNoType: st.booleans(),
    ChoiceType: st.sampled_from(["one", "two"]),
    ChoicesType: st.sets(st.sampled_from(["one", "two", "three"]), min_size=1).map(lambda some: tuple(sorted(some))),
    LinkType: st.uuids(),
    LinksType: st.sets(st.uuids(), min_size=1, max_size=3).map(lambda some: tuple(sorted(some))),
}


def values_of_kind(kind: type[Record]) -> st.SearchStrategy[dict[str, Any]]:
    """Draw values for any of the fields of a kind."""
    return st.fixed_dictionaries({}, optional={each.name: _VALUES[type(each.type)] for each in fields_of(kind)})


def as_unpacked(kind: type[Record], values: dict[str, Any]) -> dict[str, Any]:
    """Give the values as a file gives them back: texts are brought into normal form there."""
    types = {each.name: each.type for each in fields_of(kind)}
    unpacked = {name: types[name].unpack(types[name].pack(value)) for name, value in values.items()}
    return {name: value for name, value in unpacked.items() if value is not None}


@EVERY_KIND
@given(data=st.data())
@settings(max_examples=15)
def test_values_survive_json(kind: type[Record], data: st.DataObject) -> None:
    values = as_unpacked(kind, data.draw(values_of_kind(kind)))
    for field in fields_of(kind):
        packed = field.type.pack(values.get(field.name))
        assert field.type.unpack(json.loads(json.dumps(packed))) == values.get(field.name)


@EVERY_KIND
@given(data=st.data())
@settings(max_examples=15)
def test_a_record_survives_its_line_in_a_file(kind: type[Record], data: st.DataObject) -> None:
    values = as_unpacked(kind, data.draw(values_of_kind(kind)))
    row = full_row(kind, new_id(), {**values, "office": "DKR"}, 4)
    line = parse_line(format_line(kind, row))
    assert (line.kind, line.record_id) == (kind, row["id"])
    assert line.values == {**values, "office": "DKR", "state": "draft", "deleted": False}


@EVERY_KIND
@given(data=st.data())
@settings(max_examples=3, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_record_survives_the_database_and_is_the_fold_of_its_log(
    kind: type[Record], data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    first, second = (as_unpacked(kind, data.draw(values_of_kind(kind))) for _ in range(2))
    with new_database(tmp_path_factory.mktemp("kind")) as database:
        store, record_id = store_of(database), new_id()
        store.write_all([Write(kind, record_id, first)])
        store.write_all([Write(kind, record_id, second)])
        opened = store.open(kind.kind_name(), record_id)
        assert opened is not None
        assert opened.kind is kind
        stored = {each.name: opened.values[each.name] for each in fields_of(kind)}
        before = {**first, **kind.following(first, {})}
        whole = {**before, **second, **kind.following(second, before)}
        assert {name: value for name, value in stored.items() if value is not None} == whole
        with database.writer() as connection:
            assert list(disagreements(connection)) == []
            refold(connection, [record_id])
            assert list(disagreements(connection)) == []


def test_a_file_with_every_kind_comes_back_equal(tmp_path: Path) -> None:
    with new_database(tmp_path) as database:
        store = store_of(database)
        store.write_all([Write(kind, new_id(), _linkless(kind)) for kind in ALL_KINDS])
        export_records(database, tmp_path / "a.jsonl")
    with new_database(tmp_path, "b.ibcrdb") as other:
        imported = import_records(other, store_of(other).log, tmp_path / "a.jsonl", today=TODAY)
        assert (imported.bad, imported.new) == ([], len(ALL_KINDS))
        export_records(other, tmp_path / "b.jsonl")
    assert (tmp_path / "b.jsonl").read_bytes() == (tmp_path / "a.jsonl").read_bytes()


@EVERY_KIND
def test_an_empty_record_lacks_exactly_what_is_required(kind: type[Record]) -> None:
    missing = [each.field_name for each in problems(kind(), TODAY) if each.text.startswith("{field}")]
    assert missing == [each.name for each in fields_of(kind) if each.required]


@EVERY_KIND
def test_every_problem_of_any_values_can_be_told(kind: type[Record]) -> None:
    examples = {DayType: date(2031, 1, 1), TextType: "x", WholeType: 7, DecimalType: 900.0, YesNoType: True}
    values = {each.name: examples.get(type(each.type)) for each in fields_of(kind)}
    for problem in problems(kind(id=uuid.UUID(int=1), **values), TODAY):
        assert isinstance(problem, Problem)
        assert "{" not in problem.text.format(**problem.values)


@EVERY_KIND
def test_links_name_kinds_that_exist(kind: type[Record]) -> None:
    for field in fields_of(kind):
        if isinstance(field.type, LinkType | LinksType):
            assert kinds_linked_as(field.type.kind_name)


@EVERY_KIND
def test_a_kind_has_names_a_title_and_something_to_show(kind: type[Record]) -> None:
    assert kind.singular
    assert kind.plural
    assert kind.__doc__
    names = {each.name for each in fields_of(kind)}
    assert set(kind.title_fields) <= names
    assert kind.counted_on is None or kind.counted_on in names
    assert any(each.in_table for each in fields_of(kind)) or not kind.title_fields


def test_every_list_of_codes_that_a_field_names_is_shipped() -> None:
    shipped = {path.stem for path in (ROOT / "resources" / "vocabularies").glob("*.json")} | {"country", "office"}
    named = {
        each.type.list_code
        for kind in ALL_KINDS
        for each in fields_of(kind)
        if isinstance(each.type, ChoiceType | ChoicesType)
    }
    assert named <= shipped


def test_kinds_of_activity_declare_no_field_of_the_same_name() -> None:
    base = {each.key for each in inspect(ACTIVITY_KINDS[0]).inherits.column_attrs}  # type: ignore[union-attr]  # it inherits
    own = [each.name for kind in ACTIVITY_KINDS for each in fields_of(kind) if each.name not in base]
    assert len(own) == len(set(own))


def test_the_data_dictionary_is_what_the_declarations_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == data_dictionary(), "run nox -s data_dictionary"


def _linkless(kind: type[Record]) -> dict[str, Any]:
    examples: dict[type[FieldType], Any] = {
        TextType: "Été",
        WholeType: 7,
        DecimalType: 2.5,
        DayType: date(2021, 3, 7),
        YesNoType: False,
        ChoiceType: "one",
        ChoicesType: ("one", "two"),
    }
    return {each.name: examples[type(each.type)] for each in fields_of(kind) if type(each.type) in examples}
