"""What happened in a year, read once: activities as they count, people, groups, and the rows of any other kind."""

import functools
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, cast

from sqlalchemy import ColumnElement, Connection, Select, func, select

from ibcr_desktop.records import kind_named
from ibcr_desktop.records.activities import ACTIVITY_KINDS, Activity
from ibcr_desktop.records.headcounts import Headcount
from ibcr_desktop.records.participations import Participation
from ibcr_desktop.records.people import CHILD_BANDS, LAST_CHILD_AGE, Person
from ibcr_desktop.records.record import State
from ibcr_desktop.storage.rows import fiscal_year_of, present, start_month, table_of
from ibcr_desktop.totals.fiscal_years import FiscalYear
from ibcr_desktop.totals.joined_people import JoinedPeople
from ibcr_desktop.totals.people_table import AgeKey, PeopleTable

ROLES = ("attendee", "contributor", "co_organiser", "organiser")  # of the bureau at events, the highest last
BATCH = 5_000
UNKNOWN = "unknown"  # where nothing is known, in any dimension
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Counted:
    """One activity as it counts: what two offices entered under one shared key is one (docs/counting-rules.md, 5).

    Attributes:
        key: the smallest id of its records.
        row: the values of the record that speaks for it, with the united period and the highest role.
        ids: every record of it.
        completed_on: the day for which a self-paced course stands here; None where it stands for all its days.
    """

    key: uuid.UUID
    row: Row
    ids: tuple[uuid.UUID, ...]
    countries: frozenset[str]
    draft_ids: frozenset[uuid.UUID]
    completed_on: date | None = None

    def ending_on(self, day: date) -> "Counted":
        """Give the same activity with another last day: that on which somebody completed a self-paced course."""
        return replace(self, row={**self.row, "ends_on": day}, completed_on=day)


@dataclass(slots=True)
class TakingPart:
    """One person at one activity, joined: the highest level of all rows that say so.

    Attributes:
        about: the person; None for somebody in the bin.
    """

    row: Row
    person: uuid.UUID
    activity: Counted
    ids: tuple[uuid.UUID, ...]
    draft_ids: frozenset[uuid.UUID] = field(default_factory=frozenset)
    about: Row | None = None

    @property
    def group(self) -> str:
        """The professional group then, else today's."""
        return self.row["profession_then"] or (self.about or {}).get("professional_group") or UNKNOWN


class Numbers(dict[Any, int]):
    """Gives each key a small number of its own when it is first asked for."""

    def __missing__(self, key: Any) -> int:
        self[key] = len(self)
        return self[key]


