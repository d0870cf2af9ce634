"""Lists the people of a database, each once however many records stand for him or her, with what they attended."""

import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, select

from ibcr_desktop.people.united import name_of, united
from ibcr_desktop.records.activities import Activity
from ibcr_desktop.records.organisations import Organisation
from ibcr_desktop.records.participations import Participation
from ibcr_desktop.records.people import Person
from ibcr_desktop.storage.rows import present, table_of
from ibcr_desktop.totals.attendance import Line, Sitting, hours_attended, sittings_at
from ibcr_desktop.totals.joined_people import JoinedPeople, joined_people

COLUMNS: Final = (
    *("id", "family_name", "given_names", "name_in_other_script", "public_code", "sex", "birth_year"),
    *("professional_group", "organisation_id", "country", "office", "state"),
)


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """One person.

    Attributes:
        person_id: the canonical record.
        records: every record that stands for the person, the canonical one first.
        state: complete where one of the records is.
        activities: how many activities, whatever the role; two records in one activity are one.
        hours: attended, as far as they are known.
        last_activity: the day on which the latest ended.
    """

    person_id: uuid.UUID
    records: tuple[uuid.UUID, ...]
    name: str
    code: str
    sex: str | None
    birth_year: int | None
    professional_group: str | None
    organisation: str
    country: str | None
    office: str | None
    state: str
    activities: int
    hours: float
    last_activity: date | None


@dataclass
class _Attended:
    """What the records of a person say of each activity (hours, sessions), and the last day of any of them."""

    lines: dict[uuid.UUID, list[Line]] = field(default_factory=dict)
    last: date | None = None


def listed_people(connection: Connection) -> Iterator[ListedPerson]:
    """Give everybody who is not in the bin, by name; six queries for any number of people."""
    joined = joined_people(connection)
    table = table_of(Person)
    statement = select(*(table.c[name] for name in COLUMNS)).where(table.c.deleted.is_(False))
    rows: dict[uuid.UUID, list[Mapping[str, Any]]] = defaultdict(list)
    for row in connection.execute(statement.order_by(table.c.title_key, table.c.id)).mappings():
        rows[joined.canonical(row["id"])].append(dict(row))
    attended = _attended(connection, joined)
    organisation = table_of(Organisation)
    titles = dict(connection.execute(select(organisation.c.id, organisation.c.name).where(present(organisation))).all())
    sittings = sittings_at(connection, list({at for one in attended.values() for at in one.lines}))
    nothing = _Attended()
    for canonical, records in rows.items():
        records.sort(key=lambda row: row["id"])
        yield _listed(records, attended.get(canonical, nothing), sittings, titles)


def _listed(
    records: list[Mapping[str, Any]],
    attended: _Attended,
    sittings: Mapping[uuid.UUID, Sequence[Sitting]],
    titles: Mapping[uuid.UUID, str | None],
) -> ListedPerson:
    known = united(records, COLUMNS)
    hours = (hours_attended(lines, sittings.get(at, ())) for at, lines in attended.lines.items())
    return ListedPerson(
        person_id=records[0]["id"],
        records=tuple(row["id"] for row in records),
        name=name_of(records),
        code=known["public_code"] or "",
        sex=known["sex"],
        birth_year=known["birth_year"],
        professional_group=known["professional_group"],
        organisation=titles.get(known["organisation_id"]) or "",
        country=known["country"],
        office=known["office"],
        state=max((row["state"] for row in records), key=lambda state: state == "complete"),
        activities=len(attended.lines),
        hours=sum(each for each in hours if each),
        last_activity=attended.last,
    )


def _attended(connection: Connection, joined: JoinedPeople) -> dict[uuid.UUID, _Attended]:
    """Give the activities of each canonical person."""
    taking_part, activity = table_of(Participation), table_of(Activity)
    days = dict(connection.execute(select(activity.c.id, activity.c.ends_on).where(present(activity))).all())
    said = (taking_part.c[name] for name in ("person_id", "activity_id", "hours", "session_ids"))
    found: dict[uuid.UUID, _Attended] = defaultdict(_Attended)
    for person, at, *line in connection.execute(select(*said).where(present(taking_part))):
        if person is None or at not in days:
            continue
        attended = found[joined.canonical(person)]
        attended.lines.setdefault(at, []).append((line[0], line[1]))
        attended.last = max((day for day in (attended.last, days[at]) if day), default=None)
    return found
