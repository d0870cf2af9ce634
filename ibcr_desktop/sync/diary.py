"""Remembers what was merged, withdrawn and taken back in, by whom, with the counts of that moment."""

import json
import uuid
from collections.abc import Mapping

from sqlalchemy import Connection, insert, select

from ibcr_desktop.storage.log_tables import DIARY, PACKAGE
from ibcr_desktop.storage.record_store import RecordStore

MERGED, WITHDRAWN, REINSTATED, ACKNOWLEDGED = "merged", "withdrawn", "reinstated", "acknowledged"


def note(
    connection: Connection, store: RecordStore, act: str, package: uuid.UUID, counts: Mapping[str, object]
) -> None:
    """Write one entry, in the transaction of what it tells."""
    number = select(PACKAGE.c.no).where(PACKAGE.c.uuid == package).scalar_subquery()
    entry = {
        "act": act,
        "package": number,
        "writer": store.log.writer_no(connection),
        "claimed_at": int(store.clock.now().timestamp()),
        "counts": json.dumps(dict(counts), separators=(",", ":")),
    }
    connection.execute(insert(DIARY).values(entry))
