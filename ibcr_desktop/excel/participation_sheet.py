"""The flat sheet that people count from themselves: one row for each person and activity of the year."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, func, select

from ibcr_desktop.excel.activity_sheet import (
    SELF_PACED,
    activity_fields,
    activity_pages,
    activity_sources,
    flat,
    kind_sources,
    of_the_year,
)
from ibcr_desktop.excel.field_columns import Columns, Source, distinct, prepare_links
from ibcr_desktop.excel.house_style import Column
from ibcr_desktop.excel.link_labels import LinkLabels
from ibcr_desktop.excel.sheet_file import Value
from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records.activities import Activity
from ibcr_desktop.records.field_types import LinkType
from ibcr_desktop.records.participations import Participation
from ibcr_desktop.records.people import Person
from ibcr_desktop.records.record import State
from ibcr_desktop.storage.rows import table_of
from ibcr_desktop.totals.joined_people import joined_people
from ibcr_desktop.totals.yearly_totals import Totals

PAGE: Final = 1_000
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
COUNTED_AS: Final = N_("Counted as")  # after "Person": the code under which joined records count once
CANONICAL: Final = "counted_as"


class ParticipationSheet:
    """The complete participations of complete people in activities that were held in the year."""

    def __init__(self, connection: Connection, columns: Columns, totals: Totals) -> None:
        """Take the totals whose year and part of the organisation are shown."""
        self._connection, self._columns, self._totals = connection, columns, totals
        self._people = joined_people(connection)
        self._codes = LinkLabels(connection, columns.lexicon, names=False)
        activity, person = (columns.heading(kind.singular) for kind in (Activity, Person))
        by_name = {each.name: (each, kind) for each, kind in activity_fields(columns)}
        chosen = [by_name[name] for name in OF_THE_ACTIVITY]
        self._activity_fields = [each for each, _ in chosen]
        of_activity = [source for each in chosen for source in activity_sources(columns, each, activity)]
        of_activity[1:1] = kind_sources(columns, activity)
        allowed = {each.name: each for each in columns.allowed(Person)}
        self._person_fields = [allowed[name] for name in OF_THE_PERSON if name in allowed]
        rest = [
            source
            for each in self._person_fields
            for source in columns.sources(each, key=f"person_{each.name}", group=person, codes=True)
        ]
        rest.append(Source(Column(columns.heading(COUNTED_AS, person)), CANONICAL, lambda code: code))
        self._own_fields = [
            each for each in flat(columns.allowed(Participation)) if each.name not in ("person_id", "activity_id")
        ]
        rest += [source for each in self._own_fields for source in columns.sources(each, codes=True)]
        rest += [columns.recorded_by(), columns.record_id()]
        self._of_activity, self._rest = len(of_activity), distinct([*of_activity, *rest])

    @property
    def columns(self) -> list[Column]:
        """The columns of the sheet."""
        return [each.column for each in self._rest]

    def count(self) -> int:
        """Give the number of rows at most, for whoever waits."""
        participation, activity = table_of(Participation), table_of(Activity)
        joined = activity.join(participation, participation.c.activity_id == activity.c.id)
        statement = select(func.count()).select_from(joined).where(*self._held(), participation.c.deleted.is_(False))
        return int(self._connection.execute(statement).scalar_one())

    def rows(self) -> Iterator[Sequence[Value]]:
        """Give the rows, activity by activity; nothing is kept but a page of activities and a page of people."""
        of_activity, rest = self._rest[: self._of_activity], self._rest[self._of_activity :]
        for page in activity_pages(self._connection, self._held()):
            prepare_links(self._columns.links, self._activity_fields, page)
            for activity in page:
                first = [each.make(activity[each.key]) for each in of_activity]
                for row in self._people_of(activity):
                    yield first + [each.make(row[each.key]) for each in rest]

    def _held(self) -> list[ColumnElement[bool]]:
        return [*of_the_year(self._totals), table_of(Activity).c.status == "held"]

    def _people_of(self, activity: Mapping[Any, Any]) -> Iterator[Mapping[str, Any]]:
        participation, person = table_of(Participation), table_of(Person)
        own = [participation.c[each.name] for each in self._own_fields]
        theirs = [person.c[each.name].label(f"person_{each.name}") for each in self._person_fields]
        statement = (
            select(participation.c.id, participation.c.office, participation.c.person_id, *own, *theirs)
            .join(person, person.c.id == participation.c.person_id)
            .where(participation.c.activity_id == activity["id"], *_complete(participation), *_complete(person))
            .order_by(participation.c.id)
            .limit(PAGE)
        )
        if activity["mode"] == SELF_PACED:
            year = self._totals.year
            statement = statement.where(participation.c.completed_on.between(year.first_day, year.last_day))
        rows = self._connection.execute(statement).mappings().all()
        while rows:
            yield from self._prepared(rows)
            if len(rows) < PAGE:
                return
            rows = self._connection.execute(statement.where(participation.c.id > rows[-1]["id"])).mappings().all()

    def _prepared(self, rows: Sequence[Mapping[Any, Any]]) -> Iterator[Mapping[str, Any]]:
        """Read the titles that a page links to, and say under which code each person counts."""
        links = self._columns.links
        prepare_links(links, self._own_fields, rows)
        for each in self._person_fields:
            if isinstance(each.type, LinkType):
                links.prepare(each.type.kind_name, {row[f"person_{each.name}"] for row in rows} - {None})
        for row in rows:
            code = row["person_public_code"]
            counted_as = self._people.canonical(row["person_id"])
            if counted_as != row["person_id"]:
                code = self._code_of(counted_as) or code
            yield {**row, CANONICAL: code}

    def _code_of(self, person: uuid.UUID) -> str:
        return self._codes.label(Person.kind_name(), person)


def _complete(table: Any) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return table.c.deleted.is_(False), table.c.state == State.COMPLETE
