"""What is done to rows of people as one step: mark days, bring people in, let a row be somebody known."""

from collections.abc import Iterable

from ibcr_desktop.foundation.plain_text import fold
from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records.organisations import Organisation
from ibcr_desktop.roster.attendance_columns import SessionColumn, all_days, attended
from ibcr_desktop.roster.columns import Column
from ibcr_desktop.roster.grid import typed
from ibcr_desktop.roster.known_rows import brought_in, take_person
from ibcr_desktop.roster.rows import RosterRow
from ibcr_desktop.ui.screens.roster.cell_actions import CellActions, Cells
from ibcr_desktop.ui.screens.roster.grid_edits import RowChange
from ibcr_desktop.ui.screens.roster.roster_model import RosterModel


class RowActions(CellActions[RosterRow]):
    """Adds to the actions on cells what only people have."""

    def __init__(self, model: RosterModel) -> None:
        super().__init__(model)
        self._model = model

    def toggle(self, cells: Cells) -> bool:
        """Mark days, or take the marks away where all of them are set."""
        marks = [
            (place, column)
            for place, section in cells
            if isinstance(column := self._model.column(section), SessionColumn) and self._model.row(place) is not None
        ]
        if not marks:
            return bool(cells)  # the blank row has nobody to be present
        present = not all(column.is_present(self._model.rows[place]) for place, column in marks)
        changed: dict[int, RosterRow] = {}
        for place, column in marks:
            row = changed.get(place, self._model.rows[place])
            changed[place] = row.with_values(column.marked(row, present=present))
        return self.change(N_("Attendance"), changed)

    def all_present(self, places: Iterable[int]) -> bool:
        """Mark people as present on all days that took place."""
        occasion = self._model.occasion
        rows = {place: row for place in places if (row := self._model.row(place)) is not None}
        changed = {place: row.with_values(attended(all_days(occasion), row, occasion)) for place, row in rows.items()}
        return self.change(N_("All present"), changed)

    def bring_in(self, people: Iterable[RosterRow]) -> int:
        """Add known people; those who are in the activity already are left out. Gives how many were added."""
        model, known = self._model, list(people)
        model.saving.know(known)
        usual = model.occasion.usual_values()
        absent = [each for each in known if model.place_of(each.person_id) is None]
        rows = brought_in(absent, model.occasion.activity_id, usual)
        model.change(model.words.translate(N_("Bring people in")), self.added(rows))
        return len(rows)

    def take_person(self, place: int, known: RosterRow) -> int | None:
        """Let a row be somebody known; gives the row where that person stands already, which then stays alone."""
        model, before = self._model, self._model.row(place)
        there = model.place_of(known.person_id)
        if there is not None:
            if there != place and before is not None:
                model.take_out([place])
            return there - (there > place) if before is not None else there
        model.saving.know([known])
        taken = take_person(before or model.begin(model.rows), known, model.occasion.activity_id)
        model.change(model.words.translate(N_("Same person")), [RowChange(place, before, taken)])
        return None

    def type_again(self, column: Column, text: str) -> None:
        """Read a text that was not understood once more, in every row where it stands: now it may be."""
        model, wanted = self._model, fold(text)
        places = [at for at, row in enumerate(model.rows) if fold(row.texts.get(column.key, "")) == wanted]
        changed = {at: typed(model.rows[at], column, text, model.lexicon) for at in places}
        self.change(Organisation.singular, changed)