class YearData:
    """Everything of one fiscal year; each part is read when it is first asked for, and then kept."""

    def __init__(self, connection: Connection, year: FiscalYear) -> None:
        self.connection = connection
        self.year = year
        self._month = start_month(connection)
        self._rows: dict[tuple[str, bool], list[Row]] = {}

    @functools.cached_property
    def people(self) -> JoinedPeople:
        """Who is whom."""
        return JoinedPeople(self.rows("person_link"))

    @functools.cached_property
    def people_table(self) -> PeopleTable:
        """Everybody, joined, by small numbers."""
        return PeopleTable(self.connection, self.people)

    @functools.cached_property
    def activities(self) -> dict[uuid.UUID, Counted]:
        """Every activity that was held and not deleted, by the id of each of its records, whatever its year."""
        table = table_of(Activity)
        statement = select(table).where(present(table), self._in_reach())
        alone: list[list[Row]] = []
        shared: dict[str, list[Row]] = defaultdict(list)
        for row in _mappings(self.connection, statement):
            if row["shared_key"]:
                shared[row["shared_key"]].append(row)
            else:
                alone.append([row])
        found = (_united(rows) for rows in (*alone, *shared.values()))
        return {record_id: each for each in found if each is not None for record_id in each.ids}

    @functools.cached_property
    def activities_by_kind(self) -> dict[str, list[Counted]]:
        """The same, each once, by the names of their kinds."""
        found: dict[str, list[Counted]] = defaultdict(list)
        for each in {each.key: each for each in self.activities.values()}.values():
            found[each.row["kind"]].append(each)
        return found

    def _in_reach(self) -> ColumnElement[bool]:
        """Give the condition on activities that may have to do with the year."""
        table = table_of(Activity)
        near = (self.year.start - 1, self.year.start, self.year.start + 1)
        return table.c.fiscal_year.in_(near) | (table.c.mode == "self_paced") | table.c.shared_key.is_not(None)

    @functools.cached_property
    def regions(self) -> dict[str, str]:
        """The region of each country, by the organisation's own map."""
        return {row["iso3"]: row["region"] for row in self.rows("country") if row["iso3"] and row["region"]}

    def dated_in_year(self) -> list[Counted]:
        """Give the activities that belong to the year by their last day, each once."""
        once = {each.key: each for _, each in sorted(self.activities.items())}
        return [each for each in once.values() if each.row["mode"] != "self_paced" and self.happened_in_year(each)]

    def self_paced(self) -> list[Counted]:
        """Give the self-paced courses, whatever their year, each once."""
        return list({each.key: each for each in self.activities.values() if each.row["mode"] == "self_paced"}.values())

    @functools.cached_property
    def completed_in_year(self) -> dict[uuid.UUID, date]:
        """Self-paced courses that somebody completed in the year, by the keys of the activities: the first time."""
        line, person = table_of(Participation), table_of(Person)
        statement = (
            select(line.c.activity_id, func.min(line.c.completed_on))
            .join(person, person.c.id == line.c.person_id)
            .where(
                line.c.completed_on.between(self.year.first_day, self.year.last_day),
                line.c.role == "participant",
                line.c.activity_id.in_([record_id for each in self.self_paced() for record_id in each.ids]),
                *(table.c.state == State.COMPLETE for table in (line, person)),
                *(present(table) for table in (line, person)),
            )
        )
        first: dict[uuid.UUID, date] = {}
        for record_id, day in self.connection.execute(statement.group_by(line.c.activity_id)):
            key = self.activities[record_id].key
            first[key] = min(day, first.get(key, day))
        return first

    def day_of(self, activity: Counted, line: Row | None = None) -> date | None:
        """Give the day on which an activity, or a line in it, counts: a self-paced course when it is completed."""
        if activity.row["mode"] != "self_paced":
            return cast("date | None", activity.row["ends_on"])
        return activity.completed_on or (line or {}).get("completed_on") or self.completed_in_year.get(activity.key)

    def happened_in_year(self, activity: Counted) -> bool:
        """Say whether an activity belongs to the year: by its last day; a self-paced course by its completions."""
        if activity.row["mode"] == "self_paced":
            return activity.key in self.completed_in_year
        last = activity.row["ends_on"]
        return last is not None and fiscal_year_of(last, self._month) == self.year.start

    @functools.cached_property
    def taking_part(self) -> list[TakingPart]:
        """Who took part in the year's activities, once a person and activity; no trainers, no staff.

        For indicators that count the lines themselves; people are counted by columns (people_rows).
        """
        merged: dict[tuple[uuid.UUID, uuid.UUID], TakingPart] = {}
        for row in self._participations():
            new = self._taking_part(row, self.activities[row["activity_id"]])
            old = merged.get((new.person, new.activity.key))
            merged[new.person, new.activity.key] = new if old is None else _higher(old, new)
        return list(merged.values())

    def participations(self, ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, TakingPart]:
        """Give who took part by the ids of the lines, of activities of this year and those around it."""
        table, found = table_of(Participation), {}
        for row in self._by_ids(self._lines(), table.c.id, sorted(ids)):
            activity = self.activities.get(row["activity_id"])
            done = row["completed_on"]
            is_other_year = done is None or not self.year.first_day <= done <= self.year.last_day
            if activity is not None and not (activity.row["mode"] == "self_paced" and is_other_year):
                found[row["id"]] = self._taking_part(row, activity)
        return found

    def _taking_part(self, row: Row, activity: Counted) -> TakingPart:
        about = self.people_table.row_of(row["person_id"])
        drafts = {row["id"]} if row["state"] != State.COMPLETE else set()
        if about is not None and about["state"] != State.COMPLETE:
            drafts.add(about["id"])
        person = self.people.canonical(row["person_id"])
        return TakingPart(row, person, activity, (row["id"],), activity.draft_ids | drafts, about)

    @functools.cached_property
    def headcounts(self) -> list[tuple[Row, Counted]]:
        """The groups of the year's activities; of a shared activity, those of the record with the largest total."""
        table = table_of(Headcount)
        by_record: dict[uuid.UUID, list[Row]] = defaultdict(list)
        ids = list(self._ids_in_year())
        for row in self._by_ids(select(table).where(present(table)), table.c.activity_id, ids):
            by_record[row["activity_id"]].append(row)
        chosen: dict[uuid.UUID, list[Row]] = {}
        for record_id, rows in sorted(by_record.items()):
            key = self.activities[record_id].key
            if key not in chosen or _sum(rows) > _sum(chosen[key]):
                chosen[key] = rows
        return [(row, self.activities[row["activity_id"]]) for rows in chosen.values() for row in rows]

    def rows(self, kind_name: str, *, near: bool = False) -> list[Row]:
        """Give the rows of a kind that are not deleted, drafts among them; activities as they count.

        ``near`` leaves out the parts of activities that can have nothing to do with the year.
        """
        table = table_of(kind_named(kind_name))
        near = near and "activity_id" in table.c
        if (kind_name, near) not in self._rows:
            statement = select(table).where(present(table))
            if near:
                in_reach = select(table_of(Activity).c.id).where(self._in_reach())
                statement = statement.where(table.c.activity_id.in_(in_reach))
            self._rows[kind_name, near] = list(_mappings(self.connection, statement))
        return self._rows[kind_name, near]

    def _ids_in_year(self) -> Iterator[uuid.UUID]:
        for record_id, each in sorted(self.activities.items()):
            if each.row["mode"] != "self_paced" and self.happened_in_year(each):
                yield record_id

    def _participations(self) -> Iterator[Row]:
        table = table_of(Participation)
        yield from self._by_ids(self._lines(), table.c.activity_id, list(self._ids_in_year()))
        courses = [record_id for each in self.self_paced() for record_id in each.ids]
        in_year = table.c.completed_on.between(self.year.first_day, self.year.last_day)
        yield from self._by_ids(self._lines().where(in_year), table.c.activity_id, sorted(courses))

    def _lines(self) -> Select[Any]:
        table = table_of(Participation)
        takes_part = (present(table), table.c.role == "participant", table.c.person_id.is_not(None))
        return select(table).where(*takes_part)

    def _by_ids(self, statement: Any, column: Any, ids: list[uuid.UUID]) -> Iterator[Row]:
        for start in range(0, len(ids), BATCH):
            yield from _mappings(self.connection, statement.where(column.in_(ids[start : start + BATCH])))


