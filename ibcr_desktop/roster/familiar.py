"""Whom one expects in an activity: who came to the same series or project before, and who is like the pinned values."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from ibcr_desktop.records.activities import Activity
from ibcr_desktop.records.participations import Participation
from ibcr_desktop.roster.known_lines import KnownPerson
from ibcr_desktop.storage.filters import among
from ibcr_desktop.storage.rows import present, table_of

LIKE_THE_OTHERS = ("person.organisation_id", "person.professional_group")  # of which a pin says what is usual here


@dataclass(frozen=True)
class Expected:
    """What an activity says of somebody who is being typed.

    Attributes:
        here: canonical ids of those who stand in the activity already.
        carried: what the pins carry into new rows, of the cells ``LIKE_THE_OTHERS``.
    """

    activity_id: uuid.UUID
    here: frozenset[uuid.UUID] = frozenset()
    carried: Mapping[str, Any] = field(default_factory=dict)


def in_expected_order(
    known: Sequence[KnownPerson], came_before: Collection[uuid.UUID], expected: Expected
) -> list[KnownPerson]:
    """Put those first whom one expects, never before better evidence; those who are here already come last.

    ``known`` stands in the order of its tiers, which is kept.
    """
    tiers = list(dict.fromkeys(each.tier for each in known))

    def rank(each: KnownPerson) -> tuple[int, bool, int]:
        values = each.row.values
        alike = sum(values.get(cell) == value for cell, value in expected.carried.items())
        came = each.row.person_id in came_before
        return tiers.index(each.tier), each.row.person_id in expected.here, -(2 * came + alike)

    return sorted(known, key=rank)


def came_before(connection: Connection, people: Sequence[uuid.UUID], activity_id: uuid.UUID) -> set[uuid.UUID]:
    """Give those of some people who were in another activity of the same series; without a series, of the project."""
    activity, taking_part = table_of(Activity), table_of(Participation)
    own = select(activity.c.series, activity.c.project_id).where(activity.c.id == activity_id)
    of = connection.execute(own).first()
    if of is None or (of.series is None and of.project_id is None):
        return set()
    same = activity.c.project_id == of.project_id if of.series is None else activity.c.series == of.series
    statement = (
        select(taking_part.c.person_id)
        .join(activity, activity.c.id == taking_part.c.activity_id)
        .where(among(taking_part.c.person_id, people), same, activity.c.id != activity_id)
        .where(present(taking_part), present(activity))
        .distinct()
    )
    return set(connection.execute(statement).scalars())
