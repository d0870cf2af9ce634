"""Reads lists page by page as plain rows with the texts that a table shows."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records import kind_named
from ibcr_desktop.records.activities import Activity
from ibcr_desktop.records.field_types import ChoiceType, FieldType, LinksType, LinkType
from ibcr_desktop.storage.database import Database
from ibcr_desktop.storage.filters import ListQuery, common_fields, kinds_of
from ibcr_desktop.storage.lexicon import OFFICES, KnownTitles, StoredLexicon
from ibcr_desktop.storage.list_order import ListOrder, count_whole, order_of
from ibcr_desktop.storage.log_tables import CONFLICT
from ibcr_desktop.storage.rows import table_of
from ibcr_desktop.storage.titles import titles_of

OFFICE, KIND = "office", "kind"  # columns that are no declared fields


class ListRow(NamedTuple):
    """One record of a list.

    Attributes:
        values: Python values in the order of the columns.
        texts: the same as a person reads them.
        contested: offices disagree about one of its fields.
    """

    record_id: uuid.UUID
    kind: str
    office: str | None
    state: str
    deleted: bool
    contested: bool
    values: tuple[Any, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True)
class ListColumn:
    """One column that a list can show.

    Attributes:
        label: marked English words.
        at_first: shown until a person chooses columns.
    """

    name: str
    label: str
    type: FieldType | None  # None for the kind
    at_first: bool = True


def columns_of(query: ListQuery) -> tuple[ListColumn, ...]:
    """Give every column that the list can show, in the order of the declarations; the state is not one of them."""
    kinds = kinds_of(query)
    found = [ListColumn(each.name, each.label, each.type, each.in_table) for each in common_fields(kinds).values()]
    if len(kinds) > 1:
        found.insert(0, ListColumn(KIND, N_("Kind"), None))
    return (*found, ListColumn(OFFICE, N_("Recorded by"), ChoiceType(OFFICES), at_first=False))


class ListPages:
    """The pages of one list, in the order it had when it was first read; ask for new pages after a change."""

    def __init__(
        self, database: Database, lexicon: StoredLexicon, query: ListQuery, columns: Sequence[ListColumn] | None = None
    ) -> None:
        """Prepare; nothing is read before the first question."""
        self.query = query
        self.columns = tuple(columns if columns is not None else (each for each in columns_of(query) if each.at_first))
        self._database = database
        self._lexicon = lexicon
        self._order: ListOrder | None = None
        self._total: int | None = None

    @property
    def count(self) -> int:
        """How many records the list shows."""
        if self._order is None:
            with self._database.reader() as connection:
                self._ordered(connection)
        return self._order.count if self._order is not None else 0

    @property
    def total(self) -> int:
        """How many there would be if nothing narrowed the list."""
        if not self.query.is_narrowed:
            return self.count
        if self._total is None:
            with self._database.reader() as connection:
                self._total = count_whole(connection, self.query)
        return self._total

    def page(self, first: int, count: int) -> list[ListRow | None]:
        """Give ``count`` rows from the place ``first`` on, fewer at the end; None where a record has gone since."""
        with self._database.reader() as connection:
            ids = self._ordered(connection).ids(connection, first, count)
            rows = self._rows(connection, ids)
        return [rows.get(each) for each in ids]

    def ids(self, first: int, count: int) -> list[uuid.UUID]:
        """Give the ids at the places, for what is done with a selection or a whole list."""
        with self._database.reader() as connection:
            return self._ordered(connection).ids(connection, first, count)

    def place_of(self, record_id: uuid.UUID) -> int | None:
        """Give the place of a record, None where the list does not show it."""
        with self._database.reader() as connection:
            return self._ordered(connection).place_of(connection, record_id)

    def _ordered(self, connection: Connection) -> ListOrder:
        if self._order is None:
            self._order = order_of(connection, self.query, self._lexicon)
        return self._order

    def _rows(self, connection: Connection, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, ListRow]:
        kinds = kinds_of(self.query)
        table = table_of(kinds[0])
        names = ["id", "office", "state", "deleted", *(each.name for each in self.columns)]
        if issubclass(kinds[0], Activity):
            names.append(KIND)
        columns = [table.c[name] for name in dict.fromkeys(names)]
        found = connection.execute(select(*columns).where(table.c.id.in_(ids))).mappings().all()
        contested = set(connection.execute(select(CONFLICT.c.record_id).where(CONFLICT.c.record_id.in_(ids))).scalars())
        lexicon = KnownTitles(self._lexicon, self._linked(connection, found))
        only_kind = kinds[0].kind_name()
        return {row["id"]: self._row(row, row.get(KIND, only_kind), contested, lexicon) for row in found}

    def _row(self, row: Mapping[Any, Any], kind: str, contested: set[uuid.UUID], lexicon: KnownTitles) -> ListRow:
        values = tuple(row[each.name] for each in self.columns)
        texts = tuple(
            each.type.show(value, lexicon) if each.type else lexicon.words.translate(kind_named(value).singular)
            for each, value in zip(self.columns, values, strict=True)
        )
        is_contested = row["id"] in contested
        return ListRow(row["id"], kind, row["office"], row["state"], row["deleted"], is_contested, values, texts)

    def _linked(self, connection: Connection, rows: Sequence[Mapping[Any, Any]]) -> dict[str, dict[uuid.UUID, str]]:
        """Give the titles of all that the rows link to, one question for each linked kind."""
        wanted: dict[str, set[uuid.UUID]] = {}
        for each in self.columns:
            if isinstance(each.type, LinkType):
                wanted.setdefault(each.type.kind_name, set()).update(row[each.name] for row in rows if row[each.name])
            elif isinstance(each.type, LinksType):
                several = (one for row in rows for one in row[each.name] or ())
                wanted.setdefault(each.type.kind_name, set()).update(several)
        return {name: titles_of(connection, name, ids, self._lexicon) for name, ids in wanted.items()}


def column_named(query: ListQuery, name: str) -> ListColumn:
    """Give a column by its name; KeyError where the list has none of it."""
    return {each.name: each for each in columns_of(query)}[name]
