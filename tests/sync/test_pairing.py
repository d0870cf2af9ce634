"""Two databases come to know each other only through a request, a grant, and the words of two people."""

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import insert

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.records import Term
from ibcr_desktop.records.vocabularies import shipped_records
from ibcr_desktop.storage.agreement import disagreements
from ibcr_desktop.storage.log_tables import CORRESPONDENT, LOCAL, PACKAGE
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.storage.reference_data import add_reference_data
from ibcr_desktop.storage.withdrawal import RECEIVED
from ibcr_desktop.sync import sealing
from ibcr_desktop.sync.conflicts import count_conflicts
from ibcr_desktop.sync.outgoing import pack_for_headquarters
from ibcr_desktop.sync.pair_request import read_request
from ibcr_desktop.sync.pairing import accept_grant, grant_pairing, request_pairing
from ibcr_desktop.sync.receiving_files import receive_file, set_aside_files
from ibcr_desktop.sync.refusals import PackageRefusedError
from ibcr_desktop.sync.sealing import recipient_of
from tests.sync.offices import add_as, office, read, records, ring_of


@pytest.fixture(autouse=True)
def quick_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sealing.STRETCH, "n", 2)


@pytest.fixture
def hq(tmp_path: Path) -> Iterator[RecordStore]:
    with office(tmp_path, "MTL", is_headquarters=True) as store:
        yield store


@pytest.fixture
def dakar(tmp_path: Path) -> Iterator[RecordStore]:
    with office(tmp_path, "DKR") as store:
        yield store


def accept(store: RecordStore, path: Path, words: str | None = None, *, replaces: bool = False) -> None:
    """Accept a grant, with a backup that takes no time."""
    accept_grant(store, path, back_up=lambda: None, words=words, replaces=replaces)


def test_after_request_and_grant_each_side_takes_the_others_files(
    hq: RecordStore, dakar: RecordStore, tmp_path: Path
) -> None:
    term = add_as(hq, "term", list_code="theme", code="x", label_en="x", label_fr="x", office=None)
    asked = request_pairing(dakar.database, tmp_path, dakar.clock)
    granted = grant_pairing(hq.database, asked.path, tmp_path, hq.clock, words=" ".join(asked.words).upper())
    accept(dakar, granted.path, words="-".join(granted.words))
    assert dakar.open("term", term) is not None
    assert granted.office_words == asked.words
    assert set(granted.words) != set(asked.words)
    place = add_as(dakar, "organisation", name="École")
    assert records(read(pack_for_headquarters(dakar.database, tmp_path, dakar.clock).path, hq)[1]) == {place}
    assert ring_of(dakar).organisation == ring_of(hq).organisation


def test_the_recovery_key_is_shown_once_and_kept_nowhere(hq: RecordStore, dakar: RecordStore, tmp_path: Path) -> None:
    asked = request_pairing(dakar.database, tmp_path, dakar.clock)
    first, second = (grant_pairing(hq.database, asked.path, tmp_path, hq.clock) for _ in range(2))
    assert first.recovery_key is not None
    assert second.recovery_key is None
    assert ring_of(hq).recovery_recipient == recipient_of(first.recovery_key)
    with hq.database.reader() as connection:
        assert first.recovery_key not in str(connection.execute(LOCAL.select()).all())


@pytest.mark.parametrize("side", ["request", "grant"])
def test_other_words_pair_nobody(side: str, hq: RecordStore, dakar: RecordStore, tmp_path: Path) -> None:
    asked = request_pairing(dakar.database, tmp_path, dakar.clock)
    if side == "request":
        with pytest.raises(UserError, match="six words"):
            grant_pairing(hq.database, asked.path, tmp_path, hq.clock, words="radio radio radio radio radio radio")
    else:
        granted = grant_pairing(hq.database, asked.path, tmp_path, hq.clock)
        with pytest.raises(UserError, match="six words"):
            accept(dakar, granted.path, words=" ".join(asked.words))
    for store in (dakar,) if side == "grant" else (hq, dakar):
        with store.database.reader() as connection:
            assert not connection.execute(CORRESPONDENT.select()).all()


def test_a_request_that_was_changed_is_none(dakar: RecordStore, tmp_path: Path) -> None:
    asked = request_pairing(dakar.database, tmp_path, dakar.clock)
    content = json.loads(asked.path.read_text())
    for name, value in (("office", "BKO"), ("recipient", "age1" + "q" * 58), ("version", 2), ("ed25519", "0" * 128)):
        asked.path.write_text(json.dumps({**content, name: value}))
        with pytest.raises(UserError, match="not a request"):
            read_request(asked.path)


def test_a_grant_for_another_office_is_not_accepted(hq: RecordStore, dakar: RecordStore, tmp_path: Path) -> None:
    granted = grant_pairing(
        hq.database, request_pairing(dakar.database, tmp_path, dakar.clock).path, tmp_path, hq.clock
    )
    with office(tmp_path, "BKO") as bamako, pytest.raises(PackageRefusedError) as refused:
        accept(bamako, granted.path)
    assert refused.value.reason == "other_key"


