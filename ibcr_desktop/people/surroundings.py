"""Reads from the database among whom people are compared: the frequency of names, the size of organisations."""

import uuid
from collections import Counter
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, func, select

from ibcr_desktop.foundation.name_words import look_up_key
from ibcr_desktop.people.facts import Facts
from ibcr_desktop.people.weighing import Surroundings
from ibcr_desktop.records.organisations import Organisation
from ibcr_desktop.records.people import Person
from ibcr_desktop.storage.name_index import NAME_KEY
from ibcr_desktop.storage.rows import present, table_of

BATCH = 2_000


def surroundings_of_all(connection: Connection, people: Sequence[Facts]) -> Surroundings:
    """Count names and organisations among people who were all read."""
    bearers: Counter[str] = Counter()
    sizes: Counter[uuid.UUID] = Counter()
    for each in people:
        bearers.update({look_up_key(word) for words in each.names for word in words})
        if each.organisation_id is not None:
            sizes[each.organisation_id] += 1
    titles = _titles(connection, sizes)
    return Surroundings(len(people), bearers, {each: (title, sizes[each]) for each, title in titles.items()})


def surroundings_of_some(connection: Connection, keys: Iterable[str], organisations: set[uuid.UUID]) -> Surroundings:
    """Count, through indexes, only some keys of words and some organisations."""
    person = table_of(Person)
    people = connection.execute(select(func.count()).where(person.c.deleted.is_(False))).scalar_one()
    bearers = {
        key: connection.execute(select(func.count()).where(NAME_KEY.c.key == key)).scalar_one() for key in set(keys)
    }
    at = person.c.organisation_id
    sizes = {
        each: connection.execute(select(func.count()).select_from(person).where(at == each)).scalar_one()
        for each in organisations
    }
    titles = _titles(connection, sizes)
    return Surroundings(people, bearers, {each: (title, sizes[each]) for each, title in titles.items()})


def _titles(connection: Connection, organisations: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    table, ids = table_of(Organisation), sorted(organisations)
    found: dict[uuid.UUID, str] = {}
    for start in range(0, len(ids), BATCH):
        named = select(table.c.id, table.c.name).where(table.c.id.in_(ids[start : start + BATCH]), present(table))
        found.update((row.id, row.name or "") for row in connection.execute(named))
    return found
