"""The people of an activity as the rows of a grid."""

import uuid
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QObject

from ibcr_desktop.records.lexicon import Lexicon
from ibcr_desktop.roster.grid import columns_for, usual_columns
from ibcr_desktop.roster.judging import CellProblem, problems_of, twins
from ibcr_desktop.roster.reading import Roster
from ibcr_desktop.roster.roster_lexicon import RosterLexicon
from ibcr_desktop.roster.rows import RosterRow, new_row
from ibcr_desktop.roster.saving import RosterSaving
from ibcr_desktop.ui.screens.roster.cell_look import PAPER_LINE
from ibcr_desktop.ui.screens.roster.grid_edits import RowChange
from ibcr_desktop.ui.screens.roster.grid_model import GridModel


class RosterModel(GridModel[RosterRow]):
    """Knows the days of the activity, whom a record was joined with, and which names stand in two rows."""

    usual_pins = ("participation.role", "participation.level")
    saving: RosterSaving

    def __init__(
        self, roster: Roster, saving: RosterSaving, lexicon: Lexicon, today: date, parent: QObject | None = None
    ) -> None:
        self.occasion = roster.occasion
        self.canonical = roster.people.canonical
        self.marks: dict[uuid.UUID, CellProblem] = {}  # what the panel of known people says of a row
        self._twins: dict[int, CellProblem] | None = None
        super().__init__(roster.rows, roster.columns, saving, RosterLexicon(lexicon, roster.titles), today, parent)

    def take_occasion(self, roster: Roster) -> None:
        """Follow the form of the activity, whose sessions or days have changed; the rows stay."""
        keys = [column.key for column in self.columns]
        usual = self.usual_columns()
        self.occasion = roster.occasion
        self.all_columns = columns_for(roster.occasion)
        days = [key for key in self.usual_columns() if key not in usual]
        self._judged.clear()
        self.show_columns(None if keys == usual else [*keys, *days])
        self.rows_changed.emit()

    def take_rows(self, roster: Roster) -> None:
        """Begin again with the rows as they were read, in the paper's order; earlier actions can be undone no more."""
        self.beginResetModel()
        self.rows[:] = roster.rows
        self.saving.begin(roster.stored)
        self.undo_stack.clear()
        self._judged.clear()
        self._twins = None
        self.endResetModel()
        self.rows_changed.emit()

    @property
    def has_paper_lines(self) -> bool:
        """Say whether the line of the paper is known of anybody."""
        return any(PAPER_LINE in row.values for row in self.rows)

    def usual_columns(self) -> list[str]:
        """Give the columns that a sign-in sheet has."""
        return usual_columns(self.occasion)

    def place_of(self, person: uuid.UUID) -> int | None:
        """Give the row of a person, also under a record that was joined with this one; None where there is none."""
        wanted = self.canonical(person)
        places = (place for place, row in enumerate(self.rows) if self.canonical(row.person_id) == wanted)
        return next(places, None)

    def begin(self, rows: Sequence[RosterRow]) -> RosterRow:
        """Give a new row with the usual role and level, and what the pins carry into it."""
        return new_row(self.occasion.activity_id, self.carried_into(self.occasion.usual_values(), rows))

    def own_problems(self, row: RosterRow) -> tuple[CellProblem, ...]:
        """Give what is wrong with person and participation by themselves."""
        return problems_of(row, self.all_columns, self.lexicon, self.today)

    def beside(self, place: int) -> Iterator[CellProblem]:
        """Say that the same name stands in another row, or that somebody known may be meant."""
        if self._twins is None:
            self._twins = twins(self.rows)
        also = (self._twins.get(place), self.marks.get(self.rows[place].key))
        yield from (each for each in also if each is not None)

    def mark(self, key: uuid.UUID, problem: CellProblem | None) -> None:
        """Say of a row that it may be somebody known, or no longer."""
        if problem is None:
            self.marks.pop(key, None)
        else:
            self.marks[key] = problem
        place = next((place for place, row in enumerate(self.rows) if row.key == key), None)
        if place is not None:
            self.show_row(place)

    def rows_replaced(self, changes: Sequence[RowChange[Any]]) -> None:
        """Look for the same names again where a name is another."""
        if any(_name(each.before) != _name(each.after) for each in changes):
            self._twins = None


def _name(row: RosterRow | None) -> str | None:
    return None if row is None else row.name
