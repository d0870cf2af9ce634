"""Checks the fields of records against what they name: codes against their lists, links against the records here."""

import functools
import uuid
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, select

from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records import kinds_by_table
from ibcr_desktop.records.activities import Activity
from ibcr_desktop.records.field_types import ChoicesType, ChoiceType, LinksType, LinkType
from ibcr_desktop.records.fields import Field, fields_of
from ibcr_desktop.records.problems import ProblemsFound, warning
from ibcr_desktop.records.record import Record
from ibcr_desktop.storage.filters import among
from ibcr_desktop.storage.invalid_codes import Code, not_in_the_list, periods_of
from ibcr_desktop.storage.rows import present, table_of

MISSING_LINK: Final = "missing_link"  # the code of the warning about a link that leads nowhere here


def field_problems(connection: Connection, records: Sequence[Record], today: date) -> ProblemsFound:
    """Give an error for a code beside its list, a warning for a link to what is not here.

    What is not here may still arrive from another office. One statement for the days of parts, one for each sort of
    list, one for each table that links lead to.
    """
    named = [(each, field, value) for each in records for field, value in _naming(each)]
    periods = periods_of(connection, {code for _, field, value in named for code in _codes(field, value)})
    here = _linked_ids_here(connection, [(field, value) for _, field, value in named])
    days = _days_of_activities(connection, records)
    for record, field, value in named:
        for code in _codes(field, value):
            on_day = _day_of(record, days) or today
            if not any(each.holds_on(on_day) for each in periods[code]):
                yield record.id, not_in_the_list(field, code[1])
        for record_id in _links(field, value):
            if record_id not in here:
                text = N_("{field}: the linked record is in the bin or not here.")
                yield record.id, warning(MISSING_LINK, text, field.name, field=field.label)


def _naming(record: Record) -> Iterator[tuple[Field, Any]]:
    """Give the fields of a record that name something else, with their values; empty ones are left out."""
    for field in _fields_that_name(type(record)):
        value = getattr(record, field.name)
        if value is not None:
            yield field, value


@functools.cache
def _fields_that_name(kind: type[Record]) -> tuple[Field, ...]:
    naming = (ChoiceType, ChoicesType, LinkType, LinksType)
    return tuple(each for each in fields_of(kind) if isinstance(each.type, naming))


def _codes(field: Field, value: Any) -> list[Code]:
    if not isinstance(field.type, ChoiceType | ChoicesType):
        return []
    return [(field.type.list_code, code) for code in ((value,) if isinstance(value, str) else value)]


def _links(field: Field, value: Any) -> Sequence[uuid.UUID]:
    if not isinstance(field.type, LinkType | LinksType):
        return ()
    return (value,) if isinstance(value, uuid.UUID) else value


def _linked_ids_here(connection: Connection, named: Sequence[tuple[Field, Any]]) -> set[uuid.UUID]:
    """Give those of the linked ids that lead to a record of the linked kind outside of the bin."""
    wanted: dict[str, set[uuid.UUID]] = defaultdict(set)
    for field, value in named:
        if isinstance(field.type, LinkType | LinksType):
            wanted[field.type.kind_name].update(_links(field, value))
    here: set[uuid.UUID] = set()
    for kind_name, ids in wanted.items():
        for kind in kinds_by_table(kind_name):
            table = table_of(kind)
            found = select(table.c.id).where(among(table.c.id, sorted(ids)), present(table))
            here.update(connection.execute(found).scalars())
    return here


def _days_of_activities(connection: Connection, records: Sequence[Record]) -> dict[uuid.UUID, date | None]:
    """Give the last days of the activities that records are parts of."""
    ids = {activity for each in records if not each.counted_on and (activity := getattr(each, "activity_id", None))}
    if not ids:
        return {}
    table = table_of(Activity)
    statement = select(table.c.id, table.c.ends_on).where(among(table.c.id, sorted(ids)))
    return {row.id: row.ends_on for row in connection.execute(statement)}


def _day_of(record: Record, days: dict[uuid.UUID, date | None]) -> date | None:
    """Give the day of which a record tells: its own, or the last one of the activity that it is a part of."""
    if record.counted_on:
        own: date | None = getattr(record, record.counted_on)
        return own
    activity = getattr(record, "activity_id", None)
    return None if activity is None else days.get(activity)
