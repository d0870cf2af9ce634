"""What is done to the selected cells as one step: fill down, empty, mark days, paste, bring people in."""

from collections.abc import Iterable, Sequence

from ibcr_desktop.foundation.plain_text import fold
from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records.organisations import Organisation
from ibcr_desktop.roster.attendance_columns import SessionColumn, all_days, attended
from ibcr_desktop.roster.columns import Column
from ibcr_desktop.roster.grid import typed
from ibcr_desktop.roster.known_rows import brought_in, take_person
from ibcr_desktop.roster.pasting import Block, Pasted, copied_down, emptied, pasted
from ibcr_desktop.roster.rows import RosterRow
from ibcr_desktop.ui.screens.roster.roster_edits import RowChange
from ibcr_desktop.ui.screens.roster.roster_model import RosterModel

Cells = Sequence[tuple[int, int]]  # row, column


class RowActions:
    """Works on the rows of a model; each method is one step to undo."""

    def __init__(self, model: RosterModel) -> None:
        self._model = model

    def fill_down(self, cells: Cells) -> bool:
        """Copy the topmost selected cell of each column down; of a single row, the row above."""
        tops = {section: min(place for place, each in cells if each == section) for _, section in cells}
        single = all(sum(each == section for _, each in cells) == 1 for section in tops)
        changed: dict[int, RosterRow] = {}
        for place, section in cells:
            source = place - 1 if single else tops[section]
            column, above = self._model.column(section), self._model.row(source)
            before = self._before(place)
            if column is not None and above is not None and source >= 0 and (single or place != source):
                changed[place] = copied_down(changed.get(place, before), above, column)
        return self._change(N_("Fill down"), changed)

    def empty(self, cells: Cells) -> bool:
        """Empty cells."""
        changed: dict[int, RosterRow] = {}
        for place, section in cells:
            row, column = self._model.row(place), self._model.column(section)
            if row is not None and column is not None:
                changed[place] = emptied(changed.get(place, row), [column])
        return self._change(N_("Empty cells"), changed)

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
        return self._change(N_("Attendance"), changed)

    def all_present(self, places: Iterable[int]) -> bool:
        """Mark people as present on all days that took place."""
        occasion = self._model.occasion
        rows = {place: row for place in places if (row := self._model.row(place)) is not None}
        changed = {place: row.with_values(attended(all_days(occasion), row, occasion)) for place, row in rows.items()}
        return self._change(N_("All present"), changed)

    def paste(self, block: Block, first: int, columns: Sequence[Column | None]) -> Pasted:
        """Lay a block of cells over the rows from ``first`` on, new rows at the foot."""
        model = self._model
        result = pasted(block, model.rows, first, columns, model.begin, model.lexicon)
        changes = [RowChange(place, model.rows[place], row) for place, row in result.changed.items()]
        model.change(model.words.translate(N_("Paste")), [*changes, *self._added(result.added)])
        return result

    def bring_in(self, people: Iterable[RosterRow]) -> int:
        """Add known people; those who are in the activity already are left out. Gives how many were added."""
        model, known = self._model, list(people)
        model.saving.know(known)
        usual = model.occasion.usual_values()
        absent = [each for each in known if model.place_of(each.person_id) is None]
        rows = brought_in(absent, model.occasion.activity_id, usual)
        model.change(model.words.translate(N_("Bring people in")), self._added(rows))
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
        self._change(Organisation.singular, changed)

    def _added(self, rows: Sequence[RosterRow]) -> list[RowChange]:
        return [RowChange(place, None, row) for place, row in enumerate(rows, start=len(self._model.rows))]

    def _before(self, place: int) -> RosterRow:
        return self._model.row(place) or self._model.begin(self._model.rows)

    def _change(self, text: str, changed: dict[int, RosterRow]) -> bool:
        changes = [RowChange(place, self._model.row(place), row) for place, row in changed.items()]
        return self._model.change(self._model.words.translate(text), changes)
