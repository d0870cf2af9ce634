"""Reads days as people type them in three languages, and asks where a day can mean two."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from ibcr_desktop.foundation.calendar_words import LANGUAGES, MONTHS, WEEKDAYS
from ibcr_desktop.foundation.numbers import western_digits
from ibcr_desktop.foundation.plain_text import clean, fold
from ibcr_desktop.foundation.reading import Reading
from ibcr_desktop.foundation.words import N_, Words

FIRST_YEAR: Final = 1000  # an earlier one is a slip of the finger
YEARS_AHEAD: Final = 20  # that two figures of a year may lie in the future; otherwise the past century is meant
LONGEST_FIGURES: Final = 8  # 07032026
SHORTEST_NAME: Final = 3  # letters of a month or weekday

NEAR_DAYS: Final = {
    "aujourdhui": 0, "today": 0, "hoy": 0,
    "hier": -1, "yesterday": -1, "ayer": -1,
    "avant hier": -2, "the day before yesterday": -2, "day before yesterday": -2, "anteayer": -2, "antes de ayer": -2,
    "demain": 1, "tomorrow": 1, "manana": 1,
    "apres demain": 2, "the day after tomorrow": 2, "day after tomorrow": 2, "pasado manana": 2,
}  # fmt: skip
IGNORED: Final = frozenset(
    {
        *("le", "la", "el", "the", "of", "on", "de", "del", "du", "d", "dia", "jour"),  # between the parts
        *("er", "ere", "e", "eme", "st", "nd", "rd", "th", "o", "a", "ro"),  # after a figure
    }
)
SIGNS: Final = frozenset("/.-,'’ʼ–—‐‑º°")
TIME_OF_DAY: Final = re.compile(r"(?<=\d)[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$")
PROMISING_CENTURIES: Final = (19, 20)

HOW_TO_TYPE: Final = N_("This is not a day. Type it such as {example}.")
UNKNOWN_WORD: Final = N_("“{word}” is not the name of a month. Type the day such as {example}.")
DAY_MISSING: Final = N_("The day of the month is missing. Type it such as {example}.")
MONTH_MISSING: Final = N_("The month is missing. Type the day such as {example}.")
NO_SUCH_DAY: Final = N_("The day {day} does not exist.")
NO_SUCH_MONTH: Final = N_("The month {month} does not exist.")
NO_SUCH_YEAR: Final = N_("The year {year} cannot be right. Type it with four figures.")
NOT_IN_MONTH: Final = N_("There is no day {day} in {month}.")
NOT_IN_ANY_YEAR: Final = N_("There is never a day {day} in the month of {month}.")
OTHER_WEEKDAY: Final = N_("{day} is a {right}, not a {typed}.")
WHICH_DAY: Final = N_("This could be {first} or {second}. Choose one.")


class _Refusal(Exception):  # noqa: N818 - never leaves this module
    def __init__(self, problem: str, **values: object) -> None:
        super().__init__(problem)
        self.problem = problem
        self.values = values


@dataclass(frozen=True)
class _Parts:
    """What stands in a typed day: figures as typed, and names as numbers."""

    figures: tuple[str, ...]
    month: int | None
    weekday: int | None


def read_day(text: str, words: Words, today: date) -> Reading[date]:
    """Understand a typed day; nothing for empty text.

    Month and weekday names are known in all languages, in full or shortened to three letters or more. Figures are
    day, month, year; in English also month, day, year: where both are days, both are options, day first. Without a
    year the one nearest to ``today`` is meant. A weekday decides between options, or has to be right. Rule:
    docs/interaction.md, 9.
    """
    typed = western_digits(clean(text))
    if not typed:
        return Reading()
    near = NEAR_DAYS.get(fold(typed))
    try:
        if near is not None:
            return Reading(value=today + timedelta(days=near))
        parts = _parts_of(TIME_OF_DAY.sub("", typed))
        days = _days_of(parts, words.language, today)
        return _chosen(days, parts.weekday, words)
    except _Refusal as refusal:
        values = {name: _shown(name, value, words) for name, value in refusal.values.items()}
        return Reading(problem=refusal.problem, values={"example": words.day(today), **values})


def _shown(name: str, value: object, words: Words) -> object:
    if name == "month" and isinstance(value, date):
        return words.month(value)
    if name == "month" and value in range(1, 13):
        return words.month_name(int(str(value)))
    return value


def _chosen(days: list[date], weekday: int | None, words: Words) -> Reading[date]:
    if weekday is not None:
        fitting = [day for day in days if day.weekday() == weekday]
        if not fitting:
            typed = WEEKDAYS[words.language][weekday]
            raise _Refusal(OTHER_WEEKDAY, day=words.day(days[0]), right=words.weekday(days[0]), typed=typed)
        days = fitting
    if len(days) == 1:
        return Reading(value=days[0])
    first, second = days
    return Reading(
        options=(first, second), problem=WHICH_DAY, values={"first": words.day(first), "second": words.day(second)}
    )


def _parts_of(typed: str) -> _Parts:
    """Take the text apart; an unknown word or sign is refused."""
    if any(unicodedata.category(sign)[0] not in "LMZ" and not sign.isdecimal() and sign not in SIGNS
           and unicodedata.category(sign) != "Cf" for sign in typed):  # fmt: skip
        raise _Refusal(HOW_TO_TYPE)
    tokens = re.findall("[0-9]+|[a-z]+", fold(re.sub("\\b[dD]['’ʼ]", "", typed)))
    figures = tuple(token for token in tokens if token.isdecimal())
    names = [token for token in tokens if not token.isdecimal() and token not in IGNORED]
    if not tokens or any(name not in MONTH_NAMES and name not in WEEKDAY_NAMES for name in names):
        unknown = next((name for name in names if name not in MONTH_NAMES and name not in WEEKDAY_NAMES), "")
        raise _Refusal(UNKNOWN_WORD if unknown else HOW_TO_TYPE, word=unknown)
    if any(len(figure) > LONGEST_FIGURES for figure in figures):
        raise _Refusal(HOW_TO_TYPE)
    if len(figures) == 2 and not names and not re.search("[0-9][/.\\-–—‐‑][^0-9]*[0-9]", typed):
        raise _Refusal(HOW_TO_TYPE)  # "7 3" may as well be a number that was split
    return _named(figures, names)


def _named(figures: tuple[str, ...], names: list[str]) -> _Parts:
    # "mar" is mardi and mars: a weekday only where something else is the month
    certain = [name for name in names if name not in WEEKDAY_NAMES]
    months = certain or ([] if len(figures) >= 3 else [name for name in names if name in MONTH_NAMES][-1:])
    weekdays = list(names)
    for month in months:
        weekdays.remove(month)
    if len(months) > 1 or len(weekdays) > 1:
        raise _Refusal(HOW_TO_TYPE)
    if not all(weekday in WEEKDAY_NAMES for weekday in weekdays):
        raise _Refusal(HOW_TO_TYPE)
    return _Parts(figures, MONTH_NAMES[months[0]] if months else None, WEEKDAY_NAMES[weekdays[0]] if weekdays else None)


def _days_of(parts: _Parts, language: str, today: date) -> list[date]:
    """Give the days that the parts may mean: one, or two in English; refuses with the part that is wrong."""
    days: list[date] = []
    refusal: _Refusal | None = None
    for day, month, year in _orders(parts, language):
        try:
            found = _day(day, month, year, today)
        except _Refusal as error:
            refusal = refusal or error
        else:
            if found not in days:
                days.append(found)
    if not days:
        raise refusal or _Refusal(HOW_TO_TYPE)
    return days


def _orders(parts: _Parts, language: str) -> Iterator[tuple[str, int, str]]:
    """Give (day, month, year) in each order that is usual, year "" where none was typed."""
    if parts.month is not None:
        yield _around_month(parts.figures, parts.month)
        return
    for first, second, year, year_first in _figure_orders(parts.figures):
        yield first, int(second), year
        if language == "en" and not year_first:
            yield second, int(first), year


def _around_month(figures: tuple[str, ...], month: int) -> tuple[str, int, str]:
    if not figures or (len(figures) == 1 and len(figures[0]) == 4):
        raise _Refusal(DAY_MISSING)
    if len(figures) == 1:
        return figures[0], month, ""
    if len(figures) > 2:
        raise _Refusal(HOW_TO_TYPE)
    first, second = figures
    return (second, month, first) if len(first) == 4 else (first, month, second)


def _figure_orders(figures: tuple[str, ...]) -> Iterator[tuple[str, str, str, bool]]:
    """Give (day, month, year, whether the year stands first) without a month in letters."""
    if len(figures) == 1:
        yield from _compact_orders(figures[0])
    elif len(figures) == 2:
        if max(len(figure) for figure in figures) > 2:
            raise _Refusal(DAY_MISSING)
        yield (*figures, "", False)
    elif len(figures) == 3:
        first, second, third = figures
        yield (third, second, first, True) if len(first) == 4 else (first, second, third, False)
    else:
        raise _Refusal(HOW_TO_TYPE if figures else MONTH_MISSING)


def _compact_orders(figures: str) -> Iterator[tuple[str, str, str, bool]]:
    if len(figures) == 8:
        if int(figures[:2]) in PROMISING_CENTURIES and int(figures[4:6]) not in PROMISING_CENTURIES:
            yield figures[6:], figures[4:6], figures[:4], True
        else:
            yield figures[:2], figures[2:4], figures[4:], False
    elif len(figures) == 6:
        yield figures[:2], figures[2:4], figures[4:], False
    else:
        raise _Refusal(DAY_MISSING if len(figures) == 4 else MONTH_MISSING if len(figures) < 3 else HOW_TO_TYPE)


def _day(day: str, month: int, year: str, today: date) -> date:
    if not 1 <= month <= 12:
        raise _Refusal(NO_SUCH_MONTH, month=str(month))
    if len(day) > 2 or not 1 <= int(day) <= 31:
        raise _Refusal(NO_SUCH_DAY, day=day[:8])
    number = int(day)
    if not year:
        return _nearest(number, month, today)
    whole_year = _year(year, today)
    try:
        return date(whole_year, month, number)
    except ValueError:
        raise _Refusal(NOT_IN_MONTH, day=number, month=date(whole_year, month, 1)) from None


def _year(figures: str, today: date) -> int:
    if len(figures) == 2:
        ahead = (int(figures) - today.year) % 100
        return today.year + (ahead if ahead <= YEARS_AHEAD else ahead - 100)
    if len(figures) != 4 or int(figures) < FIRST_YEAR:
        raise _Refusal(NO_SUCH_YEAR, year=figures[:8])
    return int(figures)


def _nearest(day: int, month: int, today: date) -> date:
    """Give the day of the year nearest to today in which it exists: up to eight years away for 29 February."""
    found = []
    for year in range(max(today.year - 8, 1), min(today.year + 8, 9999) + 1):
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    if not found:
        raise _Refusal(NOT_IN_ANY_YEAR, day=day, month=month)
    return min(found, key=lambda each: (abs(each - today), each))


def _shortened(names: Mapping[str, tuple[str, ...]], first_number: int) -> dict[str, int]:
    """Give every beginning of three letters or more that means one number only, in whatever language."""
    known: dict[str, set[int]] = {}
    for language in LANGUAGES:
        for number, name in enumerate(map(fold, names[language]), first_number):
            for length in range(SHORTEST_NAME, len(name) + 1):
                known.setdefault(name[:length], set()).add(number)
    return {name: numbers.pop() for name, numbers in known.items() if len(numbers) == 1}


MONTH_NAMES: Final = _shortened(MONTHS, 1) | {"setiembre": 9, "set": 9}
WEEKDAY_NAMES: Final = _shortened(WEEKDAYS, 0) | {"thurs": 3}