def test_a_lost_computer_is_replaced_and_its_key_withdrawn(hq: RecordStore, dakar: RecordStore, tmp_path: Path) -> None:
    first = grant_pairing(hq.database, request_pairing(dakar.database, tmp_path, dakar.clock).path, tmp_path, hq.clock)
    accept(dakar, first.path)
    ours = add_as(hq, "organisation", name="École", office="DKR")
    stolen = pack_for_headquarters(dakar.database, tmp_path, dakar.clock).path
    with hq.database.writer() as connection:
        row = {"uuid": dakar.log.author.run, "office": "DKR", "number": 41, "direction": RECEIVED, "state": "merged"}
        connection.execute(insert(PACKAGE), row)
    (tmp_path / "new").mkdir()
    with office(tmp_path / "new", "DKR") as replacement:
        asked = request_pairing(replacement.database, tmp_path / "new", replacement.clock)
        with pytest.raises(UserError, match="paired already"):
            grant_pairing(hq.database, asked.path, tmp_path, hq.clock)
        granted = grant_pairing(hq.database, asked.path, tmp_path, hq.clock, replaces=True)
        accept(replacement, granted.path)
        assert replacement.open("organisation", ours) is not None
        packed = pack_for_headquarters(replacement.database, tmp_path / "new", replacement.clock)
        assert packed.manifest.number == 42
        assert read(packed.path, hq)[0].office == "DKR"
    old = ring_of(hq).correspondents[0]
    assert old.revoked_from == 42
    assert read(stolen, hq)[0].number == 1  # what was sent before the loss may still arrive
    with pytest.raises(UserError, match="withdrawn"):
        grant_pairing(hq.database, tmp_path / "DKR-pair-request.ibcrpair", tmp_path, hq.clock, replaces=True)


def test_keys_of_headquarters_change_only_when_somebody_says_so(
    hq: RecordStore, dakar: RecordStore, tmp_path: Path
) -> None:
    asked = request_pairing(dakar.database, tmp_path, dakar.clock)
    accept(dakar, grant_pairing(hq.database, asked.path, tmp_path, hq.clock).path)
    (tmp_path / "new").mkdir()
    with office(tmp_path / "new", "MTL", is_headquarters=True) as other:
        granted = grant_pairing(other.database, asked.path, tmp_path / "new", other.clock)
        with pytest.raises(UserError, match="paired already"):
            accept(dakar, granted.path)
        accept(dakar, granted.path, replaces=True)
        assert ring_of(dakar).headquarters.keys == ring_of(other).secret.public  # type: ignore[union-attr]  # it is paired


def test_each_side_has_its_own_step(hq: RecordStore, dakar: RecordStore, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="does not ask"):
        request_pairing(hq.database, tmp_path, hq.clock)
    asked = request_pairing(dakar.database, tmp_path, dakar.clock)
    with office(tmp_path, "BKO") as bamako, pytest.raises(UserError, match="Only headquarters"):
        grant_pairing(bamako.database, asked.path, tmp_path, bamako.clock)


def test_what_fails_while_taking_in_leaves_the_office_unpaired(
    hq: RecordStore, dakar: RecordStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    granted = grant_pairing(
        hq.database, request_pairing(dakar.database, tmp_path, dakar.clock).path, tmp_path, hq.clock
    )

    def fail(_package: object) -> None:
        raise InterruptedError

    monkeypatch.setattr("ibcr_desktop.sync.pairing.accept", lambda *_args, **_options: fail(None))
    with pytest.raises(InterruptedError):
        accept(dakar, granted.path)
    assert ring_of(dakar).headquarters is None
    assert ring_of(dakar).organisation is None


def test_a_shipped_record_that_headquarters_changed_before_the_office_was_founded_is_no_question(
    hq: RecordStore, dakar: RecordStore, tmp_path: Path
) -> None:
    for store in (hq, dakar):
        store.database.write(partial(add_reference_data, log=store.log))
    shipped = [each for each in shipped_records() if each.kind is Term]
    changed, binned = (each.record_id for each in shipped[:2])
    hq.save(Term, changed, {"label_en": "As headquarters says"})
    hq.put_in_bin(Term, binned)
    asked = request_pairing(dakar.database, tmp_path, dakar.clock)
    accept(dakar, grant_pairing(hq.database, asked.path, tmp_path, hq.clock).path)
    receive_file(hq, pack_for_headquarters(dakar.database, tmp_path, dakar.clock).path, back_up=lambda: None)
    for store in (hq, dakar):
        with store.database.reader() as connection:
            assert count_conflicts(connection) == 0
            assert list(disagreements(connection)) == []
        opened, gone = store.open("term", changed), store.open("term", binned)
        assert opened is not None
        assert gone is not None
        assert (opened.values["label_en"], gone.deleted) == ("As headquarters says", True)


def test_a_grant_of_a_newer_release_asks_to_be_opened_once_more_after_the_update(
    hq: RecordStore, dakar: RecordStore, tmp_path: Path
) -> None:
    asked = request_pairing(dakar.database, tmp_path, dakar.clock)
    path = grant_pairing(hq.database, asked.path, tmp_path, hq.clock).path
    whole = path.read_bytes()
    path.write_bytes(whole[:7] + bytes([whole[7] + 1]) + whole[8:])
    with pytest.raises(PackageRefusedError, match="then open this file once more"):
        accept(dakar, path)
    assert set_aside_files(dakar) == []
    path.write_bytes(whole)
    accept(dakar, path)
    assert ring_of(dakar).headquarters is not None
