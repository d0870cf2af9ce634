"""Reads the roster of an activity: its people, their participations, tests and half-typed text, a query a table."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection, Row, func, select

from ibcr_desktop.records.fields import fields_of
from ibcr_desktop.records.lexicon import Lexicon
from ibcr_desktop.records.organisations import Organisation
from ibcr_desktop.records.participations import Assessment, Participation
from ibcr_desktop.records.people import Person
from ibcr_desktop.records.record import Record, State
from ibcr_desktop.roster.columns import TESTS, Column
from ibcr_desktop.roster.grid import columns_for
from ibcr_desktop.roster.half_typed import begun_rows, half_typed, with_texts
from ibcr_desktop.roster.joined_rows import one_row_a_person
from ibcr_desktop.roster.occasion import Occasion
from ibcr_desktop.roster.roster_lexicon import RosterLexicon
from ibcr_desktop.roster.rows import PARTICIPATION, PERSON, RosterRow, new_row
from ibcr_desktop.storage.log_tables import CHANGE
from ibcr_desktop.storage.rows import present, table_of
from ibcr_desktop.totals.attendance import needed_percent, sittings_at
from ibcr_desktop.totals.joined_people import JoinedPeople, joined_people

ROW_OF = "roster:activity"  # half-typed text that says in which roster somebody not yet written was being typed


@dataclass(frozen=True)
class Roster:
    """What stands in the grid when it is opened.

    Attributes:
        stored: the rows as the tables have them.
        rows: the same with text that was left in cells but not yet in records, and rows begun but never written.
        titles: organisation → name, for those that the rows name.
        people: resolves records that were joined: two of them in this activity are one row.
    """

    occasion: Occasion
    columns: Mapping[str, Column]
    stored: tuple[RosterRow, ...] = ()
    rows: tuple[RosterRow, ...] = ()
    titles: Mapping[uuid.UUID, str] = field(default_factory=dict)
    people: JoinedPeople = field(default_factory=lambda: JoinedPeople(()))


def read_roster(connection: Connection, facts: Occasion, lexicon: Lexicon) -> Roster:
    """Read everything of one activity; ``facts`` says what its form says, saved or not."""
    tests = _tests(connection, facts.activity_id)
    occasion = replace(
        facts,
        sittings=tuple(sittings_at(connection, [facts.activity_id]).get(facts.activity_id, ())),
        needed_percent=needed_percent(connection),
        maxima=_maxima(tests),
    )
    columns = columns_for(occasion)
    by_participation: dict[uuid.UUID, list[Any]] = defaultdict(list)
    for test in tests:
        by_participation[test.participation_id].append(test)
    people = joined_people(connection)
    lines = [_row(each, by_participation[each.p_id]) for each in _lines(connection, occasion.activity_id)]
    stored = tuple(one_row_a_person(lines, people, occasion))
    titles = _titles(connection, stored)
    texts = half_typed(connection)
    begun = begun_rows(texts, ROW_OF, occasion.activity_id, {row.person_id for row in stored})
    known = RosterLexicon(lexicon, titles)
    rows = [*stored, *(new_row(occasion.activity_id, occasion.usual_values(), person) for person in begun)]
    whole = tuple(
        with_texts(row, texts, {PERSON: row.person_id, PARTICIPATION: row.participation_id}, columns, known)
        for row in rows
    )
    return Roster(occasion, columns, stored, whole, titles, people)


def read_people(connection: Connection, people: Iterable[uuid.UUID]) -> dict[uuid.UUID, RosterRow]:
    """Give people as rows without a participation: what is known of somebody who is brought in."""
    table = table_of(Person)
    statement = select(table).where(table.c.id.in_(list(people)), present(table))
    rows = connection.execute(statement).mappings()
    return {row["id"]: _person_row(dict(row)) for row in rows}


def _person_row(row: Mapping[str, Any]) -> RosterRow:
    values = {f"{PERSON}.{each.name}": row[each.name] for each in fields_of(Person) if row[each.name] is not None}
    record_id = row["id"]
    return RosterRow(
        key=record_id, person_id=record_id, participation_id=record_id, values=values, person_state=row["state"]
    )


def _lines(connection: Connection, activity_id: uuid.UUID) -> list[Row[Any]]:
    """Give participation and person side by side (prefixes ``p_`` and ``q_``): by the lines of the paper, as far as
    they are known, then in the order of their entry.
    """
    taking_part, person = table_of(Participation), table_of(Person)
    entered = select(func.min(CHANGE.c.arrived)).where(CHANGE.c.record_id == taking_part.c.id).scalar_subquery()
    names = ("id", "state")
    columns = [taking_part.c[name].label(f"p_{name}") for name in (*names, *_names(Participation))]
    columns += [person.c[name].label(f"q_{name}") for name in (*names, *_names(Person))]
    statement = (
        select(*columns)
        .join_from(taking_part, person, person.c.id == taking_part.c.person_id, isouter=True)
        .where(taking_part.c.activity_id == activity_id, present(taking_part))
        .order_by(taking_part.c.paper_line.is_(None), taking_part.c.paper_line, entered, taking_part.c.id)
    )
    return list(connection.execute(statement))


def _row(line: Row[Any], tests: list[Any]) -> RosterRow:
    got = line._mapping  # noqa: SLF001 - SQLAlchemy's public name for it
    values = {f"{PERSON}.{name}": got[f"q_{name}"] for name in _names(Person)}
    values |= {f"{PARTICIPATION}.{name}": got[f"p_{name}"] for name in _names(Participation)}
    for test in tests:
        values |= {f"{test.assessment_type}.score": test.score, f"{test.assessment_type}.maximum": test.maximum}
    return RosterRow(
        key=line.p_id,
        person_id=line.p_person_id,
        participation_id=line.p_id,
        values={
            cell: value
            for cell, value in values.items()
            if value is not None and cell not in ("participation.person_id", "participation.activity_id")
        },
        test_ids={test.assessment_type: test.id for test in tests},
        person_state=line.q_state or State.DRAFT,
        state=line.p_state,
    )


def _names(kind: type[Record]) -> list[str]:
    return [each.name for each in fields_of(kind)]


def _tests(connection: Connection, activity_id: uuid.UUID) -> list[Row[Any]]:
    """Give the tests before and after of everybody, in the order of their ids: the last of a type stands."""
    table, taking_part = table_of(Assessment), table_of(Participation)
    statement = (
        select(table.c.id, table.c.participation_id, table.c.assessment_type, table.c.score, table.c.maximum)
        .join(taking_part, taking_part.c.id == table.c.participation_id)
        .where(
            taking_part.c.activity_id == activity_id,
            present(taking_part),
            present(table),
            table.c.assessment_type.in_(TESTS),
        )
        .order_by(table.c.id)
    )
    return list(connection.execute(statement))


def _maxima(tests: list[Row[Any]]) -> dict[str, float]:
    return {each.assessment_type: each.maximum for each in tests if each.maximum}


def _titles(connection: Connection, rows: Iterable[RosterRow]) -> dict[uuid.UUID, str]:
    cells = ("person.organisation_id", "participation.organisation_then_id")
    wanted = {row.values[cell] for row in rows for cell in cells if cell in row.values}
    table = table_of(Organisation)
    named = select(table.c.id, table.c.name).where(table.c.id.in_(wanted), table.c.name.is_not(None))
    return {row.id: row.name for row in connection.execute(named)} if wanted else {}
