"""The receipt of headquarters turns the office green, or names the very records that differ."""

import uuid
from pathlib import Path

import pytest

from ibcr_desktop.foundation.words import Words
from ibcr_desktop.records import Organisation
from ibcr_desktop.records.ids import new_id
from ibcr_desktop.storage.changes import Write
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.sync import acknowledging, record_sums
from ibcr_desktop.sync.acknowledging import Acknowledgement, last_acknowledgement
from ibcr_desktop.sync.answer_words import not_all_named
from ibcr_desktop.sync.outgoing import answer_office, pack_for_headquarters
from ibcr_desktop.sync.receiving_files import receive_file
from ibcr_desktop.sync.withdrawing import withdraw
from tests.sync.offices import add_as, organisation


def sent(office: RecordStore, headquarters: RecordStore, folder: Path) -> uuid.UUID:
    packed = pack_for_headquarters(office.database, folder, office.clock)
    receive_file(headquarters, packed.path, back_up=lambda: None)
    return packed.manifest.package


def acknowledged(office: RecordStore, headquarters: RecordStore, folder: Path) -> Acknowledgement:
    packed = answer_office(headquarters.database, office.log.author.office, folder, headquarters.clock)
    merged = receive_file(office, packed.path, back_up=lambda: None)
    assert merged.acknowledged is not None
    with office.database.reader() as connection:
        assert last_acknowledgement(connection) == merged.acknowledged, "it is remembered as it was told"
    return merged.acknowledged


def test_both_sides_alike_are_green(tmp_path: Path) -> None:
    with organisation(tmp_path, "DKR") as stores:
        add_as(stores["DKR"], "organisation", name="École")
        sent(stores["DKR"], stores["MTL"], tmp_path)
        assert acknowledged(stores["DKR"], stores["MTL"], tmp_path).is_green


def test_the_records_that_differ_are_named_among_many_that_do_not(tmp_path: Path) -> None:
    with organisation(tmp_path, "DKR") as stores:
        dakar, headquarters = stores["DKR"], stores["MTL"]
        records = [add_as(dakar, "organisation", name=f"École {each}") for each in range(50)]
        add_as(dakar, "project", title="Rights")
        sent(dakar, headquarters, tmp_path)
        corrected, new = records[7], add_as(dakar, "organisation", name="Lycée")
        dakar.save(Organisation, corrected, {"name": "École de Fann"})
        told = acknowledged(dakar, headquarters, tmp_path)
        (differing,) = told.differing
        assert (differing.kind, differing.here, differing.there) == ("organisation", 51, 50)
        assert set(differing.records) == set(differing.pending) == {corrected, new}
        assert str(corrected) in told.as_json()["differing"][0]["records"]


def test_records_of_a_withdrawn_file_are_named_though_nothing_is_on_its_way(tmp_path: Path) -> None:
    with organisation(tmp_path, "DKR") as stores:
        dakar, headquarters = stores["DKR"], stores["MTL"]
        first = add_as(dakar, "organisation", name="École")
        sent(dakar, headquarters, tmp_path)
        acknowledged(dakar, headquarters, tmp_path)
        dakar.save(Organisation, first, {"name": "École de Fann"})
        second = add_as(dakar, "organisation", name="Lycée")
        withdraw(headquarters, sent(dakar, headquarters, tmp_path))
        told = acknowledged(dakar, headquarters, tmp_path)
        (differing,) = told.differing
        assert set(differing.records) == {first, second}
        assert differing.pending == ()
        assert told.withdrawn == (2,)


def schools(office: RecordStore, count: int) -> list[uuid.UUID]:
    """Record so many at once."""
    ids = [new_id() for _ in range(count)]
    office.write_all(
        [Write(Organisation, each, {"name": f"École {place}", "office": "DKR"}) for place, each in enumerate(ids)]
    )
    return ids


def test_many_hundred_records_that_differ_are_named_though_none_is_on_its_way(tmp_path: Path) -> None:
    with organisation(tmp_path, "DKR") as stores:
        dakar, headquarters = stores["DKR"], stores["MTL"]
        old = schools(dakar, 1_200)
        sent(dakar, headquarters, tmp_path)
        acknowledged(dakar, headquarters, tmp_path)
        corrected = old[:700]
        dakar.write_all([Write(Organisation, each, {"country": "SEN"}) for each in corrected])
        new = schools(dakar, 300)
        withdraw(headquarters, sent(dakar, headquarters, tmp_path))
        (differing,) = acknowledged(dakar, headquarters, tmp_path).differing
        assert set(differing.records) == {*corrected, *new}
        assert (differing.is_all_named, differing.pending) == (True, ())


def test_where_more_differ_than_can_be_named_it_is_said_with_the_number_of_those_on_their_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record_sums, "CELLS_OF_PART", 100)
    monkeypatch.setattr(record_sums, "CELLS", 300)
    monkeypatch.setattr(acknowledging, "MOST_NAMED", 250)
    with organisation(tmp_path, "DKR") as stores:
        dakar, headquarters = stores["DKR"], stores["MTL"]
        sent(dakar, headquarters, tmp_path)
        records = schools(dakar, 400)
        told = acknowledged(dakar, headquarters, tmp_path)
    (differing,) = told.differing
    assert (differing.is_all_named, differing.pending_count) == (False, 400)
    assert differing.records == differing.pending
    assert (len(differing.records), set(differing.records) <= set(records)) == (250, True)
    assert not_all_named(told.differing, Words("en")) == [
        "⚠ More records differ than the answer can name; those on their way are named.",
        "○ and 150 more on their way",
    ]
