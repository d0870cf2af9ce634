"""Upgrades of the schema: copied first, one step at a time, each whole or not at all."""

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy

from ibcr_desktop.records import ALL_KINDS
from ibcr_desktop.records.record import Base
from ibcr_desktop.storage import database_errors
from ibcr_desktop.storage.database import Database
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.storage.rows import table_of
from ibcr_desktop.storage.schema import SCHEMA_NUMBER
from ibcr_desktop.storage.upgrades import STEPS, Step, schema_2, upgrade
from tests.databases import DATA_KEY, add

NEXT = SCHEMA_NUMBER + 1
FIRST_SCHEMA = Path(__file__).with_name("schema_1.sql")


def _add_column(operations: Any) -> None:
    with operations.batch_alter_table("organisation") as batch:
        batch.add_column(sqlalchemy.Column("nickname", sqlalchemy.Text))


def _fail(operations: Any) -> None:
    operations.add_column("organisation", sqlalchemy.Column("half", sqlalchemy.Text))
    raise InterruptedError


def schema_of(database: Database) -> set[tuple[object, ...]]:
    """Give every column, index and trigger; the order of columns does not matter."""
    found: set[tuple[object, ...]] = set()
    with database.reader() as connection:
        for kind, name, sql in connection.exec_driver_sql("SELECT type, name, sql FROM sqlite_master").all():
            found.add((kind, name, "" if kind == "table" else " ".join((sql or "").split())))
            if kind == "table":
                columns = connection.exec_driver_sql(f'PRAGMA table_info("{name}")').all()
                found.update((name, *column[1:]) for column in columns)
    return found


def columns(database: Database, table: str = "organisation") -> set[str]:
    with database.reader() as connection:
        return {row[1] for row in connection.exec_driver_sql(f"PRAGMA table_info({table})")}


def no_backup_wanted(_database: Database) -> None:
    raise AssertionError


def test_nothing_is_done_where_nothing_is_due(store: RecordStore) -> None:
    upgrade(store.database, no_backup_wanted)
    assert store.database.schema_number == SCHEMA_NUMBER


def test_the_present_schema_is_the_last_step() -> None:
    assert STEPS[-1].number == SCHEMA_NUMBER
    assert [step.number for step in STEPS] == list(range(2, 2 + len(STEPS)))


def test_a_step_keeps_the_records_and_the_backup_is_made_before_it(store: RecordStore) -> None:
    record_id = add(store, "organisation", name="École")
    seen: list[tuple[int, bool]] = []

    def back_up(database: Database) -> None:
        seen.append((database.schema_number, "nickname" in columns(database)))

    upgrade(store.database, back_up, [Step(NEXT, "a column more", _add_column)])
    assert seen == [(SCHEMA_NUMBER, False)]
    assert store.database.schema_number == NEXT
    assert "nickname" in columns(store.database)
    opened = store.open("organisation", record_id)
    assert opened is not None
    assert opened.values["name"] == "École"


def test_no_step_begins_without_its_backup(store: RecordStore) -> None:
    def refuse(_database: Database) -> None:
        raise database_errors.disk_full()

    with pytest.raises(database_errors.DiskFullError):
        upgrade(store.database, refuse, [Step(NEXT, "a column more", _add_column)])
    assert store.database.schema_number == SCHEMA_NUMBER


def test_a_step_that_fails_leaves_the_database_at_the_step_before(store: RecordStore) -> None:
    with pytest.raises(InterruptedError):
        upgrade(store.database, print, [Step(NEXT, "a column more", _add_column), Step(NEXT + 1, "fails", _fail)])
    assert store.database.schema_number == NEXT
    assert "nickname" in columns(store.database)
    assert "half" not in columns(store.database)


def test_a_database_of_schema_1_gets_what_paper_needs(store: RecordStore) -> None:
    added = {"participation": {"paper_line"}, "activity": {"paper_lines"}, "office": set(schema_2.CERTIFICATE_TEXTS)}
    wanted = {table: columns(store.database, table) for table in added}
    with store.database.writer() as connection:
        for table, names in added.items():
            for name in names:
                connection.exec_driver_sql(f"ALTER TABLE {table} DROP COLUMN {name}")
    assert all(columns(store.database, table) == wanted[table] - names for table, names in added.items())
    upgrade(store.database, print, [Step(NEXT, "paper", schema_2.add_paper)])
    assert {table: columns(store.database, table) for table in added} == wanted


def test_a_database_of_the_first_release_becomes_like_a_new_one(store: RecordStore, tmp_path: Path) -> None:
    first = Database.create(tmp_path / "first.ibcrdb", DATA_KEY)
    try:
        with first.writer() as connection:
            for statement in FIRST_SCHEMA.read_text(encoding="utf-8").splitlines()[1:]:
                connection.exec_driver_sql(statement)
            connection.exec_driver_sql("PRAGMA user_version=1")
        upgrade(first, print)
        assert first.schema_number == SCHEMA_NUMBER
        assert schema_of(first) == schema_of(store.database)
    finally:
        first.close()


def test_a_new_database_has_a_table_for_every_kind(store: RecordStore) -> None:
    with store.database.reader() as connection:
        tables = set(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type='table'").scalars())
    assert {table_of(kind).name for kind in ALL_KINDS} <= tables
    assert set(Base.metadata.tables) <= tables
