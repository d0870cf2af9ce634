"""The headcount groups of one activity as rows of a grid: read, judged, written."""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import Connection, select

from ibcr_desktop.records.fields import fields_of
from ibcr_desktop.records.headcounts import Headcount
from ibcr_desktop.records.ids import new_id
from ibcr_desktop.records.lexicon import Lexicon
from ibcr_desktop.records.record import problems
from ibcr_desktop.roster.columns import Column
from ibcr_desktop.roster.grid_row import GridRow
from ibcr_desktop.roster.group_columns import GROUP, OVERLAP, OverlapColumn, group_columns
from ibcr_desktop.roster.half_typed import begun_rows, half_typed, with_texts
from ibcr_desktop.roster.judging import CellProblem, placed
from ibcr_desktop.roster.occasion import Occasion
from ibcr_desktop.roster.row_saving import Problems, RowSaving, changed
from ibcr_desktop.storage.changes import Write
from ibcr_desktop.storage.judgement import Saved
from ibcr_desktop.storage.record_store import HalfTyped
from ibcr_desktop.storage.rows import present, table_of

GROUP_OF = "headcounts:activity"  # half-typed text that says in which activity a group not yet written was begun


@dataclass(frozen=True)
class GroupRows:
    """What stands in the grid when it is opened: the groups as stored, and with what was left in their cells."""

    columns: Mapping[str, Column] = field(default_factory=group_columns)
    stored: tuple[GridRow, ...] = ()
    rows: tuple[GridRow, ...] = ()


def read_groups(connection: Connection, occasion: Occasion, lexicon: Lexicon) -> GroupRows:
    """Read the groups of an activity in the order in which they were made."""
    table, activity_id = table_of(Headcount), occasion.activity_id
    statement = select(table).where(table.c.activity_id == activity_id, present(table)).order_by(table.c.id)
    names = [each.name for each in fields_of(Headcount) if each.name != "activity_id"]
    stored = tuple(
        GridRow(
            key=line["id"],
            values={f"{GROUP}.{name}": line[name] for name in names if line[name] is not None},
            state=line["state"],
        )
        for line in connection.execute(statement).mappings()
    )
    texts, columns = half_typed(connection), group_columns()
    begun = begun_rows(texts, GROUP_OF, activity_id, {row.key for row in stored})
    rows = [*stored, *(new_group(usual_of(occasion), each) for each in begun)]
    _number(columns, rows)
    return GroupRows(columns, stored, tuple(with_texts(row, texts, {GROUP: row.key}, columns, lexicon) for row in rows))


def _number(columns: Mapping[str, Column], rows: list[GridRow]) -> None:
    overlap = columns[OVERLAP]
    if isinstance(overlap, OverlapColumn):
        overlap.groups = rows


def usual_of(occasion: Occasion) -> dict[str, object]:
    """Give what every new group begins with; whether it is counted elsewhere is asked, since the figures rest on it."""
    level = occasion.usual_values()["participation.level"]
    return {f"{GROUP}.level": level, f"{GROUP}.basis": "counted"}


def new_group(carried: Mapping[str, object], key: uuid.UUID | None = None) -> GridRow:
    """Begin a group; ``key`` is the id of one that was begun before the program ended."""
    return GridRow(key=key or new_id(), values=dict(carried), carried=frozenset(carried))


def own_problems(row: GridRow, activity_id: uuid.UUID, today: date) -> Iterator[CellProblem]:
    """Give what is wrong with a group by itself."""
    group = Headcount(id=row.key, activity_id=activity_id, **row.part(GROUP))
    yield from placed(problems(group, today), GROUP)


class GroupSaving(RowSaving[GridRow]):
    """A row is one record."""

    def _writes(self, row: GridRow) -> list[Write]:
        before = self._stored.get(row.key)
        values = changed(row, before, GROUP)
        if before is None:
            values |= {"activity_id": self._activity_id, "office": self.office, "deleted": False}
        is_judged_anew = before is None or before.texts != row.texts
        return [Write(Headcount, row.key, values)] if values or is_judged_anew else []

    def _removal(self, row: GridRow) -> list[Write]:
        return [Write(Headcount, row.key, {"deleted": True})] if row.key in self._stored else []

    def _judged(self, row: GridRow, judged: Mapping[uuid.UUID, Saved]) -> tuple[GridRow, Problems]:
        saved = judged.get(row.key)
        if saved is None:  # nothing to write: undo brought back what is stored, with a state of its own time
            return replace(row, state=self._stored[row.key].state) if row.key in self._stored else row, ()
        return replace(row, state=saved.state), tuple(placed(saved.problems, GROUP))

    def _half_typed(self, row: GridRow, column: Column, text: str) -> HalfTyped:
        return HalfTyped(Headcount, row.key, column.kept_as[1], text)

    def _note(self, row: GridRow, text: str) -> HalfTyped:
        return HalfTyped(Headcount, row.key, GROUP_OF, text)
