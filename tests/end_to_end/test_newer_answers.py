"""An answer that only a newer release can read waits at the office too, and is taken in by itself after the update."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ibcr_desktop.sync import sealing
from ibcr_desktop.sync.acknowledging import last_acknowledgement
from ibcr_desktop.sync.outgoing import answer_office
from ibcr_desktop.sync.receiving_files import set_aside_files
from tests.end_to_end.exchanging import HEADQUARTERS, OFFICE, chooses, pair, said, window
from tests.ui.pressing import press


def test_a_newer_answer_is_set_aside_and_taken_in_after_the_update(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sealing.STRETCH, "n", 2)
    stick = tmp_path / "stick"
    stick.mkdir()
    with (
        window(qtbot, tmp_path / "hq", HEADQUARTERS) as headquarters,
        window(qtbot, tmp_path / "dkr", OFFICE) as office,
    ):
        screen = pair(office, headquarters, stick)
        whole = answer_office(headquarters.store.database, "DKR", stick, headquarters.store.clock).path.read_bytes()
        newer = stick / "newer.ibcr"
        newer.write_bytes(whole[:7] + bytes([whole[7] + 1]) + whole[8:])
        chooses(office, newer)
        press(screen.overview, "Open headquarters’ answer…")
        office.idle()
        assert "newer release of the program and has to wait" in said(office)
        assert screen.currentWidget() is screen.overview
        (waiting,) = set_aside_files(office.store)

        screen.take_set_aside()  # at the next start, still of the old release
        office.idle()
        assert screen.currentWidget() is screen.overview
        assert set_aside_files(office.store) == [waiting]

        waiting.write_bytes(whole)  # as if this release could read it
        screen.take_set_aside()
        office.idle()
        assert "Answer no. 2 is taken in; a backup was made first." in said(office)
        assert screen.currentWidget() is screen.overview
        assert set_aside_files(office.store) == []
        with office.store.database.reader() as connection:
            assert last_acknowledgement(connection) is not None
