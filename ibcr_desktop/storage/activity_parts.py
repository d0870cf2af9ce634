"""What belongs to one activity: the people of it by name and by number, and its other parts, as plain rows."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from ibcr_desktop.records.fields import Field, fields_of
from ibcr_desktop.records.headcounts import Headcount
from ibcr_desktop.records.lexicon import Lexicon
from ibcr_desktop.records.participations import Participation
from ibcr_desktop.records.people import Person
from ibcr_desktop.records.record import Record, State
from ibcr_desktop.storage.database import Database
from ibcr_desktop.storage.log_tables import CHANGE
from ibcr_desktop.storage.rows import table_of


@dataclass(frozen=True)
class PartRow:
    """One line of a part: its record, whether it is complete, and the texts of its columns."""

    record_id: uuid.UUID
    state: str
    texts: tuple[str, ...]


@dataclass(frozen=True)
class PersonAtActivity:
    """One named person of an activity.

    Attributes:
        state: complete if the participation and the person are: only then the totals count them.
        person_is_draft: it is the person's own record that is not complete, or that is not here.
    """

    participation_id: uuid.UUID
    person_id: uuid.UUID
    name: str
    sex: str | None
    state: str
    person_is_draft: bool
    texts: tuple[str, ...]  # sex, year of birth or age group, professional group, role, level


@dataclass(frozen=True)
class HeadOfActivity:
    """How many people there are, for the line below the table."""

    named: int
    unnamed: int
    women: int
    men: int
    not_known: int


def columns_of(kind: type[Record]) -> tuple[Field, ...]:
    """Give the fields that the table of a part shows."""
    return tuple(field for field in fields_of(kind) if field.in_table and field.name != "activity_id")


def parts_of(database: Database, kind: type[Record], activity_id: uuid.UUID, lexicon: Lexicon) -> list[PartRow]:
    """Give the records of a kind that belong to an activity, in the order in which they were made."""
    table, fields = table_of(kind), columns_of(kind)
    statement = select(table).where(table.c.activity_id == activity_id, table.c.deleted.is_(False)).order_by(table.c.id)
    with database.reader() as connection:
        rows = connection.execute(statement).mappings().all()
    return [
        PartRow(row["id"], row["state"], tuple(field.type.show(row[field.name], lexicon) for field in fields))
        for row in rows
    ]


def people_at(database: Database, activity_id: uuid.UUID, lexicon: Lexicon) -> list[PersonAtActivity]:
    """Give the named people of an activity in the order in which they were entered, one query for all."""
    taking_part, person = table_of(Participation), table_of(Person)
    entered = select(func.min(CHANGE.c.arrived)).where(CHANGE.c.record_id == taking_part.c.id).scalar_subquery()
    statement = (
        select(
            taking_part.c.id,
            taking_part.c.person_id,
            taking_part.c.role,
            taking_part.c.level,
            taking_part.c.state,
            person.c.state.label("person_state"),
            person.c.family_name,
            person.c.given_names,
            person.c.sex,
            person.c.birth_year,
            person.c.age_band,
            person.c.professional_group,
            person.c.public_code,
        )
        .join_from(taking_part, person, person.c.id == taking_part.c.person_id, isouter=True)
        .where(taking_part.c.activity_id == activity_id, taking_part.c.deleted.is_(False))
        .order_by(entered, taking_part.c.id)
    )
    with database.reader() as connection:
        rows = connection.execute(statement).all()
    return [_person_at(row, lexicon) for row in rows]


def _person_at(row: Any, lexicon: Lexicon) -> PersonAtActivity:
    person_is_draft = row.person_state != State.COMPLETE
    labels = (
        ("professional_group", row.professional_group),
        ("participation_role", row.role),
        ("level", row.level),
    )
    return PersonAtActivity(
        participation_id=row.id,
        person_id=row.person_id,
        name=" ".join(each for each in (row.family_name, row.given_names) if each) or row.public_code or "",
        sex=row.sex,
        state=State.DRAFT if person_is_draft else row.state,
        person_is_draft=person_is_draft,
        texts=(
            lexicon.label("sex", row.sex) if row.sex else "",
            str(row.birth_year) if row.birth_year else lexicon.label("age_band", row.age_band or ""),
            *(lexicon.label(list_code, code) if code else "" for list_code, code in labels),
        ),
    )


def head_of(database: Database, activity_id: uuid.UUID, named: Sequence[PersonAtActivity]) -> HeadOfActivity:
    """Add up names and groups; overlaps are the business of the yearly totals."""
    table = table_of(Headcount)
    sums = [func.coalesce(func.sum(table.c[name]), 0) for name in ("total", "females", "males")]
    statement = select(*sums).where(table.c.activity_id == activity_id, table.c.deleted.is_(False))
    with database.reader() as connection:
        unnamed, women, men = connection.execute(statement).one()
    women += sum(each.sex == "female" for each in named)
    men += sum(each.sex == "male" for each in named)
    not_known = len(named) + unnamed - women - men
    return HeadOfActivity(len(named), unnamed, women, men, not_known)
