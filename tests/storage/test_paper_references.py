"""A sheet finds its activity: by the code that people read, by the id, by what the QR code says."""

import uuid

import pytest

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.records import Workshop
from ibcr_desktop.storage.paper_references import find_activity, reference_of, referred_id
from ibcr_desktop.storage.record_store import RecordStore
from tests.databases import add

CODE = "DKR-2021-014"
SOME_ID = uuid.UUID("01933f05-8f9e-7c3a-9b1e-0123456789ab")


def found(store: RecordStore, named: str) -> uuid.UUID:
    with store.database.reader() as connection:
        return find_activity(connection, named)


@pytest.mark.parametrize("code", [CODE, "", None, "année : 14", "IBCR:x:y"])
def test_the_reference_of_any_code_gives_its_id_back(code: str | None) -> None:
    assert referred_id(reference_of(code, SOME_ID)) == SOME_ID


@pytest.mark.parametrize("text", ["", CODE, "IBCR:DKR-2021-014:", "https://example.org", f"IBCR:{SOME_ID.hex}"])
def test_other_texts_are_no_reference(text: str) -> None:
    assert referred_id(text) is None


def test_the_reference_needs_no_small_letters_which_would_make_the_code_larger() -> None:
    assert reference_of(CODE, SOME_ID) == "IBCR:DKR-2021-014:01933F058F9E7C3A9B1E0123456789AB"


def test_an_activity_is_found_by_code_id_and_reference(store: RecordStore) -> None:
    activity = add(store, "event", code=CODE)
    assert [found(store, named) for named in (f" {CODE.lower()} ", str(activity), reference_of("OLD-1", activity))] == [
        activity
    ] * 3


def test_two_activities_of_one_code_are_told_apart_by_their_ids(store: RecordStore) -> None:
    first, second = add(store, "workshop", code=CODE), add(store, "event", code=CODE)
    with pytest.raises(UserError, match="Several activities"):
        found(store, CODE)
    store.put_in_bin(Workshop, first)
    assert found(store, CODE) == second


def test_what_is_not_here_is_said(store: RecordStore) -> None:
    for named in ("DKR-1", str(SOME_ID), "'; DROP TABLE activity"):
        with pytest.raises(UserError, match="No activity here"):
            found(store, named)
