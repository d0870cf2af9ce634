"""What a value needs around it to be shown or read: words, today, labels of codes, titles of records."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Protocol

from ibcr_desktop.foundation.words import Words


class Lexicon(Protocol):
    """Labels of code lists and titles of records in one language; the storage layer supplies it."""

    @property
    def words(self) -> Words:
        """The language to show and to read in."""

    @property
    def today(self) -> date:
        """The day that "yesterday" is counted from."""

    def label(self, list_code: str, code: str) -> str:
        """Give the label of a code; the code itself where nobody knows it."""

    def terms(self, list_code: str) -> Sequence[tuple[str, str]]:
        """Give (code, label) of a list in its own order, outdated ones left out."""

    def titles(self, kind_name: str, record_ids: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, str]:
        """Give the titles of records, those unknown here left out."""

    def suggest(self, kind_name: str, text: str) -> Sequence[tuple[uuid.UUID, str]]:
        """Give (id, title) of up to twenty records that what is typed may mean, the likeliest first."""


class LexiconAround:
    """Passes every question on to another lexicon; who knows some of the answers gives those itself."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    @property
    def words(self) -> Words:
        """The language to show and to read in."""
        return self._lexicon.words

    @property
    def today(self) -> date:
        """The day it is here."""
        return self._lexicon.today

    def label(self, list_code: str, code: str) -> str:
        """Give the label of a code."""
        return self._lexicon.label(list_code, code)

    def terms(self, list_code: str) -> Sequence[tuple[str, str]]:
        """Give (code, label) of a list."""
        return self._lexicon.terms(list_code)

    def titles(self, kind_name: str, record_ids: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, str]:
        """Give the titles of records, those unknown here left out."""
        return self._lexicon.titles(kind_name, record_ids)

    def suggest(self, kind_name: str, text: str) -> Sequence[tuple[uuid.UUID, str]]:
        """Give (id, title) of records that what is typed may mean."""
        return self._lexicon.suggest(kind_name, text)
