"""Reads the open conflicts, exact per field: every version with its author, and the value they all started from.

for conflict in open_conflicts(connection): …      the first 500; ``count_conflicts`` says how many there are
for page in conflict_pages(connection): …          all of them, 500 records at a time
decide(store, [conflict.keep(version), …])         sync/deciding.py
"""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection, func, select

from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records import kind_named
from ibcr_desktop.records.fields import fields_by_name
from ibcr_desktop.records.lexicon import Lexicon
from ibcr_desktop.records.record import Record
from ibcr_desktop.storage.change_ids import WriterNumbers
from ibcr_desktop.storage.fold import Change, ChangeId, fold
from ibcr_desktop.storage.log_tables import CHANGE, CONFLICT, WRITER
from ibcr_desktop.storage.refold import changes_of
from ibcr_desktop.storage.rows import types_of, unpack_values

PAGE: Final = 500
DELETED, KIND = "deleted", "kind"
LABELS: Final = {
    DELETED: N_("In the bin"),
    KIND: N_("Kind of activity"),
    "state": N_("Draft or complete"),
    "office": N_("Office that keeps it"),
}


@dataclass(frozen=True)
class Version:
    """One of the competing versions of a field.

    Attributes:
        value: a value of the field; for ``deleted`` True (to the bin) or False (it was edited, so it is needed).
        claimed_at: by the clock of whoever wrote it, which may be wrong.
        is_shown: whether the record shows it meanwhile, by the fixed rule.
        sets: names of the fields that its change set.
    """

    change_id: ChangeId
    value: Any
    person: str
    office: str
    from_headquarters: bool
    claimed_at: datetime
    is_shown: bool
    sets: tuple[str, ...]


@dataclass(frozen=True)
class Decision:
    """What a field shall be, decided by a person who saw ``heads``."""

    kind: type[Record]
    record_id: uuid.UUID
    field: str
    value: Any
    heads: tuple[ChangeId, ...]


@dataclass(frozen=True)
class Conflict:
    """A field about which versions compete.

    Attributes:
        kind: of the record; ``field``: its name, or ``office``, ``state``, ``deleted``, ``kind``.
        before: the value in the common past of the versions; None where there was none.
        heads: what was shown when this was read; a decision closes that, and nothing newer.
    """

    kind: type[Record]
    record_id: uuid.UUID
    field: str
    before: Any
    versions: tuple[Version, ...]
    heads: tuple[ChangeId, ...]

    @property
    def label(self) -> str:
        """The marked English name of the field."""
        return LABELS.get(self.field) or fields_by_name(self.kind)[self.field].label

    def text(self, value: Any, lexicon: Lexicon) -> str:
        """Give a value of the field as a person reads it; empty for none."""
        if self.field == KIND:
            return lexicon.words.translate(kind_named(value).singular)
        return types_of(self.kind)[self.field].show(value, lexicon)

    def keep(self, version: Version) -> Decision:
        """Decide for one of the versions."""
        return self.decide(version.value)

    def decide(self, value: Any) -> Decision:
        """Decide for any value of the field, a third one perhaps."""
        return Decision(self.kind, self.record_id, self.field, value, self.heads)


def count_conflicts(connection: Connection) -> int:
    """Give how many fields have competing versions."""
    return int(connection.execute(select(func.count()).select_from(CONFLICT)).scalar_one())


def competing_offices(connection: Connection) -> list[str]:
    """Give the codes of the offices that wrote one of the versions of any open conflict."""
    numbers = WriterNumbers(connection)
    packed = connection.execute(select(CONFLICT.c.competing)).scalars()
    writers = {each.writer for text in packed for each in numbers.unpack(text)}
    offices = connection.execute(select(WRITER.c.uuid, WRITER.c.office).where(WRITER.c.office.is_not(None)))
    return sorted({row.office for row in offices if row.uuid in writers})


def writing_offices(connection: Connection) -> list[str]:
    """Give the codes of all offices that wrote anything in this log."""
    offices = connection.execute(select(WRITER.c.office).where(WRITER.c.office.is_not(None)).distinct())
    return sorted(offices.scalars())


def open_conflicts(connection: Connection, record_ids: Sequence[uuid.UUID] | None = None) -> list[Conflict]:
    """Give the conflicts of these records, or of the first page of all, by record.

    Fields that only a newer release knows are left out: nobody here could judge them.
    """
    if record_ids is not None:
        return list(_Reading(connection, record_ids).conflicts())
    return next(conflict_pages(connection), [])


