"""What a database holds without a gap, by writer: by it a package stays small and loses nothing on the way."""

import uuid
from collections.abc import Mapping

from sqlalchemy import Connection, delete, func, insert, select

from ibcr_desktop.storage.log_tables import CHANGE, HELD_THERE, WRITER


def held_here(connection: Connection, offices: set[str] | None = None) -> dict[uuid.UUID, int]:
    """Give, by writer, the highest number up to which no change is missing here; of all offices unless some are named.

    A writer whose first change is missing has no entry.
    """
    sums = (
        select(CHANGE.c.writer, func.count().label("count"), func.max(CHANGE.c.number).label("last"))
        .group_by(CHANGE.c.writer)
        .subquery()
    )
    statement = select(sums.c.writer, sums.c.count, sums.c.last, WRITER.c.uuid).join(
        WRITER, WRITER.c.no == sums.c.writer
    )
    if offices is not None:
        statement = statement.where(WRITER.c.office.in_(offices))
    held = {}
    for row in connection.execute(statement).all():
        number = row.last if row.count == row.last else _before_the_gap(connection, row.writer)
        if number:
            held[row.uuid] = number
    return held


def _before_the_gap(connection: Connection, writer: int) -> int:
    expected = 1
    for number in connection.execute(
        select(CHANGE.c.number).where(CHANGE.c.writer == writer).order_by(CHANGE.c.number)
    ).scalars():
        if number != expected:
            break
        expected += 1
    return expected - 1


def remember_held(connection: Connection, office: str, held: Mapping[uuid.UUID, int]) -> None:
    """Keep what another database says that it holds, in place of what it said before.

    It may be less than before: that database was restored from a backup, and what it lost is sent again.
    """
    connection.execute(delete(HELD_THERE).where(HELD_THERE.c.office == office))
    rows = [{"office": office, "writer": writer, "number": number} for writer, number in held.items()]
    if rows:
        connection.execute(insert(HELD_THERE), rows)
