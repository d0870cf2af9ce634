"""Asks the rules about all records once for each release: an earlier one had fewer rules, or other lists of codes.

What a record says by itself was judged where it was written, by whatever release (docs/decisions/draft-again.md).
"""

from datetime import date
from typing import Final

from sqlalchemy import Connection

from ibcr_desktop.storage.draft_again import judge_again
from ibcr_desktop.storage.local_values import keep_locally, local_value
from ibcr_desktop.storage.reference_data import SHIPPED
from ibcr_desktop.storage.written_records import WrittenRecords

JUDGED: Final = "judged by release"  # in ``local``: the schema and the lists by which all records were judged last


def judge_anew(connection: Connection, schema: int, today: date) -> None:
    """Judge everything, if another schema or other shipped lists did last time; some statements for any number."""
    release = f"{schema} {local_value(connection, SHIPPED)}"
    if local_value(connection, JUDGED) == release:
        return
    everything = WrittenRecords()
    everything.add_everything()
    judge_again(connection, everything, today)
    keep_locally(connection, {JUDGED: release})
