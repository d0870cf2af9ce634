"""What the answer of headquarters means for this office: what has arrived there, and whether both show the same."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, Select, func, select

from ibcr_desktop.records import kind_named
from ibcr_desktop.storage.filters import among
from ibcr_desktop.storage.local_values import keep_locally, local_value
from ibcr_desktop.storage.log_tables import CHANGE
from ibcr_desktop.storage.rows import rows_of, table_of
from ibcr_desktop.storage.schema import SCHEMA_NUMBER
from ibcr_desktop.sync.package_lines import KindDigest, Manifest, Receipt
from ibcr_desktop.sync.questions import waiting_count
from ibcr_desktop.sync.receipts import shown_records
from ibcr_desktop.sync.selection import lacking_at, made_at

LAST: Final = "last acknowledgement"  # in ``local``
MOST_NAMED: Final = 5_000


@dataclass(frozen=True)
class Differing:
    """A kind of which headquarters shows other records of this office than this database.

    Attributes:
        here, there: how many records each side shows.
        records: those of this database that differ or that only it shows; where they are too many to be named by the
            receipt, those that are ``pending``.
        pending: the records with changes that headquarters does not hold yet, at most 5,000; none where the difference
            has another reason, such as a package that headquarters withdrew.
        pending_count: how many these are in all.
        is_all_named: whether ``records`` are all that differ.
    """

    kind: str
    here: int
    there: int
    records: tuple[uuid.UUID, ...]
    pending: tuple[uuid.UUID, ...]
    pending_count: int = 0
    is_all_named: bool = True

    def as_json(self) -> dict[str, Any]:
        """Give it with codes and ids as text."""
        ids = {"records": self.records, "pending": self.pending}
        return {**vars(self), **{name: [str(each) for each in some] for name, some in ids.items()}}


@dataclass(frozen=True)
class Acknowledgement:
    """What headquarters said in its last answer.

    Attributes:
        received: the highest number of this office's packages that was merged there.
        withdrawn: numbers of packages that were merged and taken out again.
        unacknowledged: changes written at this office that headquarters did not hold when it answered.
        differing: kinds whose records differ; none where they could not be compared (another release).
        questions: how many questions of headquarters were not answered then.
    """

    received: int
    withdrawn: tuple[int, ...]
    unacknowledged: int
    differing: tuple[Differing, ...]
    questions: int

    @property
    def is_green(self) -> bool:
        """Say whether everything arrived, counts, and looks the same on both sides."""
        return not (self.withdrawn or self.unacknowledged or self.differing)

    def as_json(self) -> dict[str, Any]:
        """Give what ``receive --json`` prints of it."""
        return {
            "received": self.received,
            "withdrawn": list(self.withdrawn),
            "unacknowledged": self.unacknowledged,
            "differing": [each.as_json() for each in self.differing],
            "questions": self.questions,
            "green": self.is_green,
        }


def take_receipt(connection: Connection, manifest: Manifest) -> Acknowledgement | None:
    """Compare what headquarters says with what is here, after its answer was merged, and remember it."""
    receipt = manifest.receipt
    if receipt is None:
        return None
    acknowledgement = Acknowledgement(
        received=receipt.received,
        withdrawn=receipt.withdrawn,
        unacknowledged=unacknowledged_count(connection, manifest.office, manifest.receiver),
        differing=_differing(connection, manifest, receipt),
        questions=waiting_count(connection, manifest.receiver),
    )
    keep_locally(connection, {LAST: msgspec.json.encode(acknowledgement).decode()})
    return acknowledgement


def last_acknowledgement(connection: Connection) -> Acknowledgement | None:
    """Give what headquarters said last; None before its first answer."""
    text = local_value(connection, LAST)
    return None if text is None else msgspec.json.decode(text, type=Acknowledgement)


def unacknowledged_count(connection: Connection, headquarters: str, office: str) -> int:
    """Give how many changes written at the office its headquarters did not say to hold."""
    statement = _not_held(headquarters, office).with_only_columns(func.count())
    return int(connection.execute(statement).scalar_one())


def _differing(connection: Connection, manifest: Manifest, receipt: Receipt) -> tuple[Differing, ...]:
    if manifest.schema != SCHEMA_NUMBER:
        return ()
    shown = shown_records(connection, manifest.receiver)
    here, there = shown.digests, receipt.digests
    kinds = [kind for kind in sorted(here.keys() | there.keys()) if here.get(kind) != there.get(kind)]
    named = shown.sums.differing_from(receipt.sums) if kinds else None
    found = []
    for kind in kinds:
        pending = _pending(connection, manifest, kind)
        first = tuple(pending[:MOST_NAMED])
        found.append(
            Differing(
                kind,
                here=_records(here.get(kind)),
                there=_records(there.get(kind)),
                records=first if named is None else _of_kind(connection, kind, named),
                pending=first,
                pending_count=len(pending),
                is_all_named=named is not None,
            )
        )
    return tuple(found)


def _pending(connection: Connection, manifest: Manifest, kind: str) -> Sequence[uuid.UUID]:
    statement = _not_held(manifest.office, manifest.receiver).where(CHANGE.c.kind == kind).distinct()
    return [row.record_id for row in connection.execute(statement)]


def _of_kind(connection: Connection, kind_name: str, ids: Collection[uuid.UUID]) -> tuple[uuid.UUID, ...]:
    """Give those of the records that are of a kind here."""
    try:
        kind = kind_named(kind_name)
    except KeyError:  # a receipt is checked in its form, not in the kinds that it names
        return ()
    table = table_of(kind)
    statement = rows_of(kind).where(among(table.c.id, list(ids)))
    return tuple(row.id for row in connection.execute(statement))


def _not_held(headquarters: str, office: str) -> Select[tuple[uuid.UUID]]:
    """Give the statement for the records of changes that the office wrote and headquarters did not say to hold."""
    return select(CHANGE.c.record_id).where(made_at(office), lacking_at(headquarters))


def _records(digest: KindDigest | None) -> int:
    return 0 if digest is None else digest.records
