"""What an office sends, what it need not send again, and what headquarters answers, and to whom."""

from pathlib import Path

import pytest

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.records import Organisation
from ibcr_desktop.records.ids import new_id
from ibcr_desktop.records.people import person_link_id
from ibcr_desktop.storage.changes import Write
from ibcr_desktop.storage.log_tables import PACKAGE
from ibcr_desktop.sync import package_file
from ibcr_desktop.sync.held import held_here, remember_held
from ibcr_desktop.sync.outgoing import answer_every_office, answer_office, pack_for_headquarters
from ibcr_desktop.sync.package_lines import WriterLine
from ibcr_desktop.sync.sealing import recipient_of
from tests.sync.offices import RECOVERY, add_as, changes, office, organisation, read, records, ring_of


def test_a_package_carries_what_was_made_here_and_is_noted(tmp_path: Path) -> None:
    with organisation(tmp_path, "DKR") as stores:
        dakar = stores["DKR"]
        place = add_as(dakar, "organisation", name="École")
        packed = pack_for_headquarters(dakar.database, tmp_path, dakar.clock)
        manifest, lines = read(packed.path, stores["MTL"])
        assert packed.path.name == "DKR-0001-2021-06-15.ibcr"
        assert records(lines) == {place}
        assert changes(lines)[0].fields["name"] == "École"
        assert (manifest.number, manifest.previous, manifest.counts) == (1, None, {"organisation": 1})
        assert manifest.held == {dakar.log.author.run: 1}
        with dakar.database.reader() as connection:
            row = connection.execute(PACKAGE.select()).one()
        assert (row.office, row.number, row.direction, row.sha256) == ("MTL", 1, "made", packed.sha256)


def test_packages_are_numbered_and_each_names_the_one_before(tmp_path: Path) -> None:
    with organisation(tmp_path, "DKR") as stores:
        dakar = stores["DKR"]
        first, second = (pack_for_headquarters(dakar.database, tmp_path, dakar.clock) for _ in range(2))
        assert second.manifest.number == 2
        assert second.manifest.previous == first.sha256.hex()


def test_everything_goes_again_until_headquarters_says_what_it_holds(tmp_path: Path) -> None:
    with organisation(tmp_path, "DKR") as stores:
        dakar = stores["DKR"]
        early = add_as(dakar, "organisation", name="École")
        pack_for_headquarters(dakar.database, tmp_path, dakar.clock)
        late = add_as(dakar, "organisation", name="Lycée")
        again = pack_for_headquarters(dakar.database, tmp_path, dakar.clock)
        assert records(read(again.path, stores["MTL"])[1]) == {early, late}
        with dakar.database.writer() as connection:
            remember_held(connection, "MTL", {dakar.log.author.run: 1})
        delta = pack_for_headquarters(dakar.database, tmp_path, dakar.clock)
        assert records(read(delta.path, stores["MTL"])[1]) == {late}
        whole = pack_for_headquarters(dakar.database, tmp_path, dakar.clock, is_complete=True)
        assert records(read(whole.path, stores["MTL"])[1]) == {early, late}


def test_a_headquarters_that_lost_something_says_so_and_gets_it_again(tmp_path: Path) -> None:
    with organisation(tmp_path, "DKR") as stores:
        dakar = stores["DKR"]
        place = add_as(dakar, "organisation", name="École")
        with dakar.database.writer() as connection:
            remember_held(connection, "MTL", {dakar.log.author.run: 1})
            remember_held(connection, "MTL", {})
        packed = pack_for_headquarters(dakar.database, tmp_path, dakar.clock)
        assert records(read(packed.path, stores["MTL"])[1]) == {place}


def test_a_gap_ends_what_is_held(tmp_path: Path) -> None:
    with organisation(tmp_path, "DKR") as stores:
        dakar = stores["DKR"]
        for name in ("a", "b", "c", "d"):
            add_as(dakar, "organisation", name=name)
        with dakar.database.writer() as connection:
            connection.exec_driver_sql("INSERT INTO local (name) VALUES ('guard_lifted')")
            connection.exec_driver_sql("DELETE FROM change WHERE number = 3")
            assert held_here(connection) == {dakar.log.author.run: 2}
            assert held_here(connection, {"BKO"}) == {}


