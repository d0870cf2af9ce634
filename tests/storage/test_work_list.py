"""What the home page says is left to do."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ibcr_desktop.records import kind_named
from ibcr_desktop.storage.confirmations import confirming, taking_back
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.storage.work_list import Group, work_list
from tests.databases import add, new_database, store_of

TODAY = date(2021, 6, 15)
WORKSHOP: dict[str, Any] = {
    "code": "DKR-2021-001",
    "title": "Formation initiale",
    "country": "SEN",
    "starts_on": date(2021, 3, 1),
    "ends_on": date(2021, 3, 3),
    "status": "held",
    "mode": "in_person",
    "themes": ("child_rights",),
    "delivered_by": "ibcr",
    "workshop_form": "course",
    "purpose": "training",
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[RecordStore]:
    with new_database(tmp_path) as database:
        yield store_of(database)


def groups_of(store: RecordStore) -> list[tuple[Group, str, int]]:
    return [(item.group, item.kind_name, item.count) for item in work_list(store, TODAY).items]


def test_an_empty_database_has_nothing_to_do(store: RecordStore) -> None:
    found = work_list(store, TODAY)
    assert found.items == ()
    assert found.draft_count == 0


def test_a_draft_with_empty_fields_says_how_many(store: RecordStore) -> None:
    add(store, "organisation", state="draft")
    (item,) = work_list(store, TODAY).items
    assert item.group is Group.INCOMPLETE
    assert item.count >= 1


def test_a_draft_that_contradicts_itself_comes_before_one_that_lacks_something(store: RecordStore) -> None:
    add(store, "organisation", state="draft")
    add(store, "workshop", **{**WORKSHOP, "starts_on": date(2021, 3, 9)}, state="draft")
    groups = [group for group, kind, _ in groups_of(store) if kind != "evidence"]
    assert groups[0] is Group.CONTRADICTORY
    assert groups[-1] is Group.INCOMPLETE


def test_a_held_activity_without_evidence_is_late_after_thirty_days(store: RecordStore) -> None:
    add(store, "workshop", **WORKSHOP)
    add(store, "workshop", **{**WORKSHOP, "ends_on": date(2021, 5, 20)})
    assert groups_of(store) == [(Group.NO_EVIDENCE, "workshop", 104)]


def test_evidence_takes_the_activity_off_the_list_and_the_bin_puts_it_back(store: RecordStore) -> None:
    workshop = add(store, "workshop", **WORKSHOP)
    evidence = add(store, "evidence", activity_id=workshop, evidence_type="signed_sheet")
    assert groups_of(store) == []
    add(store, "evidence", evidence, deleted=True)
    assert [group for group, _, _ in groups_of(store)] == [Group.NO_EVIDENCE]


def test_a_confirmed_lack_of_evidence_leaves_the_list(store: RecordStore) -> None:
    workshop = add(store, "workshop", **WORKSHOP)
    (asked,) = (each for each in store.problems(kind_named("workshop"), workshop) if each.code == "no_evidence")
    store.write_all([confirming(workshop, asked, "The sheets were lost in the flood")])
    assert groups_of(store) == []
    store.write_all([taking_back(workshop, asked)])
    assert [group for group, _, _ in groups_of(store)] == [Group.NO_EVIDENCE]


def test_an_activity_that_is_still_planned_after_its_last_day_is_late(store: RecordStore) -> None:
    add(store, "event", **{**WORKSHOP, "status": "planned", "workshop_form": None, "purpose": None} | {"title": "x"})
    assert groups_of(store) == [(Group.PLANNED_IN_THE_PAST, "event", 104)]


def test_what_lies_in_the_bin_is_nobodys_work(store: RecordStore) -> None:
    add(store, "workshop", **WORKSHOP, deleted=True)
    add(store, "organisation", state="draft", deleted=True)
    assert groups_of(store) == []


def test_drafts_are_counted_by_kind_even_where_they_are_many(store: RecordStore) -> None:
    for _ in range(45):
        add(store, "organisation", state="draft")
    found = work_list(store, TODAY, limit=5)
    assert found.drafts == {"organisation": 45}
    assert len(found.items) == 5
