"""Groups of known people who can be brought in together: those of an earlier activity, a series, an organisation."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Select, func, select

from ibcr_desktop.foundation.plain_text import fold
from ibcr_desktop.records.activities import Activity
from ibcr_desktop.records.lexicon import Lexicon
from ibcr_desktop.records.organisations import Organisation
from ibcr_desktop.records.participations import Participation
from ibcr_desktop.records.people import Person
from ibcr_desktop.storage.rows import present, table_of

MOST_OFFERED = 12  # of each sort
ACTIVITY, SERIES, ORGANISATION = "activity", "series", "organisation"


@dataclass(frozen=True)
class Group:
    """Something that people belong to.

    Attributes:
        sort: ``activity``, ``series`` or ``organisation``.
        key: id of the activity or organisation, or the name of the series.
        people: how many people that would bring in.
    """

    sort: str
    key: uuid.UUID | str
    title: str
    people: int


def groups_named(connection: Connection, text: str, lexicon: Lexicon, other_than: uuid.UUID) -> list[Group]:
    """Give the groups that a text may mean; without a text, the latest activities. Groups of nobody are left out."""
    found = [
        *_activities(connection, text, lexicon, other_than),
        *(_series(connection, text) if text.strip() else ()),
        *(_organisations(connection, text, lexicon) if text.strip() else ()),
    ]
    return [each for each in found if each.people]


def people_in(connection: Connection, group: Group) -> list[uuid.UUID]:
    """Give the people of a group, each once, in the order of their names."""
    activity, person = table_of(Activity), table_of(Person)
    if group.sort == ORGANISATION:
        statement = select(person.c.id).where(person.c.organisation_id == group.key, present(person))
    else:
        belongs = activity.c.id == group.key if group.sort == ACTIVITY else activity.c.series == group.key
        statement = _taking_part(belongs)
    ordered = statement.order_by(person.c.title_key, person.c.id)
    return list(dict.fromkeys(connection.execute(ordered).scalars()))


def _taking_part(belongs: ColumnElement[bool]) -> Select[uuid.UUID]:
    taking_part, activity, person = table_of(Participation), table_of(Activity), table_of(Person)
    return (
        select(taking_part.c.person_id)
        .join_from(taking_part, activity, activity.c.id == taking_part.c.activity_id)
        .join(person, person.c.id == taking_part.c.person_id)
        .where(belongs, present(taking_part), present(activity), present(person))
    )


def _activities(connection: Connection, text: str, lexicon: Lexicon, other_than: uuid.UUID) -> Iterator[Group]:
    table, taking_part = table_of(Activity), table_of(Participation)
    ids: Sequence[uuid.UUID]
    if text.strip():
        ids = [each for each, _ in lexicon.suggest(ACTIVITY, text)]
    else:
        newest = select(table.c.id).where(present(table)).order_by(table.c.starts_on.desc(), table.c.id.desc())
        ids = connection.execute(newest.limit(MOST_OFFERED + 1)).scalars().all()
    wanted = [each for each in ids if each != other_than][:MOST_OFFERED]
    number = select(taking_part.c.activity_id, func.count()).where(
        taking_part.c.activity_id.in_(wanted), present(taking_part)
    )
    counts = {row[0]: row[1] for row in connection.execute(number.group_by(taking_part.c.activity_id))}
    titles = lexicon.titles(ACTIVITY, wanted)
    for each in wanted:
        yield Group(ACTIVITY, each, titles.get(each, ""), counts.get(each, 0))


def _series(connection: Connection, text: str) -> Iterator[Group]:
    """Only the people of what is offered are counted: there may be a million participations."""
    table, taking_part = table_of(Activity), table_of(Participation)
    every = select(table.c.series).where(table.c.series.is_not(None), present(table)).distinct()
    named = [each for each in connection.execute(every.order_by(table.c.series)).scalars() if fold(text) in fold(each)]
    statement = (
        select(table.c.series, func.count(taking_part.c.person_id.distinct()))
        .join(taking_part, taking_part.c.activity_id == table.c.id)
        .where(table.c.series.in_(named[:MOST_OFFERED]), present(table), present(taking_part))
        .group_by(table.c.series)
        .order_by(table.c.series)
    )
    for name, count in connection.execute(statement):
        yield Group(SERIES, name, name, count)


def _organisations(connection: Connection, text: str, lexicon: Lexicon) -> Iterator[Group]:
    person = table_of(Person)
    found = list(lexicon.suggest(Organisation.kind_name(), text))[:MOST_OFFERED]
    number = select(person.c.organisation_id, func.count()).where(
        person.c.organisation_id.in_([each for each, _ in found]), present(person)
    )
    counts = {row[0]: row[1] for row in connection.execute(number.group_by(person.c.organisation_id))}
    for each, title in found:
        yield Group(ORGANISATION, each, title, counts.get(each, 0))
