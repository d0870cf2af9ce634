"""Everything out as JSON lines and back, and every way in which a file can be bad."""

import json
import uuid
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ibcr_desktop.foundation.words import Words
from ibcr_desktop.record_files.export_records import export_records
from ibcr_desktop.record_files.import_records import LONGEST_LINE, Imported, import_records
from ibcr_desktop.records import Organisation, Workshop
from ibcr_desktop.records.ids import derived_id
from ibcr_desktop.storage.agreement import disagreements
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.sync.receipts import shown_records
from tests.databases import add, new_database, store_of
from tests.storage.test_record_store import WHOLE_WORKSHOP

FIRST, SECOND = derived_id("test", 1), derived_id("test", 2)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[RecordStore]:
    with new_database(tmp_path) as database:
        yield store_of(database)


def read(store: RecordStore, path: Path, **options: Any) -> Imported:
    return import_records(store.database, store.log, path, today=store.clock.today(), **options)


def lines_file(folder: Path, *lines: dict[str, Any] | str | bytes) -> Path:
    path = folder / "records.jsonl"
    texts = [json.dumps(each) if isinstance(each, dict) else each for each in lines]
    path.write_bytes(b"\n".join(each if isinstance(each, bytes) else each.encode() for each in texts) + b"\n")
    return path


def organisation(record_id: uuid.UUID = FIRST, **fields: Any) -> dict[str, Any]:
    return {"kind": "organisation", "id": str(record_id), "state": "complete", "fields": {"name": "École", **fields}}


def reasons(imported: Imported) -> list[str]:
    return [each.text(Words("en")) for each in imported.bad]


def test_a_record_that_breaks_a_rule_for_the_time_being_comes_back_as_its_history_says(
    store: RecordStore, tmp_path: Path
) -> None:
    held = add(store, "workshop", **WHOLE_WORKSHOP)
    words = {"list_code": "theme", "code": "child_friendly_justice", "label_en": "J", "label_fr": "J"}
    ended = add(store, "term", **words, valid_to=date(2020, 1, 1))
    opened = store.open("workshop", held)
    assert opened is not None
    assert opened.state == "draft"
    export_records(store.database, tmp_path / "first.jsonl")
    assert (read(store, tmp_path / "first.jsonl").changed, read(store, tmp_path / "first.jsonl").equal) == (0, 2)
    with new_database(tmp_path, "other.ibcrdb") as other_database:
        other = store_of(other_database)
        assert (read(other, tmp_path / "first.jsonl").new, receipt_for_dakar(other)) == (2, receipt_for_dakar(store))
        found = other.open("workshop", held)
        assert found is not None
        assert found.state == "draft"
    lines_file(tmp_path, {"kind": "term", "id": str(ended), "fields": {"valid_to": None}})
    assert read(store, tmp_path / "records.jsonl").drafts_again == 0
    lines_file(tmp_path, {"kind": "term", "id": str(ended), "fields": {"valid_to": "2020-01-01"}})
    assert read(store, tmp_path / "records.jsonl").drafts_again == 1


def receipt_for_dakar(store: RecordStore) -> Any:
    """Give what the records of Dakar are in sum."""
    with store.database.reader() as connection:
        return shown_records(connection, "DKR").digests


def test_everything_comes_back_equal_with_drafts_and_the_bin(store: RecordStore, tmp_path: Path) -> None:
    donor = add(store, "organisation", name="Affaires mondiales", country="CAN")
    add(store, "workshop", **WHOLE_WORKSHOP, partner_ids=(donor,), hours=12.5)
    add(store, "person", state="draft", family_name="N'Diaye", sex="female")
    store.put_in_bin(Organisation, add(store, "organisation", name="entered twice"))
    first = tmp_path / "first.jsonl"
    assert export_records(store.database, first) == 4
    with new_database(tmp_path, "other.ibcrdb") as other_database:
        other = store_of(other_database)
        assert read(other, first).new == 4
        second = tmp_path / "second.jsonl"
        export_records(other_database, second)
        assert second.read_text() == first.read_text()
        with other_database.reader() as connection:
            assert list(disagreements(connection)) == []


def test_the_same_file_again_changes_nothing(store: RecordStore, tmp_path: Path) -> None:
    path = lines_file(tmp_path, organisation(), organisation(SECOND))
    read(store, path)
    again = read(store, path)
    assert (again.new, again.changed, again.equal) == (0, 0, 2)


def test_what_a_line_leaves_out_stays_as_it_is(store: RecordStore, tmp_path: Path) -> None:
    read(store, lines_file(tmp_path, organisation(country="SEN")))
    read(store, lines_file(tmp_path, {"kind": "organisation", "id": str(FIRST), "fields": {"name": "Institut"}}))
    opened = store.open("organisation", FIRST)
    assert opened is not None
    assert (opened.values["name"], opened.values["country"], opened.state) == ("Institut", "SEN", "complete")


def test_links_may_name_records_further_down_and_in_the_database(store: RecordStore, tmp_path: Path) -> None:
    project = {"kind": "project", "id": str(SECOND), "fields": {"code": "P", "title": "Projet"}}
    funding = {"kind": "funding", "id": str(FIRST), "fields": {"project_id": str(SECOND)}}
    assert read(store, lines_file(tmp_path, funding, project)).new == 2
    other = {"kind": "funding", "id": str(derived_id("test", 3)), "fields": {"project_id": str(SECOND)}}
    assert read(store, lines_file(tmp_path, other)).new == 1


