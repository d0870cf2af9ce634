"""A complete record that comes to break a rule through another one is a draft while it does."""

import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from ibcr_desktop.foundation.clock import FixedClock
from ibcr_desktop.foundation.words import Words
from ibcr_desktop.records import Consent, Headcount, Participation, Person, Project, Term, Workshop, kind_named
from ibcr_desktop.records.ids import derived_id, new_id
from ibcr_desktop.records.offices import term_id
from ibcr_desktop.records.participations import participation_id
from ibcr_desktop.storage import written_records
from ibcr_desktop.storage.agreement import disagreements, rebuild
from ibcr_desktop.storage.changes import Write
from ibcr_desktop.storage.history import history_of
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.storage.work_list import Group, work_list
from ibcr_desktop.ui.screens.work_words import work_line
from tests.databases import add, dakar, new_database, statements_to, store_of
from tests.storage.test_record_store import WHOLE_WORKSHOP

THEME = term_id("theme", "child_friendly_justice")
ENDED = {"valid_to": date(2021, 3, 30)}  # a day before the workshop's last
WHOLE_GROUP = {"level": "trained", "overlap": "none", "basis": "counted", "females": 4, "total": 4}
PROJECT, HELD, AGREED = (derived_id("test", number) for number in (1, 2, 3))
ALLOWED = {"child_names_purpose": "To reunite families", "child_names_until": date(2021, 12, 31)}
ENDING = ((2021, 12, 31), (2022, 1, 1))  # the last day, and the one after
LINE = {"role": "participant", "level": "trained"}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[RecordStore]:
    with new_database(tmp_path, with_lists=True) as database:
        yield store_of(database)


def workshop(store: RecordStore, **changes: Any) -> uuid.UUID:
    return add(store, "workshop", **{**WHOLE_WORKSHOP, **changes})


def state(store: RecordStore, kind_name: str, record_id: uuid.UUID) -> str:
    opened = store.open(kind_name, record_id)
    assert opened is not None
    with store.database.reader() as connection:
        assert list(disagreements(connection)) == []
    return opened.state


def test_a_term_that_ends_makes_its_later_records_drafts_until_it_is_corrected(store: RecordStore) -> None:
    late, early = workshop(store), workshop(store, starts_on=date(2021, 3, 1), ends_on=date(2021, 3, 2))
    before = history_of(store.database, late)
    store.save(Term, THEME, ENDED)
    assert (state(store, "workshop", late), state(store, "workshop", early)) == ("draft", "complete")
    assert history_of(store.database, late) == before
    store.save(Term, THEME, {"valid_to": date(2021, 3, 31)})
    assert state(store, "workshop", late) == "complete"


def test_a_term_in_the_bin_and_one_of_another_list_are_told_apart(store: RecordStore) -> None:
    held = workshop(store)
    store.put_in_bin(Term, term_id("tag", "child_friendly_justice"))
    store.put_in_bin(Term, term_id("theme", "child_rights"))
    assert state(store, "workshop", held) == "complete"
    store.put_in_bin(Term, THEME)
    assert state(store, "workshop", held) == "draft"
    store.restore(Term, THEME)
    assert state(store, "workshop", held) == "complete"


def test_whoever_lives_in_no_year_keeps_a_code_whose_time_is_over(store: RecordStore) -> None:
    person = add(store, "person", sex="female", birth_year=1980, professional_group="police")
    store.save(Term, term_id("professional_group", "police"), {"valid_to": date(2020, 1, 1)})
    assert state(store, "person", person) == "complete"


def test_a_part_goes_by_the_last_day_of_its_activity(store: RecordStore) -> None:
    held = workshop(store, ends_on=date(2021, 3, 30))
    group = add(store, "headcount", activity_id=held, professional_group="police", **WHOLE_GROUP)
    store.save(Term, term_id("professional_group", "police"), ENDED)
    assert state(store, "headcount", group) == "complete"
    store.save(Workshop, held, {"ends_on": date(2021, 3, 31)})
    assert state(store, "headcount", group) == "draft"
    store.save(Workshop, held, {"ends_on": date(2021, 3, 30)})
    assert state(store, "headcount", group) == "complete"


