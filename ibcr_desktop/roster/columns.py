"""The columns of the roster, made from the declared fields of person and participation, and how a cell is read."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any

from ibcr_desktop.foundation.numbers import western_digits
from ibcr_desktop.foundation.plain_text import fold
from ibcr_desktop.foundation.reading import Reading
from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.records.field_types import FieldType
from ibcr_desktop.records.fields import Field
from ibcr_desktop.records.lexicon import Lexicon
from ibcr_desktop.records.record import Record
from ibcr_desktop.roster.grid_row import GridRow, Row
from ibcr_desktop.roster.occasion import Occasion

Cells = Mapping[str, Any]
TESTS = {"pre": N_("Test before"), "post": N_("Test after")}


class Column(ABC):
    """One column: it knows the cells that it shows and how to understand what is typed into it.

    Attributes:
        key: its name in the settings and in half-typed text.
        label: marked English words; ``head`` gives them in a language.
        kept_as: the record and field that half-typed text of it is kept under.
        is_toggle: it is a day, on which people are marked as present or not.
    """

    key: str
    label: str
    kept_as: tuple[str, str]
    cells: tuple[str, ...]
    is_toggle = False
    is_read_only = False

    def head(self, words: Words) -> str:
        """Give the head of the column."""
        return words.translate(self.label)

    @abstractmethod
    def show(self, row: GridRow, lexicon: Lexicon) -> str:
        """Give the text of a cell that is understood."""

    @abstractmethod
    def read(self, text: str, row: GridRow, lexicon: Lexicon) -> Reading[Cells]:
        """Understand what was typed: the values of the cells that change, or a problem."""

    def put(self, row: Row, cells: Cells) -> Row:
        """Give a row after its cells were given other values; where others follow from them, those too."""
        return row.with_values(cells)


class FieldColumn(Column):
    """A declared field, read and shown by its type; half-typed text of it stands in its form too."""

    def __init__(self, kind: type[Record], field: Field) -> None:
        self.kind, self.field = kind, field
        self.label = field.label
        self.kept_as = (kind.kind_name(), field.name)
        self.key = ".".join(self.kept_as)
        self.cells = (self.key,)

    def show(self, row: GridRow, lexicon: Lexicon) -> str:
        """Show the value as any form does."""
        return self.field.type.show(row.values.get(self.key), lexicon)

    def read(self, text: str, row: GridRow, lexicon: Lexicon) -> Reading[Cells]:  # noqa: ARG002 - as declared
        """Read as any form does."""
        return _for_cell(self.key, self.field.type.read(text, lexicon))


class SexColumn(FieldColumn):
    """One key says it: F, M or X, 1, 2 or 3, and the words of three languages."""

    def read(self, text: str, row: GridRow, lexicon: Lexicon) -> Reading[Cells]:
        """Read a letter, a figure or a word."""
        code = _SEXES.get(fold(western_digits(text)))
        return Reading(value={self.key: code}) if code else super().read(text, row, lexicon)


_SEXES = {
    **dict.fromkeys(("f", "1", "femme", "fille", "woman", "girl", "mujer", "nina", "feminin", "femenino"), "female"),
    **dict.fromkeys(("m", "2", "h", "homme", "garcon", "man", "boy", "hombre", "nino", "masculin"), "male"),
    **dict.fromkeys(("x", "3"), "other"),
}


class ScoreColumn(Column):
    """The score of the test before or after: ``14`` out of what was used last, or ``14/20``."""

    def __init__(self, test: str, occasion: Occasion, number: FieldType) -> None:
        self.key, self.label = f"test.{test}", TESTS[test]
        self.cells = (f"{test}.score", f"{test}.maximum")
        self.kept_as = ("participation", self.key)
        self._usual, self._number = occasion.maxima.get(test), number

    def show(self, row: GridRow, lexicon: Lexicon) -> str:
        """Show "14/20"."""
        score, maximum = (row.values.get(cell) for cell in self.cells)
        if score is None:
            return ""
        return "/".join(self._number.show(each, lexicon) for each in (score, maximum) if each is not None)

    def read(self, text: str, row: GridRow, lexicon: Lexicon) -> Reading[Cells]:
        """Read a score, alone or out of a maximum."""
        if not text.strip():
            return Reading(value=dict.fromkeys(self.cells))
        score_text, _, maximum_text = text.partition("/")
        score, maximum = self._number.read(score_text, lexicon), self._number.read(maximum_text, lexicon)
        if score.problem or maximum.problem or score.value is None:
            return Reading(problem=N_("Type the score, such as 14/20."))
        best = maximum.value or row.values.get(self.cells[1]) or self._usual
        if best is None:
            return Reading(problem=N_("Out of how many? Type it once, such as 14/20."))
        if score.value > best:
            return Reading(problem=N_("The score is higher than the best possible one."))
        return Reading(value=dict(zip(self.cells, (score.value, best), strict=True)))


def _for_cell(cell: str, reading: Reading[Any]) -> Reading[Cells]:
    if reading.problem:
        return Reading(problem=reading.problem, values=reading.values)
    return Reading(value={cell: reading.value})
