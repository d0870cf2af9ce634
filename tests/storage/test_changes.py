"""Every write leaves its change in the log, and the log cannot be altered."""

import json
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, insert, select

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.records import Activity, Event, Organisation, Person, Workshop
from ibcr_desktop.records.ids import new_id
from ibcr_desktop.records.offices import SETTINGS_ID, OrganisationSetting
from ibcr_desktop.storage.agreement import disagreements, rebuild
from ibcr_desktop.storage.changes import ChangeLog, Write
from ibcr_desktop.storage.database import Database
from ibcr_desktop.storage.fold import ChangeId
from ibcr_desktop.storage.log_tables import CHANGE, CONFLICT, WRITER
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.storage.rows import table_of
from tests.databases import TODAY, add, dakar, store_of


def logged(database: Database) -> list[dict[str, Any]]:
    with database.reader() as connection:
        rows = connection.execute(select(CHANGE).order_by(CHANGE.c.arrived)).mappings()
        return [{**row, "fields": json.loads(row["fields"])} for row in rows]


def agrees(database: Database) -> bool:
    with database.reader() as connection:
        return list(disagreements(connection)) == []


def test_a_new_record_is_logged_with_only_what_was_filled_in(store: RecordStore) -> None:
    record_id = add(store, "organisation", name="École de police", country=None)
    (entry,) = logged(store.database)
    assert entry["record_id"] == record_id
    assert entry["parents"] is None
    assert entry["kind"] == "organisation"
    assert entry["fields"] == {"office": "DKR", "state": "complete", "name": "École de police"}
    assert agrees(store.database)


def test_an_edit_logs_only_the_fields_that_changed_and_names_its_parent(store: RecordStore) -> None:
    record_id = add(store, "organisation", name="Ecole", country="SEN")
    store.write_all([Write(Organisation, record_id, {"name": "École", "country": "SEN"})])
    first, second = logged(store.database)
    assert second["fields"] == {"name": "École"}
    assert second["parents"] == f"{first['writer']}.{first['number']}"
    assert second["clock"] == first["clock"] + 1
    assert agrees(store.database)


def test_the_same_values_again_write_nothing(store: RecordStore) -> None:
    record_id = add(store, "organisation", name="École")
    store.write_all([Write(Organisation, record_id, {"name": "École"})])
    assert len(logged(store.database)) == 1


def test_two_writes_of_one_record_in_one_call_build_on_each_other(store: RecordStore) -> None:
    record_id = new_id()
    store.write_all([Write(Organisation, record_id, {"name": "a"}), Write(Organisation, record_id, {"name": "b"})])
    assert [each["fields"]["name"] for each in logged(store.database)] == ["a", "b"]
    assert agrees(store.database)


def test_each_run_of_the_program_is_a_writer_of_its_own(database: Database) -> None:
    for _ in range(2):
        add(store_of(database), "organisation", name="x")
    with database.reader() as connection:
        assert connection.execute(select(func.count()).select_from(WRITER)).scalar_one() == 2
    assert [each["number"] for each in logged(database)] == [1, 1]
    assert [each["clock"] for each in logged(database)] == [1, 2]


def test_a_write_that_fails_leaves_neither_row_nor_change(store: RecordStore) -> None:
    def write_and_fail() -> None:
        with store.database.writer() as connection:
            store.log.write(connection, [Write(Organisation, new_id(), {"name": "x"})])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write_and_fail()
    assert logged(store.database) == []
    assert agrees(store.database)
    add(store, "organisation", name="y")
    assert [each["number"] for each in logged(store.database)] == [1]


def test_ten_thousand_records_in_one_call_agree_with_their_log(store: RecordStore) -> None:
    writes = [Write(Person, new_id(), {"family_name": f"Sow {number}", "sex": "female"}) for number in range(10_000)]
    store.write_all(writes)
    assert len(logged(store.database)) == 10_000
    assert agrees(store.database)


def test_an_edit_of_what_somebody_has_changed_meanwhile_is_a_conflict_and_loses_nothing(database: Database) -> None:
    ours, theirs = store_of(database), store_of(database, author=dakar(office="MTL", is_headquarters=True))
    record_id = add(ours, "organisation", name="first")
    seen = ours.open("organisation", record_id)
    assert seen is not None
    theirs.write_all([Write(Organisation, record_id, {"name": "theirs"})])
    ours.write_all([Write(Organisation, record_id, {"name": "ours"}, seen.heads)])
    opened = ours.open("organisation", record_id)
    assert opened is not None
    assert opened.contested == {"name"}
    assert opened.values["name"] == "ours"
    assert len(opened.heads) == 2
    assert agrees(database)
    ours.write_all([Write(Organisation, record_id, {"name": "both"}, opened.heads)])
    with database.reader() as connection:
        assert connection.execute(select(CONFLICT)).all() == []
    assert agrees(database)


