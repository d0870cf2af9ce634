"""Offers the known people whom a half-typed row may mean, with what speaks for each.

A few look-ups by index give some hundred records; only these are weighed. Nothing here reads all people.
"""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, select

from ibcr_desktop.foundation.name_words import look_up_key
from ibcr_desktop.foundation.plain_text import fold
from ibcr_desktop.foundation.telephones import telephone_keys
from ibcr_desktop.people.attended import activities_of
from ibcr_desktop.people.candidate_ids import candidate_ids
from ibcr_desktop.people.evidence import Evidence, Tier
from ibcr_desktop.people.explaining import explain
from ibcr_desktop.people.facts import (
    COLUMNS,
    SEXES,
    BirthYears,
    Facts,
    born_by_age,
    facts_of,
    family_words,
    names_of,
    whole_date,
)
from ibcr_desktop.people.frequencies import Surroundings
from ibcr_desktop.people.links import Decided, decided
from ibcr_desktop.people.name_comparison import ALIKE, closeness
from ibcr_desktop.people.surroundings import surroundings_of_some
from ibcr_desktop.people.united import name_of, united
from ibcr_desktop.people.weighing import Judgement, best_names, weigh
from ibcr_desktop.records.people import Person
from ibcr_desktop.storage.rows import present, table_of

FEWEST_LETTERS: Final = 2
SHOWN: Final = ("sex", "birth_year", "organisation_id", "office", "telephone", "public_code")
TIERS: Final = list(Tier)


