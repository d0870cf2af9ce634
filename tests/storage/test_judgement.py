"""Many records are judged together as each is judged alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ibcr_desktop.records import kind_named
from ibcr_desktop.records.ids import new_id
from ibcr_desktop.records.participations import participation_id
from ibcr_desktop.storage.changes import Write
from ibcr_desktop.storage.database import Database
from ibcr_desktop.storage.judgement import judge_before, problems_of
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.storage.rows import full_row, record_of
from tests.databases import TODAY, add, new_database
from tests.storage.random_rosters import RandomRoster

PERSON, PARTICIPATION = kind_named("person"), kind_named("participation")
LINE = {"role": "participant", "level": "trained"}
EXPECTED = {  # the traps: each must have been walked into, or the test would say nothing
    "in the list", "child, and headquarters", "needs the consent", "already in the activity",
    "under another record", "stands at somebody else", "same name", "linked record", "none before it",
}  # fmt: skip


@pytest.fixture
def lists(tmp_path: Path) -> Iterator[Database]:
    with new_database(tmp_path, with_lists=True) as database:
        yield database


@pytest.mark.parametrize("seed", range(3))
def test_a_roster_is_judged_together_as_each_of_its_records_is_judged_alone(lists: Database, seed: int) -> None:
    roster = RandomRoster(lists, seed)
    writes = roster.writes(80)
    records = [record_of(each.kind, full_row(each.kind, each.record_id, each.values, 1)) for each in writes]
    with lists.reader() as connection:
        together = problems_of(connection, records, TODAY.date())
        alone = [problems_of(connection, [each], TODAY.date()) for each in records]
    assert together == {record_id: found for each in alone for record_id, found in each.items()}
    said = {each.text for found in together.values() for each in found}
    assert {part for part in EXPECTED if any(part in text for text in said)} == EXPECTED


def test_a_record_is_judged_before_it_is_written_as_it_is_found_afterwards(lists: Database) -> None:
    roster = RandomRoster(lists, 7)
    for write in roster.writes(20):
        judged = roster.store.save_together([write])[write.record_id]
        with lists.reader() as connection:
            assert roster.store.problems_in(connection, write.kind, write.record_id) == judged.problems


def test_a_link_to_what_is_written_together_leads_somewhere(lists: Database) -> None:
    activity, person = new_id(), new_id()
    ends = {"person_id": person, "activity_id": activity}
    line = Write(PARTICIPATION, participation_id(person, activity), {**LINE, **ends})
    somebody = Write(PERSON, person, {"family_name": "Diop"})
    with lists.reader() as connection:
        alone = judge_before(connection, [line], (), TODAY.date())[line.record_id]
        together = judge_before(connection, [line, somebody], (), TODAY.date())[line.record_id]
    missing = [
        [each.field_name for each in saved.problems if each.code == "missing_link"] for saved in (alone, together)
    ]
    assert missing == [["person_id", "activity_id"], ["activity_id"]]


def test_a_record_without_an_activity_stands_in_none_twice(database: Database, store: RecordStore) -> None:
    person = add(store, "person", family_name="Diop")
    add(store, "participation", person_id=person, **LINE)
    with database.reader() as connection:
        judged = judge_before(connection, [Write(PARTICIPATION, new_id(), {"person_id": person})], (), TODAY.date())
    (saved,) = judged.values()
    assert "already in the activity" not in " ".join(each.text for each in saved.problems)
