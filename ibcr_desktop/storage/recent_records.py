"""The records that were written last, as the home page lists them."""

import uuid
from typing import Final

from sqlalchemy import Connection, and_, func, select

from ibcr_desktop.records import kind_named
from ibcr_desktop.records.activities import ACTIVITY_KINDS
from ibcr_desktop.storage.database import Database
from ibcr_desktop.storage.log_tables import CHANGE
from ibcr_desktop.storage.rows import present, table_of

WITH_A_PAGE: Final = (
    *(kind.kind_name() for kind in ACTIVITY_KINDS),
    *("person", "organisation", "project", "advocacy_action", "deliverable", "engagement", "beneficiary_estimate"),
)
CHANGES_LOOKED_AT: Final = 2_000  # a large file that was read in must not make the home page slow


def recent_records(database: Database, limit: int = 8) -> list[tuple[str, uuid.UUID]]:
    """Give (kind, id) of the records written last, the latest first, those in the bin left out.

    The order is that of arrival in this file, because clocks may be wrong.
    """
    with database.reader() as connection:
        newest = connection.execute(select(func.max(CHANGE.c.arrived))).scalar_one_or_none() or 0
        last = func.max(CHANGE.c.arrived)
        statement = (
            select(CHANGE.c.kind, CHANGE.c.record_id)
            .where(and_(CHANGE.c.arrived > newest - CHANGES_LOOKED_AT, CHANGE.c.kind.in_(WITH_A_PAGE)))
            .group_by(CHANGE.c.record_id)
            .order_by(last.desc())
            .limit(limit * 4)
        )
        rows = [(row.kind, row.record_id) for row in connection.execute(statement)]
        kinds = {kind for kind, _ in rows}
        there = {kind: _present(connection, kind, [each for name, each in rows if name == kind]) for kind in kinds}
    return [(kind, record_id) for kind, record_id in rows if record_id in there[kind]][:limit]


def _present(connection: Connection, kind_name: str, ids: list[uuid.UUID]) -> set[uuid.UUID]:
    table = table_of(kind_named(kind_name))
    statement = select(table.c.id).where(table.c.id.in_(ids), present(table))
    return set(connection.execute(statement).scalars())
