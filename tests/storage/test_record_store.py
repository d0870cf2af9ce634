"""Opening, saving as typed, completing, the bin, history and undo."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ibcr_desktop.records import Consent, Event, Headcount, Organisation, Person, Term, Workshop
from ibcr_desktop.records.ids import new_id
from ibcr_desktop.records.participations import participation_id
from ibcr_desktop.records.people import new_public_code
from ibcr_desktop.storage.changes import Write
from ibcr_desktop.storage.history import history_of, undo
from ibcr_desktop.storage.record_store import OpenedRecord, RecordStore
from tests.databases import add, dakar, new_database, store_of

WHOLE_WORKSHOP = {
    "code": "DKR-2021-001",
    "title": "Justice adaptée aux enfants",
    "country": "SEN",
    "starts_on": date(2021, 3, 29),
    "ends_on": date(2021, 3, 31),
    "status": "held",
    "mode": "in_person",
    "themes": ("child_friendly_justice",),
    "delivered_by": "ibcr",
    "workshop_form": "training_course",
    "purpose": "training",
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[RecordStore]:
    with new_database(tmp_path, with_lists=True) as database:
        yield store_of(database)


def opened(store: RecordStore, kind_name: str, record_id: object) -> OpenedRecord:
    found = store.open(kind_name, record_id)  # type: ignore[arg-type]  # ids of tests are UUIDs
    assert found is not None
    return found


def test_a_draft_is_kept_whatever_is_missing(store: RecordStore) -> None:
    record_id = new_id()
    saved = store.save(Workshop, record_id, {"title": "Justice"})
    assert saved.state == "draft"
    assert {each.field_name for each in saved.problems if each.blocks} >= {"code", "country", "starts_on", "themes"}
    assert opened(store, "activity", record_id).values["title"] == "Justice"
    assert opened(store, "activity", record_id).office == "DKR"


def test_completing_is_refused_with_the_list_of_what_is_missing(store: RecordStore) -> None:
    record_id = new_id()
    store.save(Workshop, record_id, {**WHOLE_WORKSHOP, "themes": None})
    refused = store.complete(Workshop, record_id)
    assert [each.field_name for each in refused.problems if each.blocks] == ["themes"]
    assert opened(store, "workshop", record_id).state == "draft"


def test_a_whole_record_is_completed_with_warnings_beside_it(store: RecordStore) -> None:
    record_id = new_id()
    store.save(Workshop, record_id, WHOLE_WORKSHOP)
    saved = store.complete(Workshop, record_id)
    assert saved.state == "complete"
    assert "project_id" in {each.field_name for each in saved.problems}
    assert opened(store, "workshop", record_id).state == "complete"


def test_a_complete_record_that_comes_to_break_a_rule_becomes_a_draft_again(store: RecordStore) -> None:
    record_id = new_id()
    store.save(Workshop, record_id, WHOLE_WORKSHOP)
    store.complete(Workshop, record_id)
    saved = store.save(Workshop, record_id, {"ends_on": date(2021, 3, 1)})
    assert saved.became_draft
    assert opened(store, "workshop", record_id).state == "draft"


def test_a_named_child_becomes_a_draft_again_when_a_consent_is_withdrawn_or_binned(store: RecordStore) -> None:
    child = {"family_name": "Ba", "birth_year": 2010, "sex": "female", "professional_group": "children"}
    consent = {
        "consent_scope": "registration",
        "given_on": date(2021, 5, 1),
        "given_by": "parent",
        "child_assent": True,
    }
    permission = {"child_names_purpose": "To reunite families", "child_names_until": date(2099, 12, 31)}
    headquarters = store_of(store.database, author=dakar(office="MTL", is_headquarters=True))
    project = add(headquarters, "project", code="P1", title="Enfants", countries=("SEN",), **permission)
    workshop = add(store, "workshop", title="Consultation", project_id=project)
    people, given = [], []
    for code in (new_public_code(), new_public_code()):
        people.append(add(store, "person", **child, public_code=code))
        add(store, "participation", participation_id(people[-1], workshop), person_id=people[-1], activity_id=workshop)
        given.append(add(store, "consent", **consent, person_id=people[-1]))
        store.complete(Person, people[-1])
    assert [opened(store, "person", each).state for each in people] == ["complete", "complete"]
    store.save(Consent, given[0], {"withdrawn_on": date(2021, 6, 1)})
    store.put_in_bin(Consent, given[1])
    assert [opened(store, "person", each).state for each in people] == ["draft", "draft"]


def test_half_typed_text_is_kept_outside_the_log_until_the_field_is_saved(store: RecordStore) -> None:
    record_id = new_id()
    store.save(Headcount, record_id, {"females": 3})
    store.keep_half_typed(Headcount, record_id, "total", "douze")
    assert opened(store, "headcount", record_id).half_typed == {"total": "douze"}
    assert len(history_of(store.database, record_id)) == 1
    store.save(Headcount, record_id, {"total": 12})
    assert opened(store, "headcount", record_id).half_typed == {}


def test_a_record_goes_to_the_bin_and_comes_back(store: RecordStore) -> None:
    record_id = add(store, "organisation", name="École")
    store.put_in_bin(Organisation, record_id)
    assert opened(store, "organisation", record_id).deleted
    store.restore(Organisation, record_id)
    assert not opened(store, "organisation", record_id).deleted


def test_history_says_who_changed_what_and_from_what(store: RecordStore) -> None:
    record_id = add(store, "organisation", name="Ecole", country="SEN")
    store.save(Organisation, record_id, {"name": "École"}, reason="accent")
    latest, creation = history_of(store.database, record_id)
    assert (dict(latest.before), dict(latest.after)) == ({"name": "Ecole"}, {"name": "École"})
    assert (latest.person, latest.office, latest.reason) == ("Awa Sarr", "DKR", "accent")
    assert creation.is_creation
    assert creation.after["country"] == "SEN"


def test_undoing_a_change_is_one_more_change_and_can_be_undone(store: RecordStore) -> None:
    record_id = add(store, "organisation", name="a", country="SEN")
    store.save(Organisation, record_id, {"name": "b"})
    store.save(Organisation, record_id, {"country": "MLI"})
    undo(store, record_id, history_of(store.database, record_id)[1])
    assert opened(store, "organisation", record_id).values["name"] == "a"
    assert opened(store, "organisation", record_id).values["country"] == "MLI"
    undo(store, record_id, history_of(store.database, record_id)[0])
    assert opened(store, "organisation", record_id).values["name"] == "b"


def test_undoing_the_creation_puts_the_record_in_the_bin(store: RecordStore) -> None:
    record_id = add(store, "organisation", name="a")
    undo(store, record_id, history_of(store.database, record_id)[-1])
    assert opened(store, "organisation", record_id).deleted


def test_undoing_the_way_into_the_bin_takes_the_record_out(store: RecordStore) -> None:
    record_id = add(store, "organisation", name="a")
    store.put_in_bin(Organisation, record_id)
    undo(store, record_id, history_of(store.database, record_id)[0])
    assert not opened(store, "organisation", record_id).deleted


def test_what_is_saved_is_announced_once_it_is_safe(store: RecordStore) -> None:
    heard: list[frozenset[str]] = []
    store._announce = heard.append
    record_id = add(store, "organisation", name="a")
    store.save(Organisation, record_id, {"name": "a"})
    assert heard == [frozenset({"organisation"})]


def test_undoing_a_change_that_a_complete_record_rests_on_makes_it_a_draft(store: RecordStore) -> None:
    record_id = new_id()
    store.save(Workshop, record_id, {**WHOLE_WORKSHOP, "themes": None})
    store.save(Workshop, record_id, {"themes": ("child_friendly_justice",)})
    store.complete(Workshop, record_id)
    undo(store, record_id, history_of(store.database, record_id)[1])
    assert opened(store, "workshop", record_id).values["themes"] is None
    assert opened(store, "workshop", record_id).state == "draft"


def test_undoing_an_old_change_keeps_the_kind_that_was_corrected_since(store: RecordStore) -> None:
    record_id = add(store, "workshop", title="a", state="draft")
    store.save(Workshop, record_id, {"title": "b"})
    store.write_all([Write(Event, record_id, {})])
    undo(store, record_id, history_of(store.database, record_id)[1])
    assert opened(store, "activity", record_id).kind is Event
    assert opened(store, "activity", record_id).values["title"] == "a"


def test_the_correction_of_a_kind_is_in_the_history_and_can_be_undone(store: RecordStore) -> None:
    record_id = add(store, "workshop", title="a", state="draft")
    store.write_all([Write(Event, record_id, {})])
    latest = history_of(store.database, record_id)[0]
    assert (latest.before["kind"], latest.after["kind"]) == ("workshop", "event")
    undo(store, record_id, latest)
    assert opened(store, "activity", record_id).kind is Workshop


def test_what_headquarters_owns_shows_its_value_before_a_decision(store: RecordStore) -> None:
    montreal = store_of(store.database, author=dakar(office="MTL", is_headquarters=True))
    record_id = add(store, "term", list_code="theme", code="x", label_en="first", label_fr="f")
    seen = opened(store, "term", record_id).heads
    montreal.write_all([Write(Term, record_id, {"label_en": "theirs"}, seen)])
    store.write_all([Write(Term, record_id, {"label_en": "ours"}, seen)])
    assert opened(store, "term", record_id).values["label_en"] == "theirs"
    store.write_all([Write(Term, record_id, {"label_en": "decided"}, opened(store, "term", record_id).heads)])
    assert history_of(store.database, record_id)[0].before["label_en"] == "theirs"
