"""What headquarters tells an office about its files: how far they came, and what its records look like here."""

import hashlib
from collections.abc import Sequence

from sqlalchemy import Connection, select

from ibcr_desktop.record_files.lines import format_line
from ibcr_desktop.records import ALL_KINDS
from ibcr_desktop.records.record import Record
from ibcr_desktop.storage.log_tables import PACKAGE
from ibcr_desktop.storage.rows import rows_of, table_of
from ibcr_desktop.storage.withdrawal import MERGED, RECEIVED, WITHDRAWN
from ibcr_desktop.sync.package_lines import KindDigest, Question, Receipt


def receipt_for(connection: Connection, office: str, questions: Sequence[Question] = ()) -> Receipt:
    """Give the receipt of an office as of now."""
    columns = (PACKAGE.c.number, PACKAGE.c.state)
    came = select(*columns).where(PACKAGE.c.office == office, PACKAGE.c.direction == RECEIVED)
    states = {row.number: row.state for row in connection.execute(came) if row.number}
    return Receipt(
        received=max((number for number, state in states.items() if state == MERGED), default=0),
        withdrawn=tuple(sorted(number for number, state in states.items() if state == WITHDRAWN)),
        digests=digests(connection, office),
        questions=tuple(questions),
    )


def digests(connection: Connection, office: str) -> dict[str, KindDigest]:
    """Give for each kind of which an office keeps records how many they are and what they are in sum.

    The sum is the SHA-256 of the lines that ``export-records`` writes of them, in the order of their ids.
    """
    found = {}
    for kind in ALL_KINDS:
        if not kind.of_headquarters:
            digest = _digest(connection, kind, office)
            if digest.records:
                found[kind.kind_name()] = digest
    return found


def _digest(connection: Connection, kind: type[Record], office: str) -> KindDigest:
    table = table_of(kind)
    rows = rows_of(kind).where(table.c.office == office)
    count, digest = 0, hashlib.sha256()
    for row in connection.execution_options(yield_per=2_000).execute(rows).mappings():
        digest.update(format_line(kind, dict(row)).encode() + b"\n")
        count += 1
    return KindDigest(count, digest.hexdigest())
