"""What was refused is remembered with its reason until something better came, whoever the sender is."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from ibcr_desktop.foundation.words import Words
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.sync.diary import REFUSED, diary_entries
from ibcr_desktop.sync.outgoing import pack_for_headquarters
from ibcr_desktop.sync.pairing import revoke_office
from ibcr_desktop.sync.received import OfficeEntry, office_entries
from ibcr_desktop.sync.receiving import Figures
from ibcr_desktop.sync.receiving_files import receive_file
from ibcr_desktop.sync.refusals import PackageRefusedError
from ibcr_desktop.sync.refused_files import MOST_KEPT, note_refused_file, refused_files
from tests.databases import TODAY
from tests.sync.offices import add_as, organisation

ENGLISH = Words("en")


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[dict[str, RecordStore]]:
    """Headquarters (MTL), Dakar and Tunis, paired."""
    with organisation(tmp_path, "DKR", "TUN") as made:
        yield made


def offered(stores: dict[str, RecordStore], path: Path) -> str:
    return receive_file(stores["MTL"], path, back_up=lambda: None, figures=Figures(wanted=False)).outcome


def sent(stores: dict[str, RecordStore], office: str, folder: Path) -> Path:
    add_as(stores[office], "organisation", name="École")
    return pack_for_headquarters(stores[office].database, folder, stores[office].clock).path


def damaged(path: Path) -> Path:
    content = path.read_bytes()
    path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    return path


def entries(store: RecordStore) -> dict[str, OfficeEntry]:
    with store.database.reader() as connection:
        return {each.code: each for each in office_entries(connection)}


def test_a_damaged_file_is_told_beside_the_office_that_its_name_names_until_a_good_one_came(
    stores: dict[str, RecordStore], tmp_path: Path
) -> None:
    bad = damaged(sent(stores, "DKR", tmp_path))
    assert offered(stores, bad) == "refused"
    assert offered(stores, bad) == "refused"
    found = entries(stores["MTL"])
    (refused,) = found["DKR"].refused
    assert found["TUN"].refused == ()
    assert (refused.claimed_at, refused.person) == (TODAY, "Awa Sarr")
    said = refused.text(ENGLISH)
    assert f"“{bad.name}” is damaged" in said
    assert "15 June 2021" in said
    assert offered(stores, sent(stores, "TUN", tmp_path)) == "merged"
    assert entries(stores["MTL"])["DKR"].refused == (refused,), "what came of another office makes up for nothing"
    assert offered(stores, sent(stores, "DKR", tmp_path)) == "merged"
    assert entries(stores["MTL"])["DKR"].refused == ()


def test_a_file_of_nobody_known_stands_in_a_row_of_its_own(stores: dict[str, RecordStore], tmp_path: Path) -> None:
    letter = tmp_path / "XYZ-0001-letter.ibcr"
    letter.write_text("Dear colleagues")
    offered(stores, letter)
    assert list(entries(stores["MTL"])) == ["DKR", "TUN", ""]
    assert len(entries(stores["MTL"])[""].refused) == 1
    offered(stores, sent(stores, "TUN", tmp_path))
    assert "" not in entries(stores["MTL"])


def test_a_refused_computer_is_told_with_the_moment_and_so_are_the_files_it_still_sends(
    stores: dict[str, RecordStore], tmp_path: Path
) -> None:
    revoke_office(stores["MTL"].database, "DKR", stores["MTL"].clock)
    offered(stores, sent(stores, "DKR", tmp_path))
    dakar = entries(stores["MTL"])["DKR"]
    assert dakar.is_computer_refused
    assert dakar.computer_refused_at == TODAY
    assert "whose key was withdrawn" in dakar.refused[0].text(ENGLISH)
    tunis = entries(stores["MTL"])["TUN"]
    assert (tunis.is_paired, tunis.is_computer_refused, tunis.computer_refused_at) == (True, False, None)


def test_the_diary_tells_what_was_refused_even_after_a_good_file_came(
    stores: dict[str, RecordStore], tmp_path: Path
) -> None:
    offered(stores, damaged(sent(stores, "DKR", tmp_path)))
    offered(stores, sent(stores, "DKR", tmp_path))
    with stores["MTL"].database.reader() as connection:
        told = [each for each in diary_entries(connection) if each.act == REFUSED]
    assert ["is damaged" in each.text(ENGLISH) for each in told] == [True]
    as_json = json.loads(json.dumps(told[0].as_json(ENGLISH)))
    assert (as_json["act"], as_json["office"], as_json["number"]) == ("refused", "DKR", None)
    assert "is damaged" in as_json["reason"]


def test_of_very_many_refused_files_the_last_ones_are_remembered(stores: dict[str, RecordStore]) -> None:
    store = stores["MTL"]
    refused = [PackageRefusedError("damaged", file=f"{each}.ibcr") for each in range(MOST_KEPT + 3)]
    with store.database.writer():  # one transaction, for the speed of the test
        for each in refused:
            note_refused_file(store, Path(str(each.values["file"])), each)
    with store.database.reader() as connection:
        kept = refused_files(connection)
    assert len(kept) == MOST_KEPT
    assert kept[0].reason.values["file"] == f"{MOST_KEPT + 2}.ibcr"
