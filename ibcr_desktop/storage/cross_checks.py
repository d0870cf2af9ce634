"""What is wrong with records beside others: double entries, missing evidence, consents, namesakes, second lines.

The rules are those of docs/counting-rules.md, "What is checked"; each reads through an index, and asks about all
records of a write at once: a roster has hundreds of rows. Activities, projects and estimates are saved one by one, so
theirs ask about one after the other.
"""

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, Row, func, or_, select

from ibcr_desktop.foundation.plain_text import fold
from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records.activities import Activity, Evidence
from ibcr_desktop.records.estimates import BeneficiaryEstimate
from ibcr_desktop.records.headcounts import SHARE_OF_UNKNOWN_SEX, Headcount, sex_unknown
from ibcr_desktop.records.participations import Assessment, Participation, line_that_stands
from ibcr_desktop.records.people import NOT_SAID, Person, PersonLink
from ibcr_desktop.records.problems import Problem, ProblemsFound, error, warning
from ibcr_desktop.records.projects import Project
from ibcr_desktop.records.record import Record, State
from ibcr_desktop.storage.child_protection import identity_of_children, permission_problems
from ibcr_desktop.storage.estimate_checks import estimate_problems
from ibcr_desktop.storage.field_checks import field_problems
from ibcr_desktop.storage.filters import among
from ibcr_desktop.storage.namesakes import namesakes
from ibcr_desktop.storage.rows import present, table_of
from ibcr_desktop.storage.same_person import records_by_person

EVIDENCE_DAYS = 30
NO_EVIDENCE = "no_evidence"  # the warning that the work list and the totals ask about too
DOUBLE_ENTRY_DAYS = 3
MOST_NAMESAKES = 5


def cross_problems(connection: Connection, records: Sequence[Record], today: date) -> dict[uuid.UUID, list[Problem]]:
    """Give what is wrong with each of some records beside others, by its id; some ten statements, however many."""
    found: dict[uuid.UUID, list[Problem]] = {each.id: [] for each in records}
    for kind, check in _CHECKS:
        asked = [each for each in records if isinstance(each, kind)]
        for record_id, problem in check(connection, asked, today) if asked else ():
            found[record_id].append(problem)
    return found


def _activity_problems(connection: Connection, activities: Sequence[Activity], today: date) -> ProblemsFound:
    for each in activities:
        for problem in _problems_of_an_activity(connection, each, today):
            yield each.id, problem


def _problems_of_an_activity(connection: Connection, activity: Activity, today: date) -> Iterator[Problem]:
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


def _same_names(connection: Connection, people: Sequence[Person], _today: date) -> ProblemsFound:
    """Warn of other people whose names are the same or sound so, unless somebody has decided about the two."""
    found = {record_id: others for record_id, others in namesakes(connection, people).items() if others}
    if not found:
        return
    settled = _settled(connection, list(found))
    for record_id, others in found.items():
        for other in [each for each in others if each["id"] not in settled[record_id]][:MOST_NAMESAKES]:
            yield (
                record_id,
                warning(
                    "namesake",
                    N_("Another person has the same name: {code}. Is it the same person?"),
                    "family_name",
                    code=other["public_code"] or "?",
                ),
            )


def _settled(connection: Connection, people: Sequence[uuid.UUID]) -> dict[uuid.UUID, set[uuid.UUID]]:
    """Give for each of some people the records that were joined with it, and those that somebody decided about."""
    settled = records_by_person(connection, people)
    link = table_of(PersonLink)
    decided = or_(among(link.c.first_id, people), among(link.c.second_id, people))
    for one, other in connection.execute(select(link.c.first_id, link.c.second_id).where(decided, present(link))):
        for end, far in ((one, other), (other, one)):
            if end in settled:
                settled[end].add(far)
    return settled


