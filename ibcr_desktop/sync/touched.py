"""Counts the records that a merge touches, each once, though its changes may come in several batches."""

import uuid
from collections.abc import Collection, Sequence
from enum import IntEnum

from sqlalchemy import Connection

from ibcr_desktop.storage.refold import Refolded
from ibcr_desktop.sync.merged import Counts
from ibcr_desktop.sync.union import NumberRanges


class _Became(IntEnum):
    """The more a record changed, the higher."""

    EQUAL = -1
    NOT_SHOWN = 0  # it waits for other changes, or for a release that knows its kind
    COUNTED = 1  # it was new in an earlier batch
    CHANGED = 2
    DELETED = 3
    NEW = 4


class Touched:
    """A table of ids, temporary and in memory: some twenty bytes for each record that was not simply new."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._counts = Counts()
        connection.exec_driver_sql("DROP TABLE IF EXISTS temp.touched")
        connection.exec_driver_sql(  # without the primary key a small merge took 4.5 times as long
            "CREATE TEMP TABLE touched (record_id BLOB PRIMARY KEY, became INTEGER NOT NULL) WITHOUT ROWID"
        )

    def add_new(self, count: int) -> None:
        """Count records that nobody here knew and that are rows now."""
        self._counts.new += count

    def add_known(self, changes: NumberRanges) -> None:
        """Note the records of changes that the package brought and that were here; what else it brought says more."""
        statement = (  # in their order, for the table's sake
            "INSERT OR IGNORE INTO temp.touched"
            " SELECT record_id, ? FROM change WHERE writer = ? AND number BETWEEN ? AND ? ORDER BY record_id"
        )
        if changes:
            self._connection.exec_driver_sql(statement, [(_Became.EQUAL.value, *each) for each in changes])

    def add_refolded(self, done: Sequence[Refolded], new: Collection[uuid.UUID]) -> None:
        """Note records that were folded again; ``new`` are those that this merge brought in an earlier batch."""
        self._counts.conflicts += sum(len(each.opened) for each in done)
        self._note([
            (each.record_id.bytes, _Became.COUNTED if each.before and each.record_id in new else _became(each))
            for each in done
        ])  # fmt: skip

    def counts(self) -> Counts:
        """Give the counts, and forget the table."""
        statement = (
            "SELECT became, count(*), sum(EXISTS (SELECT 1 FROM waiting AS w WHERE w.record_id = t.record_id))"
            " FROM temp.touched AS t GROUP BY became"
        )
        counts = self._counts
        for became, count, waiting in self._connection.exec_driver_sql(statement):
            counts.waiting += count if became == _Became.NOT_SHOWN else waiting
            match became:
                case _Became.EQUAL:
                    counts.equal += count - waiting
                case _Became.CHANGED:
                    counts.changed += count
                case _Became.DELETED:
                    counts.deleted += count
                case _Became.NEW:
                    counts.new += count
        self._connection.exec_driver_sql("DROP TABLE temp.touched")
        return counts

    def _note(self, rows: list[tuple[bytes, int]]) -> None:
        if rows:
            self._connection.exec_driver_sql(
                "INSERT INTO temp.touched VALUES (?, ?)"
                " ON CONFLICT (record_id) DO UPDATE SET became = max(became, excluded.became)",
                rows,
            )


def _became(each: Refolded) -> _Became:
    if each.before is None:
        return _Became.NOT_SHOWN if each.after is None else _Became.NEW
    if each.after is None or (each.after["deleted"] and not each.before["deleted"]):
        return _Became.DELETED
    return _Became.EQUAL if each.before == each.after else _Became.CHANGED
