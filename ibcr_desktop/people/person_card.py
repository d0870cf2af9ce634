"""Reads what is known about one human being, whatever the number of records: facts, history, tests, consents."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, select

from ibcr_desktop.people.united import united
from ibcr_desktop.records.activities import Activity
from ibcr_desktop.records.fields import fields_of
from ibcr_desktop.records.lexicon import Lexicon
from ibcr_desktop.records.participations import Assessment, Participation
from ibcr_desktop.records.people import Consent, Person
from ibcr_desktop.storage.database import Database
from ibcr_desktop.storage.rows import present, table_of
from ibcr_desktop.storage.same_person import records_of_people
from ibcr_desktop.totals.attendance import (
    Attendance,
    Sitting,
    attendance,
    hours_attended,
    hours_held,
    needed_percent,
    sittings_at,
)
from ibcr_desktop.totals.teaching import LEARNS, TRAINS
from ibcr_desktop.totals.year_data import LEVELS

NOT_FACTS: Final = ("family_name", "given_names", "public_code", "anonymised_on")  # they stand at the head of the card

Row = Mapping[Any, Any]


@dataclass(frozen=True)
class Test:
    """A test that was taken: the label of its type, the score and the best possible one."""

    label: str
    score: float
    maximum: float


@dataclass(frozen=True)
class TakenPart:
    """One activity of the person; records of one person at one activity are one line, with the highest level.

    ``is_completed`` is None where it cannot be said. ``hours`` are those attended. ``role`` is empty for participants.
    """

    activity_id: uuid.UUID
    kind_name: str
    title: str
    day: date | None
    role: str
    level: str
    hours: float | None
    is_completed: bool | None
    certificate: str | None
    is_certified_trainer: bool
    is_trainer: bool
    tests: tuple[Test, ...]


@dataclass(frozen=True)
class ConsentGiven:
    """What was agreed to, by whom and when, in words."""

    scope: str
    given_by: str
    given_on: date | None
    withdrawn_on: date | None


@dataclass(frozen=True)
class RecordOfPerson:
    """One of the records that stand for the person: its own name or code, and who keeps it."""

    record_id: uuid.UUID
    name: str
    office: str


@dataclass(frozen=True)
class PersonCard:
    """Everything on the card.

    Attributes:
        records: every record here that stands for the person, first the one that is shown.
        values: name of a field → its value.
        facts: name of the field, its label (marked English) and its text, empty ones left out.
        state: draft or complete, of the record that is shown.
        is_protected: the identity is that of a child.
    """

    person_id: uuid.UUID
    records: tuple[RecordOfPerson, ...]
    name: str
    code: str
    values: Mapping[str, Any]
    facts: tuple[tuple[str, str, str], ...]
    state: str
    deleted: bool
    anonymised_on: date | None
    is_protected: bool
    history: tuple[TakenPart, ...]
    consents: tuple[ConsentGiven, ...]

    @property
    def record_ids(self) -> tuple[uuid.UUID, ...]:
        """The ids of the records."""
        return tuple(each.record_id for each in self.records)

    @property
    def offices(self) -> tuple[str, ...]:
        """Who keeps records of the person."""
        return tuple(dict.fromkeys(each.office for each in self.records if each.office))

    @property
    def is_trainer(self) -> bool:
        """Say whether the person trained others at some activity."""
        return any(each.is_trainer for each in self.history)

    @property
    def hours(self) -> float:
        """The hours attended, where they are known."""
        return sum(each.hours or 0 for each in self.history)

    @property
    def completed_count(self) -> int:
        """How many activities were completed."""
        return sum(each.is_completed is True for each in self.history)

    @property
    def certificate_count(self) -> int:
        """How many certificates were given."""
        return sum(each.certificate is not None for each in self.history)


def read_card(database: Database, lexicon: Lexicon, person_id: uuid.UUID) -> PersonCard | None:
    """Read the card of a person in one short read of a few indexed questions; None where no record is here."""
    with database.reader() as connection:
        ids = sorted(records_of_people(connection, [person_id]))
        person, taking_part, consent = table_of(Person), table_of(Participation), table_of(Consent)
        rows = connection.execute(select(person).where(person.c.id.in_(ids)).order_by(person.c.id)).mappings().all()
        if not rows:
            return None
        lines = connection.execute(select(taking_part).where(taking_part.c.person_id.in_(ids), present(taking_part)))
        agreed = connection.execute(select(consent).where(consent.c.person_id.in_(ids), present(consent)))
        history = _history(connection, lines.mappings().all(), lexicon)
        consents = tuple(_consent(row, lexicon) for row in agreed.mappings())
    return _card(rows, history, consents, lexicon)


def _card(
    rows: Sequence[Row], history: tuple[TakenPart, ...], consents: tuple[ConsentGiven, ...], lexicon: Lexicon
) -> PersonCard:
    """The record of the smallest id is the one that is shown; what it lacks is taken from the others."""
    first = rows[0]
    shown = united(rows, first)
    facts = [
        (each.name, each.label, text)
        for each in fields_of(Person)
        if each.name not in NOT_FACTS and (text := each.type.show(shown[each.name], lexicon))
    ]
    return PersonCard(
        person_id=first["id"],
        records=tuple(_record(row, lexicon) for row in rows),
        name=_name(shown),
        code=first["public_code"] or "",
        values={each.name: shown[each.name] for each in fields_of(Person)},
        facts=tuple(facts),
        state=first["state"],
        deleted=first["deleted"],
        anonymised_on=first["anonymised_on"],
        is_protected=bool(_age_of(shown).is_protected_on(lexicon.today)),
        history=history,
        consents=consents,
    )


def _record(row: Row, lexicon: Lexicon) -> RecordOfPerson:
    office = lexicon.label("office", row["office"]) if row["office"] else ""
    return RecordOfPerson(row["id"], _name(row) or row["public_code"] or "", office)


def _age_of(shown: Row) -> Person:
    return Person(**{name: shown[name] for name in ("birth_year", "age_band", "age_band_on")})


def _name(row: Row) -> str:
    return " ".join(each for each in (row["family_name"], row["given_names"]) if each)


def _history(connection: Connection, lines: Sequence[Row], lexicon: Lexicon) -> tuple[TakenPart, ...]:
    if not lines:
        return ()
    table = table_of(Activity)
    asked = select(*(table.c[name] for name in ("id", "kind", "title", "ends_on", "hours")))
    found = connection.execute(asked.where(table.c.id.in_({row["activity_id"] for row in lines}), present(table)))
    activities: dict[uuid.UUID, Row] = {row["id"]: row for row in found.mappings()}
    needed, sittings = needed_percent(connection), sittings_at(connection, list(activities))
    tests = _tests(connection, lines)
    by_activity: defaultdict[uuid.UUID, list[Row]] = defaultdict(list)
    for line in lines:
        by_activity[line["activity_id"]].append(line)
    parts = []
    for each, activity in activities.items():
        some = by_activity[each]
        attended = _attended(activity, some, sittings.get(each, ()), needed)
        scores = [score for line in some for score in tests.get(line["id"], ())]
        parts.append(_part(activity, some, scores, attended, lexicon))
    return tuple(sorted(parts, key=lambda each: (each.day or date.min, each.title), reverse=True))


def _tests(connection: Connection, lines: Sequence[Row]) -> Mapping[uuid.UUID, Sequence[Row]]:
    """Give the tests of each participation in the order in which they were taken."""
    table = table_of(Assessment)
    taken = select(table).where(table.c.participation_id.in_([row["id"] for row in lines]), present(table))
    found: defaultdict[uuid.UUID, list[Row]] = defaultdict(list)
    for score in connection.execute(taken.order_by(table.c.taken_on, table.c.id)).mappings():
        found[score["participation_id"]].append(score)
    return found


def _part(
    activity: Row, lines: Sequence[Row], tests: Iterable[Row], attended: Attendance, lexicon: Lexicon
) -> TakenPart:
    best = max(lines, key=lambda row: LEVELS.index(row["level"]) if row["level"] in LEVELS else -1)
    return TakenPart(
        activity_id=activity["id"],
        kind_name=activity["kind"],
        title=activity["title"] or "",
        day=activity["ends_on"],
        role=lexicon.label("participation_role", best["role"]) if best["role"] not in (None, LEARNS) else "",
        level=lexicon.label("level", best["level"]) if best["level"] else "",
        hours=attended.hours,
        is_completed=attended.is_completed,
        certificate=next((row["certificate_number"] for row in lines if row["certificate_number"]), None),
        is_certified_trainer=any(row["certified_trainer"] for row in lines),
        is_trainer=any(row["role"] == TRAINS for row in lines),
        tests=tuple(
            Test(lexicon.label("assessment_type", row["assessment_type"] or ""), row["score"], row["maximum"])
            for row in tests
            if row["score"] is not None and row["maximum"]
        ),
    )


def _attended(activity: Row, lines: Sequence[Row], sittings: Sequence[Sitting], needed: float) -> Attendance:
    """Judge as the roster does; whoever teaches, organises or observes completes nothing."""
    hours = hours_attended([(row["hours"], row["session_ids"]) for row in lines], sittings)
    done = next((row["completed_on"] for row in lines if row["completed_on"]), None)
    found = attendance(hours, hours_held(sittings, activity["hours"]), needed, done)
    learns = any(row["role"] in (None, LEARNS) for row in lines)
    return found if learns else replace(found, is_completed=None)


def _consent(row: Row, lexicon: Lexicon) -> ConsentGiven:
    return ConsentGiven(
        scope=lexicon.label("consent_scope", row["consent_scope"] or ""),
        given_by=lexicon.label("consent_given_by", row["given_by"] or ""),
        given_on=row["given_on"],
        withdrawn_on=row["withdrawn_on"],
    )
