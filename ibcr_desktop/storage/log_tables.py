"""The tables of the change log, and of what is kept beside the records."""

from sqlalchemy import BLOB, Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint, text

from ibcr_desktop.records.column_types import RecordId
from ibcr_desktop.records.record import Base

WRITER = Table(
    "writer",
    Base.metadata,
    Column("no", Integer, primary_key=True),  # local: never leaves this file
    Column("uuid", RecordId(), nullable=False, unique=True),
    Column("office", Text),
    Column("is_headquarters", Integer, nullable=False, default=0),
    Column("device", Text),
    Column("person", Text),
    Column("program", Text),
    Column("started_at", Text),  # claimed by a clock that may be wrong
)

PACKAGE = Table(
    "package",
    Base.metadata,
    Column("no", Integer, primary_key=True),
    Column("uuid", RecordId(), nullable=False, unique=True),
    Column("office", Text),
    Column("number", Integer),
    Column("direction", Text),
    Column("sha256", BLOB),
    Column("counts", Text),
    Column("made_at", Text),
    Column("state", Text, nullable=False),
)

CHANGE = Table(
    "change",
    Base.metadata,
    Column("arrived", Integer, primary_key=True),  # ascending in this file
    Column("writer", Integer, ForeignKey("writer.no"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("clock", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("record_id", RecordId(), nullable=False),
    Column("parents", Text),  # "writer.number writer.number" by local numbers; null for a creation
    Column("action", Text, nullable=False),
    Column("fields", Text, nullable=False),
    Column("package", Integer, ForeignKey("package.no")),
    Column("claimed_at", Integer, nullable=False),  # seconds since 1970, by the clock of the writer
    Column("reason", Text),
    UniqueConstraint("writer", "number"),
    Index(None, "record_id"),
    Index(None, "reason", sqlite_where=text("reason IS NOT NULL")),  # few have one; the diary asks for decisions
    Index(None, "action", sqlite_where=text("action = 'erase'")),  # few are; every merge asks which records
)

LOG_STATE = Table(
    "log_state",
    Base.metadata,
    Column("no", Integer, primary_key=True),  # always 1
    Column("clock", Integer, nullable=False),  # the largest clock in the log
)

CONFLICT = Table(
    "conflict",
    Base.metadata,
    Column("record_id", RecordId(), primary_key=True),
    Column("field", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("competing", Text, nullable=False),  # the competing changes, as in "parents"
)

WAITING = Table(
    "waiting",
    Base.metadata,
    Column("record_id", RecordId(), primary_key=True),
    Column("kind", Text, nullable=False),
    Column("waiting_for", Text, nullable=False),  # missing parents, as in "parents"; empty: the creation was withdrawn
)

CONTRADICTION = Table(
    "contradiction",
    Base.metadata,
    Column("record_id", RecordId(), primary_key=True),  # its log says complete, its row draft
    Column("rule", Text, primary_key=True),
    Column("kind", Text, nullable=False),
)

HALF_TYPED = Table(
    "half_typed",
    Base.metadata,
    Column("record_id", RecordId(), primary_key=True),
    Column("field", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("text", Text, nullable=False),
)

LOCAL = Table(
    "local",
    Base.metadata,
    Column("name", Text, primary_key=True),  # who and where of this computer; never sent anywhere
    Column("value", Text),
)

CORRESPONDENT = Table(
    "correspondent",
    Base.metadata,
    Column("no", Integer, primary_key=True),
    Column("office", Text, nullable=False),
    Column("is_headquarters", Integer, nullable=False),
    Column("signing_key", BLOB, nullable=False, unique=True),  # the public key by which its packages are known
    Column("recipient", Text, nullable=False),  # for which packages to it are sealed
    Column("paired_at", Text),
    Column("revoked_from", Integer),  # packages from this number on are refused; null: none
    Column("revoked_at", Text),
)

HELD_THERE = Table(
    "held_there",
    Base.metadata,
    Column("office", Text, primary_key=True),  # what another database said last that it holds: need not be sent again
    Column("writer", RecordId(), primary_key=True),  # by id, for it may know writers that this one has lost
    Column("number", Integer, nullable=False),
)

CARRIED = Table(
    "carried",
    Base.metadata,
    Column("package", Integer, ForeignKey("package.no"), primary_key=True),  # received ones only
    Column("writer", Integer, ForeignKey("writer.no"), primary_key=True),
    Column("first", Integer, primary_key=True),  # the package carried these numbers of the writer, without a gap
    Column("last", Integer, nullable=False),
    Index(None, "writer", "first"),
)

NOT_UNDERSTOOD = Table(
    "not_understood",
    Base.metadata,
    Column("record_id", RecordId(), primary_key=True),  # something in its log waits for a newer release
)

DIARY = Table(
    "diary",
    Base.metadata,
    Column("no", Integer, primary_key=True),
    Column("act", Text, nullable=False),
    Column("package", Integer, ForeignKey("package.no"), nullable=False),
    Column("writer", Integer, ForeignKey("writer.no"), nullable=False),  # who did it, on which computer
    Column("claimed_at", Integer, nullable=False),  # seconds since 1970
    Column("counts", Text, nullable=False),  # JSON: what it did, by name
    Column("round", RecordId()),  # files that were merged in one go share it
)

REFUSED_FILE = Table(
    "refused_file",
    Base.metadata,
    Column("no", Integer, primary_key=True),
    Column("office", Text),  # as the file says, or else its name; null where neither names one that is known
    Column("reason", Text, nullable=False),  # marked English, filled with "about"
    Column("about", Text, nullable=False),  # JSON
    Column("person", Text),  # who opened it
    Column("claimed_at", Integer, nullable=False),  # seconds since 1970
    Column("after", Integer, nullable=False),  # the last package then, whatever the clocks say
)

LOG_TABLES = (
    *(WRITER, PACKAGE, CHANGE, LOG_STATE, CONFLICT, WAITING, CONTRADICTION, HALF_TYPED, LOCAL),
    *(CORRESPONDENT, HELD_THERE, CARRIED, NOT_UNDERSTOOD, DIARY, REFUSED_FILE),
)
GUARDED = ("change", "writer")
LIFTED = "guard_lifted"  # a row of that name in ``local`` lifts the guard inside one audited transaction


def guard_statements() -> list[str]:
    """Give the triggers by which the database itself refuses to change or delete what the log holds."""
    return [
        f"CREATE TRIGGER guard_{table}_{act.lower()} BEFORE {act} ON {table} "
        f"WHEN NOT EXISTS (SELECT 1 FROM local WHERE name = '{LIFTED}') "
        "BEGIN SELECT RAISE(ABORT, 'the change log is never changed'); END"
        for table in GUARDED
        for act in ("UPDATE", "DELETE")
    ]
