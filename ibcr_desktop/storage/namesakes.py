"""Finds people who may be the same as those who are saved, by how the names sound: through the index of names alone.

The rule is "a name like that of somebody known" of docs/counting-rules.md, "What is checked". Which of them are likely
one person is weighed by ``people``; here a frequent name alone says nothing, and what contradicts silences. A roster of
hundreds is asked about in as many statements as a single person.
"""

import json
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, select

from ibcr_desktop.foundation.name_words import NameWord, look_up_key, name_forms
from ibcr_desktop.foundation.plain_text import fold
from ibcr_desktop.foundation.telephones import telephone_keys
from ibcr_desktop.records.people import NOT_SAID, Person
from ibcr_desktop.storage.filters import among
from ibcr_desktop.storage.rows import present, table_of

YEARS_APART: Final = 2  # years of birth are often guessed
MANY: Final = 10  # people of one name; above, they must share more than it
MOST_READ: Final = 40
RARE: Final = 500  # people with a word in their name; which word is rarer is counted no further
CERTAIN_BONES: Final = 3  # consonants; with fewer, Sall and Sylla would be one name

_COUNTS: Final = (
    f"SELECT value, (SELECT count(*) FROM (SELECT 1 FROM name_key WHERE key = asked.value LIMIT {RARE})) "
    "FROM json_each(?) AS asked"
)
_OF_ONE_WORD: Final = (
    "SELECT key, (SELECT json_group_array(hex(id)) FROM (SELECT id FROM person "
    f"WHERE title_key = asked.value AND deleted = 0 LIMIT {MOST_READ * 4})) FROM json_each(?) AS asked"
)
_OF_SEVERAL: Final = (
    "WITH asked AS MATERIALIZED (SELECT key AS place, {columns} FROM json_each(?)) "
    "SELECT place, (SELECT json_group_array(hex(person_id)) FROM (SELECT one.person_id FROM name_key AS one "
    "WHERE one.key = asked.word_0{conditions} LIMIT {most})) FROM asked"
)
_COLUMN: Final = "json_extract(value, '$[{0}]') AS {1}"
_WITH_ANOTHER: Final = " AND EXISTS (SELECT 1 FROM name_key WHERE key = asked.word_{0} AND person_id = one.person_id)"
_BORN_AROUND: Final = f" AND (one.birth_year IS NULL OR abs(one.birth_year - asked.beside) <= {YEARS_APART})"
_BORN_IN: Final = " AND one.birth_year = asked.beside"
_AT_ORGANISATION: Final = (
    " AND EXISTS (SELECT 1 FROM person WHERE id = one.person_id AND organisation_id = unhex(asked.beside))"
)
_WANTED: Final = ("id", "public_code", "family_name", "given_names", "other_spellings", "name_in_other_script")
_TELLING: Final = ("sex", "birth_year", "organisation_id", "telephone", "email")

Form = tuple[NameWord, ...]
Told = Mapping[str, Any]  # _WANTED and _TELLING of a person


class _Question(NamedTuple):
    """Who has all these words in a name, and fulfils a condition beside them."""

    words: tuple[str, ...]  # keys of the index of names, the rarest first
    condition: str = ""
    beside: int | str | None = None  # the year or the organisation of the condition


def namesakes(connection: Connection, people: Sequence[Person]) -> dict[uuid.UUID, list[Told]]:
    """Give for each of some people the others of the same name, however it is spelled, in the order of their ids.

    Somebody of another sex, or born in other years, is somebody else; where many have the name, whoever shares
    neither the year of birth, nor the organisation, a telephone or an address.
    """
    told = {each.id: {name: getattr(each, name) for name in (*_WANTED, *_TELLING)} for each in people}
    forms = {key: [each for each in name_forms(_name_of(one)) if len(each) > 1] for key, one in told.items()}
    single = {key: title for key, one in told.items() if not forms[key] and (title := fold(_name_of(one)))}
    asked = [(key, form) for key, some in forms.items() for form in some]
    candidates = _candidates(connection, [(told[key], form) for key, form in asked])
    of_one_word = _ids(connection, _OF_ONE_WORD, list(single.values()))
    rows = _read(connection, set().union(*candidates, *of_one_word))
    names = {key: [form for name in _names_of(row) for form in name_forms(name)] for key, row in rows.items()}

    found: dict[uuid.UUID, dict[uuid.UUID, Told]] = {key: {} for key in told}
    for key, ids in zip(single, of_one_word, strict=True):
        found[key] |= {each: rows[each] for each in ids if each in rows}
    for (key, form), ids in zip(asked, candidates, strict=True):
        alike = (each for each in ids if each in rows and any(_is_one_name(form, other) for other in names[each]))
        found[key] |= {each: rows[each] for each in alike}
    return {key: _likely(told[key], others) for key, others in found.items()}


