"""When a child may be recorded with a name: headquarters allows it for a project, and parent and child agree.

By default a child is a headcount, or a record without identity that is known by its random code
(docs/counting-rules.md, "What is checked").
"""

import uuid
from collections.abc import Collection, Iterator
from datetime import date

from sqlalchemy import Connection, func, select

from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records.activities import Activity
from ibcr_desktop.records.offices import Office
from ibcr_desktop.records.participations import Participation
from ibcr_desktop.records.people import Consent, Person
from ibcr_desktop.records.problems import Problem, error
from ibcr_desktop.records.projects import Project
from ibcr_desktop.storage.erasure import personal_fields
from ibcr_desktop.storage.log_tables import CHANGE, WRITER
from ibcr_desktop.storage.rows import present, table_of
from ibcr_desktop.storage.same_person import records_of_people

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
