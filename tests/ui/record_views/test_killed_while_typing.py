"""A program killed while somebody types loses at most two seconds of the field being typed in, and no field left."""

import uuid
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ibcr_desktop.storage.database import Database
from ibcr_desktop.storage.record_store import OpenedRecord
from ibcr_desktop.ui.screens.record_page import RecordPage
from tests.databases import DATA_KEY, add, new_database, store_of
from tests.ui.record_views.typing_until_killed import LETTERS_OF_A_FIELD, MILLISECONDS_A_KEY
from tests.ui.shells import Shell
from tests.ui.typing_process import killed, started

KEYS_THAT_MAY_BE_LOST = 2_000 // MILLISECONDS_A_KEY  # of two seconds: docs/faults.md, 2
KEYS_BEFORE_THE_KILL = (LETTERS_OF_A_FIELD - 10, LETTERS_OF_A_FIELD + 1, 2 * LETTERS_OF_A_FIELD - 12)


@dataclass
class Told:
    """What the process acknowledged before it was killed: texts of the fields left, and of the one being typed in."""

    left: dict[str, str] = field(default_factory=dict)
    typed: list[tuple[str, str]] = field(default_factory=list)

    def hear(self, line: str) -> None:
        """Take one line of the process."""
        act, name, text = line.split()
        if act == "left":
            self.left[name] = text
        else:
            self.typed.append((name, text))

    def must_be_kept(self) -> tuple[str, str]:
        """Give the field being typed in, and the text that stood in it two seconds of typing before the end.

        The seconds are counted in keys: a key waits for its time as the saving does, so that a busy computer, which
        lets the process wait, makes both late and the test no less true.
        """
        name = self.typed[-1][0]
        old = [text for each, text in self.typed[:-KEYS_THAT_MAY_BE_LOST] if each == name]
        return name, old[-1] if old else ""


def type_and_be_killed(path: Path, record_id: uuid.UUID, keys: int) -> Told:
    """Let a process press a number of keys, then kill it."""
    child = started("tests.ui.record_views.typing_until_killed", path, record_id)
    assert child.stdout is not None
    told = Told()
    while len(told.typed) < keys and (line := child.stdout.readline()):
        told.hear(line)
    problems = killed(child)
    assert len(told.typed) == keys, problems
    return told


def kept_in(opened: OpenedRecord, name: str) -> str:
    """Give what is left of a field: the text kept half typed, else the value."""
    return opened.half_typed.get(name) or opened.values[name] or ""


@pytest.mark.parametrize("keys", KEYS_BEFORE_THE_KILL)
def test_at_most_two_seconds_of_one_field_are_lost(keys: int, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "test.ibcrdb"
    with new_database(tmp_path, path.name) as database:
        record_id = add(store_of(database), "workshop", state="draft")
    told = type_and_be_killed(path, record_id, keys)
    name, oldest = told.must_be_kept()
    with closing(Database.open(path, DATA_KEY)) as database:
        store = store_of(database)
        opened = store.open("workshop", record_id)
        assert opened is not None
        assert {each: opened.values[each] for each in told.left} == told.left
        assert kept_in(opened, name).startswith(oldest)
        assert bool(told.left or oldest), "the moment of the kill must prove something"
        shell = Shell(qtbot, store, tmp_path)
        shell.window.context.go.to_record("workshop", record_id)
        page = shell.window.navigation.currentWidget()
        assert isinstance(page, RecordPage)
        assert page.form is not None
        assert page.form.editing.editors[name].typed_text == kept_in(opened, name)
        shell.frame.close()
