"""Folds again, after an update, what an older release could only keep in the log (docs/change-log.md, corner cases)."""

from typing import Final

from sqlalchemy import Connection, delete, select

from ibcr_desktop.storage.local_values import keep_locally, local_value
from ibcr_desktop.storage.log_tables import NOT_UNDERSTOOD
from ibcr_desktop.storage.refold import BATCH, refold

UNDERSTOOD: Final = "understood schema"  # in ``local``: the schema by which the log was read last


def understand_anew(connection: Connection, schema: int) -> int:
    """Fold the records of which something waited for a newer release, if this is another one than last time.

    Gives how many were folded. What even this release does not know keeps waiting.
    """
    if local_value(connection, UNDERSTOOD) == str(schema):
        return 0
    waiting = list(connection.execute(select(NOT_UNDERSTOOD.c.record_id)).scalars())
    connection.execute(delete(NOT_UNDERSTOOD))
    for start in range(0, len(waiting), BATCH):
        refold(connection, waiting[start : start + BATCH])
    keep_locally(connection, {UNDERSTOOD: str(schema)})
    return len(waiting)
