"""What a new record begins with: a code that nobody has, and what is taken over from another record."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ibcr_desktop.records import Person, Term, Workshop
from ibcr_desktop.records.people import is_public_code
from ibcr_desktop.storage.new_record import new_record, next_code
from ibcr_desktop.storage.record_store import RecordStore
from tests.databases import add, dakar, new_database, store_of

TODAY = date(2021, 6, 15)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[RecordStore]:
    with new_database(tmp_path) as database:
        yield store_of(database)


@pytest.mark.parametrize(
    ("used", "following"),
    [
        ([], "DKR-2021-001"),
        (["DKR-2021-013"], "DKR-2021-014"),
        (["DKR-2021-999"], "DKR-2021-1000"),
        (["DKR-2021-999", "DKR-2021-1000"], "DKR-2021-1001"),
        (["DKR-2021-007", "DKR-2021-bis"], "DKR-2021-008"),
        (["DKR-2021-007", "DKR-2021-٣٣"], "DKR-2021-008"),
        (["DKR-2020-050", "BKO-2021-060"], "DKR-2021-001"),
    ],
)
def test_the_next_code_follows_the_largest_number_of_the_office_and_year(
    used: list[str], following: str, store: RecordStore
) -> None:
    for code in used:
        add(store, "event", code=code)
    assert next_code(store.database, "DKR", TODAY) == following


def test_the_code_of_an_activity_in_the_bin_is_not_given_again(store: RecordStore) -> None:
    add(store, "workshop", code="DKR-2021-005", deleted=True)
    assert next_code(store.database, "DKR", TODAY) == "DKR-2021-006"


def test_an_office_whose_code_holds_a_wildcard_counts_its_own(store: RecordStore) -> None:
    add(store, "workshop", code="DXR-2021-005")
    assert next_code(store.database, "D_R", TODAY) == "D_R-2021-001"


def test_a_new_record_is_not_in_the_database_and_has_nothing_but_its_code(store: RecordStore) -> None:
    fresh = new_record(store, Workshop)
    assert fresh.is_new
    assert store.open("workshop", fresh.record_id) is None
    assert {name: value for name, value in fresh.values.items() if value is not None} == {"code": "DKR-2021-001"}


def test_a_person_like_another_shares_no_name_no_contact_and_no_code(store: RecordStore) -> None:
    about = {"family_name": "Ndiaye", "telephone": "+221 77", "public_code": "ABC", "retention_until": date(2028, 1, 1)}
    original = add(store, "person", sex="female", professional_group="police", birth_year=1985, **about)
    values = new_record(store, Person, like=original).values
    assert (values["sex"], values["professional_group"]) == ("female", "police")
    assert {values[name] for name in ("family_name", "telephone", "retention_until")} == {None}
    assert is_public_code(values["public_code"])
    assert values["public_code"] != "ABC"


def test_one_that_is_like_a_record_from_elsewhere_begins_empty(store: RecordStore) -> None:
    fresh = new_record(store, Workshop, like=new_record(store, Workshop).record_id)
    assert fresh.values["title"] is None


def test_a_term_that_an_office_adds_is_a_proposal_to_headquarters(store: RecordStore) -> None:
    montreal = store_of(store.database, author=dakar(office="MTL", is_headquarters=True))
    assert new_record(store, Term).values["is_proposed"] is True
    assert new_record(montreal, Term).values["is_proposed"] is None
