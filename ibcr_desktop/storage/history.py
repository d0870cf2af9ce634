"""The history of a record, read from the log: who changed what when, and undoing one change."""

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records import kind_named
from ibcr_desktop.records.activities import Activity
from ibcr_desktop.records.record import Record
from ibcr_desktop.storage.database import Database
from ibcr_desktop.storage.fold import ChangeId, Folded, fold
from ibcr_desktop.storage.log_tables import CHANGE, WRITER
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.storage.refold import ERASE, changes_of
from ibcr_desktop.storage.rows import types_of, unpack_values

KIND = "kind"  # set by a change that corrects the kind of an activity


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
    erases: bool
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
        earlier = fold(changes[:place], of_headquarters=kind.of_headquarters) if place else None
        after, before = _after_and_before(kind, json.loads(row.fields), earlier)
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
                erases=row.action == ERASE,
                before=before,
                after=after,
            )
        )
    return entries[::-1]


def undo(store: RecordStore, record_id: uuid.UUID, entry: HistoryEntry) -> None:
    """Set the fields of a change back to what they were before it; that is one more change, and can be undone too.

    Undoing a creation puts the record in the bin. A complete record that rests on the change becomes a draft.
    """
    if entry.erases:
        raise UserError(
            N_("An identity that was erased cannot be brought back."),
            N_("Nothing was changed."),
            N_("If the person agrees to be named again, record a new person and say that the two are the same."),
        )
    if entry.is_creation:
        store.put_in_bin(entry.kind, record_id)
        return
    values = dict(entry.before)
    corrected_from = values.pop(KIND, None)
    kind = kind_named(corrected_from) if corrected_from else _present_kind(store, record_id, entry.kind)
    known = types_of(kind)
    store.save(kind, record_id, {name: value for name, value in values.items() if name in known})


def _after_and_before(
    kind: type[Record], packed: Mapping[str, Any], earlier: Folded | None
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Give what a change set and what stood there; a corrected kind is among it, though it is no field."""
    after = unpack_values(kind, packed)
    fields = {"deleted": False, **(earlier.fields if earlier else {})}
    before = unpack_values(kind, {name: fields.get(name) for name in after})
    if KIND in packed and earlier is not None:
        after[KIND], before[KIND] = packed[KIND], earlier.kind
    return after, before


def _present_kind(store: RecordStore, record_id: uuid.UUID, kind: type[Record]) -> type[Record]:
    """Give the kind that the record has now; that of an activity may have been corrected since the change."""
    opened = store.open(Activity.kind_name() if issubclass(kind, Activity) else kind.kind_name(), record_id)
    return kind if opened is None else opened.kind