@dataclass(frozen=True, slots=True)
class TypedPerson:
    """What stands in a row so far; all of it may be missing.

    Attributes:
        birth_date: the whole date of birth; it goes before ``birth_year``.
        age: in years, true on the day ``on``; ``birth_year`` goes before it.
        organisation: id of the organisation.
        country: three letters, as in the list of countries.
        person_id: the row's own person, who is not offered.
    """

    family_name: str = ""
    given_names: str = ""
    sex: str | None = None
    birth_date: date | None = None
    birth_year: int | None = None
    age: int | None = None
    on: date | None = None
    organisation: uuid.UUID | None = None
    country: str | None = None
    locality: str = ""
    phone: str = ""
    email: str = ""
    person_id: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A known person whom the row may mean: the canonical one, with what any of the joined records says.

    Attributes:
        organisation: its title; empty where none is known.
        office: code of the office that keeps the record.
        activities: how many activities the person was in, whatever the role.
        last_activity: the day on which the latest of them ended.
        evidence: what speaks for it, the strongest first, then what speaks against it.
    """

    person_id: uuid.UUID
    name: str
    sex: str | None
    birth_year: int | None
    organisation: str
    office: str | None
    phone: str
    activities: int
    last_activity: date | None
    tier: Tier
    evidence: tuple[Evidence, ...]


def known_people(connection: Connection, typed: TypedPerson, *, limit: int = 8) -> list[Candidate]:
    """Give the people whom a row may mean, the likeliest first; nothing before two letters of a name are typed.

    A word may be half typed, names may stand in any order and spelling. Pairs with the row's own person that somebody
    told apart are left out until one of the two changes, and so are those joined with it.
    """
    if len(fold(f"{typed.family_name}{typed.given_names}").replace(" ", "")) < FEWEST_LETTERS:
        return []
    row = _facts_of_typed(typed)
    found = candidate_ids(connection, row)
    own = {typed.person_id} if typed.person_id else set()
    verdicts = decided(connection, found | own)
    records = _records(connection, found, verdicts)
    _leave_out(records, verdicts, typed.person_id)
    among = _surroundings(connection, row, records)
    judged = {canonical: best for canonical, rows in records.items() if (best := _best(row, rows, among)) is not None}
    likeliest = sorted(judged, key=lambda each: (TIERS.index(judged[each][2].tier), -judged[each][2].bits, each))
    return _shown(connection, [(records[each], judged[each]) for each in likeliest[:limit]], among)


def _facts_of_typed(typed: TypedPerson) -> Facts:
    born = None
    year = typed.birth_date.year if typed.birth_date is not None else typed.birth_year
    if year is not None:
        born = BirthYears(year, year)
    elif typed.age is not None and typed.on is not None:
        born = born_by_age(typed.age, typed.on)
    return Facts(
        person_id=typed.person_id,
        names=names_of(typed.family_name, typed.given_names),
        family=family_words(typed.family_name),
        written=f"{typed.family_name} {typed.given_names}",
        sex=typed.sex if typed.sex in SEXES else None,
        born=born,
        birth_date=whole_date(typed.birth_date),
        organisation_id=typed.organisation,
        country=typed.country,
        locality=typed.locality,
        locality_key=fold(typed.locality),
        telephone=typed.phone,
        telephones=telephone_keys(typed.phone),
        email=typed.email.strip().casefold(),
    )


Records = dict[uuid.UUID, list[dict[str, Any]]]  # canonical person → rows of all records, the canonical one first
Best = tuple[Facts, Facts, Judgement]  # the row as it was understood, the record, what came of it


def _records(connection: Connection, found: set[uuid.UUID], verdicts: Decided) -> Records:
    """Read the candidates with all records that are joined with them; people in the bin are left out."""
    table, people = table_of(Person), verdicts.people
    wanted = {each for one in found for each in people.members(people.canonical(one))}
    columns = [table.c[name] for name in dict.fromkeys((*COLUMNS, *SHOWN))]
    statement = select(*columns).where(table.c.id.in_(sorted(wanted)), present(table)).order_by(table.c.id)
    rows: Records = defaultdict(list)
    for row in connection.execute(statement).mappings():
        rows[people.canonical(row["id"])].append(dict(row))
    return rows


def _leave_out(records: Records, verdicts: Decided, own: uuid.UUID | None) -> None:
    if own is not None:
        me = verdicts.people.canonical(own)
        for canonical in [each for each in records if each == me or frozenset({each, me}) in verdicts.apart]:
            del records[canonical]


def _surroundings(connection: Connection, row: Facts, records: Records) -> Surroundings:
    keys = {look_up_key(word) for words in row.names for word in words}
    organisations = {each["organisation_id"] for rows in records.values() for each in rows}
    return surroundings_of_some(connection, keys, {*organisations, row.organisation_id} - {None})


def _best(row: Facts, rows: Sequence[Mapping[str, Any]], among: Surroundings) -> Best | None:
    """Judge the row against each record of a person; the best speaks."""
    best: Best | None = None
    for facts in map(facts_of, rows):
        completed, half_typed = _completed(row, facts)
        judged = weigh(completed, facts, among) or _by_name_alone(completed, facts, among)
        if judged is None:
            continue
        if half_typed and not row.telephones:
            judged = judged._replace(tier=Tier.NAME_ONLY)
        if best is None or judged.bits > best[2].bits:
            best = completed._replace(written=f"{row.written} {facts.written}"), facts, judged
    return best


def _completed(row: Facts, known: Facts) -> tuple[Facts, bool]:
    """Take a word that is typed half for the known word that begins so; say whether one was."""
    words = list(row.names[0]) if row.names else []
    others = [word for each in known.names for word in each]
    half_typed = False
    for place, word in enumerate(words):
        if len(word.text) > 1 and all(closeness(word, other) < ALIKE for other in others):
            whole = next((other for other in others if other.text.startswith(word.text)), word)
            half_typed = half_typed or whole is not word
            words[place] = whole
    return row._replace(names=(tuple(words), *row.names[1:])), half_typed


def _by_name_alone(row: Facts, known: Facts, among: Surroundings) -> Judgement | None:
    """Keep whoever has all the words typed so far, or whose telephone is typed: more may come."""
    names, bits = best_names(row, known, among)
    shares_telephone = not set(row.telephones).isdisjoint(known.telephones)
    if (names.pairs and not names.left_of_one) or shares_telephone:
        return Judgement(bits - among.chance, Tier.NAME_ONLY, names)
    return None


def _shown(
    connection: Connection, likeliest: list[tuple[list[dict[str, Any]], Best]], among: Surroundings
) -> list[Candidate]:
    activities = activities_of(connection, {each["id"] for rows, _ in likeliest for each in rows})
    candidates = []
    for rows, (completed, facts, judgement) in likeliest:
        known = united(rows, SHOWN)
        attended = {activity: row for each in rows for activity, row in activities.get(each["id"], {}).items()}
        titles = among.organisations.get(known["organisation_id"]) if known["organisation_id"] else None
        candidates.append(
            Candidate(
                person_id=rows[0]["id"],
                name=name_of(rows),
                sex=known["sex"],
                birth_year=known["birth_year"],
                organisation=titles[0] if titles else "",
                office=known["office"],
                phone=known["telephone"] or "",
                activities=len(attended),
                last_activity=max((row.ends_on for row in attended.values() if row.ends_on), default=None),
                tier=judgement.tier,
                evidence=explain(completed, facts, judgement.names, among),
            )
        )
    return candidates
