"""The history of a record, read from the log: who changed what when, and undoing one change."""

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from ibcr_desktop.records import kind_named
from ibcr_desktop.records.record import Record
from ibcr_desktop.storage.changes import Write
from ibcr_desktop.storage.database import Database
from ibcr_desktop.storage.fold import ChangeId, fold
from ibcr_desktop.storage.log_tables import CHANGE, WRITER
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.storage.refold import changes_of
from ibcr_desktop.storage.rows import unpack_values


@dataclass(frozen=True)
class HistoryEntry:
    """One change of a record: ``before`` and ``after`` hold the values of the fields that it set, by name."""

    change_id: ChangeId
    kind: type[Record]
    claimed_at: datetime
    person: str
    office: str
    device: str
    reason: str | None
    is_creation: bool
    before: Mapping[str, Any]
    after: Mapping[str, Any]


def history_of(database: Database, record_id: uuid.UUID) -> list[HistoryEntry]:
    """Give the changes of a record, the latest first; an order of arrival, since clocks may be wrong."""
    statement = (
        select(CHANGE, WRITER.c.uuid, WRITER.c.person, WRITER.c.office.label("writer_office"), WRITER.c.device)
        .join(WRITER, WRITER.c.no == CHANGE.c.writer)
        .where(CHANGE.c.record_id == record_id)
        .order_by(CHANGE.c.arrived)
    )
    with database.reader() as connection:
        rows = connection.execute(statement).all()
        changes = changes_of(connection, [record_id])[record_id]
    entries = []
    for place, row in enumerate(rows):
        kind = kind_named(row.kind)
        earlier = fold(changes[:place]).fields if place else {}
        after = unpack_values(kind, json.loads(row.fields))
        before = unpack_values(kind, {name: earlier.get(name) for name in after})
        entries.append(
            HistoryEntry(
                change_id=ChangeId(row.uuid, row.number),
                kind=kind,
                claimed_at=datetime.fromtimestamp(row.claimed_at, UTC),
                person=row.person or "",
                office=row.writer_office or "",
                device=row.device or "",
                reason=row.reason,
                is_creation=row.parents is None,
                before=before,
                after=after,
            )
        )
    return entries[::-1]


def undo(store: RecordStore, record_id: uuid.UUID, entry: HistoryEntry) -> None:
    """Set the fields of a change back to what they were before it; that is one more change, and can be undone too.

    Undoing a creation puts the record in the bin.
    """
    if entry.is_creation:
        store.put_in_bin(entry.kind, record_id)
        return
    store.write_all([Write(entry.kind, record_id, dict(entry.before))])
