"""What keeps the totals of a year from being certain or complete, as plain values for the screen and the workbook."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Connection, Table, select

from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.records import ALL_KINDS
from ibcr_desktop.records.activities import Activity, Evidence
from ibcr_desktop.records.confirmations import Confirmation
from ibcr_desktop.records.estimates import BeneficiaryEstimate
from ibcr_desktop.records.headcounts import Headcount
from ibcr_desktop.records.indicators import Indicator
from ibcr_desktop.records.people import NOT_SAID, Person, PersonLink
from ibcr_desktop.records.record import State
from ibcr_desktop.storage.confirmations import is_confirmed
from ibcr_desktop.storage.cross_checks import EVIDENCE_DAYS, NO_EVIDENCE
from ibcr_desktop.storage.filters import among
from ibcr_desktop.storage.log_tables import CHANGE
from ibcr_desktop.storage.rows import present, table_of
from ibcr_desktop.totals.joined_people import JoinedPeople, joined_people
from ibcr_desktop.totals.outcome import Ids
from ibcr_desktop.totals.people_table import SILENT
from ibcr_desktop.totals.yearly_totals import Totals


class Check(StrEnum):
    """What was looked for; the order is that of the list."""

    DRAFT = "draft"
    SEX_UNKNOWN = "sex_unknown"
    UNDECIDED = "undecided"
    NO_EVIDENCE = "no_evidence"
    UNAPPROVED = "unapproved"
    CONFIRMED = "confirmed"
    FAULTY = "faulty"


CHECK_NAMES: Final = {
    Check.DRAFT: N_("Drafts left out"),
    Check.SEX_UNKNOWN: N_("People of unknown sex"),
    Check.UNDECIDED: N_("Maybe the same person, not decided"),
    Check.NO_EVIDENCE: N_("Held, but without evidence"),
    Check.UNAPPROVED: N_("Estimates that nobody has approved"),
    Check.CONFIRMED: N_("Confirmed warnings"),
    Check.FAULTY: N_("Indicators that cannot be counted"),
}

SAME_FOR_ALL: Final = {
    Check.UNDECIDED: N_("Two people who may be one: they count once in the low figure, twice in the high one."),
    Check.UNAPPROVED: N_("It counts 0 until somebody approves it."),
    Check.FAULTY: N_("Its definition cannot be read, so this year does not count it."),
}


@dataclass(frozen=True)
class Finding:
    """One record that somebody should look at.

    Attributes:
        count: people of unknown sex in a group, days without evidence since the end; else 1.
        figures: codes of the figures that leave a draft out.
        reason: why somebody confirmed a warning, as far as that was told.
    """

    check: Check
    kind: str
    record_id: uuid.UUID
    office: str | None = None
    count: int = 1
    figures: tuple[str, ...] = ()
    reason: str = ""


def findings(connection: Connection, totals: Totals, today: date) -> tuple[Finding, ...]:
    """Give everything to look at in the year of ``totals``, in the order of ``Check``, by kind and id within each."""
    people = joined_people(connection)
    found = [
        *_drafts(connection, totals),
        *_unknown_sex(connection, totals, people),
        *_undecided(connection, totals, people),
        *_without_evidence(connection, totals, today),
        *_unapproved(connection, totals),
        *_confirmed(connection, totals),
        *_faulty(connection, totals),
    ]
    order = list(Check)
    return tuple(sorted(found, key=lambda each: (order.index(each.check), each.kind, each.record_id)))


def detail(finding: Finding, totals: Totals, words: Words) -> str:
    """Say in a sentence what to look at."""
    if finding.check is Check.DRAFT:
        labels = [totals.figure(code).label(words) for code in finding.figures]
        return words.translate(N_("A draft. Once complete it counts for: {figures}.")).format(
            figures=words.in_a_row(labels)
        )
    if finding.check is Check.SEX_UNKNOWN:
        text = words.plural(
            "The sex of {count} person is not known.", "The sex of {count} people is not known.", finding.count
        )
        return text.format(count=words.number(finding.count))
    if finding.check is Check.NO_EVIDENCE:
        text = words.plural(
            "It ended {count} day ago and has no evidence.",
            "It ended {count} days ago and has no evidence.",
            finding.count,
        )
        return text.format(count=words.number(finding.count))
    if finding.check is Check.CONFIRMED:
        text = N_("Somebody has confirmed it: {reason}") if finding.reason else N_("Somebody has confirmed it.")
        return words.translate(text).format(reason=finding.reason)
    return words.translate(SAME_FOR_ALL[finding.check])


def _drafts(connection: Connection, totals: Totals) -> Iterator[Finding]:
    figures: dict[uuid.UUID, list[str]] = defaultdict(list)
    for figure in totals.figures:
        for record_id in figure.outcome.drafts:
            figures[record_id].append(figure.code)
    for table, name in {table_of(kind): kind.kind_name() for kind in ALL_KINDS}.items():
        for row in _rows(connection, table, figures, "kind"):
            kind = row.kind if table is table_of(Activity) else name
            yield Finding(Check.DRAFT, kind, row.id, row.office, figures=tuple(figures[row.id]))


def _unknown_sex(connection: Connection, totals: Totals, people: JoinedPeople) -> Iterator[Finding]:
    """Give people and groups behind the figures of people; a joined person's sex may stand in either record."""
    counted, table = _counted(totals, "person"), table_of(Person)
    silent = table.c.sex.is_(None) | table.c.sex.in_(NOT_SAID)
    ids = connection.execute(select(table.c.id).where(table.c.deleted.is_(False), silent)).scalars()
    persons = {each if _is_among(counted, each) else people.canonical(each) for each in ids}
    member_of = {member: each for each in persons if _is_among(counted, each) for member in people.members(each)}
    known = set()
    offices: dict[uuid.UUID, str | None] = {}
    for row in _rows(connection, table_of(Person), member_of, "sex"):
        if row.id == member_of[row.id] or member_of[row.id] not in offices:
            offices[member_of[row.id]] = row.office
        if row.sex not in SILENT:
            known.add(member_of[row.id])
    for person in offices.keys() - known:
        yield Finding(Check.SEX_UNKNOWN, "person", person, offices[person])
    groups = {each for ids in _counted(totals, "headcount") for each in ids}
    for row in _rows(connection, table_of(Headcount), groups, "total", "females", "males", "others"):
        told = sum(each or 0 for each in (row.females, row.males, row.others))
        if (row.total or 0) > told:
            yield Finding(Check.SEX_UNKNOWN, "headcount", row.id, row.office, count=row.total - told)


