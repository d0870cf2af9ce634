"""The diary of merges, in plain words: what came, was taken out and back in, and what was decided, by whom."""

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection, func, insert, select

from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.storage.log_tables import CHANGE, DIARY, PACKAGE, WRITER
from ibcr_desktop.storage.record_store import RecordStore

MERGED, WITHDRAWN, REINSTATED, DECIDED = "merged", "withdrawn", "reinstated", "decided"
DECISION: Final = N_("Decided between versions")  # the reason of a change that settles a conflict

SENTENCES: Final = {
    MERGED: N_("{moment}: no. {number} from {office} was merged by {person}. New: {new}, changed: {changed}."),
    WITHDRAWN: N_("{moment}: no. {number} from {office} was taken out again by {person}. Gone: {deleted}."),
    REINSTATED: N_("{moment}: no. {number} from {office} was taken back in by {person}. Came back: {new}."),
    DECIDED: N_("{moment}: {person} ({office}) decided between versions. Records: {records}."),
}


@dataclass(frozen=True)
class DiaryEntry:
    """One thing that happened, in the order in which it came into this database.

    Attributes:
        act: ``merged``, ``withdrawn``, ``reinstated`` or ``decided``.
        person: who did it; office: whose package it was, or where it was decided.
        number: of the package; None for a decision.
        claimed_at: by the clock of that computer.
        counts: of the moment, by name; of a decision the number of ``records``.
    """

    act: str
    person: str
    office: str
    number: int | None
    claimed_at: datetime
    counts: Mapping[str, int]

    def text(self, words: Words) -> str:
        """Give the sentence for a person."""
        about = {"number": self.number, "office": self.office, "person": self.person or "–"}
        return words.translate(SENTENCES[self.act]).format(moment=words.moment(self.claimed_at), **about, **self.counts)

    def as_json(self) -> dict[str, Any]:
        """Give what ``diary --json`` prints."""
        return {**vars(self), "claimed_at": self.claimed_at.isoformat(), "counts": dict(self.counts)}


def note(
    connection: Connection, store: RecordStore, act: str, package: uuid.UUID, counts: Mapping[str, object]
) -> None:
    """Write one entry, in the transaction of what it tells."""
    number = select(PACKAGE.c.no).where(PACKAGE.c.uuid == package).scalar_subquery()
    entry = {
        "act": act,
        "package": number,
        "writer": store.log.writer_no(connection),
        "claimed_at": int(store.clock.now().timestamp()),
        "counts": json.dumps(dict(counts), separators=(",", ":")),
    }
    connection.execute(insert(DIARY).values(entry))


def diary_entries(connection: Connection) -> list[DiaryEntry]:
    """Give everything, the oldest first as the clocks claim; decisions of one moment together."""
    return sorted([*_packages(connection), *_decisions(connection)], key=lambda each: each.claimed_at)


def _packages(connection: Connection) -> list[DiaryEntry]:
    statement = (
        select(DIARY.c.act, DIARY.c.claimed_at, DIARY.c.counts, PACKAGE.c.office, PACKAGE.c.number, WRITER.c.person)
        .join(PACKAGE, PACKAGE.c.no == DIARY.c.package)
        .join(WRITER, WRITER.c.no == DIARY.c.writer)
        .order_by(DIARY.c.no)
    )
    return [
        DiaryEntry(row.act, row.person or "", row.office, row.number, _moment(row.claimed_at), json.loads(row.counts))
        for row in connection.execute(statement)
    ]


def _decisions(connection: Connection) -> list[DiaryEntry]:
    statement = (
        select(CHANGE.c.claimed_at, WRITER.c.person, WRITER.c.office, func.count().label("records"))
        .join(WRITER, WRITER.c.no == CHANGE.c.writer)
        .where(CHANGE.c.reason == DECISION)
        .group_by(CHANGE.c.claimed_at, CHANGE.c.writer)
    )
    return [
        DiaryEntry(DECIDED, row.person or "", row.office or "", None, _moment(row.claimed_at), {"records": row.records})
        for row in connection.execute(statement)
    ]


def _moment(claimed_at: int) -> datetime:
    return datetime.fromtimestamp(claimed_at, UTC)
