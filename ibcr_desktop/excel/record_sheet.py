"""The sheet of the records behind one figure: whatever their kinds, one table with the columns that lists show."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final

from sqlalchemy import Connection, func, select

from ibcr_desktop.excel.field_columns import Columns, Source, distinct, prepare_links
from ibcr_desktop.excel.house_style import Column
from ibcr_desktop.excel.link_labels import names_people
from ibcr_desktop.excel.progress import Progress
from ibcr_desktop.excel.sheet_file import Value
from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records import kind_named
from ibcr_desktop.records.activities import Activity
from ibcr_desktop.records.fields import Field, fields_by_name
from ibcr_desktop.records.people import Person
from ibcr_desktop.records.record import Record
from ibcr_desktop.storage.filters import among
from ibcr_desktop.storage.rows import table_of
from ibcr_desktop.totals.outcome import Ids

PAGE: Final = 500
IDS_AT_ONCE: Final = 2_000
KIND_HEADING: Final = N_("Kind")

Found = list[tuple[type[Record], Sequence[uuid.UUID]]]


@dataclass(frozen=True)
class RecordTable:
    """The records behind a figure, by kind, and their columns."""

    found: Found
    sources: Sequence[Source]

    @property
    def columns(self) -> list[Column]:
        """The columns of the sheet."""
        return [each.column for each in self.sources]

    @property
    def has_people(self) -> bool:
        """Whether a row may name somebody."""
        return any(kind is Person or names_people(kind) for kind, _ in self.found)

    @property
    def count(self) -> int:
        """How many rows there are."""
        return sum(len(ids) for _, ids in self.found)


def find_records(records: Mapping[str, Sequence[uuid.UUID]], columns: Columns) -> RecordTable:
    """Find out which columns show the records of a figure, given by the names of their kinds; activities are one."""
    united: dict[type[Record], list[Sequence[uuid.UUID]]] = {}
    for name, ids in records.items():
        kind = kind_named(name)
        united.setdefault(Activity if issubclass(kind, Activity) else kind, []).append(ids)
    several = {kind: some[0] if len(some) == 1 else Ids.of(chain.from_iterable(some)) for kind, some in united.items()}
    found = [(kind, ids) for kind, ids in several.items() if len(ids)]
    kinds = [kind for kind, _ in found]
    sources = [_kind_source(columns)] if len(kinds) > 1 or Activity in kinds else []
    if Person in kinds:
        sources += columns.sources(fields_by_name(Person)["public_code"])
    for each in _united(kinds, columns):
        sources += columns.sources(each)
    return RecordTable(found, distinct([*sources, columns.recorded_by(), columns.record_id()]))


def record_rows(connection: Connection, table: RecordTable, columns: Columns) -> Iterator[Sequence[Value]]:
    """Give the rows, a page at a time; a column that a kind lacks is empty."""
    for kind, ids in table.found:
        fields = columns.allowed(kind)
        for start in range(0, len(ids), PAGE):
            yield from _page(connection, table, columns, (kind, ids[start : start + PAGE]), fields)


def count_present(connection: Connection, table: RecordTable, progress: Progress) -> int:
    """Say how many of the records are here: some may have gone since the figure was counted."""
    present = 0
    for kind, ids in table.found:
        column = table_of(kind).c.id
        for start in range(0, len(ids), IDS_AT_ONCE):
            progress.look()
            some = among(column, ids[start : start + IDS_AT_ONCE])
            present += connection.execute(select(func.count()).where(some)).scalar_one()
    return present


def _page(
    connection: Connection,
    table: RecordTable,
    columns: Columns,
    wanted: tuple[type[Record], Sequence[uuid.UUID]],
    fields: Sequence[Field],
) -> Iterator[Sequence[Value]]:
    kind, ids = wanted
    stored = table_of(kind)
    rows = connection.execute(select(stored).where(among(stored.c.id, ids))).mappings().all()
    by_id = {row["id"]: row for row in rows}
    prepare_links(columns.links, [each for each in fields if each.name in stored.c], rows)
    for record_id in ids:
        if record_id not in by_id:
            continue
        row: dict[str, Any] = {**by_id[record_id]}
        row["kind"] = row.get("kind") or kind.kind_name()
        yield [None if each.key not in row else each.make(row[each.key]) for each in table.sources]


def _united(kinds: Sequence[type[Record]], columns: Columns) -> list[Field]:
    """Give the fields that lists of these kinds show, each once."""
    united: dict[tuple[str, object], Field] = {}
    for kind in kinds:
        for each in columns.allowed(kind, only_in_table=True):
            united.setdefault((each.name, each.type), each)
    return list(united.values())


def _kind_source(columns: Columns) -> Source:
    translate = columns.lexicon.words.translate
    return Source(Column(translate(KIND_HEADING)), "kind", lambda name: translate(kind_named(name).singular))
