"""What one cell of a grid shows and says: text, slant, colour, tooltip, and the words for a screen reader."""

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QApplication

from ibcr_desktop.foundation.plain_text import isolate
from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.records.field_types import DecimalType, WholeType
from ibcr_desktop.roster.columns import Column, FieldColumn
from ibcr_desktop.roster.grid_row import GridRow
from ibcr_desktop.roster.judging import CellProblem, foremost, sign_of
from ibcr_desktop.ui.toolkit import appearance
from ibcr_desktop.ui.toolkit.plain_text import plain_tooltip

PAPER_LINE = "participation.paper_line"
SIGNS = {"fine": "✔", "to_complete": "○", "to_look_at": "⚠", "wrong": "✖"}
LEFT_TO_RIGHT = frozenset({"person.telephone", "person.email", "person.public_code"})
Role = Qt.ItemDataRole


class ShownRows(Protocol):
    """What a cell needs to know of the rows around it; the model of a grid is such."""

    words: Words
    columns: list[Column]
    all_columns: dict[str, Column]

    def row(self, place: int) -> GridRow | None:
        """Give a row; None for the blank one."""

    def column(self, section: int) -> Column | None:
        """Give a column; None for the state."""

    def text(self, place: int, column: Column) -> str:
        """Give what stands in a cell."""

    def problems(self, place: int) -> tuple[CellProblem, ...]:
        """Give what is wrong with a row."""


def look_of(model: ShownRows, place: int, section: int, role: int) -> Any:
    """Give what Qt asks of a cell."""
    answer = _ANSWERS.get(role)
    return None if answer is None else answer(model, place, model.column(section))


def number_of(model: ShownRows, place: int) -> str:
    """Give the number of a row with the sign of its state, which is then in view however far the columns go.

    The line of the paper stands there too, so that row and sheet are found by each other.
    """
    head = f"{place + 1} {state_of(model, place)[:1]}"
    row = model.row(place)
    line = None if row is None else row.values.get(PAPER_LINE)
    if line is None:
        return head
    text = model.words.translate(N_("{row} · no. {line}"))
    return text.format(row=head, line=line)


def about_number(model: ShownRows, place: int) -> str | None:
    """Say what the second number of a row means."""
    row = model.row(place)
    line = None if row is None else row.values.get(PAPER_LINE)
    return None if line is None else model.words.translate(N_("Line {line} of the paper")).format(line=line)


def _shown(model: ShownRows, place: int, column: Column | None) -> str:
    return _text(model, place, column, is_shown=True)


def _typed(model: ShownRows, place: int, column: Column | None) -> str:
    return _text(model, place, column, is_shown=False)


def _tooltip(model: ShownRows, place: int, column: Column | None) -> str:
    return plain_tooltip("\n".join(_sentence(model, each) for each in _problems(model, place, column)))


def _alignment(_model: ShownRows, _place: int, column: Column | None) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignLeading
    if column is not None and column.is_toggle:
        side = Qt.AlignmentFlag.AlignHCenter
    elif isinstance(column, FieldColumn) and isinstance(column.field.type, WholeType | DecimalType):
        side = Qt.AlignmentFlag.AlignTrailing
    return side | Qt.AlignmentFlag.AlignVCenter


def _text(model: ShownRows, place: int, column: Column | None, *, is_shown: bool) -> str:
    row = model.row(place)
    if row is None:
        return _hint(model, column) if is_shown else ""
    if column is None:
        return state_of(model, place)
    text = model.text(place, column)
    return isolate(text) if is_shown and column.key in LEFT_TO_RIGHT else text


def _hint(model: ShownRows, column: Column | None) -> str:
    return model.words.translate(N_("type or paste here…")) if column is model.columns[0] else ""


def state_of(model: ShownRows, place: int) -> str:
    """Give sign and sentence of what a row needs most."""
    found = model.problems(place)
    worst = foremost(found)
    state = sign_of(found)
    if worst is None:
        state, word = ("fine", N_("Complete")) if _is_complete(model, place) else ("to_complete", N_("Draft"))
        return f"{SIGNS[state]} {model.words.translate(word)}"
    return f"{SIGNS[state]} {_sentence(model, worst)}"


def _is_complete(model: ShownRows, place: int) -> bool:
    row = model.row(place)
    return row is not None and row.is_complete


def _sentence(model: ShownRows, each: CellProblem) -> str:
    column = model.all_columns.get(each.column)
    sentence = each.problem.sentence(model.words)
    if column is None or each.is_missing or not each.problem.blocks:
        return sentence
    return f"{column.head(model.words)}: {sentence}"


def _problems(model: ShownRows, place: int, column: Column | None) -> list[CellProblem]:
    if model.row(place) is None:
        return []
    return [each for each in model.problems(place) if column is None or each.column == column.key]


def _spoken(model: ShownRows, place: int, column: Column | None) -> str:
    """Give "column, value, state": a screen reader reads cell by cell and says no more than this."""
    translate = model.words.translate
    head = translate(N_("State")) if column is None else column.head(model.words)
    text = _text(model, place, column, is_shown=True) or translate(N_("empty"))
    if column is not None and column.is_toggle and model.row(place) is not None:
        text = translate(N_("present") if text == "✔" else N_("not marked"))
    wrong = " ".join(_sentence(model, each) for each in _problems(model, place, column)) if column else ""
    return ", ".join(part for part in (head, text, wrong) if part)


def _is_carried(model: ShownRows, place: int, column: Column | None) -> bool:
    row = model.row(place)
    return row is not None and column is not None and bool(row.carried & set(column.cells))


def _font(model: ShownRows, place: int, column: Column | None) -> QFont | None:
    if model.row(place) is not None and not _is_carried(model, place, column):
        return None
    font = QFont(QApplication.font())
    font.setItalic(True)
    return font


def _colour(model: ShownRows, place: int, column: Column | None) -> Any:
    palette = QApplication.palette()
    if model.row(place) is None or _is_carried(model, place, column):
        return palette.color(QPalette.ColorRole.PlaceholderText)
    found = _problems(model, place, column)
    if column is None:
        complete = _is_complete(model, place)
        return appearance.state_colour(palette, sign_of(found) if found or complete else "to_complete")
    if not found or (isinstance(column, FieldColumn) and not any(each.problem.blocks for each in found)):
        return None
    return appearance.state_colour(palette, sign_of(found))


_ANSWERS: dict[int, Callable[[ShownRows, int, Column | None], Any]] = {
    Role.DisplayRole: _shown,
    Role.EditRole: _typed,
    Role.AccessibleTextRole: _spoken,
    Role.ToolTipRole: _tooltip,
    Role.FontRole: _font,
    Role.ForegroundRole: _colour,
    Role.TextAlignmentRole: _alignment,
}
