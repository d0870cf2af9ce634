"""Brings a database of an earlier release to the present schema, one frozen step at a time.

A step never imports ``records``: it must do tomorrow what it did on the day it was written. It writes no changes into
the log; fields that become known are taken out of the log by folding it again (docs/change-log.md, "Corner cases").
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from ibcr_desktop.storage import name_index
from ibcr_desktop.storage.database import Database
from ibcr_desktop.storage.upgrades import schema_2

if TYPE_CHECKING:
    from alembic.operations import Operations

BackUp = Callable[[Database], object]  # makes a verified backup, or raises the UserError that says why not


@dataclass(frozen=True)
class Step:
    """One change of the schema.

    Attributes:
        number: the schema number that the database has afterwards; each step adds one.
        summary: what it is for, for whoever reads the list.
        run: what it does, with Alembic's operations on the writer's connection.
    """

    number: int
    summary: str
    run: "Callable[[Operations], None]"


STEPS: tuple[Step, ...] = (Step(2, "packages, backups and the roster", schema_2.run),)


def upgrade(database: Database, back_up: BackUp, steps: Sequence[Step] = STEPS) -> None:
    """Run the steps that a database lacks, each in one transaction with its number; nothing where none is due.

    Where one is due ``back_up`` is called first, and what it raises stops the upgrade before it began. A step that
    fails leaves the database at the step before it.
    """
    due = [step for step in steps if step.number > database.schema_number]
    if due:
        back_up(database)
    for step in due:
        is_last = step is due[-1]
        database.write(partial(_run, step=step, is_last=is_last))


def _run(connection: Connection, step: Step, *, is_last: bool) -> None:
    from alembic.migration import MigrationContext  # noqa: PLC0415 - slow to import, and seldom needed
    from alembic.operations import Operations  # noqa: PLC0415 - as above

    step.run(Operations(MigrationContext.configure(connection, opts={"render_as_batch": True})))
    connection.exec_driver_sql(f"PRAGMA user_version={step.number:d}")
    if is_last:
        name_index.rebuild(connection)  # follows from the records, by the rules of this release and no earlier one
