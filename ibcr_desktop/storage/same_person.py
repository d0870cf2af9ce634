"""Which records stand for one human being, by the verdicts that people gave, for a few people at a time."""

import json
import uuid
from collections.abc import Iterable

from sqlalchemy import Connection, case, func, literal, or_, select

from ibcr_desktop.records.column_types import RecordId
from ibcr_desktop.records.people import PersonLink
from ibcr_desktop.records.record import State
from ibcr_desktop.storage.rows import present, table_of


def records_of_people(connection: Connection, person_ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Give the records named and all that *same* verdicts join to them: one query, however long the chains are."""
    return set().union(*records_by_person(connection, person_ids).values())


def records_by_person(connection: Connection, person_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, set[uuid.UUID]]:
    """Give for each record named all that *same* verdicts join to it, itself too; one query."""
    link = table_of(PersonLink)
    found = {each: {each} for each in person_ids}
    named = func.json_each(literal(json.dumps([each.hex for each in found]))).table_valued("value", name="named")
    asked = func.unhex(named.c.value, type_=RecordId())
    member = select(asked.label("asked"), asked.label("id")).cte("member", recursive=True)
    other = case((link.c.first_id == member.c.id, link.c.second_id), else_=link.c.first_id)
    step = select(member.c.asked, other.label("id")).where(
        or_(link.c.first_id == member.c.id, link.c.second_id == member.c.id),
        link.c.verdict == "same",
        link.c.state == State.COMPLETE,
        present(link),
    )
    member = member.union(step)
    for row in connection.execute(select(member.c.asked, member.c.id).where(member.c.id != member.c.asked)):
        found[row.asked].add(row.id)
    return found
