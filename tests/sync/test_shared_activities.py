"""One activity that two offices entered is offered to a person once, and joined by one key."""

from datetime import date
from typing import Any

import pytest

from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.sync.shared_activities import SharedProposal, say_apart, say_shared, shared_proposals
from tests.databases import add
from tests.sync.exchange import value

COURSE = {"title": "Cours régional", "country": "SEN", "starts_on": date(2021, 3, 1), "code": "DKR-2021-004"}


def proposals(store: RecordStore) -> list[SharedProposal]:
    with store.database.reader() as connection:
        return shared_proposals(connection)


def other(**changes: Any) -> dict[str, Any]:
    return {**COURSE, "title": "Cours regional ", "starts_on": date(2021, 3, 4), "code": None, **changes}


def test_the_same_title_in_one_country_within_three_days_is_offered_and_joined(headquarters: RecordStore) -> None:
    first = add(headquarters, "workshop", office="DKR", **COURSE)
    second = add(headquarters, "event", office="BKO", **other())
    (proposal,) = proposals(headquarters)
    assert (proposal.first.record_id, proposal.second.record_id) == (first, second)
    say_shared(headquarters, proposal)
    assert {value(headquarters, "activity", each, "shared_key") for each in (first, second)} == {"DKR-2021-004"}
    assert proposals(headquarters) == []


@pytest.mark.parametrize(
    "apart",
    [
        {"starts_on": date(2021, 3, 5)},
        {"country": "MLI"},
        {"title": "Cours national"},
        {"office": "DKR"},
        {"deleted": True},
        {"starts_on": None},
    ],
)
def test_what_differs_is_not_offered(headquarters: RecordStore, apart: dict[str, Any]) -> None:
    add(headquarters, "workshop", office="DKR", **COURSE)
    add(headquarters, "workshop", **{"office": "BKO", **other(), **apart})
    assert proposals(headquarters) == []


def test_two_that_a_person_called_two_are_not_offered_again(headquarters: RecordStore) -> None:
    add(headquarters, "workshop", office="DKR", **COURSE)
    add(headquarters, "workshop", office="BKO", **other())
    (proposal,) = proposals(headquarters)
    say_apart(headquarters, proposal)
    say_apart(headquarters, proposal)
    assert proposals(headquarters) == []


def test_a_key_that_one_of_them_carries_is_kept(headquarters: RecordStore) -> None:
    add(headquarters, "workshop", office="DKR", **COURSE)
    add(headquarters, "workshop", office="BKO", **other(shared_key="REGION-1"))
    (proposal,) = proposals(headquarters)
    assert proposal.key == "REGION-1"


def test_only_pairs_with_a_touched_record_are_given_when_asked(headquarters: RecordStore) -> None:
    first = add(headquarters, "workshop", office="DKR", **COURSE)
    add(headquarters, "workshop", office="BKO", **other())
    with headquarters.database.reader() as connection:
        assert len(shared_proposals(connection, [first])) == 1
        assert shared_proposals(connection, []) == []
