"""Names the records that others link to; people by their code, unless somebody asked for names."""

import uuid
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Final

from sqlalchemy import Connection, select

from ibcr_desktop.records import kinds_by_table
from ibcr_desktop.records.field_types import LinkType
from ibcr_desktop.records.lexicon import Lexicon
from ibcr_desktop.records.people import Person
from ibcr_desktop.records.record import Record
from ibcr_desktop.storage.filters import among
from ibcr_desktop.storage.rows import table_of
from ibcr_desktop.storage.titles import BETWEEN_PARTS, title_fields, titles_of

MOST_REMEMBERED: Final = 20_000
DEEPEST: Final = 3  # an assessment is named by its participation, and that by its person


class LinkLabels:
    """The titles of linked records, read for a page of rows at a time and kept while there is room."""

    def __init__(self, connection: Connection, lexicon: Lexicon, *, names: bool) -> None:
        """Take whether people may be named."""
        self._connection = connection
        self._lexicon = lexicon
        self._names = names
        self._known: dict[tuple[str, uuid.UUID], str] = {}

    def prepare(self, kind_name: str, ids: Iterable[uuid.UUID]) -> None:
        """Read the titles that are not known yet, with one question for a kind."""
        if len(self._known) > MOST_REMEMBERED:
            self._known.clear()
        unknown = {each for each in ids if (kind_name, each) not in self._known}
        if unknown:
            found = self._titles(kind_name, unknown, DEEPEST)
            self._known.update({(kind_name, each): found.get(each, "") for each in unknown})

    def label(self, kind_name: str, record_id: uuid.UUID) -> str:
        """Give the title of a record; empty where it is not here."""
        if (kind_name, record_id) not in self._known:
            self.prepare(kind_name, [record_id])
        return self._known[kind_name, record_id]

    def _titles(self, kind_name: str, ids: Iterable[uuid.UUID], deep: int) -> Mapping[uuid.UUID, str]:
        if self._names or not any(names_people(kind) for kind in kinds_by_table(kind_name)):
            return titles_of(self._connection, kind_name, ids, self._lexicon)
        found: dict[uuid.UUID, str] = {}
        for kind in kinds_by_table(kind_name):
            found.update(self._without_names(kind, list(ids), deep))
        return found

    def _without_names(self, kind: type[Record], ids: list[uuid.UUID], deep: int) -> Mapping[uuid.UUID, str]:
        table = table_of(kind)
        fields = [each for each in title_fields(kind) if not each.personal]
        codes = [table.c.public_code] if kind is Person else []
        statement = select(table.c.id, *codes, *(table.c[each.name] for each in fields)).where(among(table.c.id, ids))
        rows = self._connection.execute(statement).mappings().all()
        if kind is Person:
            return {row["id"]: row["public_code"] or "" for row in rows}
        linked: dict[str, Mapping[uuid.UUID, str]] = {}
        for each in fields:
            if isinstance(each.type, LinkType):
                wanted = {row[each.name] for row in rows if row[each.name] is not None} if deep else set()
                linked[each.name] = self._titles(each.type.kind_name, wanted, deep - 1) if wanted else {}
        return {row["id"]: self._joined(kind, row, linked) for row in rows}

    def _joined(self, kind: type[Record], row: Mapping[Any, Any], linked: Mapping[str, Mapping[uuid.UUID, str]]) -> str:
        parts = []
        for each in title_fields(kind):
            if each.name in linked:
                parts.append(linked[each.name].get(row[each.name], ""))
            elif not each.personal:
                parts.append(each.type.show(row[each.name], self._lexicon))
        return BETWEEN_PARTS.join(part for part in parts if part)


@cache
def names_people(kind: type[Record]) -> bool:
    """Say whether the title of a kind names a person, itself or through what it links to."""
    for each in title_fields(kind):
        if each.personal:
            return True
        if isinstance(each.type, LinkType) and any(map(names_people, kinds_by_table(each.type.kind_name))):
            return True
    return False
