"""Asks on the worker thread who a row may be, a moment after the last key, and does what the panel answers."""

import uuid
from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent

from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.people.evidence import Tier, explanation
from ibcr_desktop.people.known_people import Candidate, TypedPerson, known_people
from ibcr_desktop.people.links import DIFFERENT, UNDECIDED
from ibcr_desktop.people.verdicts import decide
from ibcr_desktop.roster.columns import Column
from ibcr_desktop.roster.familiar import LIKE_THE_OTHERS, Expected, came_before, in_expected_order
from ibcr_desktop.roster.grid import typed
from ibcr_desktop.roster.judging import CellProblem, to_look_at
from ibcr_desktop.roster.known_lines import KnownPerson, read_known
from ibcr_desktop.roster.rows import NAMES, PERSON, RosterRow
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.screens.roster.known_panel import KnownPanel
from ibcr_desktop.ui.screens.roster.roster_table import RosterTable
from ibcr_desktop.ui.toolkit.background import Task

MILLISECONDS_AFTER_THE_LAST_KEY = 250  # docs/interaction.md, 5
FEWEST_LETTERS = 2
MOST_OFFERED, MOST_WEIGHED = 8, 24
NUMBERS = tuple("12345678")
MAYBE_KNOWN = N_("Maybe known: {name}. Is it the same person? (F4)")
Found = tuple[int, Mapping[str, Any], list[KnownPerson]]


class KnownFeed(QObject):
    """Joins grid and panel; rows of people who are known already are not asked about."""

    def __init__(self, context: Context, table: RosterTable, panel: KnownPanel) -> None:
        super().__init__(table)
        self._context, self._table, self._panel = context, table, panel
        self._model = table.roster
        self._values: Mapping[str, Any] = {}  # of the person that is asked about
        self._place = -1
        self._offered: list[KnownPerson] = []
        self._answered: set[tuple[uuid.UUID | None, uuid.UUID]] = set()
        self._task: Task | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(MILLISECONDS_AFTER_THE_LAST_KEY)
        self._timer.timeout.connect(self._ask)
        table.take_candidate, table.is_answer = self.take_key, panel.takes
        table.letters_typed.connect(self._typing)
        table.row_changed.connect(self._show_row)
        table.panel_wanted.connect(panel.begin)
        self._model.rows_changed.connect(lambda: self._show_row(table.place))
        panel.same.connect(self.take)
        panel.other.connect(lambda known: self._decide(known, DIFFERENT))
        panel.later.connect(lambda known: self._decide(known, UNDECIDED))

    def take_key(self, event: QKeyEvent) -> bool:
        """Take a candidate by its number while a name is typed, or mark one with the arrows and take it with Enter."""
        panel = self._panel
        if panel.takes(event):
            panel.answer_by(event)
            return True
        column = self._table.column_at(self._table.currentIndex())
        if not panel.isVisible() or column is None or column.key not in NAMES or event.modifiers() & ~_PLAIN:
            return False
        if event.text() in NUMBERS:
            return panel.take_number(NUMBERS.index(event.text()) + 1)
        return self._mark_by(event.key())

    def _mark_by(self, key: int) -> bool:
        panel = self._panel
        if key == Qt.Key.Key_Down:
            return panel.mark(1)
        if not panel.is_marked:
            return False
        if key == Qt.Key.Key_Up:
            panel.mark(-1)
        elif key == Qt.Key.Key_Escape:
            panel.unmark()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            panel.answer(panel.same)
        else:
            return False
        return True

    def take(self, known: KnownPerson) -> None:
        """Let the row be this person, and go on to the next row."""
        place, before = self._place, self._model.row(self._place)
        self.stop()
        self._table.drop_cell()
        if before is not None:
            self._model.mark(before.key, None)
        there = self._table.actions_on_rows.take_person(place, known.row)
        self._table.setFocus()
        self._table.go_to(place + 1 if there is None else there)

    def _decide(self, known: KnownPerson, verdict: str) -> None:
        """Keep the row as it is, with what was answered about the two."""
        place = self._place
        self._table.close_open_cell()
        self._model.leave_row(place)
        row = self._model.row(place)
        if row is not None and self._context.messages.attempt(
            lambda: decide(self._context.store, row.person_id, known.row.person_id, verdict)
        ):
            self._answered.add((row.person_id, known.row.person_id))
            self._model.mark(row.key, None)
            self._offer(row.name, row.person_id)
        self._table.setFocus()

    def _typing(self, index: QModelIndex, text: str) -> None:
        column = self._table.column_at(index)
        row = self._model.row(index.row())
        if column is not None and column.key.startswith(f"{PERSON}.") and (row is None or row.is_made_here):
            self._panel.unmark()
            self._want(index.row(), self._with(row, column, text))

    def _with(self, row: RosterRow | None, column: Column, text: str) -> RosterRow:
        return typed(row or self._model.begin(self._model.rows), column, text, self._model.lexicon)

    def _show_row(self, place: int) -> None:
        row = self._model.row(place)
        if row is None or not row.is_made_here:
            self.stop()
        else:
            self._want(place, row)

    def _want(self, place: int, row: RosterRow) -> None:
        values = {name: value for name, value in row.part(PERSON).items() if f"{PERSON}.{name}" not in row.carried}
        letters = sum(len(str(values.get(cell.partition(".")[2]) or "")) for cell in NAMES)
        if letters < FEWEST_LETTERS:
            self.stop()
        elif (place, values) != (self._place, self._values):
            self._place, self._values = place, values
            self._timer.start()

    def _ask(self) -> None:
        if self._task is not None:
            self._task.cancel()
        place, values, store = self._place, dict(self._values), self._context.store
        model, row = self._model, self._model.row(place)
        asked = typed_person(values, None if row is None else row.person_id, model.occasion.day)
        expected = Expected(
            model.occasion.activity_id,
            here=frozenset(model.canonical(each.person_id) for at, each in enumerate(model.rows) if at != place),
            carried={cell: each for cell, each in model.begin(model.rows).values.items() if cell in LIKE_THE_OTHERS},
        )
        work = partial(_answer, store, place, values, asked, expected, self._context.words)  # holds no widget
        self._task = self._context.background.run(work, self._found, at_once=True)

    def _found(self, answer: Found) -> None:
        place, values, found = answer
        if (place, values) != (self._place, self._values):
            return  # something was typed meanwhile
        self._offered = found
        row = self._model.row(place)
        name = " ".join(str(values[key]) for key in ("family_name", "given_names") if values.get(key))
        self._offer(name, None if row is None else row.person_id)

    def _offer(self, name: str, own: uuid.UUID | None) -> None:
        """Show the people who were found and about whom nothing has been answered yet, and mark the row."""
        open_ = [each for each in self._offered if (own, each.row.person_id) not in self._answered]
        self._panel.show_candidates(name, [self._with_place(each) for each in open_])
        row = next((row for row in self._model.rows if row.person_id == own), None)
        if row is not None:
            likely = next((each for each in open_ if each.tier != Tier.NAME_ONLY), None)
            text = None if likely is None else to_look_at(MAYBE_KNOWN, name=likely.row.name)
            self._model.mark(row.key, None if text is None else CellProblem("person.family_name", text))

    def _with_place(self, known: KnownPerson) -> KnownPerson:
        """Say where somebody stands in the activity already."""
        there = self._model.place_of(known.row.person_id)
        if there is None:
            return known
        words = self._context.words
        text = words.translate(N_("already in row {number}")).format(number=there + 1)
        return replace(known, evidence=words.in_a_row(filter(None, (text, known.evidence))))

    def stop(self) -> None:
        """Ask nothing more, and show nobody."""
        self._timer.stop()
        self._place, self._values = -1, {}
        self._panel.show_candidates("", [])