def test_an_edit_brings_its_parents_by_name(tmp_path: Path) -> None:
    with organisation(tmp_path, "DKR") as stores:
        dakar = stores["DKR"]
        place = add_as(dakar, "organisation", name="École")
        add_as(dakar, "organisation", place, name="Lycée")
        packed = pack_for_headquarters(dakar.database, tmp_path, dakar.clock)
        edit = changes(read(packed.path, stores["MTL"])[1])[1]
        assert edit.parents == ((dakar.log.author.run, 1),)
        assert edit.fields == {"name": "Lycée"}


def test_an_existing_file_is_never_written_over(tmp_path: Path) -> None:
    with organisation(tmp_path, "DKR") as stores:
        dakar = stores["DKR"]
        taken = tmp_path / "DKR-0001-2021-06-15.ibcr"
        taken.write_bytes(b"something")
        packed = pack_for_headquarters(dakar.database, tmp_path, dakar.clock)
        assert packed.path.name == "DKR-0001-2021-06-15-2.ibcr"
        assert taken.read_bytes() == b"something"


def test_without_a_pairing_nothing_is_sent(tmp_path: Path) -> None:
    with office(tmp_path, "DKR") as dakar, pytest.raises(UserError, match="not paired"):
        pack_for_headquarters(dakar.database, tmp_path, dakar.clock)
    assert not list(tmp_path.glob("*.ibcr"))


def test_a_folder_that_is_not_there_leaves_nothing_noted(tmp_path: Path) -> None:
    with organisation(tmp_path, "DKR") as stores:
        dakar = stores["DKR"]
        with pytest.raises(UserError, match="no longer there"):
            pack_for_headquarters(dakar.database, tmp_path / "stick", dakar.clock)
        with dakar.database.reader() as connection:
            assert not connection.execute(PACKAGE.select()).all()


def test_an_answer_holds_the_offices_own_records_and_nothing_of_others(tmp_path: Path) -> None:
    with organisation(tmp_path, "DKR", "BKO") as stores:
        hq = stores["MTL"]
        ours = add_as(hq, "organisation", name="École", office="DKR")
        add_as(hq, "organisation", name="Lycée", office="BKO")
        add_as(hq, "milestone", text_en="Of headquarters")
        term = add_as(hq, "term", list_code="theme", code="x", label_en="x", label_fr="x", office=None)
        packed = answer_office(hq.database, "DKR", tmp_path, hq.clock)
        manifest, lines = read(packed.path, stores["DKR"])
        assert packed.path.name == "MTL-DKR-0001-2021-06-15.ibcr"
        assert records(lines) == {ours, term}
        assert manifest.receipt is not None
        assert manifest.receipt.digests["organisation"].records == 1


def test_what_the_office_holds_is_not_answered_again(tmp_path: Path) -> None:
    with organisation(tmp_path, "DKR") as stores:
        hq = stores["MTL"]
        place = add_as(hq, "organisation", name="École", office="DKR")
        with hq.database.writer() as connection:
            remember_held(connection, "DKR", {hq.log.author.run: 1})
        add_as(hq, "organisation", place, name="Lycée", office="DKR")
        packed = answer_office(hq.database, "DKR", tmp_path, hq.clock)
        assert [each.number for each in changes(read(packed.path, stores["DKR"])[1])] == [2]
        whole = answer_office(hq.database, "DKR", tmp_path, hq.clock, is_complete=True)
        assert [each.number for each in changes(read(whole.path, stores["DKR"])[1])] == [1, 2]


def test_verdicts_about_its_people_reach_the_office_without_what_was_said_of_others(tmp_path: Path) -> None:
    with organisation(tmp_path, "DKR", "BKO") as stores:
        hq = stores["MTL"]
        about = {"sex": "female", "age_band": "18-24"}
        one, other = (add_as(hq, "person", family_name="Sarr", office="DKR", **about) for _ in range(2))
        between, apart = (add_as(hq, "person", family_name="Ba", office="BKO", **about) for _ in range(2))
        pairs = [(one, between), (between, other), (one, other), (between, apart)]
        links = [
            add_as(
                hq,
                "person_link",
                person_link_id(*pair),
                **dict(zip(("first_id", "second_id"), sorted(pair), strict=True)),
                verdict="different" if apart in pair else "same",
                evidence="Same telephone 77 000 11 22",
            )
            for pair in pairs
        ]
        packed = answer_office(hq.database, "DKR", tmp_path, hq.clock)
        lines = read(packed.path, stores["DKR"])[1]
        told = {each.record_id: each.fields for each in changes(lines) if each.kind == "person_link"}
        assert set(told) == set(links)
        assert "evidence" not in told[links[0]]
        assert "evidence" in told[links[2]]
        assert {between, apart} & records(lines) == set()


