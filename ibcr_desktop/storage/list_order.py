"""Gives the ids at any place of a list, however long the list is, each time with one short read.

A list that nothing narrows, in the order of titles, walks its index from the nearest known place. Any other list is
sorted once and its ids are kept, 16 bytes a record; of a whole list that is sorted only the ends are read at first.
"""

import bisect
import uuid
from dataclasses import replace
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Connection, LargeBinary, func, literal, select, tuple_, type_coerce

from ibcr_desktop.records.column_types import RecordId
from ibcr_desktop.storage.filters import ListQuery, conditions, is_by_title, kinds_of, ordered_ids, shows_whole_table
from ibcr_desktop.storage.lexicon import StoredLexicon
from ibcr_desktop.storage.rows import table_of

ID_BYTES = 16
FETCHED_AT_ONCE = 20_000
END_LENGTH = 500
MOST_PLACES = 2_000  # known places of an index walk; a key is about 100 bytes


class ListOrder(Protocol):
    """The order of one list, as it was when it was first read."""

    count: int

    def ids(self, connection: Connection, first: int, count: int) -> list[uuid.UUID]:
        """Give the ids at the places ``first`` to ``first + count - 1``, fewer at the end."""

    def place_of(self, connection: Connection, record_id: uuid.UUID) -> int | None:
        """Give the place of a record, None where the list does not show it."""


def order_of(connection: Connection, query: ListQuery, lexicon: StoredLexicon) -> ListOrder:
    """Choose the way that suits the query and read what it needs."""
    if query.is_narrowed or not shows_whole_table(query):
        return KeptIds(connection, query, lexicon)
    if is_by_title(query):
        return IndexWalk(connection, query)
    return SortedList(connection, query, lexicon)


def count_whole(connection: Connection, query: ListQuery) -> int:
    """Give how many records the list would show if nothing narrowed it."""
    counted = select(func.count()).select_from(table_of(kinds_of(query)[0]))
    if query.in_bin or not shows_whole_table(query):
        return connection.execute(counted.where(*conditions(query, whole=True))).scalar_one()
    # the engine counts a whole table by its smallest index, without looking at a row
    binned = counted.where(*conditions(replace(query, in_bin=True), whole=True))
    return connection.execute(counted).scalar_one() - connection.execute(binned).scalar_one()


class KeptIds:
    """The ids of a list in their order, in one piece of memory."""

    def __init__(self, connection: Connection, query: ListQuery, lexicon: StoredLexicon) -> None:
        statement = ordered_ids(query, lexicon)
        plain = statement.with_only_columns(type_coerce(statement.selected_columns[0], LargeBinary))
        self._kept = bytearray()
        for rows in connection.execute(plain).scalars().partitions(FETCHED_AT_ONCE):
            self._kept += b"".join(rows)
        self.count = len(self._kept) // ID_BYTES

    def ids(self, connection: Connection, first: int, count: int) -> list[uuid.UUID]:  # noqa: ARG002 - known already
        """Give the ids at the places."""
        part = bytes(self._kept[first * ID_BYTES : (first + count) * ID_BYTES])
        return [uuid.UUID(bytes=part[at : at + ID_BYTES]) for at in range(0, len(part), ID_BYTES)]

    def place_of(self, connection: Connection, record_id: uuid.UUID) -> int | None:  # noqa: ARG002 - known already
        """Give the place of a record."""
        at = self._kept.find(record_id.bytes)
        while at > 0 and at % ID_BYTES:  # the bytes may also stand across two ids
            at = self._kept.find(record_id.bytes, at + 1)
        return None if at < 0 else at // ID_BYTES