BAD: dict[str, tuple[dict[str, Any] | str | bytes, str]] = {
    "not JSON": ("{nonsense", "Line 1: this is not JSON."),
    "not an object": ("[1]", "Line 1: a record is a JSON object."),
    "deep": ("[" * 100_000, "Line 1: this is not JSON."),
    "unknown kind": ({"kind": "spaceship", "id": str(FIRST)}, "Line 1: unknown kind “spaceship”."),
    "unknown entry": ({**organisation(), "colour": 1}, "Line 1: unknown entry “colour”."),
    "unknown field": (organisation(colour="red"), "Line 1: unknown entry “colour”."),
    "no id": ({"kind": "organisation", "fields": {}}, "Line 1: “id” is not the id of a record."),
    "state": ({**organisation(), "state": "done"}, "Line 1: “state” is neither draft nor complete."),
    "deleted": ({**organisation(), "deleted": "no"}, "Line 1: “deleted” is neither true nor false."),
    "office": ({**organisation(), "office": 3}, "Line 1: “office” is not the code of an office."),
    "fields": ({**organisation(), "fields": []}, "Line 1: “fields” is not a JSON object."),
    "number as name": (organisation(name=7), "Line 1: “name” should be a text of at most 40,000 characters."),
    "long text": (organisation(name="x" * 40_001), "Line 1: “name” should be a text of at most 40,000 characters."),
    "date": (organisation(partner_from="07/03/2026"), "Line 1: “partner_from” should be a date such as 2026-03-07."),
    "no such day": (organisation(partner_to="2021-02-30"), "Line 1: “partner_to” should be a date such as 2026-03-07."),
    "not UTF-8": (b'{"kind": "\xff"}', "Line 1: this is not text in UTF-8."),
    "too long": (b"x" * (LONGEST_LINE + 5), "Line 1: the line is too long to be a record."),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_line_is_named_and_nothing_is_kept(name: str, store: RecordStore, tmp_path: Path) -> None:
    line, reason = BAD[name]
    imported = read(store, lines_file(tmp_path, line, organisation(SECOND)))
    assert reasons(imported) == [reason]
    assert not imported.kept
    assert store.open("organisation", SECOND) is None


@pytest.mark.parametrize("name", BAD)
def test_bad_lines_can_be_left_out_and_the_good_ones_kept(name: str, store: RecordStore, tmp_path: Path) -> None:
    imported = read(store, lines_file(tmp_path, BAD[name][0], organisation(SECOND)), skip_bad=True)
    assert len(imported.bad) == 1
    assert imported.new == 1
    assert store.open("organisation", SECOND) is not None


def test_a_link_to_nothing_is_refused_and_so_is_what_hangs_on_the_refused(store: RecordStore, tmp_path: Path) -> None:
    nowhere, third = derived_id("test", 9), derived_id("test", 3)
    action = {"kind": "advocacy_action", "id": str(FIRST), "fields": {"part_of_id": str(nowhere)}}
    part = {"kind": "advocacy_action", "id": str(SECOND), "fields": {"part_of_id": str(FIRST)}}
    imported = read(store, lines_file(tmp_path, part, organisation(third), action), skip_bad=True)
    assert reasons(imported) == [
        "Line 1: “part_of_id” names a record that is nowhere.",
        "Line 3: “part_of_id” names a record that is nowhere.",
    ]
    assert imported.new == 1


def test_a_link_to_a_record_of_another_kind_is_refused(store: RecordStore, tmp_path: Path) -> None:
    funding = {"kind": "funding", "id": str(SECOND), "fields": {"project_id": str(FIRST)}}
    assert reasons(read(store, lines_file(tmp_path, organisation(), funding))) == [
        "Line 2: “project_id” names a record that is nowhere."
    ]


def test_the_same_id_twice_in_a_file_is_refused(store: RecordStore, tmp_path: Path) -> None:
    imported = read(store, lines_file(tmp_path, organisation(), organisation(name="other")))
    assert reasons(imported) == ["Line 2: the same id stands in line 1 already."]


def test_an_id_of_another_kind_in_the_database_is_refused(store: RecordStore, tmp_path: Path) -> None:
    read(store, lines_file(tmp_path, organisation()))
    person = {"kind": "person", "id": str(FIRST), "fields": {}}
    assert reasons(read(store, lines_file(tmp_path, person))) == [
        "Line 1: this id belongs to a record of the kind “organisation”."
    ]


def test_a_record_that_only_claims_to_be_complete_is_kept_as_a_draft(store: RecordStore, tmp_path: Path) -> None:
    line = {"kind": "workshop", "id": str(FIRST), "state": "complete", "fields": {"title": "Atelier"}}
    imported = read(store, lines_file(tmp_path, line))
    assert imported.made_drafts == 1
    opened = store.open("activity", FIRST)
    assert opened is not None
    assert (opened.kind, opened.state) == (Workshop, "draft")


def test_text_is_cleaned_of_what_no_workbook_can_hold(store: RecordStore, tmp_path: Path) -> None:
    read(store, lines_file(tmp_path, organisation(name="a\x00b\ud800c\x0bd")))
    opened = store.open("organisation", FIRST)
    assert opened is not None
    assert opened.values["name"].encode() is not None
    assert not set(opened.values["name"]) & {"\x00", "\x0b", "\ud800"}


def test_days_of_the_whole_workshop_are_days_again(store: RecordStore, tmp_path: Path) -> None:
    record_id = add(store, "workshop", **WHOLE_WORKSHOP)
    path = tmp_path / "out.jsonl"
    export_records(store.database, path)
    assert json.loads(path.read_text())["fields"]["ends_on"] == "2021-03-31"
    with new_database(tmp_path, "b.ibcrdb") as database:
        other = store_of(database)
        read(other, path)
        opened = other.open("activity", record_id)
        assert opened is not None
        assert opened.values["ends_on"] == date(2021, 3, 31)
