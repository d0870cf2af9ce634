"""Reads numbers as people type them: with the separators of three languages and the figures of other scripts."""

import re
import unicodedata
from typing import Final

from ibcr_desktop.foundation.plain_text import clean
from ibcr_desktop.foundation.reading import Reading
from ibcr_desktop.foundation.words import N_, Words

MOST_FIGURES: Final = 15  # what a cell of Excel and a float both keep exactly
GROUP: Final = "_"  # stands for spaces and apostrophes between thousands
DECIMAL_MARKS: Final = {"en": ".", "fr": ",", "es": ","}
GROUP_MARKS: Final = {"en": ",", "fr": "", "es": "."}

NOT_A_NUMBER: Final = N_("This is not a number. Type figures, such as {example}.")
ODD_GROUPS: Final = N_("It is not clear which number is meant. Type it without separators, such as {example}.")
TOO_LONG: Final = N_("This number has more figures than can be kept exactly.")
WHICH_NUMBER: Final = N_("This could be {first} or {second}. Choose one.")


def read_number(text: str, words: Words) -> Reading[int | float]:
    """Understand a typed number: an int where it has no decimals, a float otherwise, nothing for empty text.

    Where both a point and a comma occur the later one begins the decimals. A point that may group thousands or
    begin decimals is asked about, with both as options, in French, whose typists mean either.
    """
    marks = western_digits(clean(text))
    if not marks:
        return Reading()
    marks = _with_plain_marks(marks)
    negative = marks.startswith("-")
    body = marks.removeprefix("-").strip(GROUP)
    if not re.fullmatch(r"[0-9_.,]*[0-9]", body):
        return Reading(problem=NOT_A_NUMBER, values={"example": words.number(12.5, 1)})
    found = [_value(body, mark, negative=negative) for mark in _decimal_marks(body, words.language)]
    known = [value for value in found if value is not None]
    if not known:
        return Reading(problem=ODD_GROUPS, values={"example": words.number(12.5, 1)})
    if sum(figure.isdigit() for figure in body.lstrip("0_,.")) > MOST_FIGURES:
        return Reading(problem=TOO_LONG)
    if len(known) == 1:
        return Reading(value=known[0])
    first, second = (words.number(value, 0 if isinstance(value, int) else 3) for value in known)
    return Reading(options=tuple(known), problem=WHICH_NUMBER, values={"first": first, "second": second})


def western_digits(text: str) -> str:
    """Write the digits of any script as 0-9: ``٧`` → ``7``."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)


def _with_plain_marks(text: str) -> str:
    text = re.sub("[\u2212\u2013\ufe63\uff0d]", "-", text.translate({0x066B: ".", 0x066C: GROUP}))
    text = re.sub("[\u200e\u200f\u061c\u2066-\u2069]", "", text)
    return re.sub("[\\s'\u2019\u02bc]", GROUP, text)


def _decimal_marks(body: str, language: str) -> tuple[str, ...]:
    """Give the marks that may begin the decimals of ``body``, the likeliest first; "" stands for none."""
    found = re.findall("[.,]", body)
    if len(set(found)) == 2:
        return (found[-1],)
    if len(found) != 1:
        return ("",)
    mark = found[0]
    may_group = re.fullmatch("[1-9][0-9]{0,2}[.,][0-9]{3}", body) is not None
    if mark == DECIMAL_MARKS[language] or not may_group:
        return (mark,)
    return ("",) if mark == GROUP_MARKS[language] else (mark, "")


def _value(body: str, mark: str, *, negative: bool) -> int | float | None:
    whole, _, decimals = body.partition(mark) if mark else (body, "", "")
    if decimals and not decimals.isdigit():
        return None
    if not re.fullmatch(r"[0-9]*|[0-9]{1,3}([_.,])[0-9]{3}(\1[0-9]{3})*", whole):
        return None
    figures = re.sub("[_.,]", "", whole) or "0"
    sign = "-" if negative else ""
    return float(f"{sign}{figures}.{decimals}") if decimals else int(f"{sign}{figures[: 2 * MOST_FIGURES]}")
