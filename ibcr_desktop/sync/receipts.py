"""What headquarters tells an office about its files: how far they came, and what its records look like here."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from ibcr_desktop.record_files.lines import format_line
from ibcr_desktop.records import ALL_KINDS
from ibcr_desktop.records.record import Record
from ibcr_desktop.storage.contradictions import as_logged, contradictory_ids
from ibcr_desktop.storage.log_tables import PACKAGE
from ibcr_desktop.storage.rows import rows_of, table_of
from ibcr_desktop.storage.withdrawal import MERGED, RECEIVED, WITHDRAWN
from ibcr_desktop.sync.package_lines import KindDigest, Receipt
from ibcr_desktop.sync.record_sums import RecordSums


@dataclass(frozen=True)
class ShownRecords:
    """What the records of an office are in sum: ``digests`` by kind say whether two databases show the same.

    The ``sums`` say which records differ. Both are over the lines that ``export-records`` writes of the records.
    """

    digests: Mapping[str, KindDigest]
    sums: RecordSums


def receipt_for(connection: Connection, office: str) -> Receipt:
    """Give the receipt of an office as of now."""
    columns = (PACKAGE.c.number, PACKAGE.c.state)
    came = select(*columns).where(PACKAGE.c.office == office, PACKAGE.c.direction == RECEIVED)
    states = {row.number: row.state for row in connection.execute(came) if row.number}
    shown = shown_records(connection, office)
    return Receipt(
        received=max((number for number, state in states.items() if state == MERGED), default=0),
        withdrawn=tuple(sorted(number for number, state in states.items() if state == WITHDRAWN)),
        digests=dict(shown.digests),
        sums=shown.sums.cells(),
    )


def shown_records(connection: Connection, office: str) -> ShownRecords:
    """Give what the records are that an office keeps, read once; kinds of which it keeps none have no digest."""
    digests, sums = {}, RecordSums()
    for kind in ALL_KINDS:
        if not kind.of_headquarters:
            digest = _digest(connection, kind, office, sums)
            if digest.records:
                digests[kind.kind_name()] = digest
    return ShownRecords(digests, sums)


def _digest(connection: Connection, kind: type[Record], office: str, sums: RecordSums) -> KindDigest:
    """Give the SHA-256 of the lines of a kind, in the order of their ids, and add each record to ``sums``."""
    table, contradictory = table_of(kind), contradictory_ids(connection)  # what one breaks depends on who knows what
    rows = rows_of(kind).where(table.c.office == office)
    count, digest = 0, hashlib.sha256()
    for row in connection.execution_options(yield_per=2_000).execute(rows).mappings():
        line = format_line(kind, as_logged(dict(row), contradictory)).encode() + b"\n"
        digest.update(line)
        sums.add(row["id"], line)
        count += 1
    return KindDigest(count, digest.hexdigest())
