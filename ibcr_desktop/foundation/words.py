"""Every text a person sees: translated, with numbers, days and lists written as the language writes them."""

import gettext
import struct
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Final

from ibcr_desktop.foundation.calendar_words import LANGUAGES, MONTHS, SHORT_MONTHS, WEEKDAYS
from ibcr_desktop.foundation.places import resource

__all__ = ["LANGUAGES", "LANGUAGE_NAMES", "N_", "N_plural", "Words"]

DOMAIN: Final = "ibcr_desktop"
LANGUAGE_NAMES: Final = {"en": "English", "fr": "Français", "es": "Español"}  # each in itself: found by who needs it

NARROW_SPACE: Final = "\u202f"
NO_BREAK_SPACE: Final = "\u00a0"
SEPARATORS: Final = {"en": (",", "."), "fr": (NARROW_SPACE, ","), "es": (".", ",")}  # of thousands, of decimals
PERCENT_SIGNS: Final = {"en": "%", "fr": NARROW_SPACE + "%", "es": NO_BREAK_SPACE + "%"}
SEMICOLONS: Final = {"fr": NARROW_SPACE + "; "}
AND: Final = {"en": "and", "fr": "et", "es": "y"}


def N_(text: str) -> str:  # noqa: N802 - the name every gettext tool knows
    """Mark an English text for translation where it is declared; it is translated where it is shown."""
    return text


def N_plural(one: str, many: str) -> tuple[str, str]:  # noqa: N802 - stands beside N_
    """Mark two English forms that are declared apart from the ``plural`` that chooses between them."""
    return one, many


class Words:
    """One language of the screen, of a workbook or of a print; several may be used at the same time."""

    def __init__(self, language: str, folder: Path | None = None) -> None:
        """Load the catalogue of ``language``; where there is none the English texts stand as they are.

        Args:
            language: one of ``LANGUAGES``; ValueError for another.
            folder: holds ``<language>/LC_MESSAGES/ibcr_desktop.mo``; the one in the resources unless given.
        """
        if language not in LANGUAGES:
            raise ValueError(language)
        self.language = language
        place = folder if folder is not None else resource("translations")
        self._catalogue = _catalogue(language, place)

    def translate(self, text: str) -> str:
        """Give ``text`` in this language, or as it is where the catalogue does not know it."""
        return self._catalogue.gettext(text) if text else ""  # gettext answers "" with the head of its catalogue

    def plural(self, one: str, many: str, n: int) -> str:
        """Give the form that fits ``n``; both are English texts with the same placeholders."""
        return self._catalogue.ngettext(one, many, n)

    def number(self, x: float, decimals: int = 0) -> str:
        """Give ``x`` rounded to ``decimals``, with the separators of the language."""
        thousands, point = SEPARATORS[self.language]
        text = f"{x:,.{decimals}f}"
        if self.language == "es" and len(text.partition(".")[0].lstrip("-")) == len("1,234"):
            thousands = ""  # the Academy writes 1234 but 12.345
        if not any(figure in text for figure in "123456789"):
            text = text.removeprefix("-")  # a rounded -0.2 is no number of anything
        return text.replace(",", "\0").replace(".", point).replace("\0", thousands)

    def percent(self, share: float, decimals: int = 0) -> str:
        """Give a share from 0 to 1 as a percentage."""
        return self.number(share * 100, decimals) + PERCENT_SIGNS[self.language]

    def day(self, day: date) -> str:
        """Give a day with the month in letters, which reads alike everywhere: ``7 mars 2026``."""
        month = MONTHS[self.language][day.month - 1]
        return self._day_with(day, month)

    def short_day(self, day: date) -> str:
        """Give a day with the month shortened, for narrow columns: ``7 Mar 2026``."""
        month = SHORT_MONTHS[self.language][day.month - 1]
        if self.language == "es":
            return f"{day.day} {month} {day.year}"
        return self._day_with(day, month)

    def weekday(self, day: date) -> str:
        """Give the name of the day of the week: ``mardi``."""
        return WEEKDAYS[self.language][day.weekday()]

    def month(self, day: date) -> str:
        """Give the month and year that a day lies in: ``mars 2026``."""
        between = " de " if self.language == "es" else " "
        return f"{self.month_name(day.month)}{between}{day.year}"

    def month_name(self, month: int) -> str:
        """Give the name of a month from 1 to 12."""
        return MONTHS[self.language][month - 1]

    def moment(self, moment: datetime) -> str:
        """Give the day and the time of day by the zone of this computer: ``7 mars 2026, 14:05``."""
        local = moment.astimezone()
        return f"{self.day(local.date())}, {local:%H:%M}"

    def fiscal_year(self, start_year: int) -> str:
        """Give the name of the fiscal year that begins in ``start_year``: ``2020-2021``."""
        return f"{start_year}-{start_year + 1}"

    def list_of(self, items: Sequence[str]) -> str:
        """Join items as a sentence does: ``a, b and c``."""
        if len(items) < 2:
            return "".join(items)
        return f"{', '.join(items[:-1])} {self._and_before(items[-1])} {items[-1]}"

    def in_a_row(self, statements: Iterable[str]) -> str:
        """Put short statements beside each other: ``a; b; c``."""
        return SEMICOLONS.get(self.language, "; ").join(statements)

    def _day_with(self, day: date, month: str) -> str:
        if self.language == "es":
            return f"{day.day} de {month} de {day.year}"
        number = "1er" if self.language == "fr" and day.day == 1 else str(day.day)
        return f"{number} {month} {day.year}"

    def _and_before(self, word: str) -> str:
        start = word.lower().lstrip("¿¡«\"'")
        sounds_like_i = start.startswith(("i", "í", "hi", "hí")) and not start.startswith(("hie", "hia", "hio", "io"))
        return "e" if self.language == "es" and sounds_like_i else AND[self.language]


def _catalogue(language: str, folder: Path) -> gettext.NullTranslations:
    place = folder / language / "LC_MESSAGES" / f"{DOMAIN}.mo"
    try:
        with place.open("rb") as file:
            return gettext.GNUTranslations(file)
    except (OSError, ValueError, struct.error):  # a cut catalogue must not stop the program
        return gettext.NullTranslations()
