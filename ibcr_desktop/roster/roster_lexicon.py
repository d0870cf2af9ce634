"""A lexicon that remembers what the cells of a roster ask again and again: titles, and what a text may mean."""

import uuid
from collections.abc import Iterable, Mapping, Sequence

from ibcr_desktop.records.lexicon import Lexicon, LexiconAround
from ibcr_desktop.records.organisations import Organisation


class RosterLexicon(LexiconAround):
    """Forty rows that name one organisation ask the database once; it is made anew when organisations change."""

    def __init__(self, lexicon: Lexicon, titles: Mapping[uuid.UUID, str] | None = None) -> None:
        super().__init__(lexicon)
        self._titles = {(Organisation.kind_name(), each): title for each, title in (titles or {}).items()}
        self._suggested: dict[tuple[str, str], Sequence[tuple[uuid.UUID, str]]] = {}

    def forget(self) -> None:
        """Ask again: organisations were added or renamed."""
        self._titles.clear()
        self._suggested.clear()

    def titles(self, kind_name: str, record_ids: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, str]:
        """Give the titles of records, those unknown here left out."""
        wanted = list(record_ids)
        missing = [each for each in wanted if (kind_name, each) not in self._titles]
        if missing:
            found = super().titles(kind_name, missing)
            self._titles |= {(kind_name, each): found.get(each, "") for each in missing}
        return {each: title for each in wanted if (title := self._titles[kind_name, each])}

    def suggest(self, kind_name: str, text: str) -> Sequence[tuple[uuid.UUID, str]]:
        """Give (id, title) of records that what is typed may mean."""
        key = (kind_name, text)
        if key not in self._suggested:
            self._suggested[key] = super().suggest(kind_name, text)
        return self._suggested[key]
