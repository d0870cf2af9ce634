"""What was left in the cells of a grid when the program ended, and the rows that were begun but not written."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping

from sqlalchemy import Connection, select

from ibcr_desktop.records.lexicon import Lexicon
from ibcr_desktop.roster.columns import Column
from ibcr_desktop.roster.grid import typed
from ibcr_desktop.roster.grid_row import Row
from ibcr_desktop.storage.log_tables import HALF_TYPED

Texts = Mapping[uuid.UUID, Mapping[str, str]]  # record → field → text


def half_typed(connection: Connection) -> Texts:
    """Give everything that is kept, by record and field: it is a handful of cells at most."""
    texts: dict[uuid.UUID, dict[str, str]] = defaultdict(dict)
    for each in connection.execute(select(HALF_TYPED.c.record_id, HALF_TYPED.c.field, HALF_TYPED.c.text)):
        texts[each.record_id][each.field] = each.text
    return texts


def begun_rows(texts: Texts, note: str, activity_id: uuid.UUID, here: Collection[uuid.UUID]) -> list[uuid.UUID]:
    """Give the records whose rows were begun in an activity and never written; ``note`` names the grid."""
    return sorted(each for each, of in texts.items() if of.get(note) == str(activity_id) and each not in here)


def with_texts(
    row: Row, texts: Texts, ids: Mapping[str, uuid.UUID], columns: Mapping[str, Column], lexicon: Lexicon
) -> Row:
    """Read what was left in the cells of a row as if it were typed again; ``ids`` names its records by their kind."""
    for column in columns.values():
        record, name = column.kept_as
        text = texts.get(ids[record], {}).get(name)
        if text:
            row = typed(row, column, text, lexicon)
    return row
