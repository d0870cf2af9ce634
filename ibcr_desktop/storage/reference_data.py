"""Brings the shipped reference records into a database; what is there already stays as people changed it."""

import uuid

from sqlalchemy import Connection, select

from ibcr_desktop.records.record import State
from ibcr_desktop.records.vocabularies import shipped_records
from ibcr_desktop.storage.changes import ChangeLog, Write
from ibcr_desktop.storage.rows import table_of, unpack_values


def add_reference_data(connection: Connection, log: ChangeLog) -> int:
    """Write the shipped records that the database lacks, and give their number.

    They belong to no office, by which the fold knows that nobody chose them: two databases that begin alike, or with
    two releases, have nothing to argue about.
    """
    shipped = list(shipped_records())
    present: set[uuid.UUID] = set()
    for table in {table_of(each.kind) for each in shipped}:
        present.update(connection.execute(select(table.c.id)).scalars())
    writes = [
        Write(each.kind, each.record_id, {**unpack_values(each.kind, each.values), "state": State.COMPLETE})
        for each in shipped
        if each.record_id not in present
    ]
    log.write(connection, writes)
    return len(writes)
