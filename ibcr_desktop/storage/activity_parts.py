"""What belongs to one activity beside its people: headcounts, sessions, evidence, as plain rows."""

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from ibcr_desktop.records.activities import Activity
from ibcr_desktop.records.fields import Field, fields_of
from ibcr_desktop.records.lexicon import Lexicon
from ibcr_desktop.records.record import Record, State
from ibcr_desktop.storage.database import Database
from ibcr_desktop.storage.rows import table_of


@dataclass(frozen=True)
class PartRow:
    """One line of a part: its record, whether it is complete, and the texts of its columns."""

    record_id: uuid.UUID
    state: str
    texts: tuple[str, ...]


def columns_of(kind: type[Record]) -> tuple[Field, ...]:
    """Give the fields that the table of a part shows."""
    return tuple(field for field in fields_of(kind) if field.in_table and field.name != "activity_id")


def parts_of(database: Database, kind: type[Record], activity_id: uuid.UUID, lexicon: Lexicon) -> list[PartRow]:
    """Give the records of a kind that belong to an activity, in the order in which they were made."""
    table, fields = table_of(kind), columns_of(kind)
    statement = select(table).where(table.c.activity_id == activity_id, table.c.deleted.is_(False)).order_by(table.c.id)
    with database.reader() as connection:
        rows = connection.execute(statement).mappings().all()
    return [
        PartRow(row["id"], row["state"], tuple(field.type.show(row[field.name], lexicon) for field in fields))
        for row in rows
    ]


def next_draft(database: Database, activity_id: uuid.UUID) -> uuid.UUID | None:
    """Give the draft that follows an activity by its first day, from the beginning again after the last one."""
    table = table_of(Activity)
    drafts = (
        select(table.c.id)
        .where(table.c.state == State.DRAFT, table.c.id != activity_id, table.c.deleted.is_(False))
        .order_by(table.c.starts_on.is_(None), table.c.starts_on, table.c.id)
    )
    with database.reader() as connection:
        first_day = connection.execute(select(table.c.starts_on).where(table.c.id == activity_id)).scalar_one_or_none()
        later = drafts.where(table.c.starts_on >= (first_day or date.max)).limit(1)
        following = connection.execute(later).scalar_one_or_none()
        return following or connection.execute(drafts.limit(1)).scalar_one_or_none()
