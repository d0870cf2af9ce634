"""Finds what two offices seem to have recorded both, so that a person may say that it is one activity.

They are one when they carry the same ``shared_key`` (docs/counting-rules.md, 5); nothing is joined without a
person's word.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any, Final

from sqlalchemy import Connection, insert, select

from ibcr_desktop.foundation.plain_text import fold
from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records import kind_named
from ibcr_desktop.records.activities import Activity
from ibcr_desktop.storage.changes import Write
from ibcr_desktop.storage.log_tables import LOCAL
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.storage.rows import table_of

DAYS_APART: Final = 3
SHARED: Final = N_("Recorded by two offices: one activity")  # the reason that stands in the history
APART: Final = "two activities "  # and the two ids: a name in the table of what this database keeps for itself


@dataclass(frozen=True)
class OneOfTwo:
    """What is shown of an activity to whoever compares it with another."""

    record_id: uuid.UUID
    kind: str
    office: str
    code: str
    title: str
    country: str
    starts_on: date
    shared_key: str | None


@dataclass(frozen=True)
class SharedProposal:
    """Two activities of two offices with one title, in one country, at most three days apart."""

    first: OneOfTwo
    second: OneOfTwo

    @property
    def key(self) -> str:
        """The key that both would carry: that of one of them, else the code of the first."""
        first, second = self.first, self.second
        return first.shared_key or second.shared_key or first.code or str(first.record_id)


def shared_proposals(connection: Connection, touched: Iterable[uuid.UUID] | None = None) -> list[SharedProposal]:
    """Give the pairs that nobody judged yet, in the order of their days; ``touched``: only pairs with one of these.

    Activities with two different keys have been judged: somebody gave each its own.
    """
    groups: dict[tuple[str, str], list[OneOfTwo]] = defaultdict(list)
    for each in _activities(connection):
        groups[each.country, fold(each.title)].append(each)
    apart = set(connection.execute(select(LOCAL.c.name).where(LOCAL.c.name.startswith(APART))).scalars())
    wanted = None if touched is None else set(touched)
    return sorted(
        (
            pair
            for some in groups.values()
            for pair in _pairs(some)
            if _name(pair) not in apart
            and (wanted is None or not wanted.isdisjoint((pair.first.record_id, pair.second.record_id)))
        ),
        key=lambda pair: (pair.first.starts_on, pair.first.record_id, pair.second.record_id),
    )


def say_shared(store: RecordStore, proposal: SharedProposal) -> None:
    """Record that the two are one activity: they carry one key from now on, and count once."""
    writes = [
        Write(kind_named(each.kind), each.record_id, {"shared_key": proposal.key})
        for each in (proposal.first, proposal.second)
    ]
    store.write_all(writes, reason=SHARED)


def say_apart(store: RecordStore, proposal: SharedProposal) -> None:
    """Remember in this database that the two are two activities, and do not ask again."""
    store.database.write(
        lambda connection: connection.execute(insert(LOCAL).prefix_with("OR IGNORE"), {"name": _name(proposal)})
    )


def _pairs(some: list[OneOfTwo]) -> Iterator[SharedProposal]:
    some.sort(key=lambda each: (each.starts_on, each.record_id))
    for first, second in combinations(some, 2):
        near = (second.starts_on - first.starts_on).days <= DAYS_APART
        judged = first.shared_key is not None and second.shared_key is not None
        if near and first.office != second.office and not judged:
            yield SharedProposal(first, second)


def _activities(connection: Connection) -> Iterator[OneOfTwo]:
    table = table_of(Activity)
    names = ("id", "kind", "office", "code", "title", "country", "starts_on", "shared_key")
    needed: tuple[Any, ...] = (table.c.office, table.c.title, table.c.country, table.c.starts_on)
    statement = select(*(table.c[name] for name in names)).where(table.c.deleted.is_(False))
    for column in needed:
        statement = statement.where(column.is_not(None))
    for row in connection.execute(statement):
        yield OneOfTwo(
            row.id, row.kind, row.office, row.code or "", row.title, row.country, row.starts_on, row.shared_key
        )


def _name(pair: SharedProposal) -> str:
    one, other = sorted((pair.first.record_id, pair.second.record_id))
    return f"{APART}{one} {other}"
