"""Writes the people of the roster: each with the person's record, the participation, and the tests."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ibcr_desktop.records import kind_named
from ibcr_desktop.records.ids import derived_id
from ibcr_desktop.records.participations import Assessment, Participation
from ibcr_desktop.records.people import Person
from ibcr_desktop.roster.columns import TESTS, Column
from ibcr_desktop.roster.judging import placed
from ibcr_desktop.roster.reading import ROW_OF
from ibcr_desktop.roster.row_saving import Problems, RowSaving, changed
from ibcr_desktop.roster.rows import PARTICIPATION, PERSON, RosterRow
from ibcr_desktop.storage.changes import Write
from ibcr_desktop.storage.judgement import Saved
from ibcr_desktop.storage.record_store import HalfTyped, RecordStore

Judged = dict[uuid.UUID, tuple[RosterRow, Problems]]


class RosterSaving(RowSaving[RosterRow]):
    """A participation that is taken out goes to the bin with a person whom only this row made."""

    def __init__(self, store: RecordStore, activity_id: uuid.UUID, stored: Iterable[RosterRow]) -> None:
        super().__init__(store, activity_id, stored)
        self._known: dict[uuid.UUID, RosterRow] = {}  # people from elsewhere, as they were read
        self._found: dict[
            uuid.UUID, Problems
        ] = {}  # what is wrong with a record beside others, until it is judged anew

    def know(self, people: Iterable[RosterRow]) -> None:
        """Take note of people that rows were given: only what differs from their records is written."""
        self._known |= {row.person_id: row for row in people}

    def note_problems(self, found: Mapping[uuid.UUID, Problems]) -> None:
        """Take note of what is wrong with people whom no save here has judged yet."""
        self._found |= found

    def is_saved(self, row: RosterRow) -> bool:
        """Say whether the tables hold what stands in a row, for the person whom it means."""
        stored = self._stored.get(row.key)
        return stored is not None and row.person_id == stored.person_id and super().is_saved(row)

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
        is_judged_anew = before is None or before.texts != row.texts
        person = changed(row, before or self._known.get(row.person_id), PERSON)
        if before is None and row.is_made_here:
            person = {"office": self.office, "deleted": False, **person}
        if person or (is_judged_anew and row.is_made_here):
            writes.append(Write(Person, row.person_id, person))
        taking_part = changed(row, before, PARTICIPATION)
        if before is None:
            place = {"person_id": row.person_id, "activity_id": self._activity_id, "deleted": False}
            taking_part = {**place, "office": self.office, **taking_part}
        if taking_part or is_judged_anew:
            writes.append(Write(Participation, row.participation_id, taking_part))
        return [*writes, *self._tests(row, before)]

    def _tests(self, row: RosterRow, before: RosterRow | None) -> list[Write]:
        writes = []
        for test in TESTS:
            new = changed(row, before, test)
            if new:
                record_id = row.test_ids.get(test) or derived_id("assessment", row.participation_id, test)
                values = {"participation_id": row.participation_id, "assessment_type": test, "office": self.office}
                gone = new.get("score", 0) is None
                writes.append(Write(Assessment, record_id, {**values, **new, "deleted": gone}))
        return writes

    def _half_typed(self, row: RosterRow, column: Column, text: str) -> HalfTyped:
        record, name = column.kept_as
        record_id = row.person_id if record == PERSON else row.participation_id
        return HalfTyped(kind_named(record), record_id, name, text)

    def _note(self, row: RosterRow, text: str) -> HalfTyped:
        return HalfTyped(Person, row.person_id, ROW_OF, text)

    def _left_behind(self, row: RosterRow, columns: Sequence[Column]) -> list[HalfTyped]:
        """Drop text that was kept of a new person, where the row turned out to be a known one."""
        kept = self._kept.get(row.key)
        return [] if kept is None or kept.person_id == row.person_id else self._texts(replace(kept, texts={}), columns)

    def _judged(self, row: RosterRow, judged: Mapping[uuid.UUID, Saved]) -> tuple[RosterRow, Problems]:
        person, taking_part = judged.get(row.person_id), judged.get(row.participation_id)
        for saved, record_id, kind in (
            (person, row.person_id, PERSON),
            (taking_part, row.participation_id, PARTICIPATION),
        ):
            if saved is not None:
                self._found[record_id] = tuple(placed(saved.problems, kind))
        before = self._stored.get(row.key)
        known = (
            before if before is not None and before.person_id == row.person_id else row
        )  # undo brings old states back
        person_state = person.state if person else known.person_state
        state = taking_part.state if taking_part else known.state
        found = (*self._found.get(row.person_id, ()), *self._found.get(row.participation_id, ()))
        return replace(row, person_state=person_state, state=state), found
