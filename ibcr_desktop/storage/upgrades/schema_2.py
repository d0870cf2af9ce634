"""Schema 2: what packages, backups and the roster need beside the tables of schema 1."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alembic.operations import Operations


def run(operations: "Operations") -> None:
    """Add the tables, columns and indexes of schema 2."""
    del operations  # nothing yet
