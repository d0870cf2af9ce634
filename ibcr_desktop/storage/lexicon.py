"""Labels of code lists and titles of records in one language, read from the database and kept at hand."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, select

from ibcr_desktop.foundation.clock import Clock
from ibcr_desktop.foundation.plain_text import fold
from ibcr_desktop.foundation.words import Words
from ibcr_desktop.records.lexicon import Lexicon, LexiconAround
from ibcr_desktop.records.offices import Country, Office, Term
from ibcr_desktop.storage.database import Database
from ibcr_desktop.storage.rows import table_of
from ibcr_desktop.storage.search import Hit, search, suggestions
from ibcr_desktop.storage.titles import titles_of

COUNTRIES, OFFICES = "country", "office"  # lists whose entries are records of their own kind
LAST_POSITION = 2**31
SOURCES = frozenset({"term", "country", "office"})  # kinds whose change makes labels old


@dataclass
class TermList:
    """One code list: every label that was ever given, and the codes that may be chosen today, in their order."""

    labels: dict[str, str] = field(default_factory=dict)
    choices: dict[str, str] = field(default_factory=dict)


class StoredLexicon:
    """The lexicon of an opened database in one language; the worker thread asks for ``another``."""

    def __init__(self, database: Database, words: Words, clock: Clock) -> None:
        self._database = database
        self._words = words
        self._clock = clock
        self._lists: dict[str, TermList] | None = None

    @property
    def words(self) -> Words:
        """The language to show and to read in."""
        return self._words

    @property
    def today(self) -> date:
        """The day it is here."""
        return self._clock.today()

    def another(self, database: Database, words: Words | None = None) -> "StoredLexicon":
        """Give a lexicon for another connection, and for another language where one is given."""
        return StoredLexicon(database, words or self._words, self._clock)

    def refresh(self, kinds: Iterable[str] = SOURCES) -> None:
        """Read labels again at the next question, if one of the kinds holds labels."""
        if SOURCES & set(kinds):
            self._lists = None

    def label(self, list_code: str, code: str) -> str:
        """Give the label of a code; the code itself where nobody knows it."""
        return self._list(list_code).labels.get(code, code)

    def terms(self, list_code: str) -> Sequence[tuple[str, str]]:
        """Give (code, label) of a list in its own order, outdated ones left out."""
        return list(self._list(list_code).choices.items())

    def order_of(self, list_code: str) -> dict[str, int]:
        """Give the place of each code of a list, outdated ones last: the order in which a column sorts."""
        known = self._list(list_code)
        codes = dict.fromkeys([*known.choices, *sorted(known.labels)])
        return {code: place for place, code in enumerate(codes)}

    def titles(self, kind_name: str, record_ids: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, str]:
        """Give the titles of records, those unknown here left out."""
        with self._database.reader() as connection:
            return titles_of(connection, kind_name, record_ids, self)

    def suggest(self, kind_name: str, text: str) -> Sequence[tuple[uuid.UUID, str]]:
        """Give (id, title) of up to twenty records that what is typed may mean, the likeliest first."""
        with self._database.reader() as connection:
            return suggestions(connection, kind_name, text, self)

    def search(self, text: str, kinds: Iterable[str] | None = None, limit: int = 20) -> list[Hit]:
        """Find records of all kinds, or of some, grouped by kind; see ``storage.search``."""
        with self._database.reader() as connection:
            return search(connection, text, self, kinds, limit)

    def _list(self, list_code: str) -> TermList:
        if self._lists is None:
            with self._database.reader() as connection:
                self._lists = read_lists(connection, self._words.language, self.today)
        return self._lists.get(list_code) or TermList()


class KnownTitles(LexiconAround):
    """A lexicon that has the titles of a page at hand, so that showing its cells asks nothing of the database."""

    def __init__(self, lexicon: Lexicon, known: Mapping[str, Mapping[uuid.UUID, str]]) -> None:
        super().__init__(lexicon)
        self._known = known

    def titles(self, kind_name: str, record_ids: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, str]:
        """Give the titles that were read with the page; a kind that was not read is asked for."""
        if kind_name not in self._known:
            return super().titles(kind_name, record_ids)
        known = self._known[kind_name]
        return {each: known[each] for each in record_ids if each in known}


def read_lists(connection: Connection, language: str, today: date) -> dict[str, TermList]:
    """Read every code list in a language; where a label is missing the English one stands, then the code."""
    lists: dict[str, TermList] = {}
    table = table_of(Term)
    columns: tuple[ColumnElement[Any], ...] = (
        table.c.list_code,
        table.c.code,
        table.c.label_en,
        table.c[f"label_{language}"].label("own"),
    )
    columns += (table.c.valid_from, table.c.valid_to, table.c.position, table.c.deleted)
    rows = connection.execute(select(*columns).where(table.c.code.is_not(None))).all()
    for row in sorted(rows, key=lambda row: LAST_POSITION if row.position is None else row.position):
        label = row.own or row.label_en or row.code
        begun = row.valid_from is None or row.valid_from <= today
        holds = begun and not row.deleted and (row.valid_to is None or row.valid_to >= today)
        _enter(lists.setdefault(row.list_code or "", TermList()), row.code, label, is_choice=holds)
    lists[COUNTRIES], lists[OFFICES] = _countries(connection, language), _offices(connection, today)
    return lists


def _countries(connection: Connection, language: str) -> TermList:
    table, found = table_of(Country), TermList()
    statement = select(table.c.iso3, table.c.label_en, table.c[f"label_{language}"].label("own"), table.c.deleted)
    rows = connection.execute(statement.where(table.c.iso3.is_not(None))).all()
    for row in sorted(rows, key=lambda row: fold(row.own or row.label_en or row.iso3)):
        _enter(found, row.iso3, row.own or row.label_en or row.iso3, is_choice=not row.deleted)
    return found


def _offices(connection: Connection, today: date) -> TermList:
    table, found = table_of(Office), TermList()
    statement = select(table.c.code, table.c.name, table.c.closed_on, table.c.deleted)
    rows = connection.execute(statement.where(table.c.code.is_not(None)).order_by(table.c.code)).all()
    for row in rows:
        is_open = not row.deleted and (row.closed_on is None or row.closed_on >= today)
        _enter(found, row.code, row.name or row.code, is_choice=is_open)
    return found


def _enter(into: TermList, code: str, label: str, *, is_choice: bool) -> None:
    """Take in one entry; of two records with one code the live one gives the label."""
    if is_choice or code not in into.labels:
        into.labels[code] = label
    if is_choice:
        into.choices.setdefault(code, label)
