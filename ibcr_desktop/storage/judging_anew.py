"""Asks rules about all records: once for each release, and about codes when somebody changed a list in the window.

What a record says by itself was judged where it was written, by whatever release (docs/decisions/draft-again.md).
"""

from datetime import date
from typing import Final

from sqlalchemy import Connection

from ibcr_desktop.records import Term
from ibcr_desktop.storage.draft_again import CODE, judge_again
from ibcr_desktop.storage.invalid_codes import lists_changed
from ibcr_desktop.storage.local_values import forget_locally, keep_locally, local_value
from ibcr_desktop.storage.reference_data import SHIPPED
from ibcr_desktop.storage.written_records import WrittenRecords

JUDGED: Final = "judged by release"  # in ``local``: the schema and the lists by which all records were judged last
PUT_OFF: Final = "codes to judge"  # in ``local``: a list was changed, and its codes were not asked about yet


def judge_anew(connection: Connection, schema: int, today: date) -> None:
    """Judge everything, if another schema or other shipped lists did last time; some statements for any number."""
    release = f"{schema} {local_value(connection, SHIPPED)}"
    if local_value(connection, JUDGED) == release:
        return
    everything = WrittenRecords()
    everything.add_everything()
    judge_again(connection, everything, today)
    keep_locally(connection, {JUDGED: release})
    forget_locally(connection, PUT_OFF)


def judge_but_codes(connection: Connection, written: WrittenRecords, today: date) -> frozenset[str]:
    """Ask the rules as ``judge_again`` does; where a list was changed, put off what reads every record that uses it.

    What is put off stands in the database, in the same transaction: ``judge_put_off`` does it, at the next start at
    the latest.
    """
    if not lists_changed(written):
        return judge_again(connection, written, today)
    keep_locally(connection, {PUT_OFF: ""})
    return judge_again(connection, written, today, left_out={CODE})


def judge_put_off(connection: Connection, today: date) -> frozenset[str]:
    """Ask about the codes of all records where that was put off; give the kinds that ``judge_again`` gives."""
    if local_value(connection, PUT_OFF) is None:
        return frozenset()
    lists = WrittenRecords()
    lists.add(Term, ())
    forget_locally(connection, PUT_OFF)
    return judge_again(connection, lists, today)
