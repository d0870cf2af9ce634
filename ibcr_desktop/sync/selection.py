"""Chooses the changes that go into a package: what was made here, or what concerns one office and nothing of others."""

import uuid
from collections.abc import Collection

from sqlalchemy import ColumnElement, CompoundSelect, Connection, Select, and_, false, func, or_, select, union

from ibcr_desktop.records import ALL_KINDS, Person, PersonLink
from ibcr_desktop.storage.log_tables import CHANGE, HELD_THERE, WRITER
from ibcr_desktop.storage.rows import present, table_of
from ibcr_desktop.totals.joined_people import JoinedPeople

REFERENCE: tuple[str, ...] = tuple(kind.kind_name() for kind in ALL_KINDS if kind.of_headquarters)


def made_at(office: str) -> ColumnElement[bool]:
    """Give the condition that a change was made at an office (and not at headquarters under its code)."""
    return CHANGE.c.writer.in_(select(WRITER.c.no).where(WRITER.c.office == office, WRITER.c.is_headquarters == 0))


def lacking_at(receiver: str) -> ColumnElement[bool]:
    """Give the condition that the receiver has not said that it holds a change."""
    held = (
        select(HELD_THERE.c.number)
        .join(WRITER, WRITER.c.uuid == HELD_THERE.c.writer)
        .where(HELD_THERE.c.office == receiver, WRITER.c.no == CHANGE.c.writer)
        .scalar_subquery()
    )
    return CHANGE.c.number > func.coalesce(held, 0)


def concerning(office: str, links: Collection[uuid.UUID]) -> ColumnElement[bool]:
    """Give the condition that a change concerns an office, whose ``links_of_people`` are given.

    Those are: its own records with all that headquarters did to them, every verdict about one of its people, and the
    reference records. A record that was handed over to another office stays with both.
    """
    own = CHANGE.c.record_id.in_(_own_records(office))
    joined = CHANGE.c.record_id.in_(list(links)) if links else false()
    return or_(own, joined, _reference())


def links_of_people(connection: Connection, office: str) -> dict[uuid.UUID, bool]:
    """Give the verdicts about people of an office, and by each whether both people are the office's own.

    With them come the verdicts that join its people by way of people of other offices: who is the same as whom
    follows from all of them together.
    """
    table = table_of(PersonLink)
    columns = (table.c.id, table.c.first_id, table.c.second_id, table.c.verdict, table.c.state)
    links = [dict(row) for row in connection.execute(select(*columns).where(present(table))).mappings()]
    own = _own_among(connection, office, {each[name] for each in links for name in ("first_id", "second_id")})
    joined = JoinedPeople(links)
    of_ours = {joined.canonical(each) for each in own}
    found = {}
    for link in links:
        people = {link["first_id"], link["second_id"]}
        if people & own or {joined.canonical(each) for each in people if each is not None} & of_ours:
            found[link["id"]] = people <= own
    return found


def _own_among(connection: Connection, office: str, named: set[uuid.UUID | None]) -> set[uuid.UUID]:
    table = table_of(Person)
    own = connection.execute(select(table.c.id).where(table.c.office == office)).scalars()
    return {each for each in own if each in named}


def _own_records(office: str) -> CompoundSelect[tuple[uuid.UUID]]:
    """Give the records that the office keeps, and those that it ever wrote."""
    tables = {table_of(kind) for kind in ALL_KINDS if not kind.of_headquarters}
    kept: list[Select[tuple[uuid.UUID]]] = [
        select(table.c.id).where(table.c.office == office) for table in sorted(tables, key=lambda each: each.name)
    ]
    written = select(CHANGE.c.record_id).where(made_at(office), CHANGE.c.kind.not_in(REFERENCE))
    return union(*kept, written)


def _reference() -> ColumnElement[bool]:
    """Give the condition for reference data: what headquarters wrote; all of a record that was ever changed.

    Every database begins with the shipped records; those beginnings of other offices need not travel.
    """
    change = CHANGE.alias()
    changed = select(change.c.record_id).where(change.c.kind.in_(REFERENCE), change.c.parents.is_not(None))
    by_headquarters = CHANGE.c.writer.in_(select(WRITER.c.no).where(WRITER.c.is_headquarters == 1))
    return and_(CHANGE.c.kind.in_(REFERENCE), or_(by_headquarters, CHANGE.c.record_id.in_(changed)))