class _OtherLines:
    """The lines of some activities that stand at the people, or on the lines of the paper, of some participations."""

    def __init__(self, connection: Connection, lines: Sequence[Participation]) -> None:
        people = [each.person_id for each in lines if each.person_id is not None]
        self.joined: Mapping[uuid.UUID, set[uuid.UUID]] = records_by_person(connection, people)
        table = table_of(Participation)
        everybody = sorted(set().union(*self.joined.values()))
        on_paper = {each.paper_line for each in lines if each.paper_line is not None}
        statement = select(
            *(table.c[each] for each in ("id", "activity_id", "person_id", "paper_line", "state"))
        ).where(
            among(table.c.activity_id, sorted({each.activity_id for each in lines})),
            or_(among(table.c.person_id, everybody), table.c.paper_line.in_(on_paper)),
            present(table),
        )
        self._of_person: dict[tuple[uuid.UUID, uuid.UUID], list[Row[Any]]] = defaultdict(list)
        self._on_line: dict[tuple[uuid.UUID, int], list[uuid.UUID]] = defaultdict(list)
        for row in connection.execute(statement):
            self._of_person[row.activity_id, row.person_id].append(row)
            self._on_line[row.activity_id, row.paper_line].append(row.id)

    def of_person(self, line: Participation) -> list[Row[Any]]:
        """Give the other lines of the person of a line, also those under records that were joined."""
        records = self.joined.get(line.person_id, ())
        rows = (row for each in records for row in self._of_person.get((line.activity_id, each), ()))
        return [row for row in rows if row.id != line.id]

    def on_paper(self, line: Participation) -> bool:
        """Say whether somebody else stands on the same line of the paper."""
        if line.paper_line is None:
            return False
        return any(each != line.id for each in self._on_line.get((line.activity_id, line.paper_line), ()))


def _participation_problems(connection: Connection, lines: Sequence[Participation], _today: date) -> ProblemsFound:
    """A person stands in an activity once, and on a line of the paper alone."""
    placed = [each for each in lines if each.activity_id is not None]
    others = _OtherLines(connection, placed)
    for line in placed:
        for problem in _twice_in_one_activity(others.of_person(line), line):
            yield line.id, problem
        if others.on_paper(line):
            text = N_("Line {line} of the paper stands at somebody else too.")
            yield line.id, warning("line_twice", text, "paper_line", line=line.paper_line)


def _twice_in_one_activity(others: Sequence[Row[Any]], taking_part: Participation) -> Iterator[Problem]:
    """Refuse a second line of a person; the lines of two records that were joined later are one (sync.md).

    Of several complete lines one stands; a draft gives way to every other.
    """
    person = taking_part.person_id
    twice = [row for row in others if row.person_id == person]
    if taking_part.state == State.COMPLETE:
        rivals = [taking_part.id, *(row.id for row in twice if row.state == State.COMPLETE)]
        gives_way = line_that_stands(person, taking_part.activity_id, rivals) != taking_part.id
    else:
        gives_way = bool(twice)
    if gives_way:
        yield error(N_("This person is already in the activity. Remove one of the two lines."), "person_id")
    elif len(others) > len(twice):
        text = N_("This person is in the activity under another record too. The two lines count as one.")
        yield warning("two_records", text, "person_id")


def _assessment_problems(connection: Connection, assessments: Sequence[Assessment], _today: date) -> ProblemsFound:
    after = [each for each in assessments if each.assessment_type == "post"]
    table = table_of(Assessment)
    of_lines = among(
        table.c.participation_id, sorted({each.participation_id for each in after if each.participation_id})
    )
    statement = select(table.c.participation_id).where(of_lines, table.c.assessment_type == "pre", present(table))
    before = set(connection.execute(statement).scalars()) if after else set()
    for each in after:
        if each.participation_id not in before:
            text = N_("There is a test after the course but none before it.")
            yield each.id, warning("no_pre_test", text, "assessment_type")


_CHECKS: tuple[tuple[type[Record], Callable[[Connection, Sequence[Any], date], ProblemsFound]], ...] = (
    (Record, field_problems),
    (Activity, _activity_problems),
    (Person, identity_of_children),
    (Person, _same_names),
    (Project, permission_problems),
    (Participation, _participation_problems),
    (Assessment, _assessment_problems),
    (BeneficiaryEstimate, estimate_problems),
)
