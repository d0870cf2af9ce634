"""Writes one figure as people read it, wherever a figure stands alone."""

from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.totals.definitions import Definition


def figure_text(figure: float | None, definition: Definition | None, words: Words) -> str:
    """Give a figure with the decimals and the sign of its definition; a dash where there is none."""
    if figure is None:
        return "–"
    number = words.number(figure, definition.decimals if definition is not None else 0)
    is_percent = definition is not None and definition.is_percent
    return words.translate(N_("{number} %")).format(number=number) if is_percent else number
