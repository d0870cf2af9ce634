"""What an earlier release let stand as complete is a draft after the update, while it breaks a rule of this one."""

import uuid
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ibcr_desktop.records import Term
from ibcr_desktop.records.offices import term_id
from ibcr_desktop.storage.agreement import disagreements
from ibcr_desktop.storage.changes import Write
from ibcr_desktop.storage.founding import enter
from ibcr_desktop.storage.identity import Identity, remember
from ibcr_desktop.storage.judging_anew import judge_anew, judge_put_off
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.storage.schema import SCHEMA_NUMBER
from tests.databases import TODAY, add, new_database, statements_to, store_of
from tests.storage.test_record_store import WHOLE_WORKSHOP

THEME = term_id("theme", "child_friendly_justice")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[RecordStore]:
    """A database in which an earlier release ended a code and left the workshop that uses it complete."""
    with new_database(tmp_path, with_lists=True) as database:
        yield store_of(database)


def ended_unjudged(store: RecordStore) -> uuid.UUID:
    workshop = add(store, "workshop", **WHOLE_WORKSHOP)
    ended = Write(Term, THEME, {"valid_to": date(2021, 3, 30)})  # a day before the workshop's last
    with store.database.writer() as connection:
        remember(connection, Identity("DKR", "Awa Sarr", is_headquarters=False))
        store.log.write(connection, [ended])  # as a release wrote that asked nobody else
    return workshop


def state(store: RecordStore, workshop: uuid.UUID) -> str:
    opened = store.open("workshop", workshop)
    assert opened is not None
    with store.database.reader() as connection:
        assert list(disagreements(connection)) == []
    return opened.state


def test_the_first_start_of_a_release_asks_about_all_records(store: RecordStore) -> None:
    workshop = ended_unjudged(store)
    assert state(store, workshop) == "complete"
    entered = enter(store.database, store.clock, lambda _database: None)
    assert state(entered, workshop) == "draft"
    entered.save(Term, THEME, {"valid_to": date(2021, 3, 31)})
    assert state(entered, workshop) == "complete"


def test_the_next_start_asks_nothing_and_another_release_asks_again(store: RecordStore) -> None:
    with store.database.writer() as connection:
        judge_anew(connection, SCHEMA_NUMBER, TODAY.date())
    with statements_to(store.database) as sent, store.database.writer() as connection:
        judge_anew(connection, SCHEMA_NUMBER, TODAY.date())
    assert not any("contradiction" in each for each in sent)
    with statements_to(store.database) as sent, store.database.writer() as connection:
        judge_anew(connection, SCHEMA_NUMBER + 1, TODAY.date())
    assert any("contradiction" in each for each in sent)


def test_a_changed_list_is_asked_about_later_where_the_screen_must_not_wait(store: RecordStore) -> None:
    workshop, told = add(store, "workshop", **WHOLE_WORKSHOP), list[frozenset[str]]()
    screen = RecordStore(store.database, store.log, store.clock, told.append, puts_codes_off=True)
    with statements_to(store.database) as sent:
        screen.save(Term, THEME, {"valid_to": date(2021, 3, 30)})
    assert not any("FROM activity" in each for each in sent), "no list of records is read meanwhile"
    assert state(store, workshop) == "complete"
    worker = screen.another()
    try:
        worker.judge_put_off()
        worker.judge_put_off()
    finally:
        worker.database.close()
    assert state(store, workshop) == "draft"
    assert told == [frozenset({"term"}), frozenset({"workshop"})]


def test_what_was_put_off_and_never_done_is_done_at_the_next_start(store: RecordStore) -> None:
    workshop = add(store, "workshop", **WHOLE_WORKSHOP)
    with store.database.writer() as connection:
        remember(connection, Identity("DKR", "Awa Sarr", is_headquarters=False))
        judge_anew(connection, SCHEMA_NUMBER, TODAY.date())
    screen = RecordStore(store.database, store.log, store.clock, puts_codes_off=True)
    screen.save(Term, THEME, {"valid_to": date(2021, 3, 30)})
    assert state(enter(store.database, store.clock, lambda _database: None), workshop) == "draft"


def test_other_rules_are_asked_at_once_on_the_screen_too(store: RecordStore) -> None:
    screen = RecordStore(store.database, store.log, store.clock, puts_codes_off=True)
    with store.database.writer() as connection:
        judge_put_off(connection, TODAY.date())
    screen.save(Term, THEME, {"valid_to": date(2021, 3, 30)})
    late = add(screen, "workshop", **{**WHOLE_WORKSHOP, "starts_on": date(2021, 4, 1), "ends_on": date(2021, 4, 2)})
    assert state(screen, late) == "draft", "what is written is judged, only what stands already waits"
