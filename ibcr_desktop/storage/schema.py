"""Makes the tables of a new database and says which schema a file has."""

from sqlalchemy import Connection, insert

from ibcr_desktop.records import ALL_KINDS
from ibcr_desktop.records.record import Base
from ibcr_desktop.storage import search_index
from ibcr_desktop.storage.log_tables import LOG_STATE, guard_statements

SCHEMA_NUMBER = 1  # raised by one with every step in storage/upgrades
assert ALL_KINDS  # the tables exist once the kinds are imported


def create_tables(connection: Connection) -> None:
    """Create every table, index and guard in an empty database, in the writer's own transaction."""
    Base.metadata.create_all(connection)
    search_index.create(connection)
    for statement in guard_statements():
        connection.exec_driver_sql(statement)
    connection.execute(insert(LOG_STATE), {"no": 1, "clock": 0})
    connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA_NUMBER}")
