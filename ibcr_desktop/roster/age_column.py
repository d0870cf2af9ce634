"""The column of ages: reads an age, a year or a date of birth, or an age group, as the paper has it."""

import re
from datetime import date
from typing import Any, Final

from ibcr_desktop.foundation.days import read_day
from ibcr_desktop.foundation.numbers import western_digits
from ibcr_desktop.foundation.reading import Reading
from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records.field_types import ChoiceType
from ibcr_desktop.records.lexicon import Lexicon
from ibcr_desktop.records.people import OLDEST_BIRTH_YEAR
from ibcr_desktop.roster.columns import Cells, Column
from ibcr_desktop.roster.grid_row import GridRow
from ibcr_desktop.roster.occasion import Occasion

OLDEST_AGE: Final = 120
BIRTH_DATE: Final = "person.birth_date"
AGE_CELLS: Final = ("person.birth_year", "person.age_band", "person.age_band_on", BIRTH_DATE)
WHICH_AGE: Final = N_("Type an age, a year such as 1987, a date of birth, or an age group.")
WHOLE_FIGURES: Final = (6, 8)  # of a day that is typed without anything between: 120387


class AgeColumn(Column):
    """An age on the day of the activity, a year or a date of birth, or an age group: whatever the paper says."""

    key, label = "person.birth_year", N_("Age or birth")
    kept_as, cells = ("person", "birth_year"), AGE_CELLS

    def __init__(self, occasion: Occasion) -> None:
        self._day = occasion.day

    def show(self, row: GridRow, lexicon: Lexicon) -> str:
        """Show the date of birth, else the year, else the age group."""
        year, band, _, born = (row.values.get(cell) for cell in AGE_CELLS)
        if born is not None:
            return lexicon.words.short_day(born)
        return str(year) if year is not None else lexicon.label("age_band", band) if band else ""

    def read(self, text: str, row: GridRow, lexicon: Lexicon) -> Reading[Cells]:
        """Read an age (its year of birth may be one off: the birthday is not known), a year, a group, or a date.

        An age or a year with which a known date of birth agrees leaves that date.
        """
        typed = western_digits(text).strip()
        if not typed:
            return Reading(value=dict.fromkeys(AGE_CELLS))
        known: date | None = row.values.get(BIRTH_DATE)
        if typed.isdecimal() and int(typed) <= OLDEST_AGE:
            agrees = known is not None and _age_on(self._day, known) == int(typed)
            return _born(known) if agrees else _cells(self._day.year - int(typed))
        if typed.isdecimal() and OLDEST_BIRTH_YEAR <= int(typed) <= self._day.year:
            return _born(known) if known is not None and known.year == int(typed) else _cells(int(typed))
        band = ChoiceType("age_band").read(typed, lexicon)
        if band.value is not None:
            return _cells(None, band.value, self._day)
        return _date_of_birth(typed, lexicon)


def _date_of_birth(typed: str, lexicon: Lexicon) -> Reading[Cells]:
    reading = read_day(typed, lexicon.words, lexicon.today) if _has_year(typed) else Reading()
    if reading.options:
        return Reading(problem=reading.problem, values=reading.values)
    born = reading.value
    if born is not None and born > lexicon.today and not re.search(r"\d{4}", typed):
        born = born.replace(year=born.year - 100)  # of two figures the past century is meant
    if born is None or born.year < OLDEST_BIRTH_YEAR or born > lexicon.today:
        return Reading(problem=WHICH_AGE)
    return _born(born)


def _has_year(typed: str) -> bool:
    """Say whether a day is typed with its year: 12/3 may be a birthday, and is no date of birth."""
    figures = re.findall(r"\d+", typed)
    if len(figures) == 1:
        return len(figures[0]) in WHOLE_FIGURES
    return len(figures) > 2 or (len(figures) == 2 and any(sign.isalpha() for sign in typed))


def _age_on(day: date, born: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _born(on: date | None) -> Reading[Cells]:
    return _cells(None if on is None else on.year, born=on)


def _cells(year: int | None, band: str | None = None, band_on: date | None = None, born: Any = None) -> Reading[Cells]:
    return Reading(value=dict(zip(AGE_CELLS, (year, band, band_on, born), strict=True)))