def _likely(told: Told, found: dict[uuid.UUID, Told]) -> list[Told]:
    found.pop(told["id"], None)
    likely = [row for row in found.values() if not _contradict(told, row)]
    if len(found) > MANY:
        likely = [row for row in likely if _share_more(told, row)]
    return sorted(likely, key=_id)


def _read(connection: Connection, ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Told]:
    table = table_of(Person)
    columns = [table.c[name] for name in (*_WANTED, *_TELLING)]
    statement = select(*columns).where(among(table.c.id, sorted(ids)), present(table))
    return {row["id"]: dict(row) for row in connection.execute(statement).mappings()}


def _candidates(connection: Connection, asked: Sequence[tuple[Told, Form]]) -> list[set[uuid.UUID]]:
    """Give for each form of a name who has all its words in the name; of too many, those who share more than it."""
    keys = [tuple(dict.fromkeys(map(look_up_key, form))) for _, form in asked]
    every = json.dumps(sorted({key for some in keys for key in some}))
    counts = dict(map(tuple, connection.exec_driver_sql(_COUNTS, (every,))))
    words = [tuple(sorted(some, key=counts.__getitem__)) for some in keys]
    first = [
        _Question(some, _BORN_AROUND, told["birth_year"]) if told["birth_year"] is not None else _Question(some)
        for some, (told, _) in zip(words, asked, strict=True)
    ]
    found = _answers(connection, first)
    narrower = {at: list(_narrower(words[at], asked[at][0])) for at, ids in enumerate(found) if len(ids) == MOST_READ}
    answers = iter(_answers(connection, [each for some in narrower.values() for each in some]))
    for at, questions in narrower.items():
        found[at] = set().union(*(next(answers) for _ in questions))
    return found


def _narrower(words: tuple[str, ...], told: Told) -> Iterator[_Question]:
    for telephone in telephone_keys(told["telephone"] or "")[:1]:
        yield _Question((*words, telephone))
    if told["birth_year"] is not None:
        yield _Question(words, _BORN_IN, told["birth_year"])
    if told["organisation_id"] is not None:
        yield _Question(words, _AT_ORGANISATION, told["organisation_id"].hex)


def _answers(connection: Connection, questions: Sequence[_Question]) -> list[set[uuid.UUID]]:
    """Give who is meant by each question, at most MOST_READ; one statement for all questions of one shape."""
    by_shape: dict[tuple[int, str], list[int]] = defaultdict(list)
    for place, each in enumerate(questions):
        by_shape[len(each.words), each.condition].append(place)
    found: list[set[uuid.UUID]] = [set() for _ in questions]
    for (count, condition), places in by_shape.items():
        names = ["beside", *(f"word_{number}" for number in range(count))]
        columns = ", ".join(_COLUMN.format(place, name) for place, name in enumerate(names))
        others = "".join(_WITH_ANOTHER.format(number) for number in range(1, count))
        statement = _OF_SEVERAL.format(columns=columns, conditions=others + condition, most=MOST_READ)
        rows = [[questions[place].beside, *questions[place].words] for place in places]
        for place, ids in zip(places, _ids(connection, statement, rows), strict=True):
            found[place] = ids
    return found


def _ids(connection: Connection, statement: str, asked: Sequence[object]) -> list[set[uuid.UUID]]:
    """Give the ids that a statement finds for each of the things that are asked about."""
    found: list[set[uuid.UUID]] = [set() for _ in asked]
    for place, ids in connection.exec_driver_sql(statement, (json.dumps(asked),)) if asked else ():
        found[place] = {uuid.UUID(hex=each) for each in json.loads(ids)}
    return found


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
