"""Offers, below a search in the list of people, those whom the grid would find: other spellings, in any order."""

import uuid
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from ibcr_desktop.foundation.words import N_plural
from ibcr_desktop.people.known_people import TypedPerson, known_people
from ibcr_desktop.storage.filters import ListQuery, ordered_ids
from ibcr_desktop.storage.lexicon import StoredLexicon
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.on_worker import on_worker

MOST_OFFERED: Final = 50
MOST_LISTED: Final = 2_500  # whoever finds more than that narrows the search first
FOUND: Final = N_plural("{count} more person of a similar name: sho&w", "{count} more people of a similar name: sho&w")
Found = tuple[str, list[uuid.UUID]]


class AlikePeople(QPushButton):
    """Asks on the worker after each search; hidden where the list has everybody already.

    Signals:
        wanted: show these people (ids, the likeliest first).
    """

    wanted = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._searched = ""
        self._people: list[uuid.UUID] = []
        self.setAutoDefault(False)
        self.clicked.connect(lambda _checked=False: self.wanted.emit(tuple(self._people)))
        self.hide()

    def look(self, query: ListQuery) -> None:
        """Look for people who are meant by a search, beside those whom the list has."""
        searched = query.search.strip()
        if searched == self._searched:
            return
        self._searched = searched
        self.hide()
        if searched:
            work = partial(_alike, lexicon=self._context.lexicon, query=query)
            on_worker(self._context, work, self._offer, at_once=True)

    def _offer(self, found: Found) -> None:
        searched, people = found
        if searched != self._searched:
            return  # something else was typed meanwhile
        self._people = people
        words = self._context.words
        self.setText(words.plural(*FOUND, len(people)).format(count=words.number(len(people))))
        self.setVisible(bool(people))


def _alike(store: RecordStore, lexicon: StoredLexicon, query: ListQuery) -> Found:
    searched = query.search.strip()
    asked = TypedPerson(family_name=searched, phone=searched)
    everybody = ordered_ids(query, lexicon.another(store.database)).limit(MOST_LISTED)
    with store.database.reader() as connection:
        listed = set(connection.execute(everybody).scalars())
        found = [each.person_id for each in known_people(connection, asked, limit=MOST_OFFERED)]
    return searched, [each for each in found if each not in listed]
