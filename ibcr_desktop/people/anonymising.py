"""Erases the identity of people for ever, in the tables and in the log; what is counted of them stays as it is."""

import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, delete, func, or_, select

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.plain_text import fold
from ibcr_desktop.foundation.words import N_
from ibcr_desktop.people.links import links_around
from ibcr_desktop.records import ALL_KINDS, kind_named
from ibcr_desktop.records.field_types import LinkType
from ibcr_desktop.records.fields import ANY_KIND, Field, fields_by_name, fields_of
from ibcr_desktop.records.participations import Participation
from ibcr_desktop.records.people import Person
from ibcr_desktop.records.record import Record
from ibcr_desktop.storage.changes import Write, Written
from ibcr_desktop.storage.erasure import personal_fields
from ibcr_desktop.storage.filters import among
from ibcr_desktop.storage.log_tables import CHANGE, HALF_TYPED
from ibcr_desktop.storage.name_index import NAMED
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.storage.rows import present, table_of
from ibcr_desktop.storage.same_person import records_of_people
from ibcr_desktop.totals.joined_people import JoinedPeople

SHORTEST_NAME: Final = 3  # letters; shorter words of a name stand in any text
TO_A_PERSON, TO_ANYTHING = LinkType(Person.kind_name()), LinkType(ANY_KIND)
TO_A_LINE: Final = LinkType(Participation.kind_name())