def test_staff_of_other_offices_are_not_named(tmp_path: Path) -> None:
    with organisation(tmp_path, "DKR", "BKO") as stores:
        hq, bamako = stores["MTL"], stores["BKO"]
        term = add_as(hq, "term", list_code="theme", code="x", label_en="x", label_fr="x", office=None)
        hq.log.author = bamako.log.author  # as if Bamako's change had been merged
        add_as(hq, "term", term, label_en="y", office=None)
        lines = read(answer_office(hq.database, "DKR", tmp_path, hq.clock).path, stores["DKR"])[1]
        named = {each.office: each.person for each in lines if isinstance(each, WriterLine)}
        assert named == {"MTL": "Awa Sarr", "BKO": None}


def test_an_office_that_is_not_paired_gets_no_answer(tmp_path: Path) -> None:
    with organisation(tmp_path, "DKR") as stores:
        hq, dakar = stores["MTL"], stores["DKR"]
        with pytest.raises(UserError, match="BKO is not paired"):
            answer_office(hq.database, "BKO", tmp_path, hq.clock)
        with pytest.raises(UserError, match="not paired"):
            answer_office(dakar.database, "MTL", tmp_path, dakar.clock)


def test_the_recovery_key_opens_every_package(tmp_path: Path) -> None:
    with organisation(tmp_path, "DKR") as stores:
        dakar = stores["DKR"]
        recipients = ring_of(dakar).recipients(ring_of(dakar).headquarters)  # type: ignore[arg-type]  # it is paired
        assert recipients == [ring_of(stores["MTL"]).secret.public.recipient, recipient_of(RECOVERY)]


class Cancelled(Exception):  # noqa: N818 - as that of the window
    """Somebody wanted it to stop."""


def test_packing_tells_how_far_it_is_and_leaves_nothing_when_it_is_called_off(tmp_path: Path) -> None:
    with organisation(tmp_path, "DKR") as stores:
        dakar, folder = stores["DKR"], tmp_path / "stick"
        folder.mkdir()
        dakar.write_all([
            Write(Organisation, new_id(), {"name": f"École {each}", "office": "DKR"}) for each in range(2_500)
        ])  # fmt: skip
        told: list[tuple[int, int]] = []

        def stop(done: int, total: int) -> None:
            told.append((done, total))
            if done:
                raise Cancelled

        with pytest.raises(Cancelled):
            pack_for_headquarters(dakar.database, folder, dakar.clock, tell=stop)
        assert told == [(0, 2_501), (1_000, 2_501)], "changes and the one writer"
        assert list(folder.iterdir()) == []
        packed = pack_for_headquarters(dakar.database, folder, dakar.clock)
        assert packed.manifest.number == 1, "what was called off counts as nothing"


def test_a_file_beyond_what_a_receiver_takes_is_told_in_sentences_and_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(package_file, "MOST_LINES", 2)
    with organisation(tmp_path, "DKR") as stores:
        dakar, folder = stores["DKR"], tmp_path / "stick"
        folder.mkdir()
        add_as(dakar, "organisation", name="École")
        with pytest.raises(UserError, match="would be larger"):
            pack_for_headquarters(dakar.database, folder, dakar.clock)
        assert list(folder.iterdir()) == []


def test_every_office_is_answered_at_once_or_none(tmp_path: Path) -> None:
    with organisation(tmp_path, "FIH", "DKR") as stores:
        headquarters, folder = stores["MTL"], tmp_path / "stick"
        folder.mkdir()

        def stop(done: int, _total: int) -> None:
            if done == 2:
                raise Cancelled

        with pytest.raises(Cancelled):
            answer_every_office(headquarters.database, folder, headquarters.clock, tell=stop)
        assert list(folder.iterdir()) == []
        every = answer_every_office(headquarters.database, folder, headquarters.clock)
        assert [each.path.name for each in every] == [f"MTL-{each}-0001-2021-06-15.ibcr" for each in ("DKR", "FIH")]
        for code, each in zip(("DKR", "FIH"), every, strict=True):
            assert read(each.path, stores[code])[0].receipt is not None
        with pytest.raises(UserError):
            answer_every_office(stores["DKR"].database, folder, headquarters.clock)
