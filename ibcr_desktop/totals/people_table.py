"""The people of a database by small numbers, joined records as one: counting compares numbers, not ids."""

import functools
import uuid
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, select, type_coerce
from sqlalchemy.types import NullType

from ibcr_desktop.records.people import NOT_SAID, Person
from ibcr_desktop.records.record import State
from ibcr_desktop.storage.rows import present, table_of
from ibcr_desktop.totals.joined_people import JoinedPeople

SILENT = (None, *NOT_SAID)
AgeKey = tuple[int | None, str | None]  # year of birth and age band
_ALWAYS = ("sex", "birth_year", "age_band", "professional_group", "state")


class PeopleTable:
    """Every person who is not in the bin, by number.

    Attributes:
        ids: the id of each number, as bytes; of joined people the smallest that is known here.
        number_of: id as bytes → number; every record of a joined person has the number of the first.
        linked_ids: the ids of all records that are not, or may not be, the only one of their person.
    """

    def __init__(self, connection: Connection, people: JoinedPeople) -> None:
        self._connection = connection
        table = table_of(Person)
        wanted = (type_coerce(table.c.id, NullType()), *(table.c[each] for each in _ALWAYS))
        rows = self._connection.execute(select(*wanted).where(present(table))).all()
        ids, *columns = zip(*rows, strict=True) if rows else ((), *((),) * len(_ALWAYS))
        self.ids: tuple[bytes, ...] = ids
        self.number_of: dict[bytes, int] = dict(zip(ids, range(len(ids)), strict=True))
        self._own_numbers = dict(self.number_of)
        self._joined: list[list[int]] = []
        self.linked_ids = {each.bytes for pair in people.undecided for one in pair for each in people.members(one)}
        for component in people.joined():
            self.linked_ids.update(each.bytes for each in component)
            known = sorted(each.bytes for each in component if each.bytes in self._own_numbers)
            if known:
                self._joined.append([self._own_numbers[each] for each in known])
                self.number_of.update((each.bytes, self._own_numbers[known[0]]) for each in component)
        self._columns = {name: self._filled(name, list(some)) for name, some in zip(_ALWAYS, columns, strict=True)}

    def column(self, name: str) -> list[Any]:
        """Give a column by number; where the first record of a joined person is silent, the next one speaks."""
        if name not in self._columns:
            table = table_of(Person)
            wanted = select(type_coerce(table.c.id, NullType()), table.c[name]).where(present(table))
            values: list[Any] = [None] * len(self.ids)
            for record_id, value in self._connection.execute(wanted):
                values[self._own_numbers[record_id]] = value
            self._columns[name] = self._filled(name, values)
        return self._columns[name]

    def row_of(self, record_id: uuid.UUID) -> "PersonRow | None":
        """Give the values of a person by the id of any of the records; None for somebody in the bin."""
        number = self.number_of.get(record_id.bytes)
        return None if number is None else PersonRow(self, number)

    @functools.cached_property
    def age_keys(self) -> list[AgeKey]:
        """What is known of each person's age."""
        return list(zip(self.column("birth_year"), self.column("age_band"), strict=True))

    def _filled(self, name: str, values: list[Any]) -> list[Any]:
        for numbers in self._joined:
            spoken = [values[each] for each in numbers]
            if name == "state":
                values[numbers[0]] = State.COMPLETE if State.COMPLETE in spoken else spoken[0]
            else:
                values[numbers[0]] = next((each for each in spoken if each not in SILENT), spoken[0])
        return values


class PersonRow(Mapping[str, Any]):
    """One person, read like a row."""

    def __init__(self, table: PeopleTable, number: int) -> None:
        self._table, self._number = table, number

    def __getitem__(self, name: str) -> Any:
        if name == "id":
            return uuid.UUID(bytes=self._table.ids[self._number])
        if name not in table_of(Person).c:
            raise KeyError(name)
        return self._table.column(name)[self._number]

    def __iter__(self) -> Iterator[str]:
        return iter(table_of(Person).c.keys())

    def __len__(self) -> int:
        return len(table_of(Person).c)
