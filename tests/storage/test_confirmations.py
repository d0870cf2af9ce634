"""A warning that somebody has confirmed is told apart from open ones until what it was about changes."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ibcr_desktop.record_files.export_records import export_records
from ibcr_desktop.record_files.import_records import import_records
from ibcr_desktop.records import Confirmation, Headcount, Person, Workshop
from ibcr_desktop.records.ids import new_id
from ibcr_desktop.records.problems import Problem
from ibcr_desktop.records.vocabularies import shipped_records
from ibcr_desktop.storage.agreement import disagreements
from ibcr_desktop.storage.confirmations import confirming, taking_back
from ibcr_desktop.storage.field_checks import MISSING_LINK
from ibcr_desktop.storage.record_store import RecordStore
from tests.databases import TODAY, add, new_database, store_of
from tests.storage.test_record_store import WHOLE_WORKSHOP

CLASS = {"level": "trained", "overlap": "none", "basis": "counted", "females": 600, "total": 600}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[RecordStore]:
    with new_database(tmp_path, with_lists=True) as database:
        yield store_of(database)


def the_warning(store: RecordStore, kind: type, record_id: object, code: str) -> Problem:
    (found,) = (each for each in store.problems(kind, record_id) if each.code == code)  # type: ignore[arg-type]  # an id
    return found


def test_a_confirmed_warning_stays_confirmed_with_its_reason(store: RecordStore) -> None:
    group = add(store, "headcount", activity_id=new_id(), **CLASS)
    asked = the_warning(store, Headcount, group, "many_trained")
    assert asked.is_open
    store.write_all([confirming(group, asked, " A whole school ")])
    told = the_warning(store, Headcount, group, "many_trained")
    assert (told.is_open, told.confirmed) == (False, "A whole school")
    assert the_warning(store, Headcount, group, "missing_link").is_open


def test_the_warning_comes_back_when_the_confirmed_value_changes_and_not_with_another_field(store: RecordStore) -> None:
    group = add(store, "headcount", activity_id=new_id(), **CLASS)
    store.write_all([confirming(group, the_warning(store, Headcount, group, "many_trained"), "")])
    store.save(Headcount, group, {"evidence_note": "list of the school"})
    assert the_warning(store, Headcount, group, "many_trained").confirmed == ""
    store.save(Headcount, group, {"females": 700, "total": 700})
    assert the_warning(store, Headcount, group, "many_trained").is_open


def test_a_confirmation_is_taken_back_and_given_again(store: RecordStore) -> None:
    workshop = add(store, "workshop", **WHOLE_WORKSHOP)
    store.write_all([confirming(workshop, the_warning(store, Workshop, workshop, "no_evidence"), "burnt")])
    store.write_all([taking_back(workshop, the_warning(store, Workshop, workshop, "no_evidence"))])
    assert the_warning(store, Workshop, workshop, "no_evidence").is_open
    store.write_all([confirming(workshop, the_warning(store, Workshop, workshop, "no_evidence"), "")])
    assert the_warning(store, Workshop, workshop, "no_evidence").confirmed == ""
    with store.database.reader() as connection:
        assert list(disagreements(connection)) == []


def test_an_error_cannot_be_confirmed(store: RecordStore) -> None:
    workshop = add(store, "workshop", **{**WHOLE_WORKSHOP, "starts_on": date(2021, 4, 1)})
    errors = [each for each in store.problems(Workshop, workshop) if each.blocks]
    store.write_all([confirming(workshop, each, "") for each in errors])
    assert errors == [each for each in store.problems(Workshop, workshop) if each.blocks]
    assert all(each.is_open for each in errors)


def test_what_is_kept_of_a_namesake_is_a_code_and_no_name(store: RecordStore) -> None:
    namesakes = [add(store, "person", family_name="Sow", sex="male", public_code=code) for code in ("AAA", "BBB")]
    warning = the_warning(store, Person, namesakes[0], "namesake")
    assert warning.seen == "code=BBB"
    store.write_all([confirming(namesakes[0], warning, "")])
    assert not the_warning(store, Person, namesakes[0], "namesake").is_open
    add(store, "person", family_name="Sow", sex="male", public_code="CCC")
    assert [each.is_open for each in store.problems(Person, namesakes[0]) if each.code == "namesake"] == [False, True]


def test_confirmations_travel_in_files_of_records(store: RecordStore, tmp_path: Path) -> None:
    workshop = add(store, "workshop", **WHOLE_WORKSHOP)
    store.write_all([confirming(workshop, the_warning(store, Workshop, workshop, "no_project"), "institutional")])
    export_records(store.database, tmp_path / "a.jsonl")
    with new_database(tmp_path, "b.ibcrdb", with_lists=True) as other:
        assert import_records(other, store_of(other).log, tmp_path / "a.jsonl", today=TODAY.date()).bad == []
        assert the_warning(store_of(other), Workshop, workshop, "no_project").confirmed == "institutional"


def test_a_confirmation_has_the_title_of_what_it_is_about(store: RecordStore) -> None:
    workshop = add(store, "workshop", **WHOLE_WORKSHOP)
    confirmation = confirming(workshop, the_warning(store, Workshop, workshop, "no_project"), "")
    store.write_all([confirmation])
    assert store.problems(Confirmation, confirmation.record_id) == ()


def test_every_warning_of_the_code_is_in_the_list_and_the_other_way_round() -> None:
    folder = Path(__file__).parents[2] / "ibcr_desktop"
    sources = [path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.py"))]
    named = {code for text in sources for code in re.findall(r'\bwarning\(\s*"(\w+)"', text)}
    named |= {"no_evidence", MISSING_LINK}
    shipped = {each.values["code"] for each in shipped_records() if each.values.get("list_code") == "warning"}
    assert named == shipped
    assert not [text for text in sources if re.search(r"\bwarning\(\s*N_", text)], "a warning names its rule first"
