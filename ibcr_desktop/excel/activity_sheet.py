"""The flat sheet of activities, and what the sheet of participations shares with it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, or_, select

from ibcr_desktop.excel.field_columns import Columns, Source, distinct, prepare_links
from ibcr_desktop.excel.house_style import Column
from ibcr_desktop.excel.sheet_file import Value
from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records import kind_named
from ibcr_desktop.records.activities import ACTIVITY_KINDS, Activity
from ibcr_desktop.records.field_types import LinksType, TextType
from ibcr_desktop.records.fields import Field
from ibcr_desktop.records.participations import Participation
from ibcr_desktop.records.record import State
from ibcr_desktop.storage.rows import table_of
from ibcr_desktop.totals.yearly_totals import Totals

PAGE: Final = 500
SELF_PACED: Final = "self_paced"
KIND_HEADING: Final = N_("Kind")
KIND_CODE_HEADING: Final = N_("Kind (code)")

ActivityField = tuple[Field, type[Activity]]


class ActivitySheet:
    """The complete activities of a year, by their last days, with every field that has a place in a table."""

    def __init__(self, connection: Connection, columns: Columns, totals: Totals) -> None:
        """Take the totals whose year and part of the organisation are shown."""
        self._connection, self._columns, self._totals = connection, columns, totals
        self._fields = activity_fields(columns)
        sources = [source for each in self._fields for source in activity_sources(columns, each)]
        sources[1:1] = kind_sources(columns)
        self._sources = distinct([*sources, columns.recorded_by(), columns.record_id()])

    @property
    def columns(self) -> list[Column]:
        """The columns of the sheet."""
        return [each.column for each in self._sources]

    def rows(self) -> Iterator[Sequence[Value]]:
        """Give the rows."""
        fields = [each for each, _ in self._fields]
        for page in activity_pages(self._connection, of_the_year(self._totals)):
            prepare_links(self._columns.links, fields, page)
            for row in page:
                yield [each.make(row[each.key]) for each in self._sources]


def activity_pages(
    connection: Connection, conditions: Sequence[ColumnElement[bool]]
) -> Iterator[Sequence[Mapping[Any, Any]]]:
    """Give activities in pages, in the order of their last days."""
    table = table_of(Activity)
    ids = connection.execute(select(table.c.id).where(*conditions).order_by(table.c.ends_on, table.c.code, table.c.id))
    ordered = list(ids.scalars())
    for start in range(0, len(ordered), PAGE):
        wanted = ordered[start : start + PAGE]
        rows = connection.execute(select(table).where(table.c.id.in_(wanted))).mappings().all()
        by_id = {row["id"]: row for row in rows}
        yield [by_id[each] for each in wanted]


def of_the_year(totals: Totals) -> list[ColumnElement[bool]]:
    """Give the conditions for the complete activities of a year: by the last day, or by who completed a course."""
    table, taking_part = table_of(Activity), table_of(Participation)
    completed = select(taking_part.c.activity_id).where(
        taking_part.c.completed_on.between(totals.year.first_day, totals.year.last_day)
    )
    is_self_paced = table.c.mode == SELF_PACED
    in_year = or_(
        (table.c.fiscal_year == totals.year.start) & is_self_paced.is_not(True),
        is_self_paced & table.c.id.in_(completed.scalar_subquery()),
    )
    found: list[ColumnElement[bool]] = [in_year, table.c.deleted.is_(False), table.c.state == State.COMPLETE]
    if totals.scope.countries:
        found.append(table.c.country.in_(sorted(totals.scope.countries)))
    if totals.scope.offices:
        found.append(table.c.office.in_(sorted(totals.scope.offices)))
    return found


def activity_fields(columns: Columns) -> list[ActivityField]:
    """Give the fields of all kinds of activity, each once with the kind that declares it, the long texts left out."""
    united: dict[str, ActivityField] = {each.name: (each, Activity) for each in flat(columns.allowed(Activity))}
    for kind in ACTIVITY_KINDS:
        for each in flat(columns.allowed(kind)):
            united.setdefault(each.name, (each, kind))
    return list(united.values())


def activity_sources(columns: Columns, field: ActivityField, group: str = "") -> list[Source]:
    """Give the columns of a field; what only one kind of activity has says which."""
    each, kind = field
    own = group if kind is Activity else columns.lexicon.words.translate(kind.singular)
    return columns.sources(each, group=own, codes=True)


def flat(fields: Sequence[Field]) -> list[Field]:
    """Leave out what does not belong into a flat table: texts of several lines, and lists of sessions."""
    return [
        each
        for each in fields
        if not (isinstance(each.type, TextType) and each.type.multiline)
        and not (isinstance(each.type, LinksType) and each.type.kind_name == "session")
    ]


def kind_sources(columns: Columns, group: str = "") -> list[Source]:
    """Give the columns of the kind, as a code and in words."""
    translate = columns.lexicon.words.translate
    return [
        Source(Column(columns.heading(KIND_CODE_HEADING, group)), "kind", lambda name: name),
        Source(Column(columns.heading(KIND_HEADING, group)), "kind", lambda name: translate(kind_named(name).singular)),
    ]
