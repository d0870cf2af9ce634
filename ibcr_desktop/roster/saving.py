"""Writes rows of the roster: what a row left differs in from what is stored, in one transaction for all of them."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ibcr_desktop.records import kind_named
from ibcr_desktop.records.ids import derived_id
from ibcr_desktop.records.lexicon import Lexicon
from ibcr_desktop.records.participations import Assessment, Participation
from ibcr_desktop.records.people import Person
from ibcr_desktop.roster.columns import TESTS, Column
from ibcr_desktop.roster.grid import shown
from ibcr_desktop.roster.judging import CellProblem, placed
from ibcr_desktop.roster.reading import ROW_OF
from ibcr_desktop.roster.rows import PARTICIPATION, PERSON, RosterRow
from ibcr_desktop.storage.changes import Write
from ibcr_desktop.storage.record_store import HalfTyped, RecordStore, Saved

Judged = dict[uuid.UUID, tuple[RosterRow, tuple[CellProblem, ...]]]


class RosterSaving:
    """Knows what is stored of each row, by its key, and makes the rest follow.

    The rows of an activity are written through here alone while its page is open.
    """

    def __init__(self, store: RecordStore, activity_id: uuid.UUID, stored: Iterable[RosterRow]) -> None:
        self._store, self._activity_id = store, activity_id
        self._stored = {row.key: row for row in stored}
        self._known: dict[uuid.UUID, RosterRow] = {}  # people from elsewhere, as they were read
        self._kept: dict[uuid.UUID, RosterRow] = {}  # rows of whose cells text is kept, until they are written

    def know(self, people: Iterable[RosterRow]) -> None:
        """Take note of people that rows were given: only what differs from their records is written."""
        self._known |= {row.person_id: row for row in people}

    def is_saved(self, row: RosterRow) -> bool:
        """Say whether the tables hold what stands in a row."""
        stored = self._stored.get(row.key)
        if stored is None or row.key in self._kept or row.person_id != stored.person_id:
            return False
        return row.values == stored.values and row.texts == stored.texts

    def stored(self, key: uuid.UUID) -> RosterRow | None:
        """Give the row as it was written last."""
        return self._stored.get(key)

    def keep(self, row: RosterRow, columns: Sequence[Column], lexicon: Lexicon) -> None:
        """Keep the text of cells that were left, until the whole row is left: a killed program loses nothing of it.

        Raises UserError where the disk refuses.
        """
        texts = [_half_typed(row, column, shown(row, column, lexicon)) for column in columns]
        if row.key not in self._stored and row.key not in self._kept:
            texts.append(HalfTyped(Person, row.person_id, ROW_OF, str(self._activity_id)))
        self._store.keep_all_half_typed(texts)
        self._kept[row.key] = row

    def save(self, rows: Iterable[RosterRow], columns: Sequence[Column]) -> Judged:
        """Write rows as they stand, all or none; gives each with its state and with what the store found wrong.

        Raises UserError where the disk refuses; everything is then as it was.
        """
        wanted = {row.key: row for row in rows}
        writes = [write for row in wanted.values() for write in self._writes(row)]
        texts = [text for row in wanted.values() for text in self._texts(row, columns)]
        texts += [text for row in wanted.values() for text in self._left_behind(row, columns)]
        judged = self._store.save_together(writes, texts)
        saved = {key: _judged(row, judged) for key, row in wanted.items()}
        self._stored |= {key: row for key, (row, _) in saved.items()}
        self._forget_kept(wanted)
        return saved

    def take_out(self, rows: Iterable[RosterRow], columns: Sequence[Column]) -> None:
        """Take rows out of the activity: the participation goes to the bin, with a person whom only this row made."""
        gone = list(rows)
        writes = [write for row in gone for write in self._removal(row)]
        texts = [text for row in gone for text in self._texts(replace(row, texts={}), columns)]
        self._store.save_together(writes, texts)
        for row in gone:
            self._stored.pop(row.key, None)
        self._forget_kept(row.key for row in gone)

    def _removal(self, row: RosterRow) -> list[Write]:
        stored = self._stored.get(row.key)
        if stored is None:
            return []
        gone = [Write(Participation, each, {"deleted": True}) for each in (stored.participation_id, *stored.joined)]
        if stored.is_made_here:
            gone.append(Write(Person, stored.person_id, {"deleted": True}))
        return gone

    def _writes(self, row: RosterRow) -> list[Write]:
        before = self._stored.get(row.key)
        writes: list[Write] = []
        if before is not None and before.person_id != row.person_id:
            writes, before = self._removal(before), None
        office = self._store.log.author.office
        is_judged_anew = before is None or before.texts != row.texts
        person = _changed(row, before or self._known.get(row.person_id), PERSON)
        if before is None and row.is_made_here:
            person = {"office": office, "deleted": False, **person}
        if person or (is_judged_anew and row.is_made_here):
            writes.append(Write(Person, row.person_id, person))
        taking_part = _changed(row, before, PARTICIPATION)
        if before is None:
            place = {"person_id": row.person_id, "activity_id": self._activity_id, "deleted": False}
            taking_part = {**place, "office": office, **taking_part}
        if taking_part or is_judged_anew:
            writes.append(Write(Participation, row.participation_id, taking_part))
        return [*writes, *self._tests(row, before, office)]

    def _tests(self, row: RosterRow, before: RosterRow | None, office: str) -> list[Write]:
        writes = []
        for test in TESTS:
            changed = _changed(row, before, test)
            if changed:
                record_id = row.test_ids.get(test) or derived_id("assessment", row.participation_id, test)
                values = {"participation_id": row.participation_id, "assessment_type": test, "office": office}
                gone = changed.get("score", 0) is None
                writes.append(Write(Assessment, record_id, {**values, **changed, "deleted": gone}))
        return writes

    def _texts(self, row: RosterRow, columns: Sequence[Column]) -> list[HalfTyped]:
        texts = [_half_typed(row, column, row.texts.get(column.key, "")) for column in columns]
        return [*texts, HalfTyped(Person, row.person_id, ROW_OF, "")]

    def _left_behind(self, row: RosterRow, columns: Sequence[Column]) -> list[HalfTyped]:
        """Drop text that was kept of a new person, where the row turned out to be a known one."""
        kept = self._kept.get(row.key)
        return [] if kept is None or kept.person_id == row.person_id else self._texts(replace(kept, texts={}), columns)

    def _forget_kept(self, keys: Iterable[uuid.UUID]) -> None:
        for key in keys:
            self._kept.pop(key, None)


def _changed(row: RosterRow, before: RosterRow | None, prefix: str) -> dict[str, Any]:
    now, then = row.part(prefix), before.part(prefix) if before is not None else {}
    return {name: now.get(name) for name in {**then, **now} if now.get(name) != then.get(name)}


def _half_typed(row: RosterRow, column: Column, text: str) -> HalfTyped:
    record, name = column.kept_as
    record_id = row.person_id if record == PERSON else row.participation_id
    return HalfTyped(kind_named(record), record_id, name, text)


def _judged(row: RosterRow, judged: Mapping[uuid.UUID, Saved]) -> tuple[RosterRow, tuple[CellProblem, ...]]:
    person, taking_part = judged.get(row.person_id), judged.get(row.participation_id)
    found = [*(placed(person.problems, PERSON) if person else ())]
    found += placed(taking_part.problems, PARTICIPATION) if taking_part else ()
    person_state = person.state if person else row.person_state
    state = taking_part.state if taking_part else row.state
    return replace(row, person_state=person_state, state=state), tuple(found)
