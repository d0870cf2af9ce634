"""What was opened last on this computer, for going back to it; kept in the database and never sent anywhere."""

import json
import uuid
from typing import Final

from ibcr_desktop.storage.database import Database
from ibcr_desktop.storage.local_values import keep_locally, local_value

NAME: Final = "opened records"
MOST: Final = 30


def opened_records(database: Database) -> list[tuple[str, uuid.UUID]]:
    """Give (kind, id) of what was opened on this computer, the latest first."""
    with database.reader() as connection:
        text = local_value(connection, NAME)
    try:
        return [(str(kind), uuid.UUID(record_id)) for kind, record_id in json.loads(text or "[]")]
    except (ValueError, TypeError, AttributeError):  # a list of conveniences must not keep a database closed
        return []


def note_opened(database: Database, kind_name: str, record_id: uuid.UUID) -> None:
    """Put a record at the head of what was opened; a database that may only be read keeps no such list."""
    if database.read_only:
        return
    earlier = [each for each in opened_records(database) if each[1] != record_id]
    newest = [(kind_name, record_id), *earlier][:MOST]
    text = json.dumps([(kind, str(each)) for kind, each in newest])
    database.write(lambda connection: keep_locally(connection, {NAME: text}))
