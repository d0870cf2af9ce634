"""Ending a code in the window keeps nobody waiting: which records it makes drafts is asked on the worker."""

from datetime import date
from pathlib import Path

from pytestqt.qtbot import QtBot

from ibcr_desktop.records import Term
from ibcr_desktop.records.offices import term_id
from ibcr_desktop.storage.record_store import RecordStore
from tests.databases import add
from tests.storage.test_record_store import WHOLE_WORKSHOP
from tests.ui.shells import opened_shell

THEME = term_id("theme", "child_friendly_justice")


def test_a_record_is_a_draft_soon_after_its_code_was_ended_and_the_screens_are_told(
    qtbot: QtBot, tmp_path: Path
) -> None:
    def fill(store: RecordStore) -> None:
        add(store, "workshop", **WHOLE_WORKSHOP)

    with opened_shell(qtbot, tmp_path, fill, with_lists=True) as shell:
        told: list[frozenset[str]] = []
        shell.office.changes.announced.connect(told.append)
        with shell.busy(at_once=False):
            shell.office.store.save(Term, THEME, {"valid_to": date(2021, 3, 30)})
            assert told == [frozenset({"term"})]
        shell.wait_until(lambda: len(told) > 1)
        assert told == [frozenset({"term"}), frozenset({"workshop"})]
