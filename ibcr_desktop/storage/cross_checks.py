"""Checks of one record that need others: codes, links, double entries, missing evidence, consents, namesakes.

The rules are those of docs/counting-rules.md, "What is checked"; each reads through an index.
"""

import uuid
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, func, or_, select

from ibcr_desktop.foundation.plain_text import fold
from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records import kinds_by_table
from ibcr_desktop.records.activities import Activity, Evidence
from ibcr_desktop.records.estimates import BeneficiaryEstimate
from ibcr_desktop.records.field_types import ChoicesType, ChoiceType, LinksType, LinkType
from ibcr_desktop.records.fields import Field, fields_of
from ibcr_desktop.records.headcounts import SHARE_OF_UNKNOWN_SEX, Headcount, sex_unknown
from ibcr_desktop.records.offices import Country, Office, country_id, office_id
from ibcr_desktop.records.participations import Assessment, Participation, line_that_stands
from ibcr_desktop.records.people import NOT_SAID, Person, PersonLink
from ibcr_desktop.records.problems import Problem, error, warning
from ibcr_desktop.records.projects import Project
from ibcr_desktop.records.record import Record, State
from ibcr_desktop.storage.child_protection import identity_of_a_child, permission_problems
from ibcr_desktop.storage.estimate_checks import estimate_problems
from ibcr_desktop.storage.invalid_codes import not_in_the_list, periods_of_terms
from ibcr_desktop.storage.namesakes import namesakes
from ibcr_desktop.storage.rows import present, table_of
from ibcr_desktop.storage.same_person import records_of_people

MISSING_LINK = "missing_link"  # the code of the warning about a link that leads nowhere here
EVIDENCE_DAYS = 30
NO_EVIDENCE = "no_evidence"  # the warning that the work list and the totals ask about too
DOUBLE_ENTRY_DAYS = 3
MOST_NAMESAKES = 5


def cross_problems(connection: Connection, record: Record, today: date) -> Iterator[Problem]:
    """Give what is wrong with a record beside others."""
    on_day = _day_of(connection, record) or today
    for field in fields_of(type(record)):
        value = getattr(record, field.name)
        if value is not None:
            yield from _code_problems(connection, field, value, on_day)
            yield from _link_problems(connection, field, value)
    for kind, check in _CHECKS:
        if isinstance(record, kind):
            yield from check(connection, record, today)


def _day_of(connection: Connection, record: Record) -> date | None:
    """Give the day of which a record tells: its own, or the last one of the activity that it is a part of."""
    if record.counted_on:
        own: date | None = getattr(record, record.counted_on)
        return own
    activity, activity_id = table_of(Activity), getattr(record, "activity_id", None)
    if activity_id is None:
        return None
    found: date | None = connection.execute(select(activity.c.ends_on).where(activity.c.id == activity_id)).scalar()
    return found


def _code_problems(connection: Connection, field: Field, value: Any, on_day: date) -> Iterator[Problem]:
    """Give an error for each code that its list does not hold on the day of the record."""
    if not isinstance(field.type, ChoiceType | ChoicesType):
        return
    for code in (value,) if isinstance(value, str) else value:
        if not _is_valid(connection, field.type.list_code, code, on_day):
            yield not_in_the_list(field, code)


def _is_valid(connection: Connection, list_code: str, code: str, on_day: date) -> bool:
    if list_code == "country":
        return _is_here(connection, Country, country_id(code))
    if list_code == "office":
        offices = table_of(Office)
        named = select(offices.c.id).where(offices.c.code == code, offices.c.deleted.is_(False))
        return _is_here(connection, Office, office_id(code)) or connection.execute(named).first() is not None
    return any(each.holds_on(on_day) for each in periods_of_terms(connection, list_code, code))


