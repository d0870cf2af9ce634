"""Compares when two people were born: whole dates, years, and ages that leave some years open."""

from collections.abc import Mapping
from datetime import date
from enum import IntEnum, auto
from typing import Final

from rapidfuzz.distance import OSA

from ibcr_desktop.people.facts import BirthYears, Facts

DOUBTFUL_YEARS: Final = 5
YEARS_OF_A_GENERATION: Final = range(14, 61)  # between a parent and a child; more is a year that was typed wrongly


class Births(IntEnum):
    """What comparing two births gave."""

    UNKNOWN = auto()
    SAME_DATE = auto()
    DAY_AND_MONTH_EXCHANGED = auto()
    ONE_DIGIT = auto()
    SAME_YEAR = auto()
    TWO_DIGITS = auto()
    OTHER_DATE = auto()
    YEAR_NEAR = auto()
    AGES_FIT = auto()
    YEARS_APART = auto()
    YEARS_DOUBTFUL = auto()
    YEARS_FAR = auto()
    GENERATION = auto()


# Bits, by how often each happens between two records of one person and between those of two people.
_WEIGHTS: Final[Mapping[Births, float]] = {
    Births.UNKNOWN: 0.0,
    Births.DAY_AND_MONTH_EXCHANGED: 8.0,
    Births.ONE_DIGIT: 6.0,
    Births.TWO_DIGITS: -4.0,
    Births.OTHER_DATE: -9.0,
    Births.YEAR_NEAR: 2.0,
    Births.YEARS_APART: -4.0,
    Births.YEARS_DOUBTFUL: -6.0,
    Births.YEARS_FAR: -8.0,
    Births.GENERATION: -14.0,
}
BITS_OF_A_DAY: Final = 8.0  # of the year
_BITS_OF_AGES: Final = 3.0
_NARROW_AGES: Final = 2  # years
CONTRADICTIONS: Final = frozenset({Births.OTHER_DATE, Births.YEARS_FAR, Births.GENERATION})
DOUBTFUL: Final = frozenset({*CONTRADICTIONS, Births.TWO_DIGITS, Births.YEARS_DOUBTFUL})


def compare_births(one: Facts, other: Facts) -> Births:
    """Compare dates where both are known to the day, else years."""
    if one.born is None or other.born is None:
        return Births.UNKNOWN
    if one.birth_date is not None and other.birth_date is not None:
        return _dates(one.birth_date, other.birth_date)
    return _years(one.born, other.born)


def bits_of_births(found: Births, one: BirthYears | None, other: BirthYears | None, same_year: float) -> float:
    """Weigh what was found; ages that overlap say the less the wider they are. ``same_year``: bits of a common year."""
    if found is Births.SAME_YEAR:
        return same_year
    if found is Births.SAME_DATE:
        return same_year + BITS_OF_A_DAY
    if found is not Births.AGES_FIT or one is None or other is None:
        return _WEIGHTS[found]
    widest = max(one.last - one.first, other.last - other.first)
    return _BITS_OF_AGES if widest <= _NARROW_AGES else max(0.0, 2.0 - widest / 10)


def _dates(one: date, other: date) -> Births:
    if one == other:
        return Births.SAME_DATE
    if (one.year, one.month, one.day) == (other.year, other.day, other.month):
        return Births.DAY_AND_MONTH_EXCHANGED
    wrong = OSA.distance(one.isoformat(), other.isoformat(), score_cutoff=2)
    if wrong == 1:
        return Births.ONE_DIGIT
    if abs(one.year - other.year) in YEARS_OF_A_GENERATION:
        return Births.GENERATION
    return Births.TWO_DIGITS if wrong == 2 else Births.OTHER_DATE


def _years(one: BirthYears, other: BirthYears) -> Births:
    apart = one.distance(other)
    both_known = one.is_known and other.is_known
    if apart == 0:
        return Births.SAME_YEAR if both_known else Births.AGES_FIT
    if apart == 1:
        return Births.YEAR_NEAR
    if apart == 2:
        return Births.YEARS_APART
    if apart in YEARS_OF_A_GENERATION:
        return Births.GENERATION
    is_doubtful = apart <= DOUBTFUL_YEARS or (both_known and _is_typing_error(one.first, other.first))
    return Births.YEARS_DOUBTFUL if is_doubtful else Births.YEARS_FAR


def _is_typing_error(one: int, other: int) -> bool:
    """Say whether two years differ in one digit or in the order of two."""
    mine, theirs = str(one), str(other)
    different = [place for place, digit in enumerate(mine) if digit != theirs[place : place + 1]]
    return len(different) == 1 or (len(different) == 2 and sorted(mine) == sorted(theirs))
