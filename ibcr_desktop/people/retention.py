"""Whose identity may be kept no longer, for the home page and its list (docs/decisions/erasing-identities.md)."""

from datetime import date, timedelta

from sqlalchemy import Connection, func, select

from ibcr_desktop.records.people import Person
from ibcr_desktop.storage.filters import Filter, ListQuery, Operator, conditions
from ibcr_desktop.storage.rows import table_of


def due_for_erasure(today: date) -> ListQuery:
    """Give the list of people whose day has passed and whose identity is still here."""
    passed = Filter("retention_until", Operator.UNTIL, today - timedelta(days=1))
    return ListQuery((Person.kind_name(),), (passed, Filter("anonymised_on", Operator.EMPTY)))


def count_due_for_erasure(connection: Connection, today: date) -> int:
    """Count them."""
    statement = select(func.count()).select_from(table_of(Person)).where(*conditions(due_for_erasure(today)))
    return int(connection.execute(statement).scalar_one())
