"""Competing versions are shown whole, decided once, and settled everywhere."""

import uuid
from pathlib import Path
from typing import Any

import pytest

from ibcr_desktop.records import Event, Meeting, Office, Organisation, Workshop
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.sync import conflicts as reading
from ibcr_desktop.sync.conflicts import Conflict, competing_offices, count_conflicts, open_conflicts
from ibcr_desktop.sync.deciding import as_shown, by_rule, decide, latest, of_headquarters, of_office
from tests.databases import add, dakar, new_database, store_of
from tests.sync.exchange import merge, packed, value


def conflicts(store: RecordStore, record_ids: list[uuid.UUID] | None = None) -> list[Conflict]:
    with store.database.reader() as connection:
        return open_conflicts(connection, record_ids)


def how_many(store: RecordStore) -> int:
    with store.database.reader() as connection:
        return count_conflicts(connection)


@pytest.fixture
def record(office: RecordStore, headquarters: RecordStore) -> uuid.UUID:
    """A school that Dakar renamed to “École Un” and headquarters to “École I”."""
    record_id = add(office, "organisation", name="École", country="SEN")
    merge(headquarters, packed(office))
    office.save(Organisation, record_id, {"name": "École Un"})
    headquarters.save(Organisation, record_id, {"name": "École I"})
    merge(headquarters, packed(office, 2))
    return record_id


def test_both_values_their_authors_and_the_value_before_are_there(headquarters: RecordStore, record: uuid.UUID) -> None:
    (conflict,) = conflicts(headquarters)
    assert (conflict.kind, conflict.record_id, conflict.field) == (Organisation, record, "name")
    assert (conflict.label, conflict.before) == ("Name", "École")
    seen = {(each.value, each.person, each.office, each.from_headquarters, each.is_shown) for each in conflict.versions}
    assert seen == {("École Un", "Awa Sarr", "DKR", False, True), ("École I", "Anne Roy", "MTL", True, False)}
    assert conflicts(headquarters, [uuid.UUID(int=1)]) == []
    assert conflicts(headquarters, [record]) == [conflict]


@pytest.mark.parametrize("wanted", ["École Un", "École I", "École no 1"])
def test_one_the_other_or_a_third_is_kept_and_settles_it_at_the_office_too(
    office: RecordStore, headquarters: RecordStore, record: uuid.UUID, wanted: str
) -> None:
    (conflict,) = conflicts(headquarters)
    assert decide(headquarters, [conflict.decide(wanted)]) == 1
    merge(office, packed(headquarters))
    for store in (headquarters, office):
        assert value(store, "organisation", record, "name") == wanted
        assert how_many(store) == 0


def test_a_decision_closes_only_what_was_seen(
    office: RecordStore, headquarters: RecordStore, record: uuid.UUID
) -> None:
    (conflict,) = conflicts(headquarters)
    office.save(Organisation, record, {"name": "École Une"})
    merge(headquarters, packed(office, 3))
    decide(headquarters, [conflict.decide("École I")])
    (left,) = conflicts(headquarters)
    assert {each.value for each in left.versions} == {"École Une", "École I"}


def test_a_deletion_against_an_edit_is_one_question(office: RecordStore, headquarters: RecordStore) -> None:
    record = add(office, "organisation", name="École")
    merge(headquarters, packed(office))
    office.save(Organisation, record, {"name": "École Un"})
    headquarters.put_in_bin(Organisation, record)
    merge(headquarters, packed(office, 2))
    (conflict,) = conflicts(headquarters)
    assert (conflict.field, conflict.before) == ("deleted", False)
    assert {(each.value, each.office, each.sets) for each in conflict.versions} == {
        (True, "MTL", ("deleted",)),
        (False, "DKR", ("name",)),
    }
    decide(headquarters, [conflict.decide(True)])
    opened = headquarters.open("organisation", record)
    assert opened is not None
    assert opened.deleted
    assert how_many(headquarters) == 0


def test_two_corrected_kinds_are_a_question_too(office: RecordStore, headquarters: RecordStore) -> None:
    record = add(office, "workshop", title="Journée")
    merge(headquarters, packed(office))
    office.save(Event, record, {"title": "Journée 1"})
    headquarters.save(Workshop, record, {"title": "Journée 1"})
    headquarters.save(Meeting, record, {"title": "Journée 1"})
    merge(headquarters, packed(office, 2))
    (conflict,) = conflicts(headquarters)
    assert (conflict.field, conflict.before) == ("kind", "workshop")
    assert {each.value for each in conflict.versions} == {"event", "meeting"}
    decide(headquarters, [conflict.decide("meeting")])
    opened = headquarters.open("activity", record)
    assert opened is not None
    assert opened.kind is Meeting
    assert how_many(headquarters) == 0


def test_a_decision_that_breaks_a_rule_makes_a_draft(office: RecordStore, headquarters: RecordStore) -> None:
    record = add(office, "office", code="ZZZ", name="Zone", country="SEN")
    merge(headquarters, packed(office))
    office.save(Office, record, {"name": "Zone A"})
    headquarters.save(Office, record, {"name": "Zone B"})
    merge(headquarters, packed(office, 2))
    (conflict,) = conflicts(headquarters)
    decide(headquarters, [conflict.decide(None)])
    opened = headquarters.open("office", record)
    assert opened is not None
    assert opened.state == "draft"


@pytest.mark.parametrize(
    ("rule", "kept"),
    [(as_shown, "École Un"), (of_headquarters, "École I"), (of_office("DKR"), "École Un"), (of_office("BKO"), None)],
)
def test_several_are_decided_by_a_rule_that_can_be_shown_first(
    headquarters: RecordStore, record: uuid.UUID, rule: Any, kept: str | None
) -> None:
    decisions = by_rule(conflicts(headquarters), rule)
    assert [each.value for each in decisions] == ([kept] if kept else [])
    decide(headquarters, decisions)
    assert how_many(headquarters) == (0 if kept else 1)
    assert value(headquarters, "organisation", record, "name") == (kept or "École Un")


def test_a_rule_that_leaves_two_values_decides_nothing(headquarters: RecordStore, record: uuid.UUID) -> None:
    assert by_rule(conflicts(headquarters, [record]), latest) == []  # both clocks say the same second


def test_nothing_to_decide_writes_nothing(headquarters: RecordStore) -> None:
    assert decide(headquarters, []) == 0


@pytest.mark.usefixtures("record")
def test_every_office_that_wrote_a_competing_version_is_known_though_its_conflicts_are_not_listed(
    headquarters: RecordStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = add(headquarters, "organisation", name="Lycée", country="TUN", office="TUN")
    with new_database(tmp_path, "tunis.ibcrdb") as database:
        tunis = store_of(database, author=dakar(office="TUN", person="Leïla Trabelsi", device="tunis"))
        merge(tunis, packed(headquarters))
        tunis.save(Organisation, late, {"name": "Lycée Un"})
        headquarters.save(Organisation, late, {"name": "Lycée I"})
        merge(headquarters, packed(tunis))
    monkeypatch.setattr(reading, "PAGE", 1)
    assert {each.office for one in conflicts(headquarters) for each in one.versions} == {"DKR", "MTL"}
    with headquarters.database.reader() as connection:
        assert competing_offices(connection) == ["DKR", "MTL", "TUN"]
