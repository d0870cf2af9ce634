"""Counts what an office wrote that is in no file yet, or that headquarters has not said to hold; names the records."""

import functools
import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from ibcr_desktop.records.vocabularies import shipped_records
from ibcr_desktop.storage.identity import recall
from ibcr_desktop.storage.local_values import keep_locally, local_value
from ibcr_desktop.storage.log_tables import CHANGE, HELD_THERE, PACKAGE, WRITER
from ibcr_desktop.sync.key_ring import MADE, headquarters_code
from ibcr_desktop.sync.selection import REFERENCE

LAST_SENT: Final = "last change sent"  # in ``local``: what arrived in the log up to here is in a file or acknowledged


@dataclass(frozen=True)
class OnItsWay:
    """How far the work of an office has come.

    Attributes:
        unsent: changes in no file yet.
        unacknowledged: changes in a file of which headquarters has not said that it holds them.
        number, made_at: of the last file for headquarters; None before the first.
    """

    unsent: int
    unacknowledged: int
    number: int | None = None
    made_at: datetime | None = None


@dataclass(frozen=True)
class UnsentRecord:
    """A record with changes in no file yet; ``is_new``: its beginning is among them."""

    kind: str
    record_id: uuid.UUID
    is_new: bool


def on_its_way(connection: Connection) -> OnItsWay:
    """Count the changes that headquarters lacks; one look-up a run of the program, whatever the size of the log."""
    is_unsent = CHANGE.c.arrived > _last_sent(connection)
    counts = _lacking(connection).with_only_columns(func.count().filter(is_unsent), func.count())
    unsent, lacking = connection.execute(counts).one()
    last = (
        select(PACKAGE.c.number, PACKAGE.c.made_at)
        .where(PACKAGE.c.direction == MADE, PACKAGE.c.number.is_not(None))
        .order_by(PACKAGE.c.no.desc())
    )
    row = connection.execute(last).first()
    if row is None:
        return OnItsWay(unsent, lacking - unsent)
    return OnItsWay(unsent, lacking - unsent, row.number, datetime.fromisoformat(row.made_at))


def unsent_records(connection: Connection) -> list[UnsentRecord]:
    """Give the records with unsent changes, the one that was written last first."""
    statement = (
        _lacking(connection)
        .with_only_columns(CHANGE.c.kind, CHANGE.c.record_id, CHANGE.c.parents.is_(None).label("begins"))
        .where(CHANGE.c.arrived > _last_sent(connection))
        .order_by(CHANGE.c.arrived)
    )
    found: dict[uuid.UUID, UnsentRecord] = {}
    for row in connection.execute(statement):
        earlier = found.pop(row.record_id, None)
        is_new = bool(row.begins) or (earlier is not None and earlier.is_new)
        found[row.record_id] = UnsentRecord(row.kind, row.record_id, is_new)
    return list(reversed(found.values()))


def lacking_records(connection: Connection, among: set[uuid.UUID]) -> set[uuid.UUID]:
    """Give those of the records of which headquarters lacks a change, sent or not."""
    statement = _lacking(connection).with_only_columns(CHANGE.c.record_id)
    return set(connection.execute(statement.where(CHANGE.c.record_id.in_(among))).scalars())


def counted_by_kind(records: list[UnsentRecord]) -> tuple[Mapping[str, int], int]:
    """Give how many records are new, by kind, and how many older ones were corrected."""
    new = Counter(each.kind for each in records if each.is_new)
    return new, sum(not each.is_new for each in records)


def last_arrived(connection: Connection) -> int:
    """Give the place in the log up to which a file that is made from this reading knows it."""
    return connection.execute(select(func.max(CHANGE.c.arrived))).scalar_one_or_none() or 0


def remember_sent(connection: Connection, arrived: int) -> None:
    """Keep up to where the log is in a file for headquarters."""
    keep_locally(connection, {LAST_SENT: str(arrived)})


def _last_sent(connection: Connection) -> int:
    return int(local_value(connection, LAST_SENT) or 0)


def _lacking(connection: Connection) -> Select[Any]:
    """Give the statement for the changes written at this office, and not as headquarters, that headquarters lacks."""
    office = recall(connection).office
    is_held = and_(HELD_THERE.c.writer == WRITER.c.uuid, HELD_THERE.c.office == headquarters_code(connection))
    lacks = and_(CHANGE.c.writer == WRITER.c.no, CHANGE.c.number > func.coalesce(HELD_THERE.c.number, 0))
    return (
        select(CHANGE.c.record_id)
        .select_from(WRITER)
        .outerjoin(HELD_THERE, is_held)
        .join(CHANGE, lacks)
        .where(WRITER.c.office == office, WRITER.c.is_headquarters == 0, _written_by_a_person())
    )


def _written_by_a_person() -> ColumnElement[bool]:
    """Give the condition that a change is no beginning of a shipped record, which every database writes by itself."""
    is_edit, is_own = CHANGE.c.parents.is_not(None), CHANGE.c.record_id.not_in(_shipped_ids())
    return or_(is_edit, CHANGE.c.kind.not_in(REFERENCE), is_own)


@functools.cache
def _shipped_ids() -> tuple[uuid.UUID, ...]:
    return tuple(each.record_id for each in shipped_records())
