"""Databases of offices that exchange what stands in their logs, without files, seals and passphrases."""

import hashlib
import json
import uuid
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import Connection, func, select

from ibcr_desktop.records import Organisation
from ibcr_desktop.records.ids import derived_id
from ibcr_desktop.storage.agreement import disagreements
from ibcr_desktop.storage.change_ids import WriterNumbers
from ibcr_desktop.storage.fold import ChangeId
from ibcr_desktop.storage.log_tables import CARRIED, CHANGE, CONFLICT, DIARY, PACKAGE, WAITING, WRITER
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.sync.merged import Merged
from ibcr_desktop.sync.package_lines import BodyLine, ChangeLine, ReceivedPackage, WriterLine
from ibcr_desktop.sync.receiving import Figures, accept
from tests.sync.package_makers import a_manifest

NO_FIGURES = Figures(wanted=False)
Chosen = Callable[[ChangeId], bool]


def everything(_change: ChangeId) -> bool:
    """Choose the whole log: a full package."""
    return True


def lines_of(connection: Connection, chosen: Chosen = everything) -> list[BodyLine]:
    """Give the chosen part of a log as a package has it: writers first, then changes with ascending numbers."""
    numbers = WriterNumbers(connection)
    writers: list[BodyLine] = [
        WriterLine(row.uuid, row.office, bool(row.is_headquarters), row.device, row.person, row.program, row.started_at)
        for row in connection.execute(select(WRITER).order_by(WRITER.c.no))
    ]
    changes: list[BodyLine] = [
        ChangeLine(
            writer=numbers.by_no[row.writer],
            number=row.number,
            clock=row.clock,
            kind=row.kind,
            record_id=row.record_id,
            parents=None
            if row.parents is None
            else tuple((each.writer, each.number) for each in numbers.unpack(row.parents)),
            action=row.action,
            fields=json.loads(row.fields),
            claimed_at=row.claimed_at,
            reason=row.reason,
        )
        for row in connection.execute(select(CHANGE).order_by(CHANGE.c.writer, CHANGE.c.number))
        if chosen(ChangeId(numbers.by_no[row.writer], row.number))
    ]
    return [*writers, *changes]


def package_of(lines: Iterable[BodyLine], number: int = 1, *, office: str = "DKR", **changes: Any) -> ReceivedPackage:
    """Give a package of these lines with a manifest that counts them truly."""
    body = list(lines)
    counts = Counter(line.kind for line in body if isinstance(line, ChangeLine))
    values: dict[str, Any] = {
        "package": derived_id("package", office, number, repr(body)),
        "office": office,
        "number": number,
        "counts": dict(counts),
        "writers": sum(isinstance(line, WriterLine) for line in body),
    }
    manifest = a_manifest(**{**values, **changes})
    return ReceivedPackage(manifest, hashlib.sha256(repr((manifest, body)).encode()).digest(), iter(body))


def packed(store: RecordStore, number: int = 1, chosen: Chosen = everything, **changes: Any) -> ReceivedPackage:
    with store.database.reader() as connection:
        lines = lines_of(connection, chosen)
    return package_of(lines, number, office=store.log.author.office, **changes)


def merge(store: RecordStore, package: ReceivedPackage) -> Merged:
    merged = accept(store, package, back_up=lambda: None, figures=NO_FIGURES)
    assert_as_its_history(store)
    return merged


def assert_as_its_history(store: RecordStore) -> None:
    with store.database.reader() as connection:
        assert list(disagreements(connection)) == []


def value(store: RecordStore, kind_name: str, record_id: uuid.UUID, name: str) -> Any:
    opened = store.open(kind_name, record_id)
    assert opened is not None
    return opened.values[name]


def count(store: RecordStore, table: Any) -> int:
    with store.database.reader() as connection:
        return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def written(store: RecordStore) -> tuple[Any, ...]:
    """Give all that a merge may write, to see that nothing of it changed."""
    with store.database.reader() as connection:
        tables = (CHANGE, CONFLICT, WAITING, PACKAGE, CARRIED, DIARY, *(kind.__table__ for kind in (Organisation,)))
        return tuple(tuple(map(tuple, connection.execute(select(table)))) for table in tables)
