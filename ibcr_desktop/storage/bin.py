"""Moves the records that were chosen in a list to the bin and back, in one transaction."""

import uuid
from collections.abc import Iterator, Sequence

from sqlalchemy import select

from ibcr_desktop.records import kind_named, kinds_linked_as
from ibcr_desktop.records.record import Record
from ibcr_desktop.storage.changes import Write
from ibcr_desktop.storage.database import Database
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.storage.rows import table_of

BATCH = 500  # ids in one question


def put_all_in_bin(store: RecordStore, kind_name: str, record_ids: Sequence[uuid.UUID]) -> None:
    """Delete records of a kind (``activity``: of any kind of activity); they can be restored at any time."""
    _set_deleted(store, kind_name, record_ids, deleted=True)


def restore_all(store: RecordStore, kind_name: str, record_ids: Sequence[uuid.UUID]) -> None:
    """Take records out of the bin."""
    _set_deleted(store, kind_name, record_ids, deleted=False)


def _set_deleted(store: RecordStore, kind_name: str, record_ids: Sequence[uuid.UUID], *, deleted: bool) -> None:
    found = _with_kinds(store.database, kind_name, record_ids)
    store.write_all([Write(kind, record_id, {"deleted": deleted}) for kind, record_id in found])


def _with_kinds(
    database: Database, kind_name: str, record_ids: Sequence[uuid.UUID]
) -> Iterator[tuple[type[Record], uuid.UUID]]:
    """Give each record that is here with the kind that it is of."""
    only_kind = kinds_linked_as(kind_name)[0]
    table = table_of(only_kind)
    has_kinds = "kind" in table.c
    columns = [table.c.id, table.c.kind] if has_kinds else [table.c.id]
    for start in range(0, len(record_ids), BATCH):
        statement = select(*columns).where(table.c.id.in_(record_ids[start : start + BATCH]))
        with database.reader() as connection:
            rows = connection.execute(statement).mappings().all()
        for row in rows:
            yield (kind_named(row["kind"]) if has_kinds else only_kind), row["id"]
