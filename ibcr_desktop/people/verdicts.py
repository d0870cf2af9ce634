"""Joins two records of one person, tells two people apart, or leaves a pair open; and takes a joining back.

A verdict is one record of its own (docs/change-log.md, "Corner cases"): nothing else is written, so it can be taken
back at any time and everything is as before. Two joined records in one activity keep both lines; what reads them makes
one of them.
"""

import uuid
from collections.abc import Collection, Iterable
from typing import Any, Final

from sqlalchemy import Connection, select

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.words import N_
from ibcr_desktop.people.links import DIFFERENT, SAME, UNDECIDED, links_around
from ibcr_desktop.records.people import Person, PersonLink, person_link_id
from ibcr_desktop.records.record import State
from ibcr_desktop.storage.changes import Write
from ibcr_desktop.storage.history import history_of
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.storage.rows import table_of
from ibcr_desktop.storage.same_person import records_of_people

VERDICTS: Final = (SAME, DIFFERENT, UNDECIDED)
NOTHING_CHANGED: Final = N_("Nothing was changed.")


def decide(store: RecordStore, one: uuid.UUID, other: uuid.UUID, verdict: str, *, why: str = "") -> None:
    """Write what somebody decided about two people: ``same``, ``different`` or ``undecided``.

    The order of the two does not matter; a later verdict on the pair replaces the earlier one and can be undone like
    any edit. ``why`` is kept with it, as part of the identity that an erasure blanks. UserError where one of the two
    is not here, where they are one record, or where *same* contradicts a *different* that stands.
    """
    if verdict not in VERDICTS:
        raise ValueError(verdict)
    first, second = sorted((one, other))
    with store.database.reader() as connection:
        _refuse_unknown(connection, first, second)
        if verdict == SAME:
            _refuse_contradiction(connection, first, second)
    values = {"first_id": first, "second_id": second, "verdict": verdict, "evidence": why or None}
    whole = {**values, "state": State.COMPLETE, "deleted": False, "office": store.log.author.office}
    store.write_all([Write(PersonLink, person_link_id(first, second), whole)])


def part(store: RecordStore, one: uuid.UUID, other: uuid.UUID) -> str:
    """Take back that two records are one person: the pair is as it was before somebody joined it.

    Gives the names of the records through which the two are one person all the same; empty when they are parted.
    UserError where they are not joined, or only through others: then those are named.
    """
    direct = frozenset({one, other})
    with store.database.reader() as connection:
        links = _joining(connection, direct)
        is_direct = direct in links
        chain = _way_between(links - {direct}, one, other)
        names = " – ".join(_name(connection, each) for each in chain)
    if not is_direct and not chain:
        raise UserError(
            N_("These two are not joined."), NOTHING_CHANGED, N_("Look at the card of the person: it lists who is.")
        )
    if not is_direct:
        raise UserError(
            N_("These two are joined through other records: {chain}."),
            NOTHING_CHANGED,
            N_("Part one of these pairs instead."),
            chain=names,
        )
    link_id = person_link_id(one, other)
    store.write_all([Write(PersonLink, link_id, _before_joining(store, link_id))])
    return names


def part_from_all(store: RecordStore, person_id: uuid.UUID) -> list[uuid.UUID]:
    """Take one record out of the person that it was joined to; give the ids of the verdicts that were taken back."""
    with store.database.reader() as connection:
        links = links_around(connection, [person_id])
    joining = [
        each["id"] for each in links if each["verdict"] == SAME and person_id in (each["first_id"], each["second_id"])
    ]
    store.write_all([Write(PersonLink, each, _before_joining(store, each)) for each in joining])
    return joining


def _before_joining(store: RecordStore, link_id: uuid.UUID) -> dict[str, Any]:
    """Give the values of the pair's record before its last *same*; in the bin where there was no verdict before."""
    undone: dict[str, Any] = {}
    for entry in history_of(store.database, link_id):  # the latest first
        if entry.is_creation:
            return {"deleted": True}
        undone.update(entry.before)
        if entry.after.get("verdict") == SAME or (entry.after.get("deleted") is False and entry.before.get("deleted")):
            break
    return undone


def _refuse_unknown(connection: Connection, first: uuid.UUID, second: uuid.UUID) -> None:
    table = table_of(Person)
    known = set(
        connection.execute(
            select(table.c.id).where(table.c.id.in_((first, second)), table.c.deleted.is_(False))
        ).scalars()
    )
    if first == second:
        raise UserError(N_("These are one and the same record."), NOTHING_CHANGED, N_("Choose two records of people."))
    if len(known) < 2:
        raise UserError(
            N_("One of the two people is in the bin or not here: {id}."),
            NOTHING_CHANGED,
            N_("Choose two people of the list; one in the bin can be restored."),
            id=str(min({first, second} - known)),
        )


def _refuse_contradiction(connection: Connection, first: uuid.UUID, second: uuid.UUID) -> None:
    """Refuse to join what somebody told apart: of the records that would become one, two are different people."""
    mine, theirs = (records_of_people(connection, [each]) for each in (first, second))
    for link in links_around(connection, (first, second)):
        one, other = link["first_id"], link["second_id"]
        crosses = (one in mine and other in theirs) or (one in theirs and other in mine)
        stands = link["verdict"] == DIFFERENT and link["state"] == State.COMPLETE
        if crosses and stands and {one, other} != {first, second}:
            raise UserError(
                N_("{one} and {other} were said to be different people, and this would make them one."),
                NOTHING_CHANGED,
                N_("Decide about those two first."),
                one=_name(connection, one),
                other=_name(connection, other),
            )


def _joining(connection: Connection, people: Iterable[uuid.UUID]) -> set[frozenset[uuid.UUID]]:
    """Give the pairs that somebody joined, of some people and of whoever is joined with them."""
    return {
        frozenset({each["first_id"], each["second_id"]})
        for each in links_around(connection, people)
        if each["verdict"] == SAME and each["state"] == State.COMPLETE
    }


def _way_between(pairs: Collection[frozenset[uuid.UUID]], one: uuid.UUID, other: uuid.UUID) -> list[uuid.UUID]:
    """Give a shortest chain of joined records from one to the other; empty where there is none."""
    chains = [[one]]
    reached = {one}
    while chains:
        chain = chains.pop(0)
        for following in sorted(each for pair in pairs if chain[-1] in pair for each in pair - reached):
            if following == other:
                return [*chain, other]
            reached.add(following)
            chains.append([*chain, following])
    return []


def _name(connection: Connection, person: uuid.UUID) -> str:
    table = table_of(Person)
    statement = select(table.c.family_name, table.c.given_names, table.c.public_code).where(table.c.id == person)
    row = connection.execute(statement).first()
    if row is None:
        return str(person)
    return " ".join(each for each in row[:2] if each) or row.public_code or str(person)