def _link_problems(connection: Connection, field: Field, value: Any) -> Iterator[Problem]:
    """Give a warning for a link to what is not here: it may still arrive from another office."""
    if not isinstance(field.type, LinkType | LinksType):
        return
    for record_id in (value,) if isinstance(value, uuid.UUID) else value:
        if not any(_is_here(connection, kind, record_id) for kind in kinds_by_table(field.type.kind_name)):
            text = N_("{field}: the linked record is in the bin or not here.")
            yield warning(MISSING_LINK, text, field.name, field=field.label)


def _is_here(connection: Connection, kind: type[Record], record_id: uuid.UUID) -> bool:
    table = table_of(kind)
    statement = select(table.c.id).where(table.c.id == record_id, table.c.deleted.is_(False))
    return connection.execute(statement).first() is not None


def _activity_problems(connection: Connection, activity: Activity, today: date) -> Iterator[Problem]:
    is_late = activity.ends_on is not None and today - activity.ends_on > timedelta(days=EVIDENCE_DAYS)
    if activity.status == "held" and is_late and not _has(connection, Evidence, activity.id):
        text = N_("There is no evidence yet: say where the signed sheet or the report is kept.")
        yield warning(NO_EVIDENCE, text)
    if activity.status != "cancelled":
        yield from _double_entry(connection, activity)
    yield from _lines_not_typed(connection, activity)
    unknown, everybody = _sexes(connection, activity.id)
    if everybody and unknown > SHARE_OF_UNKNOWN_SEX * everybody:
        yield sex_unknown(unknown, everybody)


def _double_entry(connection: Connection, activity: Activity) -> Iterator[Problem]:
    """Warn of the same title within three days in the same country, unless the two share a key."""
    if activity.title is None or activity.starts_on is None:
        return
    table, near = table_of(Activity), timedelta(days=DOUBLE_ENTRY_DAYS)
    statement = select(table.c.code, table.c.title, table.c.shared_key).where(
        table.c.title_key.contains(fold(activity.title)),
        table.c.country == activity.country,
        table.c.starts_on.between(activity.starts_on - near, activity.starts_on + near),
        table.c.fiscal_year.between(activity.starts_on.year - 2, activity.starts_on.year + 2),
        table.c.id != activity.id,
        table.c.deleted.is_(False),
    )
    for other in connection.execute(statement):
        same_key = activity.shared_key is not None and other.shared_key == activity.shared_key
        if fold(other.title or "") == fold(activity.title) and not same_key:
            yield warning(
                "double_entry",
                N_("{code} has the same title within three days. Is it the same activity?"),
                "title",
                code=other.code or "?",
            )


def _lines_not_typed(connection: Connection, activity: Activity) -> Iterator[Problem]:
    """Ask whether the whole paper was typed: as many people by name as it has lines."""
    if activity.paper_lines is None:
        return
    table = table_of(Participation)
    named = select(func.count()).where(table.c.activity_id == activity.id, table.c.deleted.is_(False))
    typed = connection.execute(named).scalar_one()
    if typed != activity.paper_lines:
        yield warning(
            "lines_not_typed",
            N_("Lines on the paper: {lines}. People typed by name: {typed}. Is somebody missing, or typed twice?"),
            "paper_lines",
            lines=activity.paper_lines,
            typed=typed,
        )


def _has(connection: Connection, kind: type[Record], activity_id: uuid.UUID) -> bool:
    table = table_of(kind)
    statement = select(table.c.id).where(table.c.activity_id == activity_id, table.c.deleted.is_(False))
    return connection.execute(statement.limit(1)).first() is not None


def _sexes(connection: Connection, activity_id: uuid.UUID) -> tuple[int, int]:
    """Give how many people of an activity have no known sex, and how many there are, by name and by headcount."""
    taking_part, person, headcount = table_of(Participation), table_of(Person), table_of(Headcount)
    named = (
        select(func.count(), func.sum(person.c.sex.is_(None) | person.c.sex.in_(NOT_SAID)))
        .join_from(taking_part, person, person.c.id == taking_part.c.person_id)
        .where(taking_part.c.activity_id == activity_id, taking_part.c.deleted.is_(False))
    )
    counted = select(func.sum(headcount.c.total), func.sum(headcount.c.sex_unknown)).where(
        headcount.c.activity_id == activity_id, headcount.c.deleted.is_(False)
    )
    named_people, named_unknown = connection.execute(named).one()
    unnamed_people, unnamed_unknown = connection.execute(counted).one()
    return (named_unknown or 0) + (unnamed_unknown or 0), (named_people or 0) + (unnamed_people or 0)


