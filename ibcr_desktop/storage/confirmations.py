"""Tells which warnings of a record somebody has confirmed, and keeps a confirmation or takes it back."""

import uuid
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement, Connection, Exists, select

from ibcr_desktop.foundation.plain_text import MAX_TEXT, clean
from ibcr_desktop.records.confirmations import Confirmation, confirmation_id
from ibcr_desktop.records.fields import fields_by_name
from ibcr_desktop.records.problems import Problem
from ibcr_desktop.records.record import Record, State
from ibcr_desktop.storage.changes import Write
from ibcr_desktop.storage.filters import among
from ibcr_desktop.storage.rows import present, table_of


def beside_confirmations(
    connection: Connection, found: Sequence[tuple[Record, Sequence[Problem]]]
) -> list[tuple[Problem, ...]]:
    """Give the problems of each record: a warning with what it is about, and with the reason where it was confirmed."""
    seen = [
        [each if each.blocks else replace(each, seen=_seen(record, each)) for each in problems]
        for record, problems in found
    ]
    ids = {
        (record.id, each.code, each.seen): confirmation_id(record.id, each.code, each.seen)
        for (record, _), problems in zip(found, seen, strict=True)
        for each in problems
        if not each.blocks
    }
    reasons = _reasons(connection, list(ids.values())) if ids else {}
    return [
        tuple(
            each if each.blocks else replace(each, confirmed=reasons.get(ids[record.id, each.code, each.seen]))
            for each in problems
        )
        for (record, _), problems in zip(found, seen, strict=True)
    ]


def _reasons(connection: Connection, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, str]:
    table = table_of(Confirmation)
    statement = select(table.c.id, table.c.reason).where(among(table.c.id, ids), present(table))
    return {row.id: row.reason or "" for row in connection.execute(statement)}


def confirming(subject: uuid.UUID, problem: Problem, reason: str) -> Write:
    """Give the write that confirms a warning, as ``beside_confirmations`` gave it."""
    values = {
        "subject_id": subject,
        "warning": problem.code,
        "seen": problem.seen,
        "reason": clean(reason) or None,
        "state": State.COMPLETE,
        "deleted": False,
    }
    return Write(Confirmation, confirmation_id(subject, problem.code, problem.seen), values)


def taking_back(subject: uuid.UUID, problem: Problem) -> Write:
    """Give the write that makes a confirmed warning an open one again."""
    return Write(Confirmation, confirmation_id(subject, problem.code, problem.seen), {"deleted": True})


def is_confirmed(subject: ColumnElement[uuid.UUID], code: str) -> Exists:
    """Give the condition that a warning that is about no value was confirmed, for queries over many records."""
    table = table_of(Confirmation)
    found = select(table.c.id).where(table.c.subject_id == subject, table.c.warning == code, present(table))
    return found.exists()


def _seen(record: Record, problem: Problem) -> str | None:
    """Tell what a warning is about, in no language; never what identifies a person, which an erasure must reach."""
    field = fields_by_name(type(record)).get(problem.field_name or "")
    parts = []
    if field is not None and not field.personal:
        parts.append(str(field.type.pack(getattr(record, field.name))))
    parts += [f"{name}={value}" for name, value in sorted(problem.values.items()) if name != "field"]
    return clean(", ".join(parts)[:MAX_TEXT]) or None
