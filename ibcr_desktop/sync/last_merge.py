"""Tells what came or changed with the files that were merged in one go, among what two offices seem to have both."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, select

from ibcr_desktop.storage.filters import among
from ibcr_desktop.storage.log_tables import CHANGE, DIARY, PACKAGE
from ibcr_desktop.sync.diary import MERGED
from ibcr_desktop.sync.shared_activities import SharedProposal, shared_proposals


@dataclass(frozen=True)
class MergeRound:
    """Files that were merged in one go.

    Attributes:
        packages: their places in the list of packages here.
        files: the office and the number of each, in the order in which they were merged.
        claimed_at: when the last of them was merged, by the clock of that computer.
    """

    packages: frozenset[int]
    files: tuple[tuple[str, int], ...]
    claimed_at: datetime


def merge_rounds(connection: Connection) -> list[MergeRound]:
    """Give all merges, the last first; a file that was merged alone is a round of its own."""
    columns = (DIARY.c.round, DIARY.c.claimed_at, PACKAGE.c.no, PACKAGE.c.office, PACKAGE.c.number)
    statement = select(*columns).join(PACKAGE, PACKAGE.c.no == DIARY.c.package).where(DIARY.c.act == MERGED)
    rounds: dict[object, list[Any]] = defaultdict(list)
    for row in connection.execute(statement.order_by(DIARY.c.no)):
        rounds[row.round or row.no].append(row)
    return [
        MergeRound(
            frozenset(row.no for row in rows),
            tuple((row.office, row.number) for row in rows),
            datetime.fromtimestamp(rows[-1].claimed_at, UTC),
        )
        for rows in reversed(rounds.values())
    ]


def last_merge(connection: Connection) -> MergeRound | None:
    """Give the last merge; None where nothing was merged yet."""
    return next(iter(merge_rounds(connection)), None)


def touched_by(connection: Connection, merge: MergeRound, ids: Collection[uuid.UUID]) -> frozenset[uuid.UUID]:
    """Give those of the records about which the merge brought something that was not here before."""
    brought = _brought(connection, ids)
    return frozenset(each for each, packages in brought.items() if not packages.isdisjoint(merge.packages))


@dataclass(frozen=True)
class Twice:
    """The pairs that nobody judged yet, the merges, the last first, and which packages brought what of the pairs."""

    proposals: Sequence[SharedProposal] = ()
    merges: Sequence[MergeRound] = ()
    brought: Mapping[uuid.UUID, Collection[int]] = field(default_factory=dict)

    def is_of(self, pair: SharedProposal, merge: MergeRound) -> bool:
        """Say whether a merge brought or changed one of the two."""
        ids = (pair.first.record_id, pair.second.record_id)
        return any(not merge.packages.isdisjoint(self.brought.get(each, ())) for each in ids)

    def is_of_last_merge(self, pair: SharedProposal) -> bool:
        """Say whether the last merge brought or changed one of the two."""
        return bool(self.merges) and self.is_of(pair, self.merges[0])


def read_twice(connection: Connection) -> Twice:
    """Read the pairs, those of the last merge first."""
    proposals = shared_proposals(connection)
    ids = {one.record_id for each in proposals for one in (each.first, each.second)}
    found = Twice(proposals, merge_rounds(connection), _brought(connection, ids))
    return replace(found, proposals=sorted(proposals, key=lambda each: not found.is_of_last_merge(each)))


def _brought(connection: Connection, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, set[int]]:
    """Give, by record, which packages brought something about it that was not here before."""
    statement = select(CHANGE.c.record_id, CHANGE.c.package).distinct()
    found: dict[uuid.UUID, set[int]] = defaultdict(set)
    for row in connection.execute(statement.where(among(CHANGE.c.record_id, list(ids)), CHANGE.c.package.is_not(None))):
        found[row.record_id].add(row.package)
    return found