def _person_problems(connection: Connection, person: Person, today: date) -> Iterator[Problem]:
    yield from identity_of_a_child(connection, person, today)
    yield from _same_name(connection, person)


def _same_name(connection: Connection, person: Person) -> Iterator[Problem]:
    """Warn of other people whose names are the same or sound so, unless somebody has decided about the two."""
    found = namesakes(connection, person)
    if not found:
        return
    joined, link = records_of_people(connection, [person.id]), table_of(PersonLink)
    ends = (link.c.first_id, link.c.second_id)
    decided = select(*ends).where(or_(*(end == person.id for end in ends)), present(link))
    apart = {each for pair in connection.execute(decided) for each in pair}
    for other in [each for each in found if each["id"] not in joined | apart][:MOST_NAMESAKES]:
        yield warning(
            "namesake",
            N_("Another person has the same name: {code}. Is it the same person?"),
            "family_name",
            code=other["public_code"] or "?",
        )


def _participation_problems(connection: Connection, taking_part: Participation, _today: date) -> Iterator[Problem]:
    """A person stands in an activity once, and on a line of the paper alone."""
    table = table_of(Participation)
    others = select(table.c.id).where(
        table.c.activity_id == taking_part.activity_id, table.c.id != taking_part.id, table.c.deleted.is_(False)
    )
    if taking_part.person_id is not None:
        yield from _twice_in_one_activity(connection, others, taking_part)
    line = taking_part.paper_line
    if line is not None and connection.execute(others.where(table.c.paper_line == line)).first() is not None:
        text = N_("Line {line} of the paper stands at somebody else too.")
        yield warning("line_twice", text, "paper_line", line=line)


def _twice_in_one_activity(connection: Connection, others: Any, taking_part: Participation) -> Iterator[Problem]:
    """Refuse a second line of a person; the lines of two records that were joined later are one (sync.md).

    Of several complete lines one stands; a draft gives way to every other.
    """
    table, person = table_of(Participation), taking_part.person_id
    around = table.c.person_id.in_(records_of_people(connection, [person]))
    rows = connection.execute(
        others.where(around).with_only_columns(table.c.id, table.c.person_id, table.c.state)
    ).all()
    twice = [row for row in rows if row.person_id == person]
    if taking_part.state == State.COMPLETE:
        rivals = [taking_part.id, *(row.id for row in twice if row.state == State.COMPLETE)]
        gives_way = line_that_stands(person, taking_part.activity_id, rivals) != taking_part.id
    else:
        gives_way = bool(twice)
    if gives_way:
        yield error(N_("This person is already in the activity. Remove one of the two lines."), "person_id")
    elif len(rows) > len(twice):
        text = N_("This person is in the activity under another record too. The two lines count as one.")
        yield warning("two_records", text, "person_id")


def _assessment_problems(connection: Connection, assessment: Assessment, _today: date) -> Iterator[Problem]:
    if assessment.assessment_type != "post":
        return
    table = table_of(Assessment)
    statement = select(table.c.id).where(
        table.c.participation_id == assessment.participation_id,
        table.c.assessment_type == "pre",
        table.c.deleted.is_(False),
    )
    if connection.execute(statement).first() is None:
        yield warning("no_pre_test", N_("There is a test after the course but none before it."), "assessment_type")


Check = Callable[[Connection, Any, date], Iterator[Problem]]

_CHECKS: tuple[tuple[type[Record], Check], ...] = (
    (Activity, _activity_problems),
    (Person, _person_problems),
    (Project, permission_problems),
    (Participation, _participation_problems),
    (Assessment, _assessment_problems),
    (BeneficiaryEstimate, estimate_problems),
)
