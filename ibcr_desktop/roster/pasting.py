"""A block of cells from a spreadsheet or a text, and what it makes of rows: nothing of it is refused."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic

from ibcr_desktop.foundation.plain_text import fold
from ibcr_desktop.records.lexicon import Lexicon
from ibcr_desktop.roster.columns import Column
from ibcr_desktop.roster.grid import shown, typed
from ibcr_desktop.roster.grid_row import GridRow, Row
from ibcr_desktop.roster.rows import NAMES

LARGEST_CELL = 1_000_000  # of csv: the field types refuse long texts themselves, with a sentence
FACTS = ("person.telephone", "person.birth_year")

Block = list[list[str]]


@dataclass(frozen=True)
class Pasted(Generic[Row]):
    """What a block made of the rows.

    Attributes:
        changed: place → row, for rows that were there.
        added: new rows for the foot, in their order.
        already_here: lines of the block that say again what a row says.
    """

    changed: Mapping[int, Row]
    added: tuple[Row, ...]
    already_here: int = 0


def block_of(text: str) -> Block:
    """Take the text of a clipboard apart: tabs between cells, quoted cells with line breaks inside (2.3)."""
    csv.field_size_limit(LARGEST_CELL)
    lines = list(csv.reader(io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n")), delimiter="\t"))
    while lines and not any(cell.strip() for cell in lines[-1]):
        lines.pop()
    width = max((len(line) for line in lines), default=0)
    return [[*line, *[""] * (width - len(line))] for line in lines]


def text_of(block: Sequence[Sequence[str]]) -> str:
    """Give a block as Excel and LibreOffice put it on the clipboard."""
    written = io.StringIO()
    csv.writer(written, delimiter="\t", lineterminator="\n").writerows(block)
    return written.getvalue()


def pasted(
    block: Block,
    rows: Sequence[Row],
    first: int,
    columns: Sequence[Column | None],
    begin: Callable[[Sequence[Row]], Row],
    lexicon: Lexicon,
) -> Pasted[Row]:
    """Lay a block over the rows from ``first`` on; a column of None is left out.

    ``begin`` makes a new row with what pins carry into it. A line that stands in the roster already, with its name and
    a telephone or an age, is not entered a second time.
    """
    mended = _mended_sexes(block, columns)
    changed: dict[int, Row] = {}
    added: list[Row] = []
    already_here = 0
    for number, line in enumerate(mended):
        place = first + number - already_here
        if place < len(rows):
            changed[place] = _laid(rows[place], line, columns, lexicon)
            continue
        row = _laid(begin([*rows, *added]), line, columns, lexicon)
        if _is_here(row, [*rows, *added], columns, lexicon):
            already_here += 1
        else:
            added.append(row)
    return Pasted(changed, tuple(added), already_here)


def _laid(row: Row, line: Sequence[str], columns: Sequence[Column | None], lexicon: Lexicon) -> Row:
    for text, column in zip(line, columns, strict=False):
        if column is not None and not column.is_read_only and (text.strip() or row.values.keys() & set(column.cells)):
            if not text.strip() and row.carried >= row.values.keys() & set(column.cells):
                continue  # an empty cell leaves what a pin carried in
            row = typed(row, column, text, lexicon)
    return row


def _is_here(row: GridRow, others: Sequence[GridRow], columns: Sequence[Column | None], lexicon: Lexicon) -> bool:
    if not all(row.values.get(cell) for cell in NAMES) or not any(row.values.get(cell) for cell in FACTS):
        return False
    said = [(each, fold(text)) for each in columns if each is not None and (text := shown(row, each, lexicon))]
    return any(all(text == fold(shown(other, each, lexicon)) for each, text in said) for other in others)


def _mended_sexes(block: Block, columns: Sequence[Column | None]) -> Block:
    """Read H and M as hombre and mujer where a column has both, and no F: so sheets in Spanish are written."""
    places = [place for place, each in enumerate(columns) if each is not None and each.key == "person.sex"]
    lines = [list(line) for line in block]
    for place in places:
        letters = {line[place].strip().upper() for line in lines if place < len(line)}
        if {"H", "M"} <= letters and not letters & {"F"}:
            for line in lines:
                line[place] = {"M": "F", "H": "M"}.get(line[place].strip().upper(), line[place])
    return lines


def emptied(row: Row, columns: Sequence[Column]) -> Row:
    """Give the row after some of its cells were emptied."""
    for column in columns:
        if not column.is_read_only:
            row = column.put(row, dict.fromkeys(column.cells)).with_text(column.key, "")
    return row


def copied_down(row: Row, above: GridRow, column: Column) -> Row:
    """Give the row with the cell of another row, whether that is understood or not."""
    if column.is_read_only or column.is_toggle:
        return row
    taken = column.put(row, {cell: above.values.get(cell) for cell in column.cells})
    return taken.with_text(column.key, above.texts.get(column.key, ""))
