"""Remembers which files were refused, when and why, until the office sends one that is merged; the diary keeps them."""

import json
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, delete, func, insert, select

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.records import Office
from ibcr_desktop.storage.log_tables import CORRESPONDENT, PACKAGE, REFUSED_FILE
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.storage.rows import table_of
from ibcr_desktop.storage.withdrawal import RECEIVED
from ibcr_desktop.sync.merged import RefusedLine

MOST_KEPT: Final = 500
OFFICE_IN_NAME: Final = re.compile(r"([A-Za-z0-9][A-Za-z0-9_-]*?)-\d{4}")  # DKR-0017-2026-11-24.ibcr
SENTENCE: Final = N_("{moment}: {reason} Opened by {person}.")


@dataclass(frozen=True)
class RefusedFile:
    """A file that was not merged.

    Attributes:
        office: the known office that the file names, or else its name does; empty for none.
        person: who opened it; ``claimed_at``: when, by the clock of that computer.
        is_settled: a later file of the office was merged (of no known office: any later file).
    """

    office: str
    reason: RefusedLine
    person: str
    claimed_at: datetime
    is_settled: bool

    def text(self, words: Words) -> str:
        """Give the sentence for a person."""
        about = {"reason": self.reason.reason_text(words), "person": self.person or "–"}
        return words.translate(SENTENCE).format(moment=words.moment(self.claimed_at), **about)


def note_refused_file(store: RecordStore, path: Path, refused: UserError) -> None:
    """Remember a file that is not merged; the same file for the same reason is remembered once, as of now.

    A disk that refuses is no reason to hide why the file was refused: then nothing is remembered.
    """
    about = json.dumps(refused.values, default=str, sort_keys=True)
    same = (REFUSED_FILE.c.reason == refused.happened) & (REFUSED_FILE.c.about == about)
    too_old = select(REFUSED_FILE.c.no).order_by(REFUSED_FILE.c.no.desc()).offset(MOST_KEPT)

    def work(connection: Connection) -> None:
        connection.execute(delete(REFUSED_FILE).where(same))
        row = {
            "office": _office(connection, path, str(refused.values.get("office", ""))),
            "reason": refused.happened,
            "about": about,
            "person": store.log.author.person,
            "claimed_at": int(store.clock.now().timestamp()),
            "after": max(_last_received(connection).values(), default=0),
        }
        connection.execute(insert(REFUSED_FILE), row)
        connection.execute(delete(REFUSED_FILE).where(REFUSED_FILE.c.no.in_(too_old)))

    with suppress(UserError):
        store.database.write(work)


def refused_files(connection: Connection) -> list[RefusedFile]:
    """Give the files that were refused, the newest first."""
    last = _last_received(connection)
    last[""] = max(last.values(), default=0)
    return [
        RefusedFile(
            office=row.office or "",
            reason=RefusedLine(0, row.reason, json.loads(row.about)),
            person=row.person or "",
            claimed_at=datetime.fromtimestamp(row.claimed_at, UTC),
            is_settled=last.get(row.office or "", 0) > row.after,
        )
        for row in connection.execute(select(REFUSED_FILE).order_by(REFUSED_FILE.c.no.desc()))
    ]


def _last_received(connection: Connection) -> dict[str, int]:
    """Give, by office, the local number of the last package that was merged."""
    last = select(PACKAGE.c.office, func.max(PACKAGE.c.no)).where(PACKAGE.c.direction == RECEIVED)
    return dict(map(tuple, connection.execute(last.group_by(PACKAGE.c.office))))


def _office(connection: Connection, path: Path, claimed: str) -> str | None:
    """Give the known office that a file names, or else the one that its name does."""
    named = OFFICE_IN_NAME.match(path.name)
    offices = table_of(Office)
    for code in (claimed, named[1] if named else ""):
        recorded = select(offices.c.id).where(offices.c.code == code, offices.c.deleted.is_(False))
        paired = select(CORRESPONDENT.c.no).where(CORRESPONDENT.c.office == code)
        if code and any(connection.execute(each.limit(1)).first() for each in (recorded, paired)):
            return code
    return None