def test_the_kind_of_an_activity_can_be_corrected_and_corrected_back(store: RecordStore) -> None:
    record_id = add(store, "workshop", title="Launch", purpose="training", ends_on=date(2021, 3, 31))
    store.write_all([Write(Event, record_id, {"ibcr_role": "organiser"})])
    event = store.open("activity", record_id)
    assert event is not None
    assert event.kind is Event
    assert "purpose" not in event.values
    store.write_all([Write(Workshop, record_id, {})])
    workshop = store.open("activity", record_id)
    assert workshop is not None
    assert workshop.values["purpose"] == "training"
    assert agrees(store.database)


def test_the_fiscal_year_is_stored_and_follows_the_setting_without_a_change_of_the_activity(store: RecordStore) -> None:
    ids = [add(store, "workshop", title="x", ends_on=day) for day in (date(2021, 3, 31), date(2021, 4, 1))]
    assert [_fiscal_year(store, each) for each in ids] == [2020, 2021]
    store.write_all([Write(OrganisationSetting, SETTINGS_ID, {"fiscal_year_start_month": 1})])
    assert [_fiscal_year(store, each) for each in ids] == [2021, 2021]
    assert len(logged(store.database)) == 3
    assert agrees(store.database)


def test_an_erasure_logs_every_field_that_it_names_even_empty_ones(store: RecordStore) -> None:
    record_id = add(store, "person", family_name="Sow", sex="female")
    with store.database.writer() as connection:
        blank = {"family_name": None, "given_names": None}
        store.log.write(connection, [Write(Person, record_id, blank)], reason="retention", erases=True)
    assert logged(store.database)[1]["fields"] == blank
    assert logged(store.database)[1]["action"] == "erase"
    assert agrees(store.database)


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE change SET fields = '{}'",
        "DELETE FROM change",
        "INSERT OR REPLACE INTO change SELECT * FROM change",
        "REPLACE INTO writer SELECT * FROM writer",
        "INSERT INTO change SELECT * FROM change WHERE true ON CONFLICT DO UPDATE SET reason = 'x'",
        "DELETE FROM writer",
    ],
)
def test_the_database_refuses_to_alter_the_log(store: RecordStore, attack: str) -> None:
    add(store, "organisation", name="x")
    before = logged(store.database)
    with pytest.raises((UserError, Exception)), store.database.writer() as connection:
        connection.exec_driver_sql(attack)
    assert logged(store.database) == before


def test_a_row_that_differs_from_its_history_is_found_and_rebuilt(store: RecordStore) -> None:
    changed, extra = add(store, "organisation", name="x"), new_id()
    table = table_of(Organisation)
    with store.database.writer() as connection:
        connection.execute(table.update().where(table.c.id == changed).values(name="forged"))
        connection.execute(insert(table), {"id": extra, "state": "complete", "deleted": False})
    with store.database.reader() as connection:
        found = list(disagreements(connection))
    assert {(each.record_id, each.fields) for each in found} == {(changed, ("name",)), (None, ())}
    with store.database.writer() as connection:
        rebuild(connection)
    assert agrees(store.database)


def test_the_log_of_one_author_goes_on_in_another_thread_of_the_same_run(store: RecordStore) -> None:
    twin = store.another()
    add(store, "organisation", name="x")
    add(twin, "organisation", name="y")
    assert [each["number"] for each in logged(store.database)] == [1, 2]
    twin.database.close()


def test_a_log_knows_the_moment_and_the_reason(database: Database) -> None:
    store = store_of(database)
    record_id = add(store, "organisation", name="x")
    store.put_in_bin(Organisation, record_id, reason="entered twice")
    deletion = logged(database)[1]
    assert deletion["reason"] == "entered twice"
    assert deletion["claimed_at"] == int(TODAY.timestamp())
    assert isinstance(store.log, ChangeLog)
    assert ChangeId(store.log.author.run, 1) == (store.log.author.run, 1)


def _fiscal_year(store: RecordStore, record_id: Any) -> int | None:
    table = table_of(Activity)
    with store.database.reader() as connection:
        year = connection.execute(select(table.c.fiscal_year).where(table.c.id == record_id)).scalar_one()
    return None if year is None else int(year)