def conflict_pages(connection: Connection) -> Iterator[list[Conflict]]:
    """Give all open conflicts by record, those of some records at a time."""
    statement = select(CONFLICT.c.record_id).distinct().order_by(CONFLICT.c.record_id).limit(PAGE)
    ids = list(connection.execute(statement).scalars())
    while ids:
        yield list(_Reading(connection, ids).conflicts())
        ids = list(connection.execute(statement.where(CONFLICT.c.record_id > ids[-1])).scalars())


class _Reading:
    """The conflicts of one page of records: four queries for any number of them."""

    def __init__(self, connection: Connection, ids: Sequence[uuid.UUID]) -> None:
        self._changes = changes_of(connection, ids)
        numbers = WriterNumbers(connection)
        where = CONFLICT.c.record_id.in_(ids)
        rows = connection.execute(select(CONFLICT).where(where).order_by(CONFLICT.c.record_id, CONFLICT.c.field))
        self._rows = [(row.record_id, row.field, row.kind, numbers.unpack(row.competing)) for row in rows]
        self._written = _written(connection, ids)

    def conflicts(self) -> Iterator[Conflict]:
        for record_id, name, kind_name, competing in self._rows:
            try:
                kind = kind_named(kind_name)
            except KeyError:
                continue
            if name in LABELS or name in fields_by_name(kind):
                yield self._conflict(kind, record_id, name, competing)

    def _conflict(self, kind: type[Record], record_id: uuid.UUID, name: str, competing: Sequence[ChangeId]) -> Conflict:
        changes = {each.change_id: each for each in self._changes[record_id]}
        folded = fold(changes.values(), of_headquarters=kind.of_headquarters)
        shown = folded.kind if name == KIND else folded.fields.get(name)
        versions = []
        for each in competing:
            change, row = changes[each], self._written[each]
            packed = _packed(change, name)
            versions.append(
                Version(
                    change_id=each,
                    value=_value(kind, name, packed),
                    person=row.person or "",
                    office=row.office or "",
                    from_headquarters=change.from_headquarters,
                    claimed_at=datetime.fromtimestamp(row.claimed_at, UTC),
                    is_shown=packed == shown,
                    sets=tuple(change.fields),
                )
            )
        before = _value(kind, name, _before(changes, competing, name))
        return Conflict(kind, record_id, name, before, tuple(versions), folded.heads)


def _written(connection: Connection, ids: Sequence[uuid.UUID]) -> Mapping[ChangeId, Any]:
    """Give who wrote each change of the records, and when by his or her clock."""
    statement = (
        select(WRITER.c.uuid, CHANGE.c.number, CHANGE.c.claimed_at, WRITER.c.person, WRITER.c.office)
        .join(WRITER, WRITER.c.no == CHANGE.c.writer)
        .where(CHANGE.c.record_id.in_(ids))
    )
    return {ChangeId(row.uuid, row.number): row for row in connection.execute(statement)}


def _packed(change: Change, name: str) -> Any:
    if name == KIND and change.parents is None:
        return change.kind
    return change.fields.get(name, False if name == DELETED else None)  # an edit against a deletion sets other fields


def _before(changes: Mapping[ChangeId, Change], competing: Sequence[ChangeId], name: str) -> Any:
    """Give what the field was in the changes that all versions had seen."""
    shared = set.intersection(*(_ancestors(changes, each) for each in competing))
    past = [changes[each] for each in shared]
    if not any(each.parents is None and not each.withdrawn for each in past):
        return None
    folded = fold(past)
    return folded.kind if name == KIND else folded.fields.get(name, False if name == DELETED else None)


def _ancestors(changes: Mapping[ChangeId, Change], change_id: ChangeId) -> set[ChangeId]:
    found: set[ChangeId] = set()
    to_visit = [change_id]
    while to_visit:
        for parent in changes[to_visit.pop()].parents or ():
            if parent in changes and parent not in found:
                found.add(parent)
                to_visit.append(parent)
    return found


def _value(kind: type[Record], name: str, packed: Any) -> Any:
    if name == KIND:
        return packed
    return next(iter(unpack_values(kind, {name: packed}).values()), None)
