"""Makes any text fit for a cell: it stays text, it breaks no file, and what had to be cut says so."""

import functools
import re
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

from ibcr_desktop.foundation.plain_text import clean

MOST_UNITS: Final = 32_767  # what Excel keeps of a cell, in units of UTF-16
CUT_MARK: Final = " […]"
GUARDED: Final = ("=", "+", "-", "@", "#", "'")  # what Excel would take for a formula or an error once it is edited
LOOKS_ESCAPED: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
ESCAPED: Final = re.compile("_x([0-9A-Fa-f]{4})_")
REMEMBERED: Final = 20_000  # labels and codes return in nearly every row
LONGEST_REMEMBERED: Final = 120


@dataclass(frozen=True, slots=True)
class CellText:
    """A text as it may stand in a cell.

    Attributes:
        shown: what a person reads.
        written: the same as the file holds it, where ``_x000D_`` would otherwise be read as a control character.
        is_guarded: it needs ``quotePrefix``, so that editing the cell does not turn it into a formula.
    """

    shown: str
    written: str
    is_guarded: bool

    @property
    def as_xml(self) -> str:
        """The content of an inline string cell."""
        space = ' xml:space="preserve"' if self.written != self.written.strip() else ""
        return f"<is><t{space}>{escape(self.written)}</t></is>"


def put_text(text: str) -> CellText:
    """Give ``text`` composed, without control characters or lone surrogates, cut with a mark where Excel must cut.

    The only way a text from a record enters a workbook. Rule: docs/faults.md, 12.
    """
    if len(text) <= LONGEST_REMEMBERED:
        return _remembered(text)
    return _put(text)


def read_text(written: str) -> str:
    """Give the text that a person reads in a cell whose file holds ``written``."""
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), written)


def _put(text: str) -> CellText:
    shown = _cut(clean(text, multiline=True))
    return CellText(shown, LOOKS_ESCAPED.sub("_x005F_", shown), shown.startswith(GUARDED))


_remembered = functools.lru_cache(REMEMBERED)(_put)


def _cut(text: str) -> str:
    if len(text) * 2 <= MOST_UNITS or _units(text) <= MOST_UNITS:
        return text
    kept = text.encode("utf-16-le")[: (MOST_UNITS - len(CUT_MARK)) * 2].decode("utf-16-le", "ignore")
    return kept.rstrip() + CUT_MARK


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
