"""The diary of merges, in plain words: what came or was refused, taken out and back in, and decided, by whom."""

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
from ibcr_desktop.sync.refused_files import RefusedFile, refused_files

MERGED, WITHDRAWN, REINSTATED, DECIDED, REFUSED = "merged", "withdrawn", "reinstated", "decided", "refused"
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
        act: ``merged``, ``withdrawn``, ``reinstated``, ``decided`` or ``refused``.
        person: who did it; office: whose package it was, or where it was decided.
        number: of the package; None for a decision.
        claimed_at: by the clock of that computer.
        counts: of the moment, by name; of a decision the number of ``records``.
        refused: why a file was not merged; None for anything else.
        package: the local number of the package of a merge; None for anything else.
    """

    act: str
    person: str
    office: str
    number: int | None
    claimed_at: datetime
    counts: Mapping[str, int]
    refused: RefusedFile | None = None
    package: int | None = None

    def text(self, words: Words) -> str:
        """Give the sentence for a person."""
        if self.refused is not None:
            return self.refused.text(words)
        about = {"number": self.number, "office": self.office, "person": self.person or "–"}
        return words.translate(SENTENCES[self.act]).format(moment=words.moment(self.claimed_at), **about, **self.counts)

    def as_json(self, words: Words) -> dict[str, Any]:
        """Give what ``diary --json`` prints; the reason of a refusal in the language of ``words``."""
        names = ("act", "person", "office", "number")
        found = {**{name: getattr(self, name) for name in names}, "claimed_at": self.claimed_at.isoformat()}
        reason = {} if self.refused is None else {"reason": self.refused.reason.reason_text(words)}
        return {**found, "counts": dict(self.counts), **reason}


def note(
    connection: Connection,
    store: RecordStore,
    act: str,
    package: uuid.UUID,
    counts: Mapping[str, object],
    *,
    merge_round: uuid.UUID | None = None,
) -> None:
    """Write one entry, in the transaction of what it tells; ``merge_round``: as in ``receiving.accept``."""
    number = select(PACKAGE.c.no).where(PACKAGE.c.uuid == package).scalar_subquery()
    entry = {
        "act": act,
        "package": number,
        "writer": store.log.writer_no(connection),
        "claimed_at": int(store.clock.now().timestamp()),
        "counts": json.dumps(dict(counts), separators=(",", ":")),
        "round": merge_round,
    }
    connection.execute(insert(DIARY).values(entry))


def diary_entries(connection: Connection) -> list[DiaryEntry]:
    """Give everything, the oldest first as the clocks claim; decisions of one moment together."""
    return sorted(
        [*_packages(connection), *_decisions(connection), *_refusals(connection)], key=lambda each: each.claimed_at
    )


def _packages(connection: Connection) -> list[DiaryEntry]:
    of_package = (PACKAGE.c.no, PACKAGE.c.office, PACKAGE.c.number)
    statement = (
        select(DIARY.c.act, DIARY.c.claimed_at, DIARY.c.counts, *of_package, WRITER.c.person)
        .join(PACKAGE, PACKAGE.c.no == DIARY.c.package)
        .join(WRITER, WRITER.c.no == DIARY.c.writer)
        .order_by(DIARY.c.no)
    )
    return [
        DiaryEntry(
            act=row.act,
            person=row.person or "",
            office=row.office,
            number=row.number,
            claimed_at=_moment(row.claimed_at),
            counts=json.loads(row.counts),
            package=row.no if row.act == MERGED else None,
        )
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


def _refusals(connection: Connection) -> list[DiaryEntry]:
    return [
        DiaryEntry(REFUSED, each.person, each.office, None, each.claimed_at, {}, refused=each)
        for each in reversed(refused_files(connection))
    ]


def _moment(claimed_at: int) -> datetime:
    return datetime.fromtimestamp(claimed_at, UTC)
