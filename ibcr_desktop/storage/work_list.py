"""What is left to do in a database: drafts to finish, contradictions to solve, activities that are late."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, func, select

from ibcr_desktop.records import kind_named
from ibcr_desktop.records.activities import Activity, Evidence
from ibcr_desktop.records.people import Person
from ibcr_desktop.records.problems import Problem, ProblemsFound
from ibcr_desktop.records.projects import Project
from ibcr_desktop.records.record import FILL_THIS_IN, Record, State
from ibcr_desktop.records.record import problems as own_problems
from ibcr_desktop.storage.child_protection import identity_of_children, permission_problems
from ibcr_desktop.storage.confirmations import is_confirmed
from ibcr_desktop.storage.cross_checks import EVIDENCE_DAYS, NO_EVIDENCE
from ibcr_desktop.storage.invalid_codes import KnownCodes
from ibcr_desktop.storage.judgement import stored_rows
from ibcr_desktop.storage.log_tables import CONTRADICTION
from ibcr_desktop.storage.recent_records import WITH_A_PAGE
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.storage.rows import record_of, table_of

EXAMINED_DRAFTS: Final = 40
_PROTECTION: Final[dict[type[Record], Callable[[Connection, Sequence[Any], date], ProblemsFound]]] = {
    Person: identity_of_children,
    Project: permission_problems,
}


class Group(StrEnum):
    """Why a record stands in the work list; the order is that of the list."""

    DRAFT_AGAIN = "draft_again"
    CONTRADICTORY = "contradictory"
    PLANNED_IN_THE_PAST = "planned_in_the_past"
    NO_EVIDENCE = "no_evidence"
    INCOMPLETE = "incomplete"


@dataclass(frozen=True)
class WorkItem:
    """One record to look at; ``count`` is the number of its problems, or of days that it is late.

    ``problem`` is why it stands here, where that is one thing.
    """

    group: Group
    kind_name: str
    record_id: uuid.UUID
    count: int
    problem: Problem | None = None


@dataclass(frozen=True)
class WorkList:
    """The first records of each group, and how many drafts there are of each kind (kinds without drafts left out)."""

    items: tuple[WorkItem, ...]
    drafts: dict[str, int]

    @property
    def draft_count(self) -> int:
        """How many drafts there are, of all kinds together."""
        return sum(self.drafts.values())


def work_list(store: RecordStore, today: date, limit: int = 20) -> WorkList:
    """Read what is left to do, at most ``limit`` records of each group; for the worker thread.

    Only the newest drafts of each kind are examined one by one; the numbers of drafts are those of all. Each step
    reads by itself, so that nobody who saves has to wait for the whole.
    """
    drafts: dict[str, int] = {}
    with store.database.reader() as connection:
        found = list(_drafts_again(store, connection, limit))
        codes = KnownCodes(connection)
    again = {each.record_id for each in found}
    for name in WITH_A_PAGE:
        with store.database.reader() as connection:
            number, newest = _drafts(connection, kind_named(name))
            left = [each for each in newest if each not in again]
            found += _judged(connection, kind_named(name), left, codes, today)
        if number:
            drafts[name] = number
    with store.database.reader() as connection:
        found += [*_planned_in_the_past(connection, today, limit), *_without_evidence(connection, today, limit)]
    by_group = {group: [each for each in found if each.group is group][:limit] for group in Group}
    return WorkList(tuple(each for some in by_group.values() for each in some), drafts)


def _drafts(connection: Connection, kind: type[Record]) -> tuple[int, list[uuid.UUID]]:
    table = table_of(kind)
    wanted = (table.c.state == State.DRAFT) & table.c.deleted.is_(False)
    if issubclass(kind, Activity):
        wanted &= table.c.kind == kind.kind_name()
    number = connection.execute(select(func.count()).select_from(table).where(wanted)).scalar_one()
    newest = select(table.c.id).where(wanted).order_by(table.c.id.desc()).limit(EXAMINED_DRAFTS)
    return number, list(connection.execute(newest).scalars()) if number else []


def _drafts_again(store: RecordStore, connection: Connection, limit: int) -> Iterator[WorkItem]:
    """Give complete records that came to break a rule, of every kind, with the first rule that each breaks."""
    statement = select(CONTRADICTION.c.kind, CONTRADICTION.c.record_id).distinct()
    newest = statement.order_by(CONTRADICTION.c.record_id.desc()).limit(limit)
    again = [tuple(row) for row in connection.execute(newest)]
    found = store.problems_of_all(connection, [(kind_named(kind), record_id) for kind, record_id in again])
    for kind, record_id in again:
        problems = [each for each in found.get(record_id, ()) if each.blocks]
        if problems:
            yield WorkItem(Group.DRAFT_AGAIN, kind, record_id, len(problems), problems[0])


def _judged(
    connection: Connection, kind: type[Record], ids: list[uuid.UUID], codes: KnownCodes, today: date
) -> Iterator[WorkItem]:
    """Judge drafts by what blocks them; a few queries for all."""
    rows = stored_rows(connection, [(kind, each) for each in ids])
    records = [record_of(kind, row) for row in rows.values()]
    protected: dict[uuid.UUID, list[Problem]] = defaultdict(list)
    for record_id, problem in _PROTECTION[kind](connection, records, today) if kind in _PROTECTION else ():
        protected[record_id].append(problem)
    for record, row in zip(records, rows.values(), strict=True):
        on_day = row[kind.counted_on] if kind.counted_on else None
        found = [*own_problems(record, today), *codes.problems(kind, row, on_day or today), *protected[record.id]]
        problems = [each for each in found if each.blocks]
        contradictions = [each for each in problems if each.text != FILL_THIS_IN]
        group = Group.CONTRADICTORY if contradictions else Group.INCOMPLETE
        yield WorkItem(group, kind.kind_name(), row["id"], len(contradictions or problems))


def _planned_in_the_past(connection: Connection, today: date, limit: int) -> Iterator[WorkItem]:
    activity = table_of(Activity)
    wanted = (activity.c.status == "planned") & (activity.c.ends_on < today)
    return _late(connection, Group.PLANNED_IN_THE_PAST, wanted, today, limit)


def _without_evidence(connection: Connection, today: date, limit: int) -> Iterator[WorkItem]:
    activity, evidence = table_of(Activity), table_of(Evidence)
    proofs = select(evidence.c.id).where(evidence.c.activity_id == activity.c.id, evidence.c.deleted.is_(False))
    wanted = (
        (activity.c.status == "held")
        & (activity.c.ends_on < today - timedelta(days=EVIDENCE_DAYS))
        & ~proofs.exists()
        & ~is_confirmed(activity.c.id, NO_EVIDENCE)
    )
    return _late(connection, Group.NO_EVIDENCE, wanted, today, limit)


def _late(
    connection: Connection, group: Group, wanted: ColumnElement[bool], today: date, limit: int
) -> Iterator[WorkItem]:
    activity = table_of(Activity)
    statement = (
        select(activity.c.kind, activity.c.id, activity.c.ends_on)
        .where(wanted, activity.c.deleted.is_(False))
        .order_by(activity.c.ends_on.desc())
        .limit(limit)
    )
    for row in connection.execute(statement):
        yield WorkItem(group, row.kind, row.id, (today - row.ends_on).days)
