"""What two wrote without having seen each other may not fit together: it is a draft everywhere, and no question."""

import uuid
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ibcr_desktop.records import Participation, Term
from ibcr_desktop.records.ids import new_id
from ibcr_desktop.records.offices import term_id
from ibcr_desktop.records.participations import participation_id
from ibcr_desktop.storage.log_tables import CHANGE, CONFLICT
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.sync.receiving import rehearse
from ibcr_desktop.sync.withdrawing import reinstate, withdraw
from tests.databases import add, dakar, new_database, store_of
from tests.storage.test_record_store import WHOLE_WORKSHOP
from tests.sync.exchange import NO_FIGURES, assert_as_its_history, count, merge, packed


@pytest.fixture
def third(tmp_path: Path) -> Iterator[RecordStore]:
    """A store on an empty database that gets everything at once."""
    with new_database(tmp_path, "third.ibcrdb") as database:
        yield store_of(database, author=dakar(office="BKO"))


def since(number: int) -> Any:
    return lambda change: change.number >= number


def state(store: RecordStore, record_id: uuid.UUID, kind_name: str = "term") -> str:
    opened = store.open(kind_name, record_id)
    assert opened is not None
    assert_as_its_history(store)
    return opened.state


@pytest.fixture
def term(office: RecordStore, headquarters: RecordStore) -> uuid.UUID:
    """A term that both have; then Dakar says from when it is valid, and headquarters until when: before it begins."""
    words = {"list_code": "theme", "code": "sport", "label_en": "Sport", "label_fr": "Sport"}
    record = add(office, "term", **words, valid_from=date(2019, 1, 1))
    merge(headquarters, packed(office))
    office.save(Term, record, {"valid_from": date(2021, 1, 1)})
    headquarters.save(Term, record, {"valid_to": date(2020, 12, 31)})
    return record


def test_both_see_a_draft_and_nobody_a_conflict(
    office: RecordStore, headquarters: RecordStore, term: uuid.UUID
) -> None:
    rehearsed = rehearse(headquarters, packed(office, 2), figures=NO_FIGURES)
    assert (rehearsed.counts.changed, rehearsed.counts.drafts_again) == (1, 1)
    assert state(headquarters, term) == "complete"
    assert merge(headquarters, packed(office, 2)).counts == rehearsed.counts
    merge(office, packed(headquarters))
    assert state(headquarters, term) == state(office, term) == "draft"
    assert count(office, CHANGE) == count(headquarters, CHANGE)
    saved = office.save(Term, term, {"valid_to": None})
    assert saved.state == "complete"
    merge(headquarters, packed(office, 3))
    assert state(headquarters, term) == "complete"
    assert count(headquarters, CONFLICT) == count(office, CONFLICT) == 0


def test_it_is_the_same_for_whoever_gets_all_at_once(
    office: RecordStore, headquarters: RecordStore, third: RecordStore, term: uuid.UUID
) -> None:
    merge(headquarters, packed(office, 2))
    merge(third, packed(headquarters))
    assert state(third, term) == "draft"


def test_a_package_that_is_taken_out_takes_its_contradiction_with_it(
    office: RecordStore, headquarters: RecordStore, term: uuid.UUID
) -> None:
    package = packed(office, 2, since(2))
    merge(headquarters, package)
    withdraw(headquarters, package.manifest.package)
    assert state(headquarters, term) == "complete"
    reinstate(headquarters, package.manifest.package)
    assert state(headquarters, term) == "draft"


def test_a_term_that_headquarters_ended_reaches_what_an_office_wrote_meanwhile(
    office: RecordStore, headquarters: RecordStore
) -> None:
    theme = {"list_code": "theme", "code": "child_friendly_justice", "label_en": "J", "label_fr": "J"}
    term = add(headquarters, "term", term_id("theme", "child_friendly_justice"), **theme)
    held = add(office, "workshop", **WHOLE_WORKSHOP)
    headquarters.save(Term, term, {"valid_to": date(2021, 1, 1)})
    merge(headquarters, packed(office))
    assert state(headquarters, held, "workshop") == "draft"
    merge(office, packed(headquarters))
    assert state(office, held, "workshop") == "draft"


def test_the_same_person_entered_twice_counts_once_at_both(office: RecordStore, headquarters: RecordStore) -> None:
    person, activity = new_id(), new_id()
    line = {"person_id": person, "activity_id": activity, "role": "participant", "level": "trained"}
    usual = add(office, "participation", participation_id(person, activity), **line)
    other = add(headquarters, "participation", new_id(), **line)
    merge(headquarters, packed(office))
    merge(office, packed(headquarters))
    for store in (office, headquarters):
        assert state(store, usual, "participation") == "complete"
        assert state(store, other, "participation") == "draft"
    office.put_in_bin(Participation, usual)
    merge(headquarters, packed(office, 2))
    assert state(headquarters, other, "participation") == "complete"