class SortedList:
    """A whole list sorted by a column without an index: its two ends are picked out, the rest is sorted if needed."""

    def __init__(self, connection: Connection, query: ListQuery, lexicon: StoredLexicon) -> None:
        self._query = query
        self._lexicon = lexicon
        self._kept: KeptIds | None = None
        self._ends: dict[bool, list[uuid.UUID]] = {}
        self.count = count_whole(connection, query)

    def ids(self, connection: Connection, first: int, count: int) -> list[uuid.UUID]:
        """Give the ids at the places."""
        count = max(0, min(count, self.count - first))
        if self._kept is None and first + count <= END_LENGTH:
            return self._end(connection, backwards=False)[first : first + count]
        if self._kept is None and first >= self.count - END_LENGTH:
            return self._end(connection, backwards=True)[: self.count - first][::-1][:count]
        return self._all(connection).ids(connection, first, count)

    def place_of(self, connection: Connection, record_id: uuid.UUID) -> int | None:
        """Give the place of a record."""
        start = self._end(connection, backwards=False)
        return start.index(record_id) if record_id in start else self._all(connection).place_of(connection, record_id)

    def _end(self, connection: Connection, *, backwards: bool) -> list[uuid.UUID]:
        if backwards not in self._ends:
            statement = ordered_ids(self._query, self._lexicon, backwards=backwards).limit(END_LENGTH)
            self._ends[backwards] = list(connection.execute(statement).scalars())
        return self._ends[backwards]

    def _all(self, connection: Connection) -> KeptIds:
        if self._kept is None:
            self._kept = KeptIds(connection, self._query, self._lexicon)
        return self._kept


class IndexWalk:
    """Walks the index (deleted, title, id): from the start, from the end, or from a place met before."""

    def __init__(self, connection: Connection, query: ListQuery) -> None:
        self._table = table_of(kinds_of(query)[0])
        self._live = self._table.c.deleted.is_(query.in_bin)
        self._descending = query.descending
        self.count = count_whole(connection, query)
        self._places: list[int] = []  # ascending; where the rows of _keys stand in ascending order
        self._keys: list[tuple[str, uuid.UUID]] = []

    def ids(self, connection: Connection, first: int, count: int) -> list[uuid.UUID]:
        """Give the ids at the places."""
        count = max(0, min(count, self.count - first))
        if count == 0:
            return []
        if self._descending:
            return self._ascending(connection, self.count - first - count, count)[::-1]
        return self._ascending(connection, first, count)

    def place_of(self, connection: Connection, record_id: uuid.UUID) -> int | None:
        """Give the place of a record by counting what stands before it."""
        table = self._table
        found = connection.execute(select(table.c.title_key).where(table.c.id == record_id, self._live)).first()
        if found is None:
            return None
        before: ColumnElement[bool] = self._key() < _key(found.title_key, record_id)
        if found.title_key is None:
            before = table.c.title_key.is_(None) & (table.c.id < record_id)
        place = self._count(connection, before)
        if found.title_key is not None:
            place += self._count(connection, table.c.title_key.is_(None))
        return self.count - 1 - place if self._descending else place

    def _count(self, connection: Connection, condition: ColumnElement[bool]) -> int:
        return connection.execute(
            select(func.count()).select_from(self._table).where(self._live, condition)
        ).scalar_one()

    def _key(self) -> Any:
        return tuple_(self._table.c.title_key, self._table.c.id)

    def _ascending(self, connection: Connection, first: int, count: int) -> list[uuid.UUID]:
        """Read from whichever known place is nearest: the start, the end, or one before."""
        known = bisect.bisect_right(self._places, first) - 1
        steps = first - self._places[known] if known >= 0 else first
        from_end = self.count - first - count
        key, table = self._key(), self._table
        statement = select(table.c.title_key, table.c.id).where(self._live).limit(count)
        if from_end < steps:
            rows = connection.execute(
                statement.order_by(table.c.title_key.desc(), table.c.id.desc()).offset(from_end)
            ).all()
            rows = rows[::-1]
        else:
            if known >= 0:
                statement = statement.where(key >= _key(*self._keys[known]))
            rows = connection.execute(statement.order_by(table.c.title_key, table.c.id).offset(steps)).all()
        self._remember(first, rows)
        return [row.id for row in rows]

    def _remember(self, first: int, rows: Any) -> None:
        """Keep where the first and the last row stand; rows without a title are reached from an end."""
        for place, row in ((first, rows[0]), (first + len(rows) - 1, rows[-1])) if rows else ():
            at = bisect.bisect_left(self._places, place)
            known = at < len(self._places) and self._places[at] == place
            if row.title_key is not None and not known and len(self._places) < MOST_PLACES:
                self._places.insert(at, place)
                self._keys.insert(at, (row.title_key, row.id))


def _key(title_key: str, record_id: uuid.UUID) -> Any:
    return tuple_(literal(title_key), literal(record_id, RecordId()))
