"""What stays beside the database of a file that came: nothing of an identity that was erased, and no half file."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.words import Words
from ibcr_desktop.people.anonymising import anonymise
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.sync.kept_files import FOLDER_SUFFIX, folder_of
from ibcr_desktop.sync.merged import Merged
from ibcr_desktop.sync.outgoing import pack_for_headquarters
from ibcr_desktop.sync.package_file import HEADER, MAGIC
from ibcr_desktop.sync.receiving_files import REFUSED, receive_file, set_aside_files, take_set_aside
from tests.sync.exchange import NO_FIGURES, value
from tests.sync.offices import add_as, organisation

REASON = "on request"


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[dict[str, RecordStore]]:
    """Headquarters, Dakar and Bamako."""
    with organisation(tmp_path, "DKR", "BKO") as found:
        yield found


def send(store: RecordStore, headquarters: RecordStore) -> Merged:
    """Let an office make a file, and headquarters merge it."""
    folder = store.database.path.parent / "stick"
    folder.mkdir(exist_ok=True)
    packed = pack_for_headquarters(store.database, folder, store.clock)
    return receive_file(headquarters, packed.path, back_up=lambda: None, figures=NO_FIGURES)


def kept_of(headquarters: RecordStore) -> set[str]:
    """Give office and number of the files that are kept."""
    return {each.name[:8] for each in folder_of(headquarters.database.path).glob("*.ibcr")}


def person_sent_and_erased(stores: dict[str, RecordStore]) -> uuid.UUID:
    """Let both offices send, and Dakar erase what it sent."""
    dakar, headquarters = stores["DKR"], stores["MTL"]
    person = add_as(dakar, "person", family_name="Sarr")
    add_as(stores["BKO"], "person", family_name="Keïta")
    for code in ("DKR", "BKO"):
        send(stores[code], headquarters)
    assert kept_of(headquarters) == {"DKR-0001", "BKO-0001"}
    anonymise(dakar, [person], REASON)
    return person


def test_an_erasure_that_comes_by_package_removes_the_files_that_hold_the_identity(
    stores: dict[str, RecordStore],
) -> None:
    person = person_sent_and_erased(stores)
    send(stores["DKR"], stores["MTL"])
    assert value(stores["MTL"], "person", person, "family_name") is None
    assert kept_of(stores["MTL"]) == {"BKO-0001"}


def test_a_file_that_brings_an_erased_identity_once_more_is_not_kept(stores: dict[str, RecordStore]) -> None:
    dakar, headquarters = stores["DKR"], stores["MTL"]
    person = add_as(dakar, "person", family_name="Sarr")
    send(dakar, headquarters)
    anonymise(headquarters, [person], REASON)
    send(dakar, headquarters)
    assert value(headquarters, "person", person, "family_name") is None
    assert kept_of(headquarters) == set()


def test_a_disk_that_keeps_such_a_file_is_told_after_the_merge_and_asked_again_with_the_next(
    stores: dict[str, RecordStore], monkeypatch: pytest.MonkeyPatch
) -> None:
    person = person_sent_and_erased(stores)
    unlink = Path.unlink

    def refuse(path: Path, missing_ok: bool = False) -> None:  # noqa: FBT002 - as pathlib has it
        if path.parent.name.endswith(FOLDER_SUFFIX):
            raise PermissionError(13, "held by another program")
        unlink(path, missing_ok)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", refuse)
        merged = send(stores["DKR"], stores["MTL"])
    assert merged.outcome == "merged"
    assert merged.left_behind is not None
    assert "does not let it be removed" in merged.left_behind.text(Words("en"))
    assert value(stores["MTL"], "person", person, "family_name") is None
    assert "DKR-0001" in kept_of(stores["MTL"])
    assert send(stores["BKO"], stores["MTL"]).left_behind is None
    assert kept_of(stores["MTL"]) == {"BKO-0001", "BKO-0002"}


def test_a_disk_that_cannot_set_a_newer_file_aside_is_told_in_sentences(
    stores: dict[str, RecordStore], tmp_path: Path
) -> None:
    newer = tmp_path / "DKR-0001.ibcr"
    newer.write_bytes(MAGIC + bytes([HEADER[-1] + 1]))
    folder_of(stores["MTL"].database.path).write_bytes(b"a file where the folder should be")
    with pytest.raises(UserError, match="set-aside"):
        receive_file(stores["MTL"], newer, back_up=lambda: None)
    assert set_aside_files(stores["MTL"]) == []


def test_two_newer_files_of_one_name_both_wait_whatever_their_names_end_in(
    stores: dict[str, RecordStore], tmp_path: Path
) -> None:
    headquarters = stores["MTL"]
    for stick, content in (("one", b"first"), ("two", b"second"), ("one", b"first")):
        newer = tmp_path / stick / "DKR-0001.ibcr.txt"
        newer.parent.mkdir(exist_ok=True)
        newer.write_bytes(MAGIC + bytes([HEADER[-1] + 1]) + content)
        assert receive_file(headquarters, newer, back_up=lambda: None).outcome == "set aside"
    assert {each.read_bytes()[len(HEADER) :] for each in set_aside_files(headquarters)} == {b"first", b"second"}
    assert len(set_aside_files(headquarters)) == 2


def test_a_file_that_waited_and_is_refused_is_kept_but_not_tried_again(
    stores: dict[str, RecordStore], tmp_path: Path
) -> None:
    headquarters = stores["MTL"]
    newer = tmp_path / "DKR-0001.ibcr"
    newer.write_bytes(MAGIC + bytes([HEADER[-1] + 1]) + b"whatever")
    receive_file(headquarters, newer, back_up=lambda: None)
    (waiting,) = set_aside_files(headquarters)
    broken = HEADER + b"not what it should be"  # as this release would find it after its update
    waiting.write_bytes(broken)
    (merged,) = take_set_aside(headquarters, back_up=lambda: None).values()
    assert merged.outcome == "refused"
    assert [each.read_bytes() for each in (folder_of(headquarters.database.path) / REFUSED).iterdir()] == [broken]
    assert set_aside_files(headquarters) == []
    assert take_set_aside(headquarters, back_up=lambda: None) == {}


def test_a_merge_is_announced_once_it_is_kept(stores: dict[str, RecordStore], tmp_path: Path) -> None:
    dakar, headquarters = stores["DKR"], stores["MTL"]
    add_as(dakar, "organisation", name="École")
    told: list[frozenset[str]] = []
    listening = RecordStore(headquarters.database, headquarters.log, headquarters.clock, told.append)
    path = pack_for_headquarters(dakar.database, tmp_path, dakar.clock).path

    def stop(_done: int, _total: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        receive_file(listening, path, back_up=lambda: None, tell=stop)
    assert told == []
    receive_file(listening, path, back_up=lambda: None)
    assert told == [frozenset({"organisation"})]