_PLAIN = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier  # French keyboards: figures with Shift


def typed_person(values: Mapping[str, Any], own: uuid.UUID | None, day: date) -> TypedPerson:
    """Give what was typed of a person, by field name, as the search for known people takes it."""
    return TypedPerson(
        family_name=values.get("family_name") or "",
        given_names=values.get("given_names") or "",
        sex=values.get("sex"),
        birth_date=values.get("birth_date"),
        birth_year=values.get("birth_year"),
        on=day,
        organisation=values.get("organisation_id"),
        country=values.get("country"),
        locality=values.get("locality") or "",
        phone=values.get("telephone") or "",
        email=values.get("email") or "",
        person_id=own,
    )


def _answer(
    store: RecordStore, place: int, values: Mapping[str, Any], typed: TypedPerson, expected: Expected, words: Words
) -> Found:
    with closing(store.another().database) as database, database.reader() as connection:
        return place, values, _known(connection, typed, expected, words)


def _known(connection: Any, typed: TypedPerson, expected: Expected, words: Words) -> list[KnownPerson]:
    """Read whom a row may mean, with facts and evidence; the likeliest first."""
    candidates = {each.person_id: each for each in known_people(connection, typed, limit=MOST_WEIGHED)}
    found = [_described(each, candidates[each.row.person_id], words) for each in read_known(connection, [*candidates])]
    return in_expected_order(found, came_before(connection, [*candidates], expected.activity_id), expected)[
        :MOST_OFFERED
    ]


def _described(known: KnownPerson, candidate: Candidate, words: Words) -> KnownPerson:
    return replace(
        known,
        activities=candidate.activities,
        last_on=candidate.last_activity,
        evidence=explanation(candidate.evidence, words),
        tier=candidate.tier,
    )
