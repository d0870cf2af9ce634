"""Presses keys in the grid of an activity as a person does, and counts them."""

import uuid
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from ibcr_desktop.storage.record_store import OpenedRecord
from ibcr_desktop.ui.record_views.record_form import RecordForm
from ibcr_desktop.ui.screens.activity_page import ActivityContent
from ibcr_desktop.ui.screens.roster.grid_model import GridModel
from ibcr_desktop.ui.screens.roster.grid_part import GridPart
from ibcr_desktop.ui.screens.roster.grid_table import GridTable
from ibcr_desktop.ui.screens.roster.groups_part import GroupsPart
from ibcr_desktop.ui.screens.roster.roster_part import RosterPart
from tests.databases import add
from tests.roster.sheets import known_person, take_part
from tests.ui.record_views.test_record_form import open_form
from tests.ui.shells import Shell
from tests.ui.typing_text import type_text

Key, Modifier = Qt.Key, Qt.KeyboardModifier
NONE, CONTROL, SHIFT, ALT = Modifier.NoModifier, Modifier.ControlModifier, Modifier.ShiftModifier, Modifier.AltModifier
KEYS = {"Tab": Key.Key_Tab, "Enter": Key.Key_Return, "Down": Key.Key_Down, "Esc": Key.Key_Escape, "F2": Key.Key_F2}


class Pressed:
    """A grid of one activity's page; ``keys`` counts every key that was pressed, with each modifier."""

    def __init__(self, shell: Shell, activity: uuid.UUID | None = None, *, kind: str = "workshop") -> None:
        self.shell, self.activity = shell, activity
        self.form: RecordForm = open_form(
            shell, kind if activity is None else "activity", activity, new=activity is None
        )
        content = self.form.content
        assert isinstance(content, ActivityContent)
        self.content = content
        self.keys = 0

    def begin(self, part: GridPart, table: GridTable, model: GridModel[Any]) -> None:
        """Put the keyboard into the blank row of a part."""
        self._table, self._model = table, model
        self.form.go_to_part(part)
        table.setFocus()
        table.go_to(len(model.rows))

    @property
    def target(self) -> QWidget:
        """Where the keyboard is: in the open cell, else in the grid."""
        return self._table.open_cell() or self._table

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Press one key, and the modifier that is held."""
        self.keys += 1 + (modifier != NONE)
        QTest.keyClick(self.target, key, modifier)

    def type(self, *parts: str) -> None:
        """Type texts and press keys that are named in angle brackets, such as ``<Tab>``."""
        for part in parts:
            if part.startswith("<"):
                self.press(KEYS[part[1:-1]])
                continue
            for letter in part:
                if letter == " ":
                    self.press(Key.Key_Space)
                    continue
                self.keys += 1
                type_text(self.target, letter)

    def shown(self, row: int, name: str) -> str:
        """Give what a cell shows."""
        column = next(each for key, each in self._model.all_columns.items() if key.partition(".")[2] == name)
        return self._model.text(row, column)

    def at(self) -> tuple[int, int]:
        """Give the current cell."""
        index = self._table.currentIndex()
        return index.row(), index.column()

    def go_to(self, row: int, name: str) -> None:
        """Go to a cell by the end of its column's key, or to a day by its number from 1."""
        keys = [column.key for column in self._model.columns]
        days = [key for key in keys if key.startswith("session.")]
        wanted = days[int(name) - 1] if name.isdecimal() else next(k for k in keys if k.partition(".")[2] == name)
        self._table.go_to(row, keys.index(wanted))

    def stored(self, kind: str, record_id: uuid.UUID) -> OpenedRecord:
        """Give a record as the database has it."""
        opened = self.shell.store.open(kind, record_id)
        assert opened is not None
        return opened


class Grid(Pressed):
    """The grid of the people."""

    def __init__(self, shell: Shell, activity: uuid.UUID | None = None, *, kind: str = "workshop") -> None:
        super().__init__(shell, activity, kind=kind)
        self.part: RosterPart = self.content.people
        self.table, self.model = self.part.table, self.part.model
        self.begin(self.part, self.table, self.model)

    def names(self) -> list[str]:
        """Give the names of the rows."""
        return [row.name for row in self.model.rows]


class Groups(Pressed):
    """The grid of the headcount groups."""

    def __init__(self, shell: Shell, activity: uuid.UUID | None = None, *, kind: str = "workshop") -> None:
        super().__init__(shell, activity, kind=kind)
        self.part: GroupsPart = self.content.groups
        self.table, self.model = self.part.table, self.part.model
        self.begin(self.part, self.table, self.model)


def workshop(shell: Shell, days: int = 3, **values: Any) -> uuid.UUID:
    """Write a workshop with its days."""
    first = date(2021, 3, 7)
    activity = add(shell.store, "workshop", **{"title": "Cours", "starts_on": first, "state": "draft", **values})
    for day in range(days):
        add(shell.store, "session", activity_id=activity, held_on=first.replace(day=7 + day), hours=6.0)
    return activity


def person(shell: Shell, family_name: str = "Ndiaye", **values: Any) -> uuid.UUID:
    """Write somebody who is known."""
    return known_person(shell.store, family_name, **values)


def enter(shell: Shell, activity: uuid.UUID, *people: uuid.UUID, **values: Any) -> None:
    """Let people take part."""
    for each in people:
        take_part(shell.store, activity, each, **values)
