"""Finds people who may be the same as one who is saved, by how the names sound: through the index of names alone.

Domain.md, "Validation": name similarity to an existing person. Which of them are likely one person is weighed by
``people``; here a frequent name alone says nothing, and what contradicts silences.
"""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, select

from ibcr_desktop.foundation.name_words import NameWord, look_up_key, name_forms
from ibcr_desktop.foundation.telephones import telephone_keys
from ibcr_desktop.records.people import NOT_SAID, Person
from ibcr_desktop.storage.rows import present, table_of

FEWEST_WORDS: Final = 2  # one word alone is a family name, or a given one
YEARS_APART: Final = 2  # years of birth are often guessed
MANY: Final = 10  # people of one name; above, they must share more than it
MOST_READ: Final = 40
RARE: Final = 500  # people with a word in their name; which word is rarer is counted no further
CERTAIN_BONES: Final = 3  # consonants; with fewer, Sall and Sylla would be one name

_COUNT: Final = "SELECT count(*) FROM (SELECT 1 FROM name_key WHERE key = ? LIMIT ?)"
_WITH_A_WORD: Final = "SELECT one.person_id FROM name_key AS one WHERE one.key = ?"
_BORN_AROUND: Final = " AND (one.birth_year IS NULL OR one.birth_year BETWEEN ? AND ?)"
_BORN_IN: Final = " AND one.birth_year = ?"
_AT_ORGANISATION: Final = " AND EXISTS (SELECT 1 FROM person WHERE id = one.person_id AND organisation_id = ?)"
_WITH_ANOTHER: Final = " AND EXISTS (SELECT 1 FROM name_key WHERE key = ? AND person_id = one.person_id)"
_WANTED: Final = ("id", "public_code", "family_name", "given_names", "other_spellings", "name_in_other_script")
_TELLING: Final = ("sex", "birth_year", "organisation_id", "telephone", "email")


def namesakes(connection: Connection, person: Person) -> list[Mapping[str, Any]]:
    """Give (id, public code) of other people of the same name, however it is spelled, in the order of their ids.

    Somebody of another sex, or born in other years, is somebody else; where many have the name, whoever shares
    neither the year of birth, nor the organisation, a telephone or an address.
    """
    told = {name: getattr(person, name) for name in (*_WANTED, *_TELLING)}
    forms = [each for each in name_forms(_name_of(told)) if len(each) >= FEWEST_WORDS]
    found: dict[uuid.UUID, Mapping[str, Any]] = {} if forms else _of_one_word(connection, person)
    for form in forms:
        for row in _read(connection, table_of(Person).c.id.in_(sorted(_candidates(connection, person, form)))):
            if any(_is_one_name(form, other) for name in _names_of(row) for other in name_forms(name)):
                found[row["id"]] = row
    found.pop(person.id, None)
    likely = [row for row in found.values() if not _contradict(told, row)]
    if len(found) > MANY:
        likely = [row for row in likely if _share_more(told, row)]
    return sorted(likely, key=_id)


def _of_one_word(connection: Connection, person: Person) -> dict[uuid.UUID, Mapping[str, Any]]:
    """Give whoever is called by the same single word; that it sounds alike would say too little."""
    if not person.title_key:
        return {}
    table = table_of(Person)
    same = (table.c.title_key == person.title_key) & table.c.deleted.is_(False)
    return {row["id"]: row for row in _read(connection, same)}


def _read(connection: Connection, condition: ColumnElement[bool]) -> list[Mapping[Any, Any]]:
    table = table_of(Person)
    wanted = select(*(table.c[name] for name in (*_WANTED, *_TELLING))).where(condition, present(table))
    return [*connection.execute(wanted.limit(MOST_READ * 4)).mappings()]


def _candidates(connection: Connection, person: Person, form: Sequence[NameWord]) -> set[uuid.UUID]:
    """Give people who have all words of a form in their names; of too many, those who share more than it."""
    keys = list(dict.fromkeys(map(look_up_key, form)))
    count = {key: connection.exec_driver_sql(_COUNT, (key, RARE)).scalar_one() for key in keys}
    rarest, *others = sorted(keys, key=count.__getitem__)
    named = _WITH_A_WORD + _WITH_ANOTHER * len(others)
    year, organisation = person.birth_year, person.organisation_id
    years = () if year is None else (year - YEARS_APART, year + YEARS_APART)
    ids = _ids(connection, named + _BORN_AROUND * bool(years), (rarest, *others, *years))
    if len(ids) == MOST_READ:
        ids = _ids(connection, named + _WITH_ANOTHER, (rarest, *others, *telephone_keys(person.telephone or "")[:1]))
        if year is not None:
            ids |= _ids(connection, named + _BORN_IN, (rarest, *others, year))
        if organisation is not None:
            ids |= _ids(connection, named + _AT_ORGANISATION, (rarest, *others, organisation.bytes))
    return ids


def _ids(connection: Connection, statement: str, values: Sequence[object]) -> set[uuid.UUID]:
    if statement.count("?") > len(values):  # no telephone to look up
        return set()
    found = connection.exec_driver_sql(f"{statement} LIMIT {MOST_READ}", tuple(values)).scalars()
    return {uuid.UUID(bytes=each) for each in found}


def _is_one_name(one: Sequence[NameWord], other: Sequence[NameWord]) -> bool:
    """Say whether two names have the same words, in whatever order and spelling."""
    left = list(other)
    for word in one:
        partner = next((each for each in left if _is_one_word(word, each)), None)
        if partner is None:
            return False
        left.remove(partner)
    return not left


def _is_one_word(one: NameWord, other: NameWord) -> bool:
    return one.sound == other.sound or (one.bones == other.bones and len(one.bones) >= CERTAIN_BONES)


def _contradict(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    if one["birth_year"] and other["birth_year"] and abs(one["birth_year"] - other["birth_year"]) > YEARS_APART:
        return True
    sexes = {each["sex"] for each in (one, other)} - {None, *NOT_SAID}
    return len(sexes) > 1


def _share_more(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Say whether two of one frequent name share what tells people apart."""
    if not set(telephone_keys(one["telephone"] or "")).isdisjoint(telephone_keys(other["telephone"] or "")):
        return True
    shared = ("birth_year", "organisation_id", "email")
    return any(one[name] is not None and one[name] == other[name] for name in shared)


def _id(row: Mapping[str, Any]) -> uuid.UUID:
    found: uuid.UUID = row["id"]
    return found


def _names_of(row: Mapping[str, Any]) -> Iterator[str]:
    yield from (name for name in (_name_of(row), row["other_spellings"], row["name_in_other_script"]) if name)


def _name_of(row: Mapping[str, Any]) -> str:
    return " ".join(row[name] for name in ("family_name", "given_names") if row[name])
