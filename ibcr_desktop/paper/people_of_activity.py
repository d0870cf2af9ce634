"""Who stands on the papers of an activity: each human being once, however many records he or she has."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, select

from ibcr_desktop.records.organisations import Organisation
from ibcr_desktop.records.participations import Participation
from ibcr_desktop.records.people import Person
from ibcr_desktop.storage.rows import present, table_of
from ibcr_desktop.totals.joined_people import JoinedPeople, joined_people

OF_THE_PARTICIPATION: Final = (
    *("id", "person_id", "role", "session_ids", "hours", "completed_on"),
    *("paper_line", "certificate_number", "certificate_on"),
)
OF_THE_PERSON: Final = (
    *("family_name", "given_names", "name_in_other_script", "public_code", "sex", "birth_year"),
    *("professional_group", "function", "telephone"),
)


@dataclass(frozen=True)
class OnPaper:
    """One person at an activity: the rows of the participation and of the person (with ``organisation``, its name)."""

    participation: Any
    person: Any


def people_of(connection: Connection, activity_id: uuid.UUID) -> list[OnPaper]:
    """Give the people of an activity in the order of their participations, three queries whatever their number.

    Records that were joined stand for one person: with the identity of the record that counts, as far as it is here,
    and once, by the participation that was begun first.
    """
    table = table_of(Participation)
    statement = select(*(table.c[name] for name in OF_THE_PARTICIPATION)).where(
        table.c.activity_id == activity_id, table.c.deleted.is_(False), table.c.person_id.is_not(None)
    )
    rows = connection.execute(statement.order_by(table.c.id)).all()
    joined = joined_people(connection) if rows else JoinedPeople([])
    counts_as = {row.person_id: joined.canonical(row.person_id) for row in rows}
    persons = _persons(connection, {*counts_as, *counts_as.values()})
    found: dict[uuid.UUID, OnPaper] = {}
    for row in rows:
        person = persons.get(counts_as[row.person_id]) or persons.get(row.person_id)
        if person is not None:
            found.setdefault(counts_as[row.person_id], OnPaper(row, person))
    return list(found.values())


def _persons(connection: Connection, ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Any]:
    person, organisation = table_of(Person), table_of(Organisation)
    columns = (person.c.id, *(person.c[name] for name in OF_THE_PERSON), organisation.c.name.label("organisation"))
    statement = select(*columns).join_from(
        person, organisation, organisation.c.id == person.c.organisation_id, isouter=True
    )
    rows = connection.execute(statement.where(person.c.id.in_(list(ids)), present(person)))
    return {row.id: row for row in rows}
