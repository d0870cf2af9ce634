"""Tells what came or changed with the file that was merged last, among what two offices seem to have recorded both."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from ibcr_desktop.storage.filters import among
from ibcr_desktop.storage.log_tables import CHANGE, DIARY, PACKAGE
from ibcr_desktop.sync.diary import MERGED
from ibcr_desktop.sync.shared_activities import SharedProposal, shared_proposals


@dataclass(frozen=True)
class LastMerge:
    """The file that was merged last: whose and which; ``no`` is its place in the list of packages here."""

    no: int
    office: str
    number: int


def last_merge(connection: Connection) -> LastMerge | None:
    """Give the last merge; None where nothing was merged yet."""
    statement = (
        select(PACKAGE.c.no, PACKAGE.c.office, PACKAGE.c.number)
        .join(DIARY, DIARY.c.package == PACKAGE.c.no)
        .where(DIARY.c.act == MERGED)
        .order_by(DIARY.c.no.desc())
    )
    row = connection.execute(statement).first()
    return None if row is None else LastMerge(row.no, row.office, row.number)


def touched_by(connection: Connection, merge: LastMerge, ids: Collection[uuid.UUID]) -> frozenset[uuid.UUID]:
    """Give those of the records about which the merge brought something that was not here before."""
    brought = select(CHANGE.c.record_id).distinct().where(among(CHANGE.c.record_id, list(ids)))
    return frozenset(connection.execute(brought.where(CHANGE.c.package == merge.no)).scalars())


@dataclass(frozen=True)
class Twice:
    """The pairs that nobody judged yet, the last merge, and the activities that it brought or changed."""

    proposals: Sequence[SharedProposal] = ()
    merge: LastMerge | None = None
    touched: frozenset[uuid.UUID] = frozenset()

    def is_of_last_merge(self, pair: SharedProposal) -> bool:
        """Say whether the last merge touched one of the two."""
        return not self.touched.isdisjoint((pair.first.record_id, pair.second.record_id))


def read_twice(connection: Connection) -> Twice:
    """Read the pairs, those of the last merge first."""
    proposals, merge = shared_proposals(connection), last_merge(connection)
    ids = {one.record_id for each in proposals for one in (each.first, each.second)}
    touched = touched_by(connection, merge, ids) if merge is not None else frozenset()
    found = Twice(proposals, merge, touched)
    return replace(found, proposals=sorted(proposals, key=lambda each: not found.is_of_last_merge(each)))
