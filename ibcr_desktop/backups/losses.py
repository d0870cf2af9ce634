"""Counts what restoring a backup would take away: whatever the log has that the log of the backup has not."""

import uuid
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, func, select

from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.storage.database import Database
from ibcr_desktop.storage.database_errors import DatabaseDamagedError
from ibcr_desktop.storage.log_tables import CHANGE, WRITER


@dataclass(frozen=True)
class Losses:
    """Records made, records changed, and changes in all, that the database has and the backup has not."""

    new_records: int
    changed_records: int
    changes: int


def losses(present: Database, backup: Database) -> Losses:
    """Compare the two logs writer by writer: the numbers of a writer have no gaps in the database it wrote in."""
    with backup.reader() as connection:
        known = _last_numbers(connection)
    touched: set[uuid.UUID] = set()
    made: set[uuid.UUID] = set()
    changes = 0
    with present.reader() as connection:
        numbers = {row.uuid: row.no for row in connection.execute(select(WRITER.c.uuid, WRITER.c.no))}
        for writer, last in _last_numbers(connection).items():
            if last > known.get(writer, 0):
                lost = select(CHANGE.c.record_id, CHANGE.c.parents).where(
                    CHANGE.c.writer == numbers[writer], CHANGE.c.number > known.get(writer, 0)
                )
                for record_id, parents in connection.execute(lost):
                    changes += 1
                    (made if parents is None else touched).add(record_id)
    return Losses(len(made), len(touched - made), changes)


def _last_numbers(connection: Connection) -> dict[uuid.UUID, int]:
    statement = select(WRITER.c.uuid, func.max(CHANGE.c.number)).join_from(CHANGE, WRITER).group_by(WRITER.c.uuid)
    return {row[0]: row[1] for row in connection.execute(statement)}


def losses_of_restoring(backup: Database, path: Path) -> Losses | None:
    """Give the losses where ``path`` is closed; None where nothing stands there or nothing of it can be read."""
    if not path.exists():
        return None
    try:
        present = backup.open_copy(path)
        try:
            return losses(present, backup)
        finally:
            present.close()
    except DatabaseDamagedError:
        return None


def losses_in_words(lost: Losses, words: Words) -> str:
    """Say what is in the present database and not in the backup."""
    if not lost.changes:
        return words.translate(N_("Nothing was written since; nothing is lost."))
    new = words.plural("{count} new record", "{count} new records", lost.new_records)
    changed = words.plural("{count} changed record", "{count} changed records", lost.changed_records)
    changes = words.plural("{count} change in all", "{count} changes in all", lost.changes)
    return words.translate(N_("Written since, and not in this backup: {new}, {changed}; {changes}.")).format(
        new=new.format(count=words.number(lost.new_records)),
        changed=changed.format(count=words.number(lost.changed_records)),
        changes=changes.format(count=words.number(lost.changes)),
    )
