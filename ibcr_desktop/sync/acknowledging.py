"""What the answer of headquarters means for this office: what has arrived there, and whether both show the same."""

import uuid
from dataclasses import dataclass
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, Select, func, select

from ibcr_desktop.storage.local_values import keep_locally, local_value
from ibcr_desktop.storage.log_tables import CHANGE
from ibcr_desktop.storage.schema import SCHEMA_NUMBER
from ibcr_desktop.sync.package_lines import KindDigest, Manifest, Question, Receipt
from ibcr_desktop.sync.receipts import digests
from ibcr_desktop.sync.selection import lacking_at, made_at

LAST: Final = "last acknowledgement"  # in ``local``
MOST_NAMED: Final = 1_000


@dataclass(frozen=True)
class Differing:
    """A kind of which headquarters shows other records of this office than this database.

    ``pending``: the records among them with changes that headquarters does not hold yet, at most 1,000; none where the
    difference has another reason, such as a package that headquarters withdrew.
    """

    kind: str
    here: int
    there: int
    pending: tuple[uuid.UUID, ...]

    def as_json(self) -> dict[str, Any]:
        """Give it with codes and ids as text."""
        return {**vars(self), "pending": [str(each) for each in self.pending]}


@dataclass(frozen=True)
class Acknowledgement:
    """What headquarters said in its last answer.

    Attributes:
        received: the highest number of this office's packages that was merged there.
        withdrawn: numbers of packages that were merged and taken out again.
        unacknowledged: changes written at this office that headquarters did not hold when it answered.
        differing: kinds whose records differ; none where they could not be compared (another release).
        questions: what headquarters asks about records of this office.
    """

    received: int
    withdrawn: tuple[int, ...]
    unacknowledged: int
    differing: tuple[Differing, ...]
    questions: tuple[Question, ...]

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
        questions=receipt.questions,
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
    here, there = digests(connection, manifest.receiver), receipt.digests
    found = []
    for kind in sorted(here.keys() | there.keys()):
        if here.get(kind) != there.get(kind):
            pending = _not_held(manifest.office, manifest.receiver).where(CHANGE.c.kind == kind).distinct()
            ids = tuple(row.record_id for row in connection.execute(pending.limit(MOST_NAMED)))
            found.append(Differing(kind, _records(here.get(kind)), _records(there.get(kind)), ids))
    return tuple(found)


def _not_held(headquarters: str, office: str) -> Select[tuple[uuid.UUID]]:
    """Give the statement for the records of changes that the office wrote and headquarters did not say to hold."""
    return select(CHANGE.c.record_id).where(made_at(office), lacking_at(headquarters))


def _records(digest: KindDigest | None) -> int:
    return 0 if digest is None else digest.records
