"""The people of a database by small numbers, joined records as one: counting compares numbers, not ids.

They are read in classes of people of whom the same is known: there are some hundred classes, and many more people.
"""

import functools
import struct
import uuid
from array import array
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Connection, func, select, type_coerce
from sqlalchemy.types import NullType

from ibcr_desktop.records.people import NOT_SAID, Person
from ibcr_desktop.records.record import State
from ibcr_desktop.storage.rows import present, table_of
from ibcr_desktop.totals.joined_people import JoinedPeople
from ibcr_desktop.totals.outcome import ID_BYTES, Ids

SILENT = (None, *NOT_SAID)
AgeKey = tuple[int | None, str | None]  # year of birth and age band
_ONE_ID: Final = struct.Struct(f"{ID_BYTES}s")


class Known(NamedTuple):
    """What every count may ask of a person."""

    sex: str | None
    birth_year: int | None
    age_band: str | None
    professional_group: str | None
    state: str

    @property
    def age(self) -> AgeKey:
        """What is known of the age."""
        return self.birth_year, self.age_band


def packed_ids(column: ColumnElement[Any]) -> ColumnElement[str]:
    """Give the ids of all rows of a group as one text: an object for each of them would take most of the time."""
    return func.group_concat(func.hex(column), "")


def ids_in(packed: str) -> list[bytes]:
    """Give the ids that ``packed_ids`` has put together."""
    return [each for (each,) in _ONE_ID.iter_unpack(bytes.fromhex(packed))]


class PeopleTable:
    """Every record of a person by number, but for those in the bin that nobody else stands in for.

    Attributes:
        ids: the id of each number, as bytes.
        number_of: id as bytes → number.
        first_of: number of a record → number of the record that stands for the joined person, where it is another.
        linked: the numbers of all records that are not, or may not be, the only one of their person.
        classes, class_of: what is known of people; the place among them for each number.
    """

    def __init__(self, connection: Connection, people: JoinedPeople) -> None:
        self._connection = connection
        self.ids: list[bytes] = []
        self.classes: list[Known] = []
        self.class_of: list[int] = []
        self._read()
        self.number_of: dict[bytes, int] = dict(zip(self.ids, range(len(self.ids)), strict=True))
        self.first_of: dict[int, int] = {}
        self._joined: list[list[int]] = []
        self._columns: dict[str, list[Any]] = {}
        linked = {each.bytes for pair in people.undecided for one in pair for each in people.members(one)}
        for component in people.joined():
            members = [each.bytes for each in component]
            linked.update(members)
            self._join(members)
        self.linked = {self.number_of[each] for each in linked if each in self.number_of}

    def column(self, name: str) -> list[Any]:
        """Give a column by number; where the first record of a joined person is silent, the next one speaks."""
        if name not in self._columns:
            self._columns[name] = self._known_column(name) if name in Known._fields else self._other_column(name)
        return self._columns[name]

    def number(self, record_id: uuid.UUID) -> int | None:
        """Give the number of a person by the id of any of the records; None for somebody in the bin."""
        number = self.number_of.get(record_id.bytes)
        return None if number is None else self.first_of.get(number, number)

    def row_of(self, record_id: uuid.UUID) -> "PersonRow | None":
        """Give the values of a person by the id of any of the records; None for somebody in the bin."""
        number = self.number(record_id)
        return None if number is None else PersonRow(self, number)

    def ids_of(self, numbers: Iterable[int]) -> Ids:
        """Give the ids of some people; it keeps numbers of four bytes and nothing of the year."""
        pool, wanted = self._pool, array("I", numbers)

        def make() -> bytes:
            return b"".join(sorted(pool[at * ID_BYTES : (at + 1) * ID_BYTES] for at in wanted))

        return Ids(len(wanted), make)

    @functools.cached_property
    def _pool(self) -> bytes:
        return b"".join(self.ids)

    def _read(self) -> None:
        table = table_of(Person)
        known = [table.c[name] for name in Known._fields]
        live = table.c.deleted.is_(False)  # walks the index that holds all of them in this order
        classes = select(*known, packed_ids(table.c.id)).where(live).group_by(*known)
        for *values, packed in self._connection.execute(classes):
            ids = ids_in(packed)
            self.ids += ids
            self.class_of += [len(self.classes)] * len(ids)
            self.classes.append(Known(*values))

    def _join(self, members: list[bytes]) -> None:
        """Let the smallest known id stand for all; a record in the bin leads to those that are not."""
        known = sorted(each for each in members if each in self.number_of)
        if not known:
            return
        numbers = [self.number_of[each] for each in known]
        first = numbers[0]
        self.classes.append(self._united([self.classes[self.class_of[each]] for each in numbers]))
        self.class_of[first] = len(self.classes) - 1
        for each in members:
            if each not in self.number_of:
                self.number_of[each] = len(self.ids)
                self.ids.append(each)
                self.class_of.append(self.class_of[first])
        self._joined.append(numbers)
        self.first_of.update((number, first) for each in members if (number := self.number_of[each]) != first)

    @staticmethod
    def _united(records: list[Known]) -> Known:
        spoken = (_spoken(each) for each in zip(*records, strict=True))
        is_complete = any(each.state == State.COMPLETE for each in records)
        return Known(*spoken)._replace(state=State.COMPLETE if is_complete else records[0].state)

    def _known_column(self, name: str) -> list[Any]:
        of_class = [getattr(each, name) for each in self.classes]
        return list(map(of_class.__getitem__, self.class_of))

    def _other_column(self, name: str) -> list[Any]:
        table = table_of(Person)
        wanted = select(type_coerce(table.c.id, NullType()), table.c[name]).where(present(table))
        values: list[Any] = [None] * len(self.ids)
        for record_id, value in self._connection.execute(wanted):
            values[self.number_of[record_id]] = value
        for numbers in self._joined:
            values[numbers[0]] = _spoken([values[each] for each in numbers])
        return values


def _spoken(values: Iterable[Any]) -> Any:
    first, *others = values
    return next((each for each in chain((first,), others) if each not in SILENT), first)


class PersonRow(Mapping[str, Any]):
    """One person, read like a row."""

    def __init__(self, table: PeopleTable, number: int) -> None:
        self._table, self._number = table, number

    def __getitem__(self, name: str) -> Any:
        if name == "id":
            return uuid.UUID(bytes=self._table.ids[self._number])
        if name in Known._fields:
            return getattr(self._table.classes[self._table.class_of[self._number]], name)
        if name not in table_of(Person).c:
            raise KeyError(name)
        return self._table.column(name)[self._number]

    def __iter__(self) -> Iterator[str]:
        return iter(table_of(Person).c.keys())

    def __len__(self) -> int:
        return len(table_of(Person).c)
