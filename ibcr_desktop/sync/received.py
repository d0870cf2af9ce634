"""Lists what came: the packages one by one, and for each office its last one, what is missing, waiting and open."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Select, Table, func, select

from ibcr_desktop.records import ALL_KINDS
from ibcr_desktop.records.offices import Office
from ibcr_desktop.records.record import State
from ibcr_desktop.storage.log_tables import CONFLICT, CORRESPONDENT, DIARY, PACKAGE, WRITER
from ibcr_desktop.storage.rows import table_of
from ibcr_desktop.storage.withdrawal import MERGED, RECEIVED, WITHDRAWN
from ibcr_desktop.sync import diary
from ibcr_desktop.sync.gaps import awaited_by_office, missing_packages
from ibcr_desktop.sync.questions import QuestionCount, question_counts
from ibcr_desktop.sync.refused_files import RefusedFile, refused_files


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
        refused: its files that were refused and that no later one made up for, the newest first.
        computer_refused_at: when the computer that was paired last or before was refused; None for none, and where
            that is not known. ``is_paired``: another one, or the only one, is accepted.
    """

    code: str
    name: str
    last: PackageEntry | None
    missing: tuple[int, ...]
    waiting: int
    drafts: int
    conflicts: int
    questions: QuestionCount
    refused: tuple[RefusedFile, ...] = ()
    computer_refused_at: datetime | None = None
    is_paired: bool = False

    @property
    def is_computer_refused(self) -> bool:
        """Say whether the office has no computer whose files are taken, because it was refused."""
        return self.computer_refused_at is not None and not self.is_paired


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
    """Give an entry for each office that is recorded, paired or from which something came or is awaited, by code.

    Files whose sender is not known stand in a last entry without a code, where there are any.
    """
    table = table_of(Office)
    present = table.c.deleted.is_(False) & table.c.is_headquarters.is_not(True) & table.c.code.is_not(None)
    names = {row.code: row.name or "" for row in connection.execute(select(table.c.code, table.c.name).where(present))}
    last: dict[str, PackageEntry] = {}
    for each in received_packages(connection):
        if each.state == MERGED:
            last.setdefault(each.office, each)
    missing = {each.office: each.numbers for each in missing_packages(connection)}
    waiting, drafts, conflicts = awaited_by_office(connection), _drafts(connection), _conflicts(connection)
    questions, refused, computers = question_counts(connection), _refused(connection), _computers(connection)
    codes = sorted({*names, *last, *missing, *waiting, *questions, *refused, *computers} - {""})
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
            refused=tuple(refused.get(code, ())),
            computer_refused_at=computers[code].refused_at if code in computers else None,
            is_paired=code in computers and computers[code].is_paired,
        )
        for code in (*codes, *([""] if "" in refused else []))
    ]


@dataclass(frozen=True)
class _Computers:
    is_paired: bool
    refused_at: datetime | None


def _computers(connection: Connection) -> dict[str, _Computers]:
    """Say of each office that was ever paired whether it is now, and when its last computer was refused."""
    statement = select(CORRESPONDENT).where(CORRESPONDENT.c.is_headquarters == 0).order_by(CORRESPONDENT.c.no)
    rows: dict[str, list[Any]] = defaultdict(list)
    for row in connection.execute(statement):
        rows[row.office].append(row)
    found = {}
    for office, some in rows.items():
        moments = [datetime.fromisoformat(each.revoked_at) for each in some if each.revoked_at is not None]
        found[office] = _Computers(any(each.revoked_from is None for each in some), max(moments, default=None))
    return found


def _refused(connection: Connection) -> dict[str, list[RefusedFile]]:
    found: dict[str, list[RefusedFile]] = defaultdict(list)
    for each in refused_files(connection):
        if not each.is_settled:
            found[each.office].append(each)
    return found


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
