"""Reads from the database among whom people are compared: the frequency of names, the size of organisations."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from math import log2
from typing import Final

from sqlalchemy import Connection, func, select

from ibcr_desktop.foundation.name_words import look_up_key
from ibcr_desktop.people.facts import Facts
from ibcr_desktop.people.frequencies import FEWEST_PEOPLE, OTHER_NAME, USUAL_BITS_OF_YEAR, Surroundings
from ibcr_desktop.people.name_comparison import compare_names
from ibcr_desktop.records.organisations import Organisation
from ibcr_desktop.records.people import Person
from ibcr_desktop.storage.filters import among
from ibcr_desktop.storage.name_index import NAME_KEY
from ibcr_desktop.storage.rows import present, table_of

FEWEST_BITS_OF_YEAR, MOST_BITS_OF_YEAR = 4.0, 7.0
MOST_BITS_OF_OTHER_NAME: Final = -3.0  # however carelessly names are written
PAIRS_BEFORE: Final = 100  # as many as must speak before the usual is given up


def surroundings_of_all(connection: Connection, people: Sequence[Facts]) -> Surroundings:
    """Count names and organisations among people who were all read."""
    by_country: dict[str | None, list[Facts]] = defaultdict(list)
    for each in people:
        by_country[each.country].append(each)
    titles = _titles(connection, {each.organisation_id for each in people})
    everybody = replace(
        _counted(people, titles), same_year=bits_of_same_year(people), other_name=bits_of_other_name(people)
    )
    countries = {each: _counted(some, titles, everybody) for each, some in by_country.items() if each is not None}
    return replace(everybody, countries=countries)


def _counted(
    people: Sequence[Facts], titles: Mapping[uuid.UUID, str], everybody: Surroundings | None = None
) -> Surroundings:
    bearers: Counter[str] = Counter()
    sizes: Counter[uuid.UUID] = Counter()
    localities = Counter(each.locality_key for each in people if each.locality_key)
    for each in people:
        bearers.update({look_up_key(word) for words in each.names for word in words})
        if each.organisation_id is not None:
            sizes[each.organisation_id] += 1
    known = {each: (titles[each], size) for each, size in sizes.items() if each in titles}
    if everybody is None:
        return Surroundings(len(people), bearers, known, localities)
    return replace(
        everybody,
        people=len(people),
        bearers=bearers,
        organisations={**everybody.organisations, **known},
        localities=localities,
    )


def bits_of_same_year(people: Iterable[Facts]) -> float:
    """Give the bits that a common year of birth says, by how the years of these people are spread."""
    years = Counter(each.born.first for each in people if each.born is not None and each.born.is_known)
    known = sum(years.values())
    if known < FEWEST_PEOPLE:
        return USUAL_BITS_OF_YEAR
    by_chance = sum((count / known) ** 2 for count in years.values())
    return max(FEWEST_BITS_OF_YEAR, min(MOST_BITS_OF_YEAR, -log2(by_chance)))


def bits_of_other_name(people: Iterable[Facts]) -> float:
    """Give the bits that another name says, by how often those have one who share an address and the year of birth.

    Two such records are nearly always one person, so their names show how carelessly names are written here.
    """
    at_address: dict[str, list[Facts]] = defaultdict(list)
    for each in people:
        if each.email and each.names and each.born is not None:
            at_address[each.email].append(each)
    pairs = [some for some in at_address.values() if len(some) == 2 and some[0].born == some[1].born]
    others = sum(_have_other_names(*some) for some in pairs)
    return min(MOST_BITS_OF_OTHER_NAME, log2((others + PAIRS_BEFORE * 2**OTHER_NAME) / (len(pairs) + PAIRS_BEFORE)))


def _have_other_names(one: Facts, other: Facts) -> bool:
    matches = (compare_names(mine, theirs) for mine in one.names for theirs in other.names)
    return all(match.left_of_one and match.left_of_other for match in matches)


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
