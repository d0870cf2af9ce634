"""What a new record begins with: its office, the next free code, what is taken over from another one."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from ibcr_desktop.records.activities import Activity
from ibcr_desktop.records.field_types import DayType
from ibcr_desktop.records.fields import fields_of
from ibcr_desktop.records.ids import new_id
from ibcr_desktop.records.offices import Term
from ibcr_desktop.records.people import Person, new_public_code
from ibcr_desktop.records.record import Record
from ibcr_desktop.storage.database import Database
from ibcr_desktop.storage.record_store import OpenedRecord, RecordStore
from ibcr_desktop.storage.rows import table_of

NOT_TAKEN_OVER = frozenset(  # they name one record, or say how it went
    {"code", "public_code", "shared_key", "people_reported", "paper_lines"}
)


def new_record(store: RecordStore, kind: type[Record], *, like: uuid.UUID | None = None) -> OpenedRecord:
    """Give a record that is not in the database yet; ``like`` names one whose values it takes over.

    Days, codes and the identity of people are never taken over. The record is written once something is typed.
    """
    office = store.log.author.office
    values: dict[str, Any] = dict.fromkeys(field.name for field in fields_of(kind))
    if like is not None:
        values |= _taken_over(kind, store.open(kind.kind_name(), like))
    if issubclass(kind, Person):
        values["public_code"] = new_public_code()
    if issubclass(kind, Term) and not store.log.author.is_headquarters:
        values["is_proposed"] = True
    if issubclass(kind, Activity):
        values["code"] = next_code(store.database, office, store.clock.today())
        values.setdefault("country", None)
    return OpenedRecord(kind, new_id(), values, office=office, is_new=True)


def is_code_of_year(code: str, office: str, day: date) -> bool:
    """Say whether a code is one of an office's activities in the calendar year of a day."""
    return code.startswith(_beginning(office, day))


def next_code(database: Database, office: str, day: date) -> str:
    """Give the next code of an office's activities in the calendar year of a day: ``DKR-2026-014``.

    Codes that people ended in their own way (``DKR-2026-bis``) are passed over; those in the bin stay used.
    """
    beginning = _beginning(office, day)
    table = table_of(Activity)
    with database.reader() as connection:
        codes = connection.execute(select(table.c.code).where(table.c.code.startswith(beginning, autoescape=True)))
        endings = [str(code).removeprefix(beginning) for code in codes.scalars()]
    numbers = [int(each) for each in endings if each.isascii() and each.isdecimal()]
    return f"{beginning}{max(numbers, default=0) + 1:03}"


def _beginning(office: str, day: date) -> str:
    return f"{office}-{day.year}-"


def _taken_over(kind: type[Record], original: OpenedRecord | None) -> Mapping[str, Any]:
    if original is None:
        return {}
    return {
        field.name: original.values.get(field.name)
        for field in fields_of(kind)
        if not field.personal and not isinstance(field.type, DayType) and field.name not in NOT_TAKEN_OVER
    }
