"""A clock that cannot be right is mentioned in the page; nothing is refused for it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ibcr_desktop.foundation.clock import FixedClock
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.ui.opened_office import WRONG_CLOCK
from tests.databases import add
from tests.ui.shells import opened_shell


@pytest.mark.parametrize(("year", "is_mentioned"), [(1970, True), (2099, True), (2026, False)])
def test_a_wrong_clock_is_mentioned(qtbot: QtBot, tmp_path: Path, year: int, is_mentioned: bool) -> None:
    def set_clock(store: RecordStore) -> None:
        add(store, "organisation", name="École")
        store.clock = FixedClock(datetime(year, 6, 1, tzinfo=UTC))

    with opened_shell(qtbot, tmp_path, set_clock) as shell:
        said = shell.window.context.messages.text.text()
        assert (said == WRONG_CLOCK) is is_mentioned
        add(shell.store, "organisation", name="kept all the same")
