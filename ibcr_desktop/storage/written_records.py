"""Remembers which records a transaction wrote, and which of their fields, for the rules that are asked afterwards."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Final

from sqlalchemy import Table

from ibcr_desktop.records import ALL_KINDS
from ibcr_desktop.records.record import Record
from ibcr_desktop.storage.refold import Refolded
from ibcr_desktop.storage.rows import table_of

MOST_IDS: Final = 2_000  # of a table; beyond, all its records count as written, and memory stays bounded


class WrittenRecords:
    """Ids of written records by their table, and the names of the fields that were set.

    Attributes:
        left: ids of records to which a written one led before, and does not lead any longer.
    """

    def __init__(self) -> None:
        self.left: set[uuid.UUID] = set()
        self._ids: dict[Table, set[uuid.UUID] | None] = {}
        self._names: defaultdict[Table, set[str] | None] = defaultdict(set)

    def add(self, kind: type[Record], ids: Iterable[uuid.UUID], names: Iterable[str] | None = None) -> None:
        """Note records of a kind; ``names`` are the fields that were set, None where any may have been."""
        table = table_of(kind)
        before = self._ids.get(table, set())
        some = None if before is None else before.union(ids)
        self._ids[table] = None if some is None or len(some) > MOST_IDS else some
        known = self._names[table]
        self._names[table] = None if known is None or names is None else known.union(names)

    def add_everything(self) -> None:
        """Note all records of all kinds, as if any field of theirs had been set."""
        for table in {table_of(kind) for kind in ALL_KINDS}:
            self._ids[table] = self._names[table] = None

    def add_refolded(self, done: Iterable[Refolded]) -> None:
        """Note records that were folded again and are other than before."""
        by_kind: dict[type[Record], list[Refolded]] = defaultdict(list)
        for each in done:
            if each.kind is not None and each.before != each.after:
                by_kind[each.kind].append(each)
                self.leave(each.before or {}, each.after or {})
        for kind, some in by_kind.items():
            self.add(kind, [each.record_id for each in some], _names_that_differ(some))

    def leave(self, before: Mapping[str, Any], changed: Mapping[str, Any]) -> None:
        """Note where the links of a record led ``before`` that ``changed`` leads elsewhere."""
        for name, value in changed.items():
            former = before.get(name)
            if isinstance(former, uuid.UUID) and former != value:
                self.left.add(former)

    def has(self, kind: type[Record], *names: str) -> bool:
        """Say whether records of the kind's table were written; with ``names``, whether one of these fields was."""
        table = table_of(kind)
        if table not in self._ids:
            return False
        known = self._names[table]
        return not names or known is None or not known.isdisjoint(names)

    def ids(self, kind: type[Record]) -> list[uuid.UUID] | None:
        """Give the ids of those of the kind's table; None where they are so many that all may have been."""
        found = self._ids.get(table_of(kind), set())
        return None if found is None else sorted(found)


def _names_that_differ(done: Iterable[Refolded]) -> set[str] | None:
    """Give the fields of which a value is another; None where a record came into its table, or left it."""
    names: set[str] = set()
    for each in done:
        if each.before is None or each.after is None:
            return None
        before = each.before
        names.update(name for name, value in each.after.items() if before.get(name) != value)
    return names
