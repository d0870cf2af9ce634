"""Keeps single values of this database by name, beside the records; none of them is ever sent anywhere."""

from collections.abc import Mapping

from sqlalchemy import Connection, delete, insert, select

from ibcr_desktop.storage.log_tables import LOCAL


def local_value(connection: Connection, name: str) -> str | None:
    """Give what is kept under a name; None where nothing is."""
    return connection.execute(select(LOCAL.c.value).where(LOCAL.c.name == name)).scalar_one_or_none()


def local_values(connection: Connection) -> dict[str, str]:
    """Give everything that is kept, by name."""
    return {row.name: row.value for row in connection.execute(select(LOCAL.c.name, LOCAL.c.value))}


def keep_locally(connection: Connection, values: Mapping[str, str]) -> None:
    """Keep values, in place of those with the same names."""
    rows = [{"name": name, "value": value} for name, value in values.items()]
    connection.execute(insert(LOCAL).prefix_with("OR REPLACE"), rows)


def forget_locally(connection: Connection, name: str) -> None:
    """Keep nothing under a name."""
    connection.execute(delete(LOCAL).where(LOCAL.c.name == name))
