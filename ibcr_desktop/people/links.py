"""What people have decided about pairs: who is the same, who is not, and whether that still holds."""

import json
import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, func, select

from ibcr_desktop.records.people import PersonLink
from ibcr_desktop.records.record import State
from ibcr_desktop.storage.filters import among
from ibcr_desktop.storage.log_tables import CHANGE
from ibcr_desktop.storage.rows import present, table_of
from ibcr_desktop.storage.same_person import records_of_people
from ibcr_desktop.totals.joined_people import JoinedPeople

SAME, DIFFERENT, UNDECIDED = "same", "different", "undecided"
IDENTITY: Final = frozenset(  # a change of one of these opens a pair that was told apart again
    {
        *("family_name", "given_names", "sex", "birth_year", "age_band", "organisation_id", "telephone", "email"),
        *("other_spellings", "name_in_other_script", "birth_date", "locality"),
    }
)
Pair = frozenset[uuid.UUID]


@dataclass(frozen=True)
class Decided:
    """The verdicts that stand.

    Attributes:
        people: resolves joined people.
        apart: pairs of canonical people who were said to be different, where neither has changed since.
        open: pairs of canonical people who were left undecided.
    """

    people: JoinedPeople
    apart: frozenset[Pair]
    open: frozenset[Pair]


def decided(connection: Connection, around: Collection[uuid.UUID] | None = None) -> Decided:
    """Read the verdicts on some people and on whoever is joined with them; on everybody where ``around`` is None."""
    links = all_links(connection) if around is None else links_around(connection, around)
    people = JoinedPeople(links)
    apart = [each for each in links if each["verdict"] == DIFFERENT and each["state"] == State.COMPLETE]
    changed = _changed_since(connection, apart)
    return Decided(
        people,
        frozenset(_canonical(people, each) for each in apart if each["id"] not in changed),
        frozenset(frozenset(pair) for pair in people.undecided),
    )


def _canonical(people: JoinedPeople, link: dict[str, Any]) -> Pair:
    return frozenset({people.canonical(link["first_id"]), people.canonical(link["second_id"])})


def all_links(connection: Connection) -> list[dict[str, Any]]:
    """Give every verdict that is not in the bin."""
    return _rows(connection, select(*_columns()).where(table_of(PersonLink).c.deleted.is_(False)))


def links_around(connection: Connection, around: Iterable[uuid.UUID]) -> list[dict[str, Any]]:
    """Give the verdicts on some people and on whoever is joined with them."""
    table = table_of(PersonLink)
    found: dict[uuid.UUID, dict[str, Any]] = {}
    people = sorted(records_of_people(connection, around))
    for end in (table.c.first_id, table.c.second_id):  # apart, each finds its index
        rows = _rows(connection, select(*_columns()).where(among(end, people), present(table)))
        found.update((each["id"], each) for each in rows)
    return list(found.values())


def _changed_since(connection: Connection, links: list[dict[str, Any]]) -> set[uuid.UUID]:
    """Give the ids of links one of whose people got another identity after the verdict arrived in this file."""
    if not links:
        return set()
    verdicts = _last_arrivals(connection, [each["id"] for each in links])
    people = {each[end] for each in links for end in ("first_id", "second_id")}
    arrivals: dict[uuid.UUID, int] = {}
    statement = select(CHANGE.c.record_id, CHANGE.c.arrived, CHANGE.c.fields).where(
        among(CHANGE.c.record_id, sorted(people)), CHANGE.c.arrived > min(verdicts.values(), default=0)
    )
    for row in connection.execute(statement):
        if not IDENTITY.isdisjoint(json.loads(row.fields)):
            arrivals[row.record_id] = max(row.arrived, arrivals.get(row.record_id, 0))
    return {
        each["id"]
        for each in links
        if max(arrivals.get(each["first_id"], 0), arrivals.get(each["second_id"], 0)) > verdicts.get(each["id"], 0)
    }


def _last_arrivals(connection: Connection, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, int]:
    last = select(CHANGE.c.record_id, func.max(CHANGE.c.arrived)).where(among(CHANGE.c.record_id, ids))
    return {row[0]: row[1] for row in connection.execute(last.group_by(CHANGE.c.record_id))}


def _columns() -> list[Any]:
    table = table_of(PersonLink)
    return [table.c[name] for name in ("id", "first_id", "second_id", "verdict", "state")]


def _rows(connection: Connection, statement: Any) -> list[dict[str, Any]]:
    return [dict(row) for row in connection.execute(statement).mappings()]
