"""Two running applications: an office and headquarters pair, send, disagree, decide, withdraw, and turn green."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ibcr_desktop.records import Organisation
from ibcr_desktop.sync import sealing
from tests.backups.offices import names
from tests.databases import add
from tests.end_to_end.exchanging import HEADQUARTERS, OFFICE, answer, pair, receive, said, send, window
from tests.sync.exchange import value
from tests.ui.pressing import press


def test_the_whole_walk_through_the_windows_of_both(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sealing.STRETCH, "n", 2)  # the six words at the least cost
    stick = tmp_path / "stick"
    stick.mkdir()
    with (
        window(qtbot, tmp_path / "headquarters", HEADQUARTERS) as headquarters,
        window(qtbot, tmp_path / "office", OFFICE) as office,
    ):
        pair(office, headquarters, stick)
        record = add(office.office.store, "organisation", name="École", country="SEN")
        receive(headquarters, send(office, stick))
        assert "École" in names(headquarters.store)

        office.office.store.save(Organisation, record, {"name": "École Un"})
        headquarters.office.store.save(Organisation, record, {"name": "École I"})
        screen = receive(headquarters, send(office, stick))
        assert "1 conflict to decide" in screen.conflicts.count.text()
        wanted = [each.accessibleName().startswith("École I,") for each in screen.conflicts.view.choices.buttons()]
        screen.conflicts.view.choose(wanted.index(True) + 1)
        press(screen.conflicts, "Decide so")
        headquarters.idle()
        assert "No conflicts" in screen.conflicts.count.text()

        headquarters.window.context.messages.confirm = lambda *_: True  # type: ignore[method-assign]  # no dialog
        screen.tabs.setCurrentWidget(screen.files)
        states = [row[2] for row in screen.files.table.texts()]
        screen.files.table.setCurrentCell(len(states) - 1, 0)
        press(screen.files, "Withdraw…")
        headquarters.idle()
        assert "is withdrawn" in said(headquarters)
        press(screen.files, "Take back in")
        headquarters.idle()
        assert [row[2] for row in screen.files.table.texts()] == states
        assert value(headquarters.store, "organisation", record, "name") == "École I"

        at_office = answer(headquarters, office, stick)
        assert value(office.store, "organisation", record, "name") == "École I"
        assert at_office.overview.verdict.accessibleName().startswith("✔ Headquarters has everything")
