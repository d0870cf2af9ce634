"""When a child may be recorded with a name: headquarters allows it for a project, and parent and child agree.

By default a child is a headcount, or a record without identity that is known by its random code
(docs/counting-rules.md, "What is checked").
"""

import uuid
from collections.abc import Callable, Collection, Iterator
from datetime import date
from typing import Any, Final, cast

from sqlalchemy import Connection, Select, func, or_, select

from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records.activities import Activity
from ibcr_desktop.records.offices import Office
from ibcr_desktop.records.participations import Participation
from ibcr_desktop.records.people import CHILD_BANDS, LAST_PROTECTED_AGE, Consent, Person, PersonLink
from ibcr_desktop.records.problems import Problem, error
from ibcr_desktop.records.projects import Project
from ibcr_desktop.records.record import Record
from ibcr_desktop.storage.contradictions import is_whole
from ibcr_desktop.storage.erasure import personal_fields
from ibcr_desktop.storage.filters import among
from ibcr_desktop.storage.log_tables import CHANGE, WRITER
from ibcr_desktop.storage.rows import present, record_of, table_of
from ibcr_desktop.storage.same_person import records_of_people
from ibcr_desktop.storage.written_records import WrittenRecords

_PLACE: Final = ("person_id", "activity_id", "project_id", "deleted")  # what ties people to a project
NOT_ALLOWED = N_(
    "This is a child, and headquarters allows names of children for no project of this person. "
    "Anonymise the person: the code stands for the name."
)
NO_CONSENT = N_(
    "This is a child. A name needs the consent of a parent and of the child to be registered; without both, anonymise "
    "the person."
)


def identity_of_a_child(connection: Connection, person: Person, today: date) -> Iterator[Problem]:
    """Give an error for each condition that is missing for the identity of a child."""
    filled = [name for name in personal_fields(Person) if getattr(person, name) is not None]
    if not filled or not person.is_protected_on(today):
        return
    records = records_of_people(connection, [person.id])
    if not any(is_allowed(connection, project) for project in _open_projects(connection, records, today)):
        yield error(NOT_ALLOWED, filled[0])
    if not _both_agree(connection, records):
        yield error(NO_CONSENT, filled[0])


def people_resting_on(connection: Connection, written: WrittenRecords) -> set[uuid.UUID] | None:
    """Give the people whose names may rest on what was written; None where that may be anybody."""
    line, activity, consent, link = (table_of(each) for each in (Participation, Activity, Consent, PersonLink))
    of_activities = select(line.c.person_id).where(present(line))
    sources: list[tuple[type[Record], tuple[str, ...], Callable[[list[uuid.UUID]], Select[Any]]]] = [
        (Consent, (), lambda ids: select(consent.c.person_id).where(among(consent.c.id, ids))),
        (PersonLink, (), lambda ids: select(link.c.first_id).where(among(link.c.id, ids))),
        (PersonLink, (), lambda ids: select(link.c.second_id).where(among(link.c.id, ids))),
        (Participation, _PLACE, lambda ids: select(line.c.person_id).where(among(line.c.id, ids))),
        (Activity, _PLACE, lambda ids: of_activities.where(among(line.c.activity_id, ids))),
        (
            Project,
            ("child_names_until", "child_names_purpose", "deleted"),
            lambda ids: of_activities.join(activity, activity.c.id == line.c.activity_id).where(
                among(activity.c.project_id, ids)
            ),
        ),
    ]
    people: set[uuid.UUID] = set()
    for kind, names, of in sources:
        ids = written.ids(kind) if written.has(kind, *names) else []
        if ids is None:
            return None
        people.update(each for each in connection.execute(of(ids)).scalars() if each) if ids else None
    own = written.ids(Person) if written.has(Person) else []
    return None if own is None else records_of_people(connection, people).union(own) if people else set(own)


def names_of_children_that_break(
    connection: Connection, people: Collection[uuid.UUID] | None, today: date
) -> list[uuid.UUID]:
    """Give those of some people, or of all, who are children with a name that nobody may keep."""
    table = table_of(Person)
    may_be_child = (table.c.birth_year >= today.year - LAST_PROTECTED_AGE) | table.c.age_band.in_(CHILD_BANDS)
    named = or_(*(table.c[each].is_not(None) for each in personal_fields(Person)))
    statement = select(table).where(may_be_child, named, is_whole(table))
    if people is not None:
        statement = statement.where(among(table.c.id, sorted(people)))
    return [
        row["id"]
        for row in connection.execute(statement).mappings().all()
        if any(identity_of_a_child(connection, cast("Person", record_of(Person, dict(row))), today))
    ]


def permission_problems(connection: Connection, project: Project, _today: date) -> Iterator[Problem]:
    """Give an error where somebody else than headquarters allowed names of children."""
    if project.child_names_until is not None and not is_allowed(connection, project.id):
        text = N_("Only headquarters can allow names of children. Remove the day, or ask headquarters to give it.")
        yield error(text, "child_names_until")


def is_allowed(connection: Connection, project_id: uuid.UUID) -> bool:
    """Say whether it was headquarters that last set the day until which names of children are allowed."""
    day = func.json_extract(CHANGE.c.fields, "$.child_names_until")
    statement = (
        select(WRITER.c.office, WRITER.c.is_headquarters)
        .join(CHANGE, CHANGE.c.writer == WRITER.c.no)
        .where(CHANGE.c.record_id == project_id, day.is_not(None))
        .order_by(CHANGE.c.clock.desc(), CHANGE.c.arrived.desc())
        .limit(1)
    )
    writer = connection.execute(statement).first()
    if writer is None or writer.is_headquarters:
        return writer is not None
    office = table_of(Office)
    known = select(office.c.id).where(
        office.c.code == writer.office, office.c.is_headquarters.is_(True), present(office)
    )
    return connection.execute(known).first() is not None


def _open_projects(connection: Connection, records: Collection[uuid.UUID], today: date) -> list[uuid.UUID]:
    """Give the projects of the person's activities in which names of children are allowed today."""
    taking_part, activity, project = table_of(Participation), table_of(Activity), table_of(Project)
    statement = (
        select(project.c.id)
        .distinct()
        .join(activity, activity.c.project_id == project.c.id)
        .join(taking_part, taking_part.c.activity_id == activity.c.id)
        .where(
            taking_part.c.person_id.in_(records),
            project.c.child_names_until >= today,
            project.c.child_names_purpose.is_not(None),
            *(present(each) for each in (taking_part, activity, project)),
        )
    )
    return list(connection.execute(statement).scalars())


def _both_agree(connection: Connection, records: Collection[uuid.UUID]) -> bool:
    """Say whether a parent or guardian and the child agreed to be registered, and neither took it back."""
    table = table_of(Consent)
    statement = select(table.c.given_by, table.c.child_assent).where(
        table.c.person_id.in_(records),
        table.c.consent_scope == "registration",
        table.c.withdrawn_on.is_(None),
        present(table),
    )
    given = connection.execute(statement).all()
    by_parent = any(each.given_by in ("parent", "guardian") for each in given)
    return by_parent and any(each.child_assent or each.given_by == "self" for each in given)
