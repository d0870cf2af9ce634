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
    link = table_of(PersonLink)
    asked = list(dict.fromkeys(person_ids))
    named = func.json_each(literal(json.dumps([each.hex for each in asked]))).table_valued("value", name="named")
    member = select(func.unhex(named.c.value, type_=RecordId()).label("id")).cte("member", recursive=True)
    other = case((link.c.first_id == member.c.id, link.c.second_id), else_=link.c.first_id)
    step = select(other.label("id")).where(
        or_(link.c.first_id == member.c.id, link.c.second_id == member.c.id),
        link.c.verdict == "same",
        link.c.state == State.COMPLETE,
        present(link),
    )
    member = member.union(step)
    reached = connection.execute(select(member.c.id)).scalars()
    return {*asked, *(each for each in reached if each is not None)}
