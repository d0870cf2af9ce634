"""Who is whom: the person that several records stand for, by the verdicts that people gave."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, select

from ibcr_desktop.records.people import PersonLink
from ibcr_desktop.records.record import State
from ibcr_desktop.storage.rows import present, table_of


class JoinedPeople:
    """Resolves the records of people: the smallest id of a component of *same* is the person (docs/change-log.md).

    Only complete verdicts count; the latest of a pair is its record, so there is one.
    """

    def __init__(self, links: Iterable[Mapping[str, Any]]) -> None:
        complete = [each for each in links if each["state"] == State.COMPLETE]
        self._up: dict[uuid.UUID, uuid.UUID] = {}
        for link in complete:
            if link["verdict"] == "same":
                self._join(link["first_id"], link["second_id"])
        self._members: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
        for each in self._up:
            self._members[self.canonical(each)].append(each)
        open_pairs = [each for each in complete if each["verdict"] == "undecided"]
        self.undecided = tuple(self._canonical_pairs(open_pairs))

    def canonical(self, person: uuid.UUID) -> uuid.UUID:
        """Give the person that a record stands for."""
        while person in self._up:
            person = self._up[person]
        return person

    def members(self, person: uuid.UUID) -> list[uuid.UUID]:
        """Give every record of a canonical person, itself first."""
        return [person, *self._members.get(person, ())]

    def joined(self) -> Iterator[list[uuid.UUID]]:
        """Give the records of each person who has several, the canonical one first."""
        for person in self._members:
            yield self.members(person)

    def _join(self, one: uuid.UUID, other: uuid.UUID) -> None:
        low, high = sorted((self.canonical(one), self.canonical(other)))
        if low != high:
            self._up[high] = low

    def _canonical_pairs(self, links: list[Mapping[str, Any]]) -> Iterator[tuple[uuid.UUID, uuid.UUID]]:
        for link in links:
            one, other = self.canonical(link["first_id"]), self.canonical(link["second_id"])
            if one != other:
                yield one, other


def joined_people(connection: Connection) -> JoinedPeople:
    """Read the verdicts that say that two are one, or may be; one query."""
    link = table_of(PersonLink)
    columns = (link.c.first_id, link.c.second_id, link.c.verdict, link.c.state)
    statement = select(*columns).where(link.c.verdict.in_(("same", "undecided")), present(link))
    return JoinedPeople([dict(row) for row in connection.execute(statement).mappings()])
