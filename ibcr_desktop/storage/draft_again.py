"""Finds the complete records that came to break a rule through what was written elsewhere, and those that fit again.

A save of the record itself tells whoever saves. Here are the rules by which one record rests on others: its codes on
their terms and on its day, a line on the other lines of the person, a child's name on consents and permissions; and,
after a merge, the rules of a record of which two offices edited different fields. All are asked by sets of records
(docs/decisions/draft-again.md).
"""

import uuid
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, Select, Table, func, select

from ibcr_desktop.records import kind_named
from ibcr_desktop.records.participations import Participation, line_that_stands
from ibcr_desktop.records.people import Person
from ibcr_desktop.records.projects import Project
from ibcr_desktop.records.record import Record, problems
from ibcr_desktop.storage.child_protection import (
    is_allowed,
    names_of_children_that_break,
    people_resting_on,
    projects_that_ended_permission,
)
from ibcr_desktop.storage.contradictions import Contradiction, contradictions, is_whole, renew
from ibcr_desktop.storage.filters import among
from ibcr_desktop.storage.invalid_codes import records_with_invalid_codes
from ibcr_desktop.storage.refold import Refolded
from ibcr_desktop.storage.rows import record_of, table_of
from ibcr_desktop.storage.written_records import WrittenRecords

OWN: Final = "own"  # the rule of those that break a rule by themselves
CODE: Final = "code"  # of those with a code that its list does not hold on their day
Found = Iterable[tuple[str, uuid.UUID]]  # kind, id
Old = set[Contradiction]  # of the rule, as they stand


def judge_again(
    connection: Connection, written: WrittenRecords, today: date, *, left_out: Collection[str] = ()
) -> frozenset[str]:
    """Ask the rules about what was written and what rests on it; give the kinds whose records are drafts or not anew.

    In the transaction that wrote; some ten statements, however many records. ``left_out``: rules that are asked later.
    """
    kinds: set[str] = set()
    standing = contradictions(connection)
    for rule, find in _RULES.items():
        if rule in left_out:
            continue
        old = standing[rule]
        found = find(connection, written, old, today)
        broken = old if found is None else {Contradiction(kind, record_id, rule) for kind, record_id in found}
        if old != broken:
            renew(connection, old - broken, broken - old)
            kinds.update(each.kind for each in old ^ broken)
    return frozenset(kinds)


def judge_merged(connection: Connection, refolded: Iterable[Refolded], today: date) -> None:
    """Ask records that two people wrote without having seen each other about themselves.

    What only one wrote after another was judged where it was written; so the log alone decides who is asked.
    """
    records = list(refolded)
    ids = {each.record_id for each in records}
    old = {each for each in contradictions(connection)[OWN] if each.record_id in ids}
    forked = [(each.kind, each.record_id) for each in records if each.was_forked and each.kind is not None]
    broken = {Contradiction(kind, record_id, OWN) for kind, record_id in _breaking(connection, forked, today)}
    if old != broken:
        renew(connection, old - broken, broken - old)


def _breaking(
    connection: Connection, records: Iterable[tuple[type[Record], uuid.UUID]], today: date
) -> list[tuple[str, uuid.UUID]]:
    """Give those of some records that break a rule by themselves."""
    by_kind: dict[type[Record], list[uuid.UUID]] = defaultdict(list)
    for kind, record_id in records:
        by_kind[kind].append(record_id)
    return [
        (kind.kind_name(), row["id"])
        for kind, ids in by_kind.items()
        for row in _whole_rows(connection, kind, ids)
        if any(each.blocks for each in problems(record_of(kind, row), today))
    ]


def _whole_rows(connection: Connection, kind: type[Record], ids: list[uuid.UUID]) -> list[dict[str, Any]]:
    table = table_of(kind)
    rows = connection.execute(select(table).where(among(table.c.id, ids), is_whole(table))).mappings()
    return [dict(row) for row in rows]


def _by_themselves(connection: Connection, written: WrittenRecords, old: Old, today: date) -> Found | None:
    """Ask those again that broke a rule of their own, once somebody wrote records of their kind; no others."""
    asked = {each for each in old if written.has(kind_named(each.kind))}
    kept = [(each.kind, each.record_id) for each in old - asked]
    return kept + _breaking(connection, ((kind_named(each.kind), each.record_id) for each in asked), today)


def _lines_of_a_person(connection: Connection, written: WrittenRecords, old: Old, _today: date) -> Found | None:
    """Of several lines of a record of a person at an activity, all but one are drafts, so that one counts."""
    if not written.has(Participation, "person_id", "activity_id", "state", "deleted"):
        return None
    table, ids = table_of(Participation), written.ids(Participation)
    pairs = select(table.c.person_id, table.c.activity_id)
    if ids is None:
        pairs = pairs.where(is_whole(table), table.c.activity_id.in_(_crowded(table)))
        pairs = pairs.group_by(*pairs.selected_columns).having(func.count() > 1)
    else:
        pairs = pairs.where(among(table.c.id, sorted({each.record_id for each in old}.union(ids))))
    wanted = {(row.person_id, row.activity_id) for row in connection.execute(pairs) if None not in tuple(row)}
    lines: dict[tuple[uuid.UUID, uuid.UUID], list[uuid.UUID]] = defaultdict(list)
    of_people = among(table.c.person_id, sorted({person for person, _ in wanted}))
    for row in connection.execute(
        select(table.c.person_id, table.c.activity_id, table.c.id).where(of_people, is_whole(table))
    ):
        lines[row.person_id, row.activity_id].append(row.id)
    return [
        (Participation.kind_name(), each)
        for person, activity in wanted
        for each in lines[person, activity]
        if each != line_that_stands(person, activity, lines[person, activity])
    ]


def _crowded(table: Table) -> Select[Any]:
    """Give the activities with more lines than people: to look for pairs in all of them would sort every line."""
    people = func.count(table.c.person_id.distinct())
    by_activity = select(table.c.activity_id).where(is_whole(table)).group_by(table.c.activity_id)
    return by_activity.having(func.count(table.c.person_id) > people)


def _names_of_children(connection: Connection, written: WrittenRecords, old: Old, today: date) -> Found | None:
    """A child has a name only while a project allows it, and parent and child agree."""
    ended = projects_that_ended_permission(connection, today)
    if ended:
        written.add(Project, ended)
    people = people_resting_on(connection, written)
    if people is not None and not people:
        return None
    broken = names_of_children_that_break(connection, people, today)
    others = [] if people is None else [each.record_id for each in old if each.record_id not in people]
    return [(Person.kind_name(), each) for each in (*broken, *others)]


def _permissions(connection: Connection, written: WrittenRecords, _old: Old, _today: date) -> Found | None:
    """Only headquarters allows names of children; few projects have it."""
    if not written.has(Project, "child_names_until", "deleted", "state"):
        return None
    table = table_of(Project)
    statement = select(table.c.id).where(table.c.child_names_until.is_not(None), is_whole(table))
    return [
        (Project.kind_name(), each)
        for each in connection.execute(statement).scalars().all()
        if not is_allowed(connection, each)
    ]


_RULES: Final[dict[str, Callable[[Connection, WrittenRecords, Old, date], Found | None]]] = {
    OWN: _by_themselves,
    CODE: records_with_invalid_codes,
    "line": _lines_of_a_person,
    "permission": _permissions,
    "child": _names_of_children,
}
