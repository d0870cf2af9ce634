"""Gives sheets and tables names that Excel accepts, in any language."""

import re
from typing import Final

from ibcr_desktop.foundation.plain_text import clean, fold

LONGEST: Final = 31  # units of UTF-16
FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\]+")
RESERVED: Final = {"history", "historique", "historial"}  # Excel keeps them for its record of changes
NO_NAME: Final = "-"
FIRST_PLANE: Final = re.compile("[^\u0000-\uffff]")  # others take two of the thirty-one


class SheetNames:
    """The names of one workbook: valid, at most 31 signs, no two alike whatever their case."""

    def __init__(self) -> None:
        self._taken: set[str] = set(RESERVED)

    def take(self, wanted: str) -> str:
        """Give the name nearest to ``wanted``, cut between words, numbered where it is taken."""
        name = FORBIDDEN.sub(" ", FIRST_PLANE.sub("", clean(wanted)))
        name = _cut(" ".join(name.split()), LONGEST) or NO_NAME
        number, given = 1, name
        while given.casefold() in self._taken:
            number += 1
            ending = f" ({number})"
            given = _cut(name, LONGEST - len(ending)) + ending
        self._taken.add(given.casefold())
        return given


def table_name(wanted: str, taken: set[str]) -> str:
    """Give an identifier for a table that no cell address looks like, and remember it in ``taken``."""
    plain = fold(wanted).replace(" ", "_")[:200]
    name, number = f"t_{plain}", 1
    while name in taken:
        number += 1
        name = f"t_{plain}_{number}"
    taken.add(name)
    return name


def location(sheet_name: str, cell: str = "A1") -> str:
    """Give the place of a cell in this workbook, for links and charts."""
    quoted = sheet_name.replace("'", "''")
    return f"'{quoted}'!{cell}"


def _cut(text: str, most: int) -> str:
    if len(text) > most:
        cut = text[:most]
        text = cut.rsplit(" ", 1)[0] if " " in cut and text[most] != " " else cut
    return text.strip(" '").rstrip(" ,;:'")