def _mappings(connection: Connection, statement: Select[Any]) -> Iterator[Row]:
    """Give rows by column name; SQLAlchemy's own type of them says less than we know."""
    yield from cast("Iterable[Row]", connection.execute(statement).mappings())


def is_child(person: Row, day: date | None) -> bool | None:
    """Say whether somebody was a child on a day; None where no age is known (docs/counting-rules.md)."""
    return is_child_of((person["birth_year"], person["age_band"]), None if day is None else day.year)


def is_child_of(age: AgeKey, year: int | None) -> bool | None:
    """Say whether somebody of whom that much is known was a child in a calendar year."""
    birth_year, band = age
    if birth_year is not None and year is not None:
        return year - birth_year <= LAST_CHILD_AGE
    return None if band in (None, "unknown") else band in CHILD_BANDS


def _united(rows: list[Row]) -> Counted | None:
    """Make one activity of what several offices entered; None unless it was held.

    It speaks with the first complete record that was held; a draft blocks it only where no complete one stands in.
    """
    held = [row for row in rows if row["status"] == "held"]
    if not held:
        return None
    held.sort(key=lambda row: (row["state"] != State.COMPLETE, row["id"]))
    speaker = dict(held[0])
    complete = [row for row in held if row["state"] == State.COMPLETE]
    speaking = complete or held
    speaker["starts_on"] = min((row["starts_on"] for row in speaking if row["starts_on"]), default=None)
    speaker["ends_on"] = max((row["ends_on"] for row in speaking if row["ends_on"]), default=None)
    roles = [row["ibcr_role"] for row in speaking if row["ibcr_role"] in ROLES]
    if roles:
        speaker["ibcr_role"] = max(roles, key=ROLES.index)
    return Counted(
        key=min(row["id"] for row in held),
        row=speaker,
        ids=tuple(sorted(row["id"] for row in held)),
        countries=frozenset(row["country"] for row in speaking if row["country"]),
        draft_ids=frozenset() if complete else frozenset(row["id"] for row in held),
    )


LEVELS = ("event_attendance", "consulted", "sensitised", "equipped", "trained")  # the highest last


def _higher(one: TakingPart, other: TakingPart) -> TakingPart:
    """Unite two lines of one person at one activity: a complete one before a draft, then the higher level."""

    def rank(each: TakingPart) -> tuple[bool, int, tuple[bytes, bytes]]:
        row, level = each.row, each.row["level"]
        ids = (row["person_id"].bytes, row["activity_id"].bytes)
        return not each.draft_ids, LEVELS.index(level) if level in LEVELS else -1, ids

    best = max(one, other, key=rank)
    return replace(best, ids=(*one.ids, *other.ids))


def _sum(rows: Iterable[Row]) -> int:
    return sum(row["total"] or 0 for row in rows)


ACTIVITY_NAMES = frozenset(kind.kind_name() for kind in ACTIVITY_KINDS)
