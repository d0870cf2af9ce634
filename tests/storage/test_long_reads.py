"""A long read sees what was committed, keeps no writer waiting, and leaves nothing behind."""

from pathlib import Path

import pytest
from sqlalchemy import Connection, func, select

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.places import Places
from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records.organisations import Organisation
from ibcr_desktop.storage.database import Database
from ibcr_desktop.storage.long_reads import long_reader
from ibcr_desktop.storage.rows import table_of
from tests.databases import add, new_database, store_of


def organisations(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(table_of(Organisation))).scalar_one()


def leftovers() -> list[Path]:
    folder = Places.of_this_person().temporary_folder
    return list(folder.iterdir()) if folder.exists() else []


def test_somebody_saves_during_a_long_read_and_the_read_stays_as_it_began(tmp_path: Path) -> None:
    with new_database(tmp_path) as database:
        store, other = store_of(database), database.another()
        add(store, "organisation", name="First")
        with long_reader(other) as connection:
            assert organisations(connection) == 1
            add(store, "organisation", name="Second")
            assert organisations(connection) == 1
        with database.reader() as connection:
            assert organisations(connection) == 2
        other.close()
    assert leftovers() == []


def test_the_copy_is_removed_when_the_read_fails(tmp_path: Path) -> None:
    with new_database(tmp_path) as database:
        with pytest.raises(ZeroDivisionError), long_reader(database):
            raise ZeroDivisionError
        assert leftovers() == []


def test_without_room_for_a_copy_the_database_itself_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_asked: object) -> Database:
        raise UserError(N_("The disk is full."), N_("Nothing is lost."), N_("Make room."))

    with new_database(tmp_path) as database:
        add(store_of(database), "organisation", name="First")
        monkeypatch.setattr(Database, "snapshot", refuse)
        with long_reader(database) as connection:
            assert organisations(connection) == 1
    assert leftovers() == []
