"""Shipped records come into every database, with what a newer release adds, and nobody has to decide about it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ibcr_desktop.records import Country
from ibcr_desktop.records.offices import country_id
from ibcr_desktop.records.vocabularies import shipped_records
from ibcr_desktop.storage import reference_data
from ibcr_desktop.storage.agreement import disagreements
from ibcr_desktop.storage.local_values import forget_locally
from ibcr_desktop.storage.log_tables import CHANGE, CONFLICT
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.storage.reference_data import SHIPPED, add_reference_data
from tests.databases import dakar, new_database, statements_to, store_of
from tests.sync.exchange import count, merge, packed, value

SENEGAL = country_id("SEN")
CHILDREN = 8_190_000


@pytest.fixture
def early(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[RecordStore, RecordStore]]:
    """Databases of headquarters and of Dakar, made by a release that knew no numbers of children."""
    with new_database(tmp_path, "a.ibcrdb") as first, new_database(tmp_path, "b.ibcrdb") as second:
        stores = (store_of(first, author=dakar(office="MTL", is_headquarters=True)), store_of(second))
        without = [each for each in shipped_records() if each.kind is Country]
        for each in without:
            each.values["child_population"] = None
        with monkeypatch.context() as patch:
            patch.setattr(reference_data, "shipped_records", lambda: without)
            for store in stores:
                start(store)
        yield stores


def start(store: RecordStore) -> int:
    """Do what the first start of every release does; give how many records it wrote."""
    with store.database.writer() as connection:
        forget_locally(connection, SHIPPED)
        return add_reference_data(connection, store.log)


def test_a_new_database_knows_how_many_children_a_country_has(tmp_path: Path) -> None:
    with new_database(tmp_path, with_lists=True) as database:
        store = store_of(database)
        assert value(store, "country", SENEGAL, "child_population") == CHILDREN
        assert start(store) == 0


def test_what_was_looked_through_is_not_read_again_by_the_same_release(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with new_database(tmp_path, with_lists=True) as database:
        log = store_of(database).log
        with statements_to(database) as sent, database.writer() as connection:
            assert add_reference_data(connection, log) == 0
            assert not any("country" in each for each in sent)
            monkeypatch.setattr(reference_data, "shipped_digest", lambda: "that of the next release")
            assert add_reference_data(connection, log) == 0
            assert any("country" in each for each in sent)


def test_an_earlier_database_learns_it_once(early: tuple[RecordStore, RecordStore]) -> None:
    for store in early:
        assert value(store, "country", SENEGAL, "child_population") is None
        assert start(store) > 200
        assert value(store, "country", SENEGAL, "child_population") == CHILDREN
        before = count(store, CHANGE)
        assert start(store) == 0
        assert count(store, CHANGE) == before
        with store.database.reader() as connection:
            assert list(disagreements(connection)) == []


@pytest.mark.parametrize("own", [9_000_000, None])
def test_what_headquarters_said_stays(early: tuple[RecordStore, RecordStore], own: int | None) -> None:
    headquarters, office = early
    headquarters.save(Country, SENEGAL, {"child_population": 9_000_000})
    headquarters.save(Country, SENEGAL, {"child_population": own})
    for store in early:
        start(store)
    merge(headquarters, packed(office))
    merge(office, packed(headquarters))
    for store in early:
        assert value(store, "country", SENEGAL, "child_population") == own
        assert count(store, CONFLICT) == 0
        assert start(store) == 0


def test_an_office_that_begins_later_has_nothing_to_ask_about_what_headquarters_changed(tmp_path: Path) -> None:
    with new_database(tmp_path, "a.ibcrdb", with_lists=True) as first:
        headquarters = store_of(first, author=dakar(office="MTL", is_headquarters=True))
        headquarters.save(Country, SENEGAL, {"label_fr": "Le Sénégal"})
        with new_database(tmp_path, "b.ibcrdb", with_lists=True) as second:
            office = store_of(second)
            assert merge(office, packed(headquarters)).counts.conflicts == 0
            assert merge(headquarters, packed(office)).counts.conflicts == 0
            for store in (office, headquarters):
                assert value(store, "country", SENEGAL, "label_fr") == "Le Sénégal"
            office.save(Country, SENEGAL, {"label_fr": "Sénégal, le"})
            headquarters.save(Country, SENEGAL, {"label_fr": "République du Sénégal"})
            assert merge(headquarters, packed(office, 2)).counts.conflicts == 1
