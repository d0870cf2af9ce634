"""Reads from the database among whom people are compared: the frequency of names, the size of organisations."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection, func, select

from ibcr_desktop.foundation.name_words import look_up_key
from ibcr_desktop.people.facts import Facts
from ibcr_desktop.people.weighing import Surroundings
from ibcr_desktop.records.organisations import Organisation
from ibcr_desktop.records.people import Person
from ibcr_desktop.storage.filters import among
from ibcr_desktop.storage.name_index import NAME_KEY
from ibcr_desktop.storage.rows import present, table_of


def surroundings_of_all(connection: Connection, people: Sequence[Facts]) -> Surroundings:
    """Count names and organisations among people who were all read."""
    by_country: dict[str | None, list[Facts]] = defaultdict(list)
    for each in people:
        by_country[each.country].append(each)
    titles = _titles(connection, {each.organisation_id for each in people})
    everybody = _counted(people, titles)
    countries = {each: _counted(some, titles, everybody) for each, some in by_country.items() if each is not None}
    return replace(everybody, countries=countries)


def _counted(
    people: Sequence[Facts], titles: Mapping[uuid.UUID, str], everybody: Surroundings | None = None
) -> Surroundings:
    bearers: Counter[str] = Counter()
    sizes: Counter[uuid.UUID] = Counter()
    for each in people:
        bearers.update({look_up_key(word) for words in each.names for word in words})
        if each.organisation_id is not None:
            sizes[each.organisation_id] += 1
    known = {each: (titles[each], size) for each, size in sizes.items() if each in titles}
    elsewhere = everybody.organisations if everybody else {}
    return Surroundings(len(people), bearers, {**elsewhere, **known})


def surroundings_of_some(connection: Connection, keys: Iterable[str], organisations: set[uuid.UUID]) -> Surroundings:
    """Count, through indexes, only some keys of words and some organisations."""
    person = table_of(Person)
    people = connection.execute(select(func.count()).where(person.c.deleted.is_(False))).scalar_one()
    bearers = {
        key: connection.execute(select(func.count()).where(NAME_KEY.c.key == key)).scalar_one() for key in set(keys)
    }
    at = person.c.organisation_id
    counted = select(at, func.count()).where(at.in_(sorted(organisations))).group_by(at)
    sizes: dict[uuid.UUID, int] = {row[0]: row[1] for row in connection.execute(counted)} if organisations else {}
    titles = _titles(connection, organisations)
    return Surroundings(people, bearers, {each: (title, sizes.get(each, 0)) for each, title in titles.items()})


def _titles(connection: Connection, organisations: Iterable[uuid.UUID | None]) -> dict[uuid.UUID, str]:
    table, ids = table_of(Organisation), sorted(each for each in organisations if each is not None)
    named = select(table.c.id, table.c.name).where(among(table.c.id, ids), present(table))
    return {row.id: row.name or "" for row in connection.execute(named)}