def test_a_record_that_is_put_right_is_complete_again_and_says_so(store: RecordStore) -> None:
    held = workshop(store)
    store.save(Term, THEME, ENDED)
    saved = store.save(Workshop, held, {"place": "Thiès"})
    assert (saved.state, saved.became_draft) == ("draft", False)
    assert store.save(Workshop, held, {"themes": ("child_rights",)}).state == "complete"
    assert state(store, "workshop", held) == "complete"


def test_a_draft_that_somebody_wanted_stays_one(store: RecordStore) -> None:
    held = workshop(store)
    store.save(Term, THEME, ENDED)
    store.reopen(Workshop, held)
    store.save(Term, THEME, {"valid_to": None})
    assert state(store, "workshop", held) == "draft"


def test_one_of_two_complete_lines_of_a_person_stands(store: RecordStore) -> None:
    held, somebody = workshop(store), new_id()
    usual = participation_id(somebody, held)
    line = {"person_id": somebody, "activity_id": held, **LINE}
    first = add(store, "participation", uuid.UUID(int=1), **line)
    assert state(store, "participation", first) == "complete"
    add(store, "participation", usual, **line)
    assert (state(store, "participation", first), state(store, "participation", usual)) == ("draft", "complete")
    store.put_in_bin(Participation, usual)
    assert state(store, "participation", first) == "complete"
    store.restore(Participation, usual)
    assert state(store, "participation", first) == "draft"
    store.save(Participation, usual, {"person_id": new_id()})
    assert state(store, "participation", first) == "complete"


@pytest.mark.parametrize(("values", "is_asked"), [({"hours": 2.0}, False), ({"person_id": new_id()}, True)])
def test_the_lines_of_a_person_are_asked_about_where_that_can_differ(
    store: RecordStore, values: dict[str, Any], *, is_asked: bool
) -> None:
    line = add(store, "participation", person_id=new_id(), activity_id=workshop(store), **LINE)
    with statements_to(store.database) as sent:
        store.save(Participation, line, values)
    asked = "SELECT participation.person_id, participation.activity_id, participation.id"
    assert any(" ".join(each.split()).startswith(asked) for each in sent) == is_asked


def test_a_draft_line_takes_nothing_from_a_complete_one(store: RecordStore) -> None:
    held, somebody = workshop(store), new_id()
    line = {"person_id": somebody, "activity_id": held, **LINE}
    stands = add(store, "participation", new_id(), **line)
    twice = new_id()
    saved = store.save(Participation, twice, line)
    assert any(each.blocks for each in saved.problems)
    assert store.complete(Participation, twice).state == "draft"
    assert state(store, "participation", stands) == "complete"


@pytest.fixture
def headquarters(store: RecordStore) -> RecordStore:
    return store_of(store.database, author=dakar(office="MTL", is_headquarters=True))


@pytest.fixture
def named_child(store: RecordStore, headquarters: RecordStore) -> uuid.UUID:
    """A child with a name in a workshop of a project that allows it, and both agreed."""
    add(store, "project", PROJECT, code="P1", title="Enfants", countries=("SEN",))
    headquarters.save(Project, PROJECT, ALLOWED)
    child = add(store, "person", sex="female", birth_year=2008, professional_group="children", state="draft")
    add(store, "workshop", HELD, **{**WHOLE_WORKSHOP, "project_id": PROJECT})
    add(store, "participation", participation_id(child, HELD), person_id=child, activity_id=HELD, **LINE)
    consent = {"consent_scope": "registration", "given_on": date(2021, 5, 1), "given_by": "parent"}
    add(store, "consent", AGREED, person_id=child, child_assent=True, **consent)
    store.write_all([Write(Person, child, {"family_name": "Diallo", "state": "complete"})])
    return child


def test_a_name_of_a_child_goes_by_what_its_project_allows(
    store: RecordStore, headquarters: RecordStore, named_child: uuid.UUID
) -> None:
    child = named_child
    assert state(store, "person", child) == "complete"
    headquarters.save(Project, PROJECT, {"child_names_until": date(2021, 6, 1)})
    assert state(store, "person", child) == "draft"
    headquarters.save(Project, PROJECT, ALLOWED)
    assert state(store, "person", child) == "complete"
    store.save(Workshop, HELD, {"project_id": None})
    assert state(store, "person", child) == "draft"
    store.save(Workshop, HELD, {"project_id": PROJECT})
    for kind, record_id in ((Participation, participation_id(child, HELD)), (Consent, AGREED)):
        assert state(store, "person", child) == "complete"
        store.save(kind, record_id, {"person_id": new_id()})  # it was somebody else
        assert state(store, "person", child) == "draft"
        store.save(kind, record_id, {"person_id": child})


