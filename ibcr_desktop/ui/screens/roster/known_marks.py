"""Marks rows that came in together and may be people who are known already, a few at a time on the worker thread."""

import uuid
from collections.abc import Iterable, Mapping
from contextlib import closing
from functools import partial

from PySide6.QtCore import QObject

from ibcr_desktop.people.evidence import Tier
from ibcr_desktop.people.known_people import TypedPerson, known_people
from ibcr_desktop.roster.judging import CellProblem, to_look_at
from ibcr_desktop.roster.rows import RosterRow
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.screens.roster.known_feed import MAYBE_KNOWN, typed_person
from ibcr_desktop.ui.screens.roster.roster_model import RosterModel

AT_ONCE = 5  # rows: whoever types meanwhile is answered between two portions


class KnownMarks(QObject):
    """Asks about each row of a paste what the panel asks about a row that is typed; F8 leads to those marked."""

    def __init__(self, context: Context, model: RosterModel) -> None:
        super().__init__(model)
        self._context, self._model = context, model
        self._waiting: list[RosterRow] = []
        self._is_asking = False

    def examine(self, rows: Iterable[RosterRow]) -> None:
        """Look at rows, in their order."""
        self._waiting += [row for row in rows if row.is_made_here]
        self._go_on()

    def stop(self) -> None:
        """Ask nothing more: the page is left."""
        self._waiting.clear()

    def _go_on(self) -> None:
        if self._is_asking or not self._waiting:
            return
        some, self._waiting = self._waiting[:AT_ONCE], self._waiting[AT_ONCE:]
        day = self._model.occasion.day
        asked = {row.key: typed_person(row.part("person"), row.person_id, day) for row in some}
        self._is_asking = True
        self._context.background.run(partial(_likely, self._context.store, asked), self._found, at_once=True)

    def _found(self, names: Mapping[uuid.UUID, str]) -> None:
        self._is_asking = False
        for key, name in names.items():
            self._model.mark(key, CellProblem("person.family_name", to_look_at(MAYBE_KNOWN, name=name)))
        self._go_on()


def _likely(store: RecordStore, asked: Mapping[uuid.UUID, TypedPerson]) -> dict[uuid.UUID, str]:
    """Give the name of the likeliest known person for each row that more than its name speaks for."""
    names = {}
    with closing(store.another().database) as database:
        for key, typed in asked.items():
            with database.reader() as connection:  # a short read for each: nobody who saves has to wait
                found = known_people(connection, typed, limit=1)
            if found and found[0].tier != Tier.NAME_ONLY:
                names[key] = found[0].name
    return names
