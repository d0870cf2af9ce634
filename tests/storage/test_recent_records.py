"""What was written last, and what was opened last."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import update

from ibcr_desktop.storage.log_tables import LOCAL
from ibcr_desktop.storage.opened_records import MOST, note_opened, opened_records
from ibcr_desktop.storage.recent_records import recent_records
from ibcr_desktop.storage.record_store import RecordStore
from tests.databases import add, new_database, store_of


@pytest.fixture
def store(tmp_path: Path) -> Iterator[RecordStore]:
    with new_database(tmp_path) as database:
        yield store_of(database)


def test_what_was_written_last_comes_first(store: RecordStore) -> None:
    first, second = add(store, "person", sex="female"), add(store, "organisation", name="Police")
    add(store, "person", first, sex="male")
    assert recent_records(store.database) == [("person", first), ("organisation", second)]


def test_parts_and_reference_records_are_not_listed(store: RecordStore) -> None:
    add(store, "session", topic="Morning")
    add(store, "term", code="x")
    assert recent_records(store.database) == []


def test_what_is_in_the_bin_is_left_out(store: RecordStore) -> None:
    person = add(store, "person", sex="female")
    add(store, "person", person, deleted=True)
    assert recent_records(store.database) == []


def test_a_record_is_listed_once_and_the_list_is_as_long_as_asked(store: RecordStore) -> None:
    people = [add(store, "person", sex="female") for _ in range(6)]
    for person in people:
        add(store, "person", person, sex="male")
    assert [each for _, each in recent_records(store.database, limit=4)] == people[:1:-1]


def test_opened_records_are_remembered_the_latest_first_and_once(store: RecordStore) -> None:
    one, other = add(store, "person", sex="female"), add(store, "workshop", title="Atelier")
    for kind, record_id in (("person", one), ("workshop", other), ("person", one)):
        note_opened(store.database, kind, record_id)
    assert opened_records(store.database) == [("person", one), ("workshop", other)]


def test_the_list_of_opened_records_does_not_grow_without_end(store: RecordStore) -> None:
    for _ in range(MOST + 3):
        note_opened(store.database, "person", add(store, "person", sex="female"))
    assert len(opened_records(store.database)) == MOST


@pytest.mark.parametrize("broken", ["", "no json", "[1, 2]", '[["person", "no id"]]', "{}", "null"])
def test_a_broken_list_of_opened_records_is_an_empty_one(store: RecordStore, broken: str) -> None:
    note_opened(store.database, "person", add(store, "person", sex="female"))
    store.database.write(lambda connection: connection.execute(update(LOCAL).values(value=broken)))
    assert opened_records(store.database) == []