def test_a_permission_that_ends_by_itself_is_noticed_with_the_first_write_of_a_day(
    store: RecordStore, named_child: uuid.UUID
) -> None:
    last_day, next_day = (store_of(store.database, FixedClock(datetime(*day, tzinfo=UTC))) for day in ENDING)
    add(last_day, "organisation", name="École")
    assert state(store, "person", named_child) == "complete"
    add(next_day, "organisation", name="Lycée")
    assert state(store, "person", named_child) == "draft"


def test_the_work_list_says_why_and_leads_to_parts_too(store: RecordStore) -> None:
    held = workshop(store)
    group = add(store, "headcount", activity_id=held, professional_group="police", **WHOLE_GROUP)
    store.save(Term, term_id("professional_group", "police"), ENDED)
    item = work_list(store, date(2021, 6, 15)).items[0]
    assert (item.group, item.kind_name, item.record_id) == (Group.DRAFT_AGAIN, "headcount", group)
    line = work_line(item, "Formation", Words("en"))
    assert line.startswith("✖ draft again · ")
    assert line.endswith(" · Professional group: “police” is not in the list on that day. Choose another entry.")


def test_tables_that_are_made_anew_say_the_same(store: RecordStore) -> None:
    held = workshop(store)
    store.save(Term, THEME, ENDED)
    with store.database.writer() as connection:
        rebuild(connection)
    assert state(store, "workshop", held) == "draft"


def test_it_is_the_same_where_too_many_were_written_to_name_them(
    store: RecordStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(written_records, "MOST_IDS", 1)
    store.save(Term, THEME, ENDED)
    held, somebody = new_id(), new_id()
    line = {"person_id": somebody, "activity_id": held, **LINE, "state": "complete"}
    writes = [Write(Workshop, held, {**WHOLE_WORKSHOP, "state": "complete"})]
    writes += [Write(Participation, uuid.UUID(int=number), line) for number in (1, 2)]
    store.write_all([*writes, Write(Workshop, new_id(), {"title": "Autre"})])
    assert state(store, "workshop", held) == "draft"
    assert [state(store, "participation", uuid.UUID(int=number)) for number in (1, 2)] == ["complete", "draft"]


def test_many_records_are_asked_as_quickly_as_one(store: RecordStore) -> None:
    """The statements for fifty lines of an activity, and for a day that moves them all, are those for one."""
    store.save(Term, term_id("professional_group", "police"), ENDED)
    asked = []
    for count in (1, 50):
        held = workshop(store, ends_on=date(2021, 3, 30))
        lines = [_line_of(new_id(), held) for _ in range(count)]
        with statements_to(store.database) as sent:
            store.write_all(lines)
        store.save(Workshop, held, {"place": "Dakar"})
        with statements_to(store.database) as moved:
            store.save(Workshop, held, {"ends_on": date(2021, 3, 31)})
        assert {state(store, "participation", each.record_id) for each in lines} == {"draft"}
        asked.append((len(sent), len(moved)))
    assert asked[0] == asked[1]


def _line_of(person: uuid.UUID, held: uuid.UUID) -> Write:
    values = {"person_id": person, "activity_id": held, **LINE, "profession_then": "police", "state": "complete"}
    return Write(Participation, participation_id(person, held), values)


def test_every_kind_with_codes_is_asked(store: RecordStore) -> None:
    held = workshop(store)
    parts: list[tuple[str, dict[str, Any], uuid.UUID]] = [
        ("session", {"held_on": date(2021, 3, 31), "status": "held"}, term_id("activity_status", "held")),
        ("evidence", {"evidence_type": "photo"}, term_id("evidence_type", "photo")),
        ("participation", {**LINE, "person_id": new_id()}, term_id("level", "trained")),
        ("headcount", WHOLE_GROUP, term_id("basis", "counted")),
    ]
    added = {name: add(store, name, activity_id=held, **values) for name, values, _ in parts}
    for name, _, term in parts:
        store.save(Term, term, ENDED)
        assert state(store, name, added[name]) == "draft"
    assert kind_named("headcount") is Headcount
