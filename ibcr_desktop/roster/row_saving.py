"""Writes the rows of a grid: what a row left differs in from what is stored, in one transaction for all of them."""

import uuid
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Generic

from ibcr_desktop.records.lexicon import Lexicon
from ibcr_desktop.roster.columns import Column
from ibcr_desktop.roster.grid import shown
from ibcr_desktop.roster.grid_row import GridRow, Row
from ibcr_desktop.roster.judging import CellProblem
from ibcr_desktop.storage.changes import Write
from ibcr_desktop.storage.judgement import Saved
from ibcr_desktop.storage.record_store import HalfTyped, RecordStore

Problems = tuple[CellProblem, ...]


class RowSaving(ABC, Generic[Row]):
    """Knows what is stored of each row, by its key, and makes the rest follow.

    The rows of an activity are written through here alone while its page is open.
    """

    def __init__(self, store: RecordStore, activity_id: uuid.UUID, stored: Iterable[Row]) -> None:
        self.office = store.log.author.office
        self._store, self._activity_id = store, activity_id
        self._kept: dict[uuid.UUID, Row] = {}  # rows of whose cells text is kept, until they are written
        self.begin(stored)

    def begin(self, stored: Iterable[Row]) -> None:
        """Take rows as the tables have them now."""
        self._stored = {row.key: row for row in stored}

    def is_saved(self, row: Row) -> bool:
        """Say whether the tables hold what stands in a row."""
        stored = self._stored.get(row.key)
        if stored is None or row.key in self._kept:
            return False
        return row.values == stored.values and row.texts == stored.texts

    def stored(self, key: uuid.UUID) -> Row | None:
        """Give the row as it was written last."""
        return self._stored.get(key)

    def keep(self, row: Row, columns: Sequence[Column], lexicon: Lexicon) -> None:
        """Keep the text of cells that were left, until the whole row is left: a killed program loses nothing of it.

        Raises UserError where the disk refuses.
        """
        texts = [self._half_typed(row, column, shown(row, column, lexicon)) for column in columns]
        if row.key not in self._stored and row.key not in self._kept:
            texts.append(self._note(row, str(self._activity_id)))
        self._store.keep_all_half_typed(texts)
        self._kept[row.key] = row

    def save(self, rows: Iterable[Row], columns: Sequence[Column]) -> dict[uuid.UUID, tuple[Row, Problems]]:
        """Write rows as they stand, all or none; gives each with its state and with what the store found wrong.

        Raises UserError where the disk refuses; everything is then as it was.
        """
        wanted = {row.key: row for row in rows}
        writes = [write for row in wanted.values() for write in self._writes(row)]
        texts = [text for row in wanted.values() for text in self._texts(row, columns)]
        texts += [text for row in wanted.values() for text in self._left_behind(row, columns)]
        judged = self._store.save_together(writes, texts)
        saved = {key: self._judged(row, judged) for key, row in wanted.items()}
        self._stored |= {key: row for key, (row, _) in saved.items()}
        self._forget_kept(wanted)
        return saved

    def take_out(self, rows: Iterable[Row], columns: Sequence[Column]) -> None:
        """Take rows out of the activity: what was written of them goes to the bin.

        Raises UserError where the disk refuses.
        """
        gone = list(rows)
        writes = [write for row in gone for write in self._removal(row)]
        texts = [text for row in gone for text in self._texts(replace(row, texts={}), columns)]
        self._store.save_together(writes, texts)
        for row in gone:
            self._stored.pop(row.key, None)
        self._forget_kept(row.key for row in gone)

    @abstractmethod
    def _writes(self, row: Row) -> list[Write]:
        """Give what makes the tables hold a row."""

    @abstractmethod
    def _removal(self, row: Row) -> list[Write]:
        """Give what takes a row out of the activity."""

    @abstractmethod
    def _judged(self, row: Row, judged: Mapping[uuid.UUID, Saved]) -> tuple[Row, Problems]:
        """Give a row with what became of its records."""

    @abstractmethod
    def _half_typed(self, row: Row, column: Column, text: str) -> HalfTyped:
        """Give the text of a cell as it is kept."""

    @abstractmethod
    def _note(self, row: Row, text: str) -> HalfTyped:
        """Give the note that says in which activity a row was begun; without a text, the note is dropped."""

    def _left_behind(self, row: Row, columns: Sequence[Column]) -> list[HalfTyped]:  # noqa: ARG002 - for who needs it
        """Give the text to drop that was kept of something that the row is no more."""
        return []

    def _texts(self, row: Row, columns: Sequence[Column]) -> list[HalfTyped]:
        texts = [self._half_typed(row, column, row.texts.get(column.key, "")) for column in columns]
        return [*texts, self._note(row, "")]

    def _forget_kept(self, keys: Iterable[uuid.UUID]) -> None:
        for key in keys:
            self._kept.pop(key, None)


def changed(row: GridRow, before: GridRow | None, prefix: str) -> dict[str, Any]:
    """Give the fields of one record in which a row differs from the row before, with their new values."""
    now, then = row.part(prefix), before.part(prefix) if before is not None else {}
    return {name: now.get(name) for name in {**then, **now} if now.get(name) != then.get(name)}
