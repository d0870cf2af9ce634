"""Makes the tables of a new database and says which schema a file has."""

from sqlalchemy import Connection, insert

from ibcr_desktop.records import ALL_KINDS
from ibcr_desktop.records.record import Base
from ibcr_desktop.storage import search_index
from ibcr_desktop.storage.log_tables import LOG_STATE, LOG_TABLES, guard_statements
from ibcr_desktop.storage.rows import table_of

SCHEMA_NUMBER = 2  # raised by one with every step in storage/upgrades


def create_tables(connection: Connection) -> None:
    """Create every table, index and guard in an empty database, in the writer's own transaction."""
    tables = {table_of(kind) for kind in ALL_KINDS} | set(LOG_TABLES)
    Base.metadata.create_all(connection, tables=sorted(tables, key=lambda each: each.name))
    search_index.create(connection)
    for statement in guard_statements():
        connection.exec_driver_sql(statement)
    connection.execute(insert(LOG_STATE), {"no": 1, "clock": 0})
    connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA_NUMBER}")
