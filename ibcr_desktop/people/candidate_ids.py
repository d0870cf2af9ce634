"""Looks up, through indexes alone, the few hundred people whom a typed name may mean."""

import uuid
from collections.abc import Iterator
from itertools import combinations
from typing import Any, Final

from sqlalchemy import Connection, text

from ibcr_desktop.foundation.name_words import look_up_key
from ibcr_desktop.people.facts import Facts
from ibcr_desktop.records.people import Person
from ibcr_desktop.storage.search_index import kinds_with_words, match_expression, matching

MOST_OF_A_WAY: Final = 80
MOST_WORDS: Final = 4
YEARS_APART: Final = 1

_BY_KEY: Final = "SELECT person_id FROM name_key WHERE key = :key LIMIT :most"
_BY_KEY_AND_YEAR: Final = (
    "SELECT person_id FROM name_key WHERE key = :key AND birth_year BETWEEN :first AND :last LIMIT :most"
)
_BY_TWO_KEYS: Final = (
    "SELECT one.person_id FROM name_key AS one CROSS JOIN name_key AS other "
    "ON other.key = :other AND other.person_id = one.person_id WHERE one.key = :key"
)
_IN_YEARS: Final = " AND one.birth_year BETWEEN :first AND :last"
_AT_ORGANISATION: Final = (
    "SELECT person_id FROM name_key JOIN person ON person.id = name_key.person_id "
    "WHERE key = :key AND organisation_id = :organisation LIMIT :most"
)


def candidate_ids(connection: Connection, row: Facts) -> set[uuid.UUID]:
    """Give the ids of records worth weighing for a row; the rarest ways first, each bounded."""
    found: set[uuid.UUID] = set()
    for statement, values in _look_ups(row):
        rows = connection.execute(text(statement), {"most": MOST_OF_A_WAY, **values})
        found.update(uuid.UUID(bytes=each) for each in rows.scalars())
    return found | _begun(connection, row)


def _look_ups(row: Facts) -> Iterator[tuple[str, dict[str, Any]]]:
    words = [word for words in row.names for word in words][:MOST_WORDS]
    for telephone in row.telephones:
        yield _BY_KEY, {"key": telephone}
    years = {} if row.born is None else {"first": row.born.first - YEARS_APART, "last": row.born.last + YEARS_APART}
    for one, other in combinations(dict.fromkeys(map(look_up_key, words)), 2):
        pair = {"key": one, "other": other}
        yield f"{_BY_TWO_KEYS} LIMIT :most", pair
        if years:
            yield f"{_BY_TWO_KEYS}{_IN_YEARS} LIMIT :most", {**pair, **years}
    for word in words:
        key = {"key": look_up_key(word)}
        yield _BY_KEY, key
        if years:
            yield _BY_KEY_AND_YEAR, {**key, **years}
        if row.organisation_id is not None:
            yield _AT_ORGANISATION, {**key, "organisation": row.organisation_id.bytes}


def _begun(connection: Connection, row: Facts) -> set[uuid.UUID]:
    """Give people whose names have words that begin as typed."""
    number = kinds_with_words(connection).get(Person.kind_name())
    expression = match_expression(row.written)
    if number is None or expression is None:
        return set()
    return set(matching(connection, expression, [number], MOST_OF_A_WAY)[number])
