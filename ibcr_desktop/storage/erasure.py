"""Takes what was erased out of the log as well: the one place where a line of the log is ever altered.

The rule: docs/change-log.md, "Corner cases".

An ``erase`` change names the fields that are gone for ever; what other values it sets are ordinary ones.
"""

import functools
import json
import uuid
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, delete, insert, literal_column, select, update

from ibcr_desktop.records.fields import fields_of
from ibcr_desktop.records.record import Record
from ibcr_desktop.storage.filters import among
from ibcr_desktop.storage.log_tables import CHANGE, HALF_TYPED, LIFTED, LOCAL
from ibcr_desktop.storage.refold import BATCH, ERASE
from ibcr_desktop.storage.withdrawal import is_withdrawn


@functools.cache
def personal_fields(kind: type[Record]) -> tuple[str, ...]:
    """Give the names of the fields of a kind that hold identity."""
    return tuple(each.name for each in fields_of(kind) if each.personal)


def erased_fields(connection: Connection, record_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, frozenset[str]]:
    """Give the fields that are gone for ever, by record; records that nobody erased are left out.

    An erasure that came with a package that was withdrawn since does not count, as in the fold.
    """
    found: dict[uuid.UUID, frozenset[str]] = {}
    for start in range(0, len(record_ids), BATCH):
        statement = (
            select(CHANGE.c.record_id, CHANGE.c.fields)
            .where(CHANGE.c.record_id.in_(record_ids[start : start + BATCH]), CHANGE.c.action == ERASE)
            .where(~is_withdrawn())
        )
        for row in connection.execute(statement):
            blanked = {name for name, value in json.loads(row.fields).items() if value is None}
            found[row.record_id] = found.get(row.record_id, frozenset()) | blanked
    return found


def erased_records(connection: Connection) -> list[uuid.UUID]:
    """Give every record that was erased, by an erasure that counts; an index of their own finds them."""
    is_erasure = CHANGE.c.action == literal_column(f"'{ERASE}'")  # no parameter: the index is chosen by the word
    return list(connection.execute(select(CHANGE.c.record_id).distinct().where(is_erasure, ~is_withdrawn())).scalars())


def blank_log(connection: Connection, record_ids: Iterable[uuid.UUID]) -> int:
    """Take erased fields and the reasons beside them out of every change of these records, and half-typed texts.

    Whoever writes changes of erased records into the log, from whatever file they came, calls it in the same
    transaction; a second call alters nothing. Gives how many lines of the log were altered.
    """
    erased = erased_fields(connection, list(dict.fromkeys(record_ids)))
    if not erased:
        return 0
    altered = _lines_to_alter(connection, erased)
    connection.execute(delete(HALF_TYPED).where(among(HALF_TYPED.c.record_id, list(erased))))
    if altered:
        connection.execute(insert(LOCAL), {"name": LIFTED, "value": ""})
        for arrived, fields in altered:
            connection.execute(update(CHANGE).where(CHANGE.c.arrived == arrived).values(fields=fields, reason=None))
        connection.execute(delete(LOCAL).where(LOCAL.c.name == LIFTED))
    return len(altered)


def _lines_to_alter(connection: Connection, erased: Mapping[uuid.UUID, frozenset[str]]) -> list[tuple[int, str]]:
    """Give (number of arrival, remaining fields) of the lines that still hold something of what was erased."""
    statement = select(CHANGE.c.record_id, CHANGE.c.arrived, CHANGE.c.fields, CHANGE.c.reason).where(
        among(CHANGE.c.record_id, list(erased)), CHANGE.c.action != ERASE
    )
    found = []
    for line in connection.execute(statement):
        fields = json.loads(line.fields)
        kept = {name: value for name, value in fields.items() if name not in erased[line.record_id]}
        if len(kept) < len(fields) or line.reason is not None:
            found.append((line.arrived, json.dumps(kept, ensure_ascii=False, separators=(",", ":"))))
    return found
