"""What links to a record is found by the link, and never by reading the whole table."""

import pytest
from sqlalchemy import select
from sqlalchemy.dialects import sqlite

from ibcr_desktop.records import ALL_KINDS
from ibcr_desktop.records.field_types import LinkType
from ibcr_desktop.records.fields import fields_of
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.storage.rows import present, table_of

LINKS = [(kind, field.name) for kind in ALL_KINDS for field in fields_of(kind) if isinstance(field.type, LinkType)]
A_RECORD = bytes(16)


@pytest.mark.parametrize(("kind", "name"), LINKS, ids=lambda each: each if isinstance(each, str) else each.__name__)
def test_records_that_link_to_another_are_found_by_their_link(store: RecordStore, kind: type, name: str) -> None:
    """Where a link had only a wide index, the engine preferred a narrow one, and read every record that is there."""
    table = table_of(kind)
    column = table.c[name]
    statement = select(table).where(column == A_RECORD, present(table)).order_by(table.c.id)
    text = str(statement.compile(dialect=sqlite.dialect()))
    with store.database.reader() as connection:
        plan = [row[-1] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", (A_RECORD,))]
    assert f"({name}=?)" in plan[0], plan
