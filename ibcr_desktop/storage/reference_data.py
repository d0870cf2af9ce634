"""Brings the shipped reference records into a database; what is there already stays as people changed it."""

import json
import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, Final

from sqlalchemy import Connection, select

from ibcr_desktop.records.record import State
from ibcr_desktop.records.vocabularies import ShippedRecord, shipped_digest, shipped_records
from ibcr_desktop.storage.changes import ChangeLog, Write
from ibcr_desktop.storage.filters import among
from ibcr_desktop.storage.local_values import keep_locally, local_value
from ibcr_desktop.storage.log_tables import CHANGE
from ibcr_desktop.storage.rows import table_of, unpack_values

SHIPPED: Final = "shipped"  # kept locally: the digest of what was brought in last


def add_reference_data(connection: Connection, log: ChangeLog) -> int:
    """Write the shipped records, and the shipped fields, that the database lacks; give the number of those records.

    What a release ships is looked through once, at its first start. The records belong to no office, by which the fold
    knows that nobody chose them: two databases that begin alike, or with two releases, have nothing to argue about.
    """
    shipping = shipped_digest()
    if local_value(connection, SHIPPED) == shipping:
        return 0
    shipped = {each.record_id: each for each in shipped_records()}
    rows: dict[uuid.UUID, Mapping[Any, Any]] = {}
    for table in {table_of(each.kind) for each in shipped.values()}:
        rows.update((row["id"], row) for row in connection.execute(select(table)).mappings())
    writes = [
        Write(each.kind, each.record_id, {**unpack_values(each.kind, each.values), "state": State.COMPLETE})
        for each in shipped.values()
        if each.record_id not in rows
    ]
    writes += _new_fields(connection, [each for each in shipped.values() if each.record_id in rows], rows)
    log.write(connection, writes)
    keep_locally(connection, {SHIPPED: shipping})
    return len(writes)


def _new_fields(
    connection: Connection, known: list[ShippedRecord], rows: Mapping[uuid.UUID, Mapping[Any, Any]]
) -> Iterator[Write]:
    """Give the fields that an earlier release did not ship; one that somebody emptied was shipped before."""
    empty = {
        each.record_id: {
            name for name, value in each.values.items() if value is not None and not _has(rows, each, name)
        }
        for each in known
    }
    lacking = [record_id for record_id, names in empty.items() if names]
    told: dict[uuid.UUID, set[str]] = defaultdict(set)
    if lacking:
        creations = select(CHANGE.c.record_id, CHANGE.c.fields).where(CHANGE.c.parents.is_(None))
        for row in connection.execute(creations.where(among(CHANGE.c.record_id, lacking))):
            told[row.record_id] |= json.loads(row.fields).keys()
    for each in known:
        new = {name: each.values[name] for name in empty[each.record_id] - told[each.record_id]}
        if new:
            yield Write(each.kind, each.record_id, unpack_values(each.kind, new), ships=True)


def _has(rows: Mapping[uuid.UUID, Mapping[Any, Any]], each: ShippedRecord, name: str) -> bool:
    return rows[each.record_id][name] is not None
