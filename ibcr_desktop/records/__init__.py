"""What the offices record: one declaration line per field, rules beside it."""

import functools

from sqlalchemy import Index, inspect

from ibcr_desktop.records.activities import (
    ACTIVITY_KINDS,
    Activity,
    Campaign,
    Consultation,
    Event,
    Evidence,
    Meeting,
    Mission,
    Session,
    Workshop,
)
from ibcr_desktop.records.advocacy import AdvocacyAction, AdvocacyOutcome
from ibcr_desktop.records.confirmations import Confirmation
from ibcr_desktop.records.deliverables import Deliverable
from ibcr_desktop.records.engagements import Engagement
from ibcr_desktop.records.estimates import BeneficiaryEstimate
from ibcr_desktop.records.fields import ANY_KIND
from ibcr_desktop.records.headcounts import Headcount
from ibcr_desktop.records.indicators import Indicator
from ibcr_desktop.records.media import MediaMention
from ibcr_desktop.records.milestones import Milestone
from ibcr_desktop.records.offices import Country, Office, OrganisationSetting, ReportingYear, Term
from ibcr_desktop.records.organisations import Organisation
from ibcr_desktop.records.participations import Assessment, FollowUp, Participation
from ibcr_desktop.records.people import Consent, Person, PersonLink
from ibcr_desktop.records.projects import Funding, IndicatorTarget, Project, SubGrant
from ibcr_desktop.records.questions import Question
from ibcr_desktop.records.record import Record

ALL_KINDS: tuple[type[Record], ...] = (
    *(Workshop, Event, Consultation, Campaign, Meeting, Mission),
    *(Session, Headcount, Evidence),
    *(Person, PersonLink, Consent, Participation, Assessment, FollowUp),
    *(Organisation, Project, Funding, IndicatorTarget, SubGrant),
    *(AdvocacyAction, AdvocacyOutcome, Deliverable, MediaMention, Engagement, BeneficiaryEstimate, Milestone),
    *(Office, Country, Term, OrganisationSetting, ReportingYear, Indicator),
    Confirmation,
    Question,
)

_ABOUT_OTHERS = (Confirmation, Question)
_BY_NAME = {kind.kind_name(): kind for kind in ALL_KINDS}
_FAMILIES: dict[str, tuple[type[Record], ...]] = {
    Activity.kind_name(): ACTIVITY_KINDS,
    ANY_KIND: tuple(kind for kind in ALL_KINDS if kind not in _ABOUT_OTHERS),
}


def kind_named(name: str) -> type[Record]:
    """Give the kind of that name; KeyError where no release knows it."""
    return _BY_NAME[name]


def kind_if_known(name: str) -> type[Record] | None:
    """Give the kind of that name; None where a newer release may know it."""
    return _BY_NAME.get(name)


@functools.cache
def kinds_linked_as(name: str) -> tuple[type[Record], ...]:
    """Give the kinds that a link of that name may point to: all of a family such as ``activity``, else the one."""
    return _FAMILIES.get(name) or (kind_named(name),)


def kinds_by_table(name: str) -> tuple[type[Record], ...]:
    """Give one kind for each table that a link of that name may point into."""
    return tuple({inspect(kind).local_table: kind for kind in reversed(kinds_linked_as(name))}.values())


def _declare_indexes() -> None:
    """Index what lists sort by and what years are counted by, on the tables that have it."""
    for table_kind in {inspect(kind).local_table: kind for kind in ALL_KINDS}.values():
        table = inspect(table_kind).local_table
        if table_kind.title_fields:
            Index(None, table.c.deleted, table.c.title_key, table.c.id)  # lists walk it without reading a row
        if table_kind.counted_on:
            Index(None, table.c.fiscal_year)


_declare_indexes()

__all__ = [
    "ACTIVITY_KINDS",
    "ALL_KINDS",
    "Activity",
    "AdvocacyAction",
    "AdvocacyOutcome",
    "Assessment",
    "BeneficiaryEstimate",
    "Campaign",
    "Confirmation",
    "Consent",
    "Consultation",
    "Country",
    "Deliverable",
    "Engagement",
    "Event",
    "Evidence",
    "FollowUp",
    "Funding",
    "Headcount",
    "Indicator",
    "IndicatorTarget",
    "MediaMention",
    "Meeting",
    "Milestone",
    "Mission",
    "Office",
    "Organisation",
    "OrganisationSetting",
    "Participation",
    "Person",
    "PersonLink",
    "Project",
    "Question",
    "Record",
    "ReportingYear",
    "Session",
    "SubGrant",
    "Term",
    "Workshop",
    "kind_if_known",
    "kind_named",
    "kinds_by_table",
    "kinds_linked_as",
]
