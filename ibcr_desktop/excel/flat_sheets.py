"""The flat sheets that people count from themselves: every participation of the year, and every activity."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, func, select

from ibcr_desktop.excel.field_columns import Columns, Source, distinct, prepare_links
from ibcr_desktop.excel.house_style import Column
from ibcr_desktop.excel.sheet_file import Value
from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records import kind_named
from ibcr_desktop.records.activities import ACTIVITY_KINDS, Activity
from ibcr_desktop.records.field_types import LinksType, LinkType, TextType
from ibcr_desktop.records.fields import Field
from ibcr_desktop.records.participations import Participation
from ibcr_desktop.records.people import Person
from ibcr_desktop.records.record import State
from ibcr_desktop.storage.rows import table_of

PAGE: Final = 500
# Of the activity, what people sort and filter participations by.
OF_THE_ACTIVITY: Final = (
    *("code", "title", "workshop_form", "purpose", "formation", "ibcr_role", "meeting_form", "project_id", "country"),
    *("place", "starts_on", "ends_on", "mode", "languages", "themes", "delivered_by", "hours", "shared_key"),
)
# Of the person, what people count by; names first, where they are wanted.
OF_THE_PERSON: Final = (
    *("family_name", "given_names", "public_code", "sex", "birth_year", "age_band", "professional_group"),
    *("organisation_id", "function", "country", "is_professional", "disability"),
)
KIND_HEADING: Final = N_("Kind")
KIND_CODE_HEADING: Final = N_("Kind (code)")


class ActivitySheet:
    """The activities of a fiscal year, in the order of their days, with every field that has a place in a table."""

    def __init__(self, connection: Connection, columns: Columns, year: int) -> None:
        """Take the calendar year in which the fiscal year begins."""
        self._connection, self._columns, self._year = connection, columns, year
        self._fields = _activity_fields(columns)
        sources = [source for each in self._fields for source in _activity_sources(columns, each)]
        sources[1:1] = _kind_sources(columns)
        self._sources = distinct([*sources, columns.recorded_by(), columns.record_id()])

    @property
    def columns(self) -> list[Column]:
        """The columns of the sheet."""
        return [each.column for each in self._sources]

    def rows(self) -> Iterator[Sequence[Value]]:
        """Give the rows."""
        for page in activity_pages(self._connection, self._year):
            prepare_links(self._columns.links, [each for each, _ in self._fields], page)
            for row in page:
                yield [each.make(row[each.key]) for each in self._sources]


class ParticipationSheet:
    """The complete participations in activities that were held in a fiscal year: activity, person, participation."""

    def __init__(self, connection: Connection, columns: Columns, year: int) -> None:
        """Take the calendar year in which the fiscal year begins."""
        self._connection, self._columns, self._year = connection, columns, year
        translate = columns.lexicon.words.translate
        activity, person = translate(Activity.singular), translate(Person.singular)
        by_name = {each.name: (each, kind) for each, kind in _activity_fields(columns)}
        chosen = [by_name[name] for name in OF_THE_ACTIVITY]
        self._activity_fields = [each for each, _ in chosen]
        self._of_activity = [source for each in chosen for source in _activity_sources(columns, each, activity)]
        self._of_activity[1:1] = _kind_sources(columns, activity)
        of_person = {each.name: each for each in columns.allowed(Person)}
        self._person_fields = [of_person[name] for name in OF_THE_PERSON if name in of_person]
        self._own_fields = [each for each in _flat(columns.allowed(Participation)) if each.name != "activity_id"]
        self._of_person = [
            source
            for each in self._person_fields
            for source in columns.sources(each, key=f"person_{each.name}", group=person, codes=True)
        ]
        self._own = [
            source
            for each in self._own_fields
            if each.name != "person_id"
            for source in columns.sources(each, codes=True)
        ]
        self._own += [columns.recorded_by(), columns.record_id()]
        self._all = distinct([*self._of_activity, *self._of_person, *self._own])

    @property
    def columns(self) -> list[Column]:
        """The columns of the sheet."""
        return [each.column for each in self._all]

    def count(self) -> int:
        """Give the number of rows, for whoever waits."""
        participation, activity = table_of(Participation), table_of(Activity)
        statement = (
            select(func.count())
            .select_from(activity)
            .join(participation, participation.c.activity_id == activity.c.id)
            .where(*_counted(self._year), participation.c.deleted.is_(False))
        )
        return int(self._connection.execute(statement).scalar_one())

    def rows(self) -> Iterator[Sequence[Value]]:
        """Give the rows, activity by activity; nothing is kept but one activity and one page of people."""
        for page in activity_pages(self._connection, self._year, only_counted=True):
            prepare_links(self._columns.links, self._activity_fields, page)
            for activity in page:
                first = [each.make(activity[each.key]) for each in self._of_activity]
                for row in self._people_of(activity["id"]):
                    yield first + [each.make(row[each.key]) for each in (*self._of_person, *self._own)]

    def _people_of(self, activity_id: uuid.UUID) -> Iterator[Mapping[Any, Any]]:
        participation, person = table_of(Participation), table_of(Person)
        own = [participation.c[each.name] for each in self._own_fields]
        theirs = [person.c[each.name].label(f"person_{each.name}") for each in self._person_fields]
        statement = (
            select(participation.c.id, participation.c.office, *own, *theirs)
            .join(person, person.c.id == participation.c.person_id)
            .where(
                participation.c.activity_id == activity_id,
                participation.c.deleted.is_(False),
                participation.c.state == State.COMPLETE,
                person.c.deleted.is_(False),
                person.c.state == State.COMPLETE,
            )
            .order_by(participation.c.id)
            .limit(PAGE)
        )
        rows = self._connection.execute(statement).mappings().all()
        while rows:
            self._prepare(rows)
            yield from rows
            if len(rows) < PAGE:
                return
            rows = self._connection.execute(statement.where(participation.c.id > rows[-1]["id"])).mappings().all()

    def _prepare(self, rows: Sequence[Mapping[Any, Any]]) -> None:
        links = self._columns.links
        prepare_links(links, self._own_fields, rows)
        for each in self._person_fields:
            if isinstance(each.type, LinkType):
                links.prepare(each.type.kind_name, {row[f"person_{each.name}"] for row in rows} - {None})


def activity_pages(
    connection: Connection, year: int, *, only_counted: bool = False
) -> Iterator[Sequence[Mapping[Any, Any]]]:
    """Give the complete activities of a fiscal year in pages, in the order of their last days."""
    table = table_of(Activity)
    chosen = _counted(year) if only_counted else _complete(year)
    ids = connection.execute(select(table.c.id).where(*chosen).order_by(table.c.ends_on, table.c.code, table.c.id))
    ordered = list(ids.scalars())
    for start in range(0, len(ordered), PAGE):
        wanted = ordered[start : start + PAGE]
        rows = connection.execute(select(table).where(table.c.id.in_(wanted))).mappings().all()
        by_id = {row["id"]: row for row in rows}
        yield [by_id[each] for each in wanted]


def _complete(year: int) -> list[Any]:
    table = table_of(Activity)
    return [table.c.fiscal_year == year, table.c.deleted.is_(False), table.c.state == State.COMPLETE]


def _counted(year: int) -> list[Any]:
    return [*_complete(year), table_of(Activity).c.status == "held"]


def _activity_fields(columns: Columns) -> list[tuple[Field, type[Activity]]]:
    """Give the fields of all kinds of activity, each once with the kind that declares it, the long texts left out."""
    united = {each.name: (each, Activity) for each in _flat(columns.allowed(Activity))}
    for kind in ACTIVITY_KINDS:
        for each in _flat(columns.allowed(kind)):
            united.setdefault(each.name, (each, kind))
    return list(united.values())


def _activity_sources(columns: Columns, field: tuple[Field, type[Activity]], group: str = "") -> list[Source]:
    """Give the columns of a field; what only one kind of activity has says which."""
    each, kind = field
    own = group if kind is Activity else columns.lexicon.words.translate(kind.singular)
    return columns.sources(each, group=own, codes=True)


def _flat(fields: Sequence[Field]) -> list[Field]:
    """Leave out what does not belong into a flat table: texts of several lines, and lists of sessions."""
    return [
        each
        for each in fields
        if not (isinstance(each.type, TextType) and each.type.multiline)
        and not (isinstance(each.type, LinksType) and each.type.kind_name == "session")
    ]


def _kind_sources(columns: Columns, group: str = "") -> list[Source]:
    translate = columns.lexicon.words.translate
    return [
        Source(Column(columns.heading(KIND_CODE_HEADING, group)), "kind", lambda name: name),
        Source(Column(columns.heading(KIND_HEADING, group)), "kind", lambda name: translate(kind_named(name).singular)),
    ]
