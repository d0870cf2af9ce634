"""Lets a sheet of paper find its activity: what its QR code says, and how that is understood again.

The text is the code that people read, then the id, which stays when the code is corrected: ``IBCR:DKR-2026-014:0190…``.
"""

import re
import uuid
from typing import Final

from sqlalchemy import Connection, select

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records.activities import Activity
from ibcr_desktop.storage.rows import table_of

BEGINNING: Final = "IBCR"
REFERENCE: Final = re.compile(rf"{BEGINNING}:.*:([0-9A-F]{{32}})", re.IGNORECASE)


def reference_of(code: str | None, activity_id: uuid.UUID) -> str:
    """Give the text of the QR code; capitals and figures make it small."""
    return f"{BEGINNING}:{(code or '').upper()}:{activity_id.hex.upper()}"


def referred_id(text: str) -> uuid.UUID | None:
    """Give the id that a scanned reference names; None for any other text."""
    found = REFERENCE.fullmatch(text.strip())
    return uuid.UUID(hex=found[1]) if found else None


def find_activity(connection: Connection, named: str) -> uuid.UUID:
    """Give the id of the activity with a code in any case, an id or a scanned reference; not one in the bin.

    Raises UserError where there is none, or where several activities carry the code.
    """
    table, wanted = table_of(Activity), referred_id(named) or _id(named)
    condition = table.c.code.collate("NOCASE") == named.strip() if wanted is None else table.c.id == wanted
    found = connection.execute(select(table.c.id).where(condition, table.c.deleted.is_not(True)).limit(2)).scalars()
    ids: list[uuid.UUID] = list(found)
    if len(ids) == 1:
        return ids[0]
    raise UserError(
        N_("Several activities have the code “{code}”.")
        if ids
        else N_("No activity here has the code or id “{code}”."),
        N_("Nothing was changed."),
        N_("Look up the activity in the program, and give its id.") if ids else N_("Check the code for typing errors."),
        code=named,
    )


def _id(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text.strip())
    except ValueError:
        return None
