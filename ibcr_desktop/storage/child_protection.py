"""When a child may be recorded with a name: headquarters allows it for a project, and parent and child agree.

By default a child is a headcount, or a record without identity that is known by its random code
(docs/counting-rules.md, "What is checked").
"""

import uuid
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, Select, func, or_, select

from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records.activities import Activity
from ibcr_desktop.records.offices import Office
from ibcr_desktop.records.participations import Participation
from ibcr_desktop.records.people import CHILD_BANDS, LAST_PROTECTED_AGE, Consent, Person, PersonLink
from ibcr_desktop.records.problems import ProblemsFound, error
from ibcr_desktop.records.projects import Project
from ibcr_desktop.records.record import Record
from ibcr_desktop.storage.contradictions import is_whole
from ibcr_desktop.storage.erasure import personal_fields
from ibcr_desktop.storage.filters import among
from ibcr_desktop.storage.local_values import keep_locally, local_value
from ibcr_desktop.storage.log_tables import CHANGE, WRITER
from ibcr_desktop.storage.rows import present, table_of
from ibcr_desktop.storage.same_person import records_by_person, records_of_people
from ibcr_desktop.storage.written_records import WrittenRecords

PARENT, CHILD = "parent", "child"
BOTH: Final = {PARENT, CHILD}
ASKED_ON: Final = "permissions asked on"  # in ``local``: the day until which ended permissions were seen
_PLACE: Final = ("person_id", "activity_id", "project_id", "deleted")  # what ties people to a project
NOT_ALLOWED = N_(
    "This is a child, and headquarters allows names of children for no project of this person. "
    "Anonymise the person: the code stands for the name."
)
NO_CONSENT = N_(
    "This is a child. A name needs the consent of a parent and of the child to be registered; without both, anonymise "
    "the person."
)


def identity_of_children(connection: Connection, people: Sequence[Person], today: date) -> ProblemsFound:
    """Give an error for each condition that is missing for the identity of a child among some people."""
    named: dict[uuid.UUID, str] = {}
    for person in people:
        filled = next((name for name in personal_fields(Person) if getattr(person, name) is not None), None)
        if filled is not None and person.is_protected_on(today):
            named[person.id] = filled
    for child, is_permitted, is_agreed in _conditions(connection, list(named), today):
        if not is_permitted:
            yield child, error(NOT_ALLOWED, named[child])
        if not is_agreed:
            yield child, error(NO_CONSENT, named[child])


def projects_that_ended_permission(connection: Connection, today: date) -> list[uuid.UUID]:
    """Give the projects whose permission has ended since this was asked last: on most writes of a day none."""
    last = local_value(connection, ASKED_ON)
    if last == today.isoformat():
        return []
    keep_locally(connection, {ASKED_ON: today.isoformat()})
    project = table_of(Project)
    ended = project.c.child_names_until < today
    if last is not None:
        ended &= project.c.child_names_until >= date.fromisoformat(last)
    return list(connection.execute(select(project.c.id).where(ended, present(project))).scalars())


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
    people = set(written.left)
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
    children = _children_with_a_name(connection, people, today)
    return [each for each, *conditions in _conditions(connection, children, today) if not all(conditions)]


def _conditions(
    connection: Connection, children: Sequence[uuid.UUID], today: date
) -> Iterator[tuple[uuid.UUID, bool, bool]]:
    """Give for each child whether a project allows the name, and whether parent or guardian and child agreed to it."""
    if not children:
        return
    records = records_by_person(connection, children)
    known = {each for some in records.values() for each in some}
    allowed = _in_projects_that_allow_names(connection, known, today)
    agreed = _with_consents(connection, known)
    for each in children:
        sides = set().union(*(agreed.get(record, set()) for record in records[each]))
        yield each, not allowed.isdisjoint(records[each]), sides >= BOTH


def _children_with_a_name(connection: Connection, people: Collection[uuid.UUID] | None, today: date) -> list[uuid.UUID]:
    table = table_of(Person)
    columns = [table.c[each] for each in ("id", "birth_year", "age_band", "age_band_on")]
    may_be_child = (table.c.birth_year >= today.year - LAST_PROTECTED_AGE) | table.c.age_band.in_(CHILD_BANDS)
    named = or_(*(table.c[each].is_not(None) for each in personal_fields(Person)))
    statement = select(*columns).where(may_be_child, named, is_whole(table))
    if people is not None:
        statement = statement.where(among(table.c.id, sorted(people)))
    rows = connection.execute(statement).mappings()
    return [row["id"] for row in rows if Person(**row).is_protected_on(today)]


def _in_projects_that_allow_names(connection: Connection, people: Collection[uuid.UUID], today: date) -> set[uuid.UUID]:
    project = table_of(Project)
    open_ones = select(project.c.id).where(
        project.c.child_names_until >= today, project.c.child_names_purpose.is_not(None), present(project)
    )
    allowed = [each for each in connection.execute(open_ones).scalars().all() if is_allowed(connection, each)]
    if not allowed:
        return set()
    line, activity = table_of(Participation), table_of(Activity)
    statement = (
        select(line.c.person_id)
        .distinct()
        .join(activity, activity.c.id == line.c.activity_id)
        .where(
            among(line.c.person_id, sorted(people)),
            activity.c.project_id.in_(allowed),
            *(present(each) for each in (line, activity)),
        )
    )
    return set(connection.execute(statement).scalars())


def _with_consents(connection: Connection, people: Collection[uuid.UUID]) -> dict[uuid.UUID, set[str]]:
    """Give, by the record of a person, who agreed to the registration and did not take it back."""
    agreed: dict[uuid.UUID, set[str]] = defaultdict(set)
    table = table_of(Consent)
    for row in connection.execute(_given_consents().where(among(table.c.person_id, sorted(people)))):
        agreed[row.person_id] |= _sides(row)
    return agreed


def permission_problems(connection: Connection, projects: Sequence[Project], _today: date) -> ProblemsFound:
    """Give an error where somebody else than headquarters allowed names of children; few projects have such a day."""
    for project in projects:
        if project.child_names_until is not None and not is_allowed(connection, project.id):
            text = N_("Only headquarters can allow names of children. Remove the day, or ask headquarters to give it.")
            yield project.id, error(text, "child_names_until")


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


def _given_consents() -> Select[Any]:
    table = table_of(Consent)
    return select(table.c.person_id, table.c.given_by, table.c.child_assent).where(
        table.c.consent_scope == "registration", table.c.withdrawn_on.is_(None), present(table)
    )


def _sides(consent: Any) -> set[str]:
    """Give who agrees by a consent: the child may do so on the paper of the parent."""
    by_parent = {PARENT} if consent.given_by in ("parent", "guardian") else set()
    return by_parent | ({CHILD} if consent.child_assent or consent.given_by == "self" else set())
