"""What is not in the bin, asked so that the database takes the index of everything else that is asked."""

from sqlalchemy import ColumnElement, Table


def present(table: Table) -> ColumnElement[bool]:
    """Give the condition that a row is not deleted.

    "deleted = 0" makes SQLite prefer the index by title, which begins with that column, and walk the whole table for
    any list of ids; "deleted IS NOT 1" cannot use it. Measured on a million participations: 0.6 s instead of 1.9 s.
    """
    return table.c.deleted.is_not(True)