def _undecided(connection: Connection, totals: Totals, people: JoinedPeople) -> Iterator[Finding]:
    """Give the pairs that open the bounds: both people are counted, or one stands between two others."""
    counted = _counted(totals, "person")
    named = Counter(person for pair in people.undecided for person in pair)
    table = table_of(PersonLink)
    wanted = (table.c.verdict == "undecided") & (table.c.state == State.COMPLETE) & present(table)
    for row in connection.execute(select(table).where(wanted)):
        pair = {people.canonical(row.first_id), people.canonical(row.second_id)}
        behind = {each for each in pair if _is_among(counted, each)}
        if len(pair) > 1 and behind and all(each in behind or named[each] > 1 for each in pair):
            yield Finding(Check.UNDECIDED, "person_link", row.id, row.office)


def _without_evidence(connection: Connection, totals: Totals, today: date) -> Iterator[Finding]:
    activity, evidence = table_of(Activity), table_of(Evidence)
    proven = set(connection.execute(select(evidence.c.activity_id).where(present(evidence))).scalars())
    wanted = (
        (activity.c.fiscal_year == totals.year.start)
        & (activity.c.status == "held")
        & (activity.c.ends_on < today - timedelta(days=EVIDENCE_DAYS))
        & present(activity)
        & ~is_confirmed(activity.c.id, NO_EVIDENCE)
    )
    rows = connection.execute(select(activity).where(wanted)).all()
    proven_keys = {row.shared_key for row in rows if row.id in proven} - {None}
    for row in rows:
        if row.id not in proven and row.shared_key not in proven_keys and _is_in_scope(row, totals):
            yield Finding(Check.NO_EVIDENCE, row.kind, row.id, row.office, count=(today - row.ends_on).days)


def _unapproved(connection: Connection, totals: Totals) -> Iterator[Finding]:
    table = table_of(BeneficiaryEstimate)
    wanted = (
        (table.c.fiscal_year == totals.year.start)
        & (table.c.state == State.COMPLETE)
        & table.c.approved_on.is_(None)
        & present(table)
    )
    for row in connection.execute(select(table.c.id, table.c.office, table.c.country).where(wanted)):
        if _is_in_scope(row, totals):
            yield Finding(Check.UNAPPROVED, "beneficiary_estimate", row.id, row.office)


def _confirmed(connection: Connection, totals: Totals) -> Iterator[Finding]:
    """Give the confirmations about what the figures rest on; a reason that is about a person is not repeated."""
    table, person = table_of(Confirmation), table_of(Person)
    columns = (table.c.id, table.c.office, table.c.subject_id, table.c.reason, person.c.id.label("person"))
    about = table.outerjoin(person, person.c.id == table.c.subject_id)
    rows = connection.execute(select(*columns).select_from(about).where(present(table))).all()
    counted = _behind_figures(connection, totals, {row.subject_id for row in rows})
    for row in rows:
        if row.subject_id in counted:
            yield Finding(
                Check.CONFIRMED, "confirmation", row.id, row.office, reason="" if row.person else row.reason or ""
            )


def _behind_figures(connection: Connection, totals: Totals, wanted: set[uuid.UUID]) -> set[uuid.UUID]:
    """Give those records that a figure counts; a year may count a million, so only their kinds are looked at."""
    named = select(CHANGE.c.kind).where(among(CHANGE.c.record_id, sorted(wanted))).distinct()
    kinds = list(connection.execute(named).scalars()) if wanted else []
    counted = [one.outcome.records[kind] for one in totals.figures for kind in kinds if kind in one.outcome.records]
    return {each for each in wanted if _is_among(counted, each)}


def _faulty(connection: Connection, totals: Totals) -> Iterator[Finding]:
    table = table_of(Indicator)
    statement = select(table).where(table.c.code.in_(totals.faulty), present(table))
    for row in connection.execute(statement):
        yield Finding(Check.FAULTY, "indicator", row.id, row.office)


def _is_in_scope(row: Any, totals: Totals) -> bool:
    countries, offices = totals.scope.countries, totals.scope.offices
    return (not countries or row.country in countries) and (not offices or row.office in offices)


def _counted(totals: Totals, kind_name: str) -> list[Ids]:
    """Give the ids behind the figures of people; there may be many, so whoever asks looks single ones up."""
    return [each.outcome.records[kind_name] for each in totals.figures if each.definition.measure == "people"]


def _is_among(several: Iterable[Ids], record_id: uuid.UUID) -> bool:
    return any(record_id in ids for ids in several)


def _rows(connection: Connection, table: Table, ids: Iterable[uuid.UUID], *names: str) -> Iterable[Any]:
    """Give id, office and the named columns that the table has; never more of a person than is asked about."""
    wanted = sorted(ids)
    columns = [table.c[name] for name in ("id", "office", *names) if name in table.c]
    return connection.execute(select(*columns).where(among(table.c.id, wanted))).all() if wanted else ()
