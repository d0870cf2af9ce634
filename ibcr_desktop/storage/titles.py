"""Gives records their titles, for links, lists and search: a few queries for any number of records."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, select

from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records import kind_named, kinds_by_table
from ibcr_desktop.records.activities import Activity
from ibcr_desktop.records.field_types import LinkType
from ibcr_desktop.records.fields import Field, fields_by_name
from ibcr_desktop.records.lexicon import Lexicon
from ibcr_desktop.records.people import Person
from ibcr_desktop.records.record import Record
from ibcr_desktop.storage.rows import table_of

LINKS_FOLLOWED = 2  # an assessment is named by its participation, and that by its person and activity
BETWEEN_PARTS = " · "
NO_TITLE = N_("{kind}, no title yet")
BATCH = 2_000


def titles_of(
    connection: Connection,
    kind_name: str,
    record_ids: Iterable[uuid.UUID],
    lexicon: Lexicon,
    *,
    links_followed: int = LINKS_FOLLOWED,
) -> dict[uuid.UUID, str]:
    """Give the titles of records by id, those in the bin included, those unknown here left out.

    One query for the kind and one for each kind that its titles link to, for each 2,000 records. ``kind_name`` is that
    of a link; one that may lead to any record asks once for each table.
    """
    wanted, found = list(dict.fromkeys(record_ids)), {}
    for start in range(0, len(wanted), BATCH):
        for kind in kinds_by_table(kind_name):
            found.update(_some_titles(connection, kind, wanted[start : start + BATCH], lexicon, links_followed))
    return found


def title_fields(kind: type[Record]) -> tuple[Field, ...]:
    """Give the fields that make the title of a kind, in order."""
    return tuple(fields_by_name(kind)[name] for name in kind.title_fields)


def _some_titles(
    connection: Connection, kind: type[Record], ids: list[uuid.UUID], lexicon: Lexicon, links_followed: int
) -> dict[uuid.UUID, str]:
    table = table_of(kind)
    columns = [table.c.id, *(table.c[name] for name in kind.title_fields)]
    if issubclass(kind, Activity):
        columns.append(table.c.kind)
    if kind is Person:
        columns.append(table.c.public_code)
    rows = connection.execute(select(*columns).where(table.c.id.in_(ids))).mappings().all()
    linked = _linked_titles(connection, kind, rows, lexicon, links_followed)
    return {row["id"]: _title(kind, row, linked, lexicon) for row in rows}


def _linked_titles(
    connection: Connection, kind: type[Record], rows: Iterable[Mapping[Any, Any]], lexicon: Lexicon, links_followed: int
) -> dict[str, dict[uuid.UUID, str]]:
    """Give, by name of the field, the titles of what the rows link to."""
    found: dict[str, dict[uuid.UUID, str]] = {}
    for each in title_fields(kind):
        if isinstance(each.type, LinkType):
            ids = {row[each.name] for row in rows if row[each.name] is not None} if links_followed else set()
            titles = titles_of(connection, each.type.kind_name, ids, lexicon, links_followed=links_followed - 1)
            found[each.name] = titles
    return found


def _title(
    kind: type[Record], row: Mapping[Any, Any], linked: Mapping[str, Mapping[uuid.UUID, str]], lexicon: Lexicon
) -> str:
    parts = [
        linked[each.name].get(row[each.name], "") if each.name in linked else each.type.show(row[each.name], lexicon)
        for each in title_fields(kind)
    ]
    title = (" " if kind is Person else BETWEEN_PARTS).join(" ".join(part.split()) for part in parts if part)
    return title or row.get("public_code") or _no_title(kind, row, lexicon)


def _no_title(kind: type[Record], row: Mapping[Any, Any], lexicon: Lexicon) -> str:
    singular = kind_named(row.get("kind") or kind.kind_name()).singular
    return lexicon.words.translate(NO_TITLE).format(kind=lexicon.words.translate(singular))
