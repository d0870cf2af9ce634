"""The short way from a package into the tables gives the very rows that the careful way gives."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, select

from ibcr_desktop.records import ALL_KINDS, Headcount, Participation
from ibcr_desktop.records.record import Record
from ibcr_desktop.storage.database import Database
from ibcr_desktop.storage.new_rows import insert_new
from ibcr_desktop.storage.rows import full_row, pack_values, table_of, types_of, unpack_values
from tests.test_every_kind import values_of_kind

MONTH = 4
EVERY_KIND = pytest.mark.parametrize("kind", ALL_KINDS, ids=[kind.kind_name() for kind in ALL_KINDS])
ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 3),
    st.just(1.5),
    st.text(max_size=3),
    st.lists(st.text(max_size=2), max_size=2),
    st.sampled_from(["2021-02-30", "2021-03-07", str(uuid.UUID(int=5)), "{" + str(uuid.UUID(int=5)) + "}", "0" * 32]),
)


@pytest.fixture
def connection(database: Database) -> Iterator[Connection]:
    """A writer on an empty database."""
    with database.writer() as made:
        yield made


def packed_values(kind: type[Record]) -> st.SearchStrategy[dict[str, Any]]:
    """Draw good values, odd values for any of the fields, and a field that nobody knows."""
    good = values_of_kind(kind).map(lambda values: pack_values(kind, values))
    odd = st.fixed_dictionaries({}, optional=dict.fromkeys((*types_of(kind), "invented_later"), ODD))
    return st.one_of(good, odd, st.tuples(good, odd).map(lambda both: {**both[0], **both[1]}))


@EVERY_KIND
@given(data=st.data())
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_rows_are_what_the_unpacked_values_give(
    kind: type[Record], data: st.DataObject, connection: Connection
) -> None:
    records = [(uuid.uuid4(), packed) for packed in data.draw(st.lists(packed_values(kind), min_size=1, max_size=3))]
    not_understood = insert_new(connection, kind, records, MONTH)
    table = table_of(kind)
    for record_id, packed in records:
        values = unpack_values(kind, packed)
        row = connection.execute(select(table).where(table.c.id == record_id)).mappings().one()
        assert dict(row) == full_row(kind, record_id, values, MONTH)
        assert (record_id in not_understood) == (len(values) < len(packed))


def test_the_short_way_is_taken_for_the_kinds_that_are_most_of_a_package(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ibcr_desktop.storage.new_rows.full_row", None)
    for kind in (Participation, Headcount):
        insert_new(connection, kind, [(uuid.uuid4(), {"office": "DKR", "state": "complete"})], MONTH)
