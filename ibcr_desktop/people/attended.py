"""Reads which activities some people were in, whatever the role: for the list of pairs and for who is offered."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Connection, select

from ibcr_desktop.records.activities import Activity
from ibcr_desktop.records.participations import Participation
from ibcr_desktop.storage.filters import among
from ibcr_desktop.storage.rows import present, table_of


def activities_of(connection: Connection, people: Collection[uuid.UUID]) -> Mapping[uuid.UUID, Mapping[uuid.UUID, Any]]:
    """Give person → activity → its row (code, title, ends_on), one query; what is in the bin is left out."""
    taking_part, activity = table_of(Participation), table_of(Activity)
    statement = (
        select(taking_part.c.person_id, activity.c.id, activity.c.code, activity.c.title, activity.c.ends_on)
        .join(activity, activity.c.id == taking_part.c.activity_id)
        .where(among(taking_part.c.person_id, sorted(people)), present(taking_part), present(activity))
    )
    found: dict[uuid.UUID, dict[uuid.UUID, Any]] = defaultdict(dict)
    for row in connection.execute(statement):
        found[row.person_id][row.id] = row
    return found
