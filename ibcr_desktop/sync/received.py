"""Lists what came: the packages one by one, and for each office its last one, what is missing, waiting and open."""

import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Select, Table, func, select

from ibcr_desktop.records import ALL_KINDS
from ibcr_desktop.records.offices import Office
from ibcr_desktop.records.record import State
from ibcr_desktop.storage.log_tables import CONFLICT, DIARY, PACKAGE, WRITER
from ibcr_desktop.storage.rows import table_of
from ibcr_desktop.storage.withdrawal import MERGED, RECEIVED, WITHDRAWN
from ibcr_desktop.sync import diary
from ibcr_desktop.sync.gaps import awaited_by_office, missing_packages
from ibcr_desktop.sync.questions import QuestionCount, question_counts


@dataclass(frozen=True)
class PackageEntry:
    """A package that came.

    Attributes:
        state: ``merged`` or ``withdrawn``.
        made_at: as the clock of the sender claims; taken_at, taken_by: when it was merged here, and by whom.
    """

    package: uuid.UUID
    office: str
    number: int
    state: str
    made_at: str
    taken_at: datetime | None
    taken_by: str


@dataclass(frozen=True)
class OfficeEntry:
    """How things stand with an office.

    Attributes:
        last: its last package that counts; None where none came.
        missing: numbers that have not arrived; ``waiting``: records that wait for changes of this office.
        drafts: records of the office that are not complete; ``conflicts``: open ones about its records.
        questions: what it was asked and is not settled.
    """

    code: str
    name: str
    last: PackageEntry | None
    missing: tuple[int, ...]
    waiting: int
    drafts: int
    conflicts: int
    questions: QuestionCount


def received_packages(connection: Connection, office: str | None = None) -> list[PackageEntry]:
    """Give the packages that came, the highest number of each office first."""
    taken = (
        select(DIARY.c.package, DIARY.c.claimed_at, WRITER.c.person)
        .join(WRITER, WRITER.c.no == DIARY.c.writer)
        .where(DIARY.c.act == diary.MERGED)
        .subquery()
    )
    statement = (
        select(PACKAGE, taken.c.claimed_at, taken.c.person)
        .outerjoin(taken, taken.c.package == PACKAGE.c.no)
        .where(PACKAGE.c.direction == RECEIVED, PACKAGE.c.state.in_([MERGED, WITHDRAWN]))
        .order_by(PACKAGE.c.office, PACKAGE.c.number.desc(), PACKAGE.c.no.desc())
    )
    if office is not None:
        statement = statement.where(PACKAGE.c.office == office)
    return [
        PackageEntry(
            package=row.uuid,
            office=row.office,
            number=row.number,
            state=row.state,
            made_at=row.made_at or "",
            taken_at=None if row.claimed_at is None else datetime.fromtimestamp(row.claimed_at, UTC),
            taken_by=row.person or "",
        )
        for row in connection.execute(statement)
    ]


def office_entries(connection: Connection) -> list[OfficeEntry]:
    """Give an entry for each office that is recorded or from which something came or is awaited, by code."""
    table = table_of(Office)
    present = table.c.deleted.is_(False) & table.c.is_headquarters.is_not(True) & table.c.code.is_not(None)
    names = {row.code: row.name or "" for row in connection.execute(select(table.c.code, table.c.name).where(present))}
    last: dict[str, PackageEntry] = {}
    for each in received_packages(connection):
        if each.state == MERGED:
            last.setdefault(each.office, each)
    missing = {each.office: each.numbers for each in missing_packages(connection)}
    waiting, drafts, conflicts = awaited_by_office(connection), _drafts(connection), _conflicts(connection)
    questions = question_counts(connection)
    codes = sorted({*names, *last, *missing, *waiting, *questions})
    return [
        OfficeEntry(
            code=code,
            name=names.get(code, ""),
            last=last.get(code),
            missing=missing.get(code, ()),
            waiting=waiting[code],
            drafts=drafts[code],
            conflicts=conflicts[code],
            questions=questions.get(code, QuestionCount(0, 0)),
        )
        for code in codes
    ]


def _drafts(connection: Connection) -> Counter[str]:
    return _by_office(
        connection,
        lambda table, counted: counted.where(table.c.state == State.DRAFT, table.c.deleted.is_(False)),
    )


def _conflicts(connection: Connection) -> Counter[str]:
    return _by_office(connection, lambda table, counted: counted.join(CONFLICT, CONFLICT.c.record_id == table.c.id))


def _by_office(connection: Connection, narrowed: Callable[[Table, Select[Any]], Select[Any]]) -> Counter[str]:
    """Count, by office, what is left of the rows of every table once ``narrowed(table, statement)``."""
    found: Counter[str] = Counter()
    for table in {table_of(kind) for kind in ALL_KINDS}:
        counted = select(table.c.office, func.count()).select_from(table).where(table.c.office.is_not(None))
        statement = narrowed(table, counted.group_by(table.c.office))
        found.update(dict(map(tuple, connection.execute(statement))))
    return found
