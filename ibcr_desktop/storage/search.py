"""Finds records by what a person types: as suggestions in a form, and everywhere at once with Ctrl+K."""

import uuid
from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Connection, select

from ibcr_desktop.foundation.plain_text import fold
from ibcr_desktop.records import kind_named, kinds_linked_as
from ibcr_desktop.records.activities import Activity
from ibcr_desktop.records.field_types import LinkType
from ibcr_desktop.records.lexicon import Lexicon
from ibcr_desktop.records.offices import Term
from ibcr_desktop.records.people import Person
from ibcr_desktop.records.record import Record
from ibcr_desktop.storage.paper_references import referred_id
from ibcr_desktop.storage.rows import present, table_of
from ibcr_desktop.storage.search_index import kinds_with_words, match_expression, matching, searchable_kinds
from ibcr_desktop.storage.titles import title_fields, titles_of

AFTER_LETTERS = "{"  # sorts after every sign of a folded text
MOST_LINKED = 200
FIRST_GROUP, LAST_GROUP = Person, Term  # people are looked for most, terms of code lists least


class Hit(NamedTuple):
    """A record that was found."""

    kind: str
    record_id: uuid.UUID
    title: str


def search(
    connection: Connection, typed: str, lexicon: Lexicon, kinds: Iterable[str] | None = None, limit: int = 20
) -> list[Hit]:
    """Find live records with all the words typed, grouped by kind: people, activities, organisations and so on.

    Accents, capitals and the order of words do not matter; each word may be cut after any letter. Titles that begin
    as typed come first in their group, then the order of entry. With several kinds each gives at most its share of
    ``limit``, unless the others leave room. What the QR code of a sheet says finds its activity alone.
    """
    scanned = referred_id(typed)
    if scanned is not None:
        return _activity_of_paper(connection, scanned, lexicon, kinds)
    expression = match_expression(typed)
    if expression is None:
        return []
    numbers = kinds_with_words(connection)
    asked = {kind: numbers[kind.kind_name()] for kind in _kinds(kinds) if kind.kind_name() in numbers}
    begun = {kind: _titles_begun(connection, kind, fold(typed), limit) for kind in asked}
    unfilled = [number for kind, number in asked.items() if len(begun[kind]) < limit]
    others = matching(connection, expression, unfilled, limit)
    groups = {}
    for kind, number in asked.items():
        if ids := list(dict.fromkeys([*begun[kind], *others.get(number, ())]))[:limit]:
            groups[kind] = ids
    hits = []
    for kind, shown in _shared_out(groups, limit).items():
        titles = titles_of(connection, kind.kind_name(), shown, lexicon)
        hits += [Hit(kind.kind_name(), each, titles[each]) for each in shown if each in titles]
    return hits


def _activity_of_paper(
    connection: Connection, record_id: uuid.UUID, lexicon: Lexicon, kinds: Iterable[str] | None
) -> list[Hit]:
    """Find the activity whose sheet was scanned into the search."""
    table, asked = table_of(Activity), {kind.kind_name() for kind in _kinds(kinds)}
    kind = connection.execute(select(table.c.kind).where(table.c.id == record_id, present(table))).scalar_one_or_none()
    titles = titles_of(connection, kind, [record_id], lexicon) if kind in asked else {}
    return [Hit(str(kind), each, title) for each, title in titles.items()]


def suggestions(
    connection: Connection, kind_name: str, typed: str, lexicon: Lexicon, limit: int = 20
) -> list[tuple[uuid.UUID, str]]:
    """Give (id, title) of records that a link may mean; kinds without words of their own through what they link to."""
    kinds = [kind for kind in kinds_linked_as(kind_name) if kind in searchable_kinds()]
    if kinds:
        return [(hit.record_id, hit.title) for hit in search(connection, typed, lexicon, [kind_name], limit)]
    for field in title_fields(kind_named(kind_name)):
        if isinstance(field.type, LinkType):
            linked = [each for each, _ in suggestions(connection, field.type.kind_name, typed, lexicon, limit)]
            return _linked_to(connection, kind_named(kind_name), field.name, linked, lexicon)[:limit]
    return []


def _linked_to(
    connection: Connection, kind: type[Record], field_name: str, linked: list[uuid.UUID], lexicon: Lexicon
) -> list[tuple[uuid.UUID, str]]:
    table = table_of(kind)
    statement = select(table.c.id).where(table.c[field_name].in_(linked), present(table)).limit(MOST_LINKED)
    titles = titles_of(connection, kind.kind_name(), connection.execute(statement).scalars().all(), lexicon)
    return sorted(titles.items(), key=lambda each: fold(each[1]))


def _kinds(names: Iterable[str] | None) -> list[type[Record]]:
    if names is not None:
        asked = [kind for name in names for kind in kinds_linked_as(name)]
        return [kind for kind in dict.fromkeys(asked) if kind in searchable_kinds()]
    return sorted(searchable_kinds(), key=lambda kind: (kind is LAST_GROUP) - (kind is FIRST_GROUP))


def _titles_begun(connection: Connection, kind: type[Record], key: str, limit: int) -> list[uuid.UUID]:
    table = table_of(kind)
    statement = (
        select(table.c.id)
        .where(table.c.deleted.is_(False), table.c.title_key >= key, table.c.title_key < key + AFTER_LETTERS)
        .order_by(table.c.title_key, table.c.id)
        .limit(limit)
    )
    if issubclass(kind, Activity):
        statement = statement.where(table.c.kind == kind.kind_name())
    return list(connection.execute(statement).scalars())


def _shared_out(groups: dict[type[Record], list[uuid.UUID]], limit: int) -> dict[type[Record], list[uuid.UUID]]:
    """Give each kind its share; what one leaves over goes to the first that have more."""
    if not groups:
        return {}
    share = max(1, limit // len(groups))
    counts = {kind: min(share, len(ids)) for kind, ids in groups.items()}
    for kind, ids in groups.items():
        counts[kind] += min(len(ids) - counts[kind], max(0, limit - sum(counts.values())))
    return {kind: groups[kind][:count] for kind, count in counts.items()}