@dataclass(frozen=True)
class ErasurePlan:
    """What an erasure would do, counted before anything is done.

    Attributes:
        person_ids: every record that stands for one of the people, those joined to the chosen ones included.
        record_ids: every record that loses something: theirs, and those of other kinds that speak of them.
        people_count: how many human beings these are.
        filled: labels of the fields that would be blanked, with the number of records in which something stands.
        change_count: how many lines of the history belong to the records.
        participation_count: how many participations stay, and count as before.
        names: the words of the names, folded; a reason must not repeat them.
    """

    person_ids: tuple[uuid.UUID, ...]
    record_ids: tuple[uuid.UUID, ...]
    people_count: int
    filled: tuple[tuple[str, int], ...]
    change_count: int
    participation_count: int
    names: frozenset[str]

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing to erase: no identity stands in the records, and none is open to be given."""
        return not self.person_ids


def plan_erasure(connection: Connection, person_ids: Sequence[uuid.UUID]) -> ErasurePlan:
    """Count what an erasure of these people would do; whoever was anonymised already is left out."""
    rows = _open_rows(connection, records_of_people(connection, person_ids))
    ids = [row["id"] for row in rows]
    links = list(_linked_rows(connection, ids))
    all_rows: list[tuple[type[Record], Mapping[Any, Any]]] = [*((Person, row) for row in rows), *links]
    filled = Counter(field.label for kind, row in all_rows for field in _said(kind, row))
    touched = [row["id"] for _, row in all_rows]
    taking_part = table_of(Participation)
    here = present(taking_part) & among(taking_part.c.person_id, ids)
    return ErasurePlan(
        person_ids=tuple(sorted(ids)),
        record_ids=tuple(touched),
        people_count=_count_people(connection, ids),
        filled=tuple(filled.items()),
        change_count=connection.execute(select(func.count()).where(among(CHANGE.c.record_id, touched))).scalar_one(),
        participation_count=connection.execute(select(func.count(taking_part.c.id)).where(here)).scalar_one(),
        names=frozenset(word for row in rows for word in _name_words(row)),
    )


def anonymise(store: RecordStore, person_ids: Sequence[uuid.UUID], reason: str) -> ErasurePlan:
    """Erase the identity of people, and of every record that is joined to theirs, in one transaction.

    Gives the plan as it was carried out. Raises UserError without a reason, or where the reason names somebody: it
    stays in the history.
    """
    done: list[ErasurePlan] = []

    def work(connection: Connection) -> Written:
        plan = plan_erasure(connection, person_ids)
        refuse_reason(reason, plan.names)
        written = store.log.write(connection, _writes(connection, plan, store), reason=reason.strip(), erases=True)
        _forget_half_typed(connection, plan.names)
        done.append(plan)
        return written

    store.write_as_one(work)
    return done[-1]


def refuse_reason(reason: str, names: frozenset[str]) -> None:
    """Refuse an empty reason, and one that repeats a word of the names: it stays in the history (UserError)."""
    if not reason.strip():
        raise UserError(
            N_("An erasure needs a reason."),
            N_("Nothing was erased."),
            N_("Write why the identity is erased, without a name: the reason stays in the history."),
        )
    if names & set(fold(reason).split()):
        raise UserError(
            N_("The reason holds a name that is to be erased."),
            N_("Nothing was erased."),
            N_("Write the reason without a name: it stays in the history."),
        )


def _writes(connection: Connection, plan: ErasurePlan, store: RecordStore) -> Iterator[Write]:
    today = store.clock.today()
    for each in plan.person_ids:
        yield Write(Person, each, {**dict.fromkeys(personal_fields(Person)), "anonymised_on": today})
    for kind, row in _linked_rows(connection, plan.person_ids):
        yield Write(kind, row["id"], dict.fromkeys(personal_fields(kind)))


def _open_rows(connection: Connection, ids: Iterable[uuid.UUID]) -> list[Mapping[Any, Any]]:
    table = table_of(Person)
    statement = select(table).where(among(table.c.id, list(ids)), table.c.anonymised_on.is_(None))
    rows = connection.execute(statement).mappings().all()
    return sorted(rows, key=lambda row: row["id"])


def _linked_rows(
    connection: Connection, person_ids: Sequence[uuid.UUID]
) -> Iterator[tuple[type[Record], Mapping[Any, Any]]]:
    """Give the records of other kinds that hold something personal beside a link to one of the people.

    A question may also be about what somebody took part in, agreed to or was tested in, and name the person.
    """
    theirs = [*person_ids, *_linked_ids(connection, TO_A_PERSON, person_ids)]
    anything = [*theirs, *_linked_ids(connection, TO_A_LINE, theirs)]
    for kind in ALL_KINDS:
        if kind is Person or not personal_fields(kind):
            continue
        table = table_of(kind)
        about = [
            *(among(table.c[name], person_ids) for name in _links_of(kind, TO_A_PERSON)),
            *(among(table.c[name], anything) for name in _links_of(kind, TO_ANYTHING)),
        ]
        if about:
            for row in connection.execute(select(table).where(or_(*about))).mappings():
                yield kind, row


def _linked_ids(connection: Connection, link: LinkType, record_ids: Sequence[uuid.UUID]) -> Iterator[uuid.UUID]:
    """Give the records of any kind that have such a link to one of these."""
    for kind in ALL_KINDS:
        table = table_of(kind)
        if about := [among(table.c[name], record_ids) for name in _links_of(kind, link)]:
            yield from connection.execute(select(table.c.id).where(or_(*about))).scalars()


def _links_of(kind: type[Record], link: LinkType) -> list[str]:
    return [each.name for each in fields_of(kind) if each.type == link]


def _said(kind: type[Record], row: Mapping[Any, Any]) -> list[Field]:
    return [fields_by_name(kind)[name] for name in personal_fields(kind) if row[name] is not None]


def _count_people(connection: Connection, ids: Sequence[uuid.UUID]) -> int:
    joined = JoinedPeople(links_around(connection, ids))
    return len({joined.canonical(each) for each in ids})


def _name_words(row: Mapping[Any, Any]) -> Iterator[str]:
    for name in NAMED:
        yield from (word for word in fold(row[name] or "").split() if len(word) >= SHORTEST_NAME)


def _forget_half_typed(connection: Connection, names: frozenset[str]) -> None:
    """Forget what was half typed where a person is chosen, in whatever record, if it is one of the names."""
    rows = connection.execute(select(HALF_TYPED)).all()
    for row in rows:
        field = fields_by_name(kind_named(row.kind)).get(row.field)
        if field and field.type == LinkType(Person.kind_name()) and names & set(fold(row.text).split()):
            connection.execute(
                delete(HALF_TYPED).where(HALF_TYPED.c.record_id == row.record_id, HALF_TYPED.c.field == row.field)
            )
