"""What is known of a person for comparing, prepared once so that millions of pairs cost little.

Hundreds of thousands of people are compared at a time, so what many have in common is kept once.
"""

import uuid
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any, Final, NamedTuple, TypeVar

from ibcr_desktop.foundation.name_words import NameWord, name_forms
from ibcr_desktop.foundation.plain_text import fold
from ibcr_desktop.foundation.telephones import telephone_keys
from ibcr_desktop.storage.name_index import NAMED

SEXES: Final = ("female", "male")
OLDEST: Final = 110  # years; the open end of "80 and over"
ADULT: Final = 18
OF_UNKNOWN_DAY: Final = ((1, 1), (12, 31))  # what registers write where only the year is known
KEPT_ONCE: Final = 2**14
COLUMNS: Final = (
    *("id", *NAMED, "sex", "birth_date", "birth_year", "age_band", "age_band_on", "organisation_id"),
    *("country", "locality", "telephone", "email"),
)


class BirthYears(NamedTuple):
    """The first and the last year in which somebody may have been born."""

    first: int
    last: int

    @property
    def is_known(self) -> bool:
        """Say whether it is one year."""
        return self.first == self.last

    def distance(self, other: "BirthYears") -> int:
        """Give the years between the two; 0 where they overlap."""
        return max(0, self.first - other.last, other.first - self.last)


class Facts(NamedTuple):
    """One person, or what stands in a row so far.

    Attributes:
        person_id: None for a row that is no person yet.
        names: the words of the name, then those of each other spelling and of the name in another script.
        family: the words of the family name, as text.
        written: all of them as they were typed, for showing.
        birth_date: None too where it only stands for its year.
        locality_key: the locality, folded.
        telephones: the last digits of each number.
    """

    person_id: uuid.UUID | None
    names: tuple[tuple[NameWord, ...], ...]
    family: tuple[str, ...] = ()
    written: str = ""
    sex: str | None = None
    born: BirthYears | None = None
    birth_date: date | None = None
    organisation_id: uuid.UUID | None = None
    country: str | None = None
    locality: str = ""
    locality_key: str = ""
    telephone: str = ""
    telephones: tuple[str, ...] = ()
    email: str = ""


def facts_of(row: Mapping[Any, Any]) -> Facts:
    """Prepare a row of the table of people that has ``COLUMNS``."""
    telephone = row["telephone"] or ""
    return Facts(
        person_id=row["id"],
        names=names_of(*(row[name] or "" for name in NAMED)),
        family=family_words(row["family_name"] or ""),
        written=" ".join(row[name] for name in NAMED if row[name]),
        sex=_once(row["sex"]) if row["sex"] in SEXES else None,
        born=birth_years(row["birth_year"], row["age_band"], row["age_band_on"]),
        birth_date=whole_date(row["birth_date"]),
        organisation_id=_once(row["organisation_id"]),
        country=_once(row["country"]),
        locality=_once(row["locality"] or ""),
        locality_key=_once(fold(row["locality"] or "")),
        telephone=telephone,
        telephones=telephone_keys(telephone),
        email=(row["email"] or "").strip().casefold(),
    )


Value = TypeVar("Value")


@lru_cache(KEPT_ONCE)
def _once(value: Value) -> Value:
    """Give the one of all equal values that is kept."""
    return value


def whole_date(born: date | None) -> date | None:
    """Give a date of birth, unless it is one of those that are written where only the year is known."""
    return None if born is None or (born.month, born.day) in OF_UNKNOWN_DAY else born


def family_words(family_name: str) -> tuple[str, ...]:
    """Give the words of a family name as text, alone and as one with their particles."""
    return tuple(dict.fromkeys(word.text for words in name_forms(family_name) for word in words))


@lru_cache(KEPT_ONCE)
def birth_years(birth_year: int | None, age_band: str | None, on: date | None) -> BirthYears | None:
    """Give the years in which somebody was born, by the year of birth or by an age group that was true on a day."""
    if birth_year is not None:
        return BirthYears(birth_year, birth_year)
    if age_band is None or on is None or age_band == "unknown":
        return None
    if age_band == "adult_unknown":
        return BirthYears(on.year - OLDEST, on.year - ADULT)
    youngest, _, oldest = age_band.rstrip("+").partition("-")
    return BirthYears(on.year - (int(oldest) if oldest else OLDEST) - 1, on.year - int(youngest))


def born_by_age(age: int, on: date) -> BirthYears:
    """Give the years in which somebody was born who has an age on a day; it may be rounded by a year."""
    return BirthYears(on.year - age - 1, on.year - age)


def names_of(
    family_name: str, given_names: str, other_spellings: str = "", other_script: str = ""
) -> tuple[tuple[NameWord, ...], ...]:
    """Give the words of the name, then those of each other spelling; several are separated by commas."""
    spellings = [other_script, *other_spellings.replace(";", ",").split(",")]
    mains = (first + last for first in name_forms(family_name) for last in name_forms(given_names))
    others = (form for each in spellings for form in name_forms(each))
    return tuple(dict.fromkeys(words for words in (*mains, *others) if words))
