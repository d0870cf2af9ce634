"""Telephone numbers as they are typed: what two of them need to have in common to be one number."""

import re
from typing import Final

LOCAL_DIGITS: Final = 8  # the offices' countries have national numbers of eight digits or more
FEWEST_DIGITS: Final = 7  # less is an extension or a typing error
_BETWEEN_NUMBERS: Final = re.compile(r"[/;,|\n]|\s[-–]\s|\b(?:ou|or|et|and|o|y)\b", re.IGNORECASE)
_DIGIT: Final = re.compile(r"\d")


def telephone_keys(text: str) -> tuple[str, ...]:
    """Give the last digits of each number in a text, the same with and without the code of the country."""
    numbers = ("".join(map(_latin, _DIGIT.findall(each))) for each in _BETWEEN_NUMBERS.split(text))
    return tuple(each[-LOCAL_DIGITS:] for each in numbers if len(each) >= FEWEST_DIGITS)


def is_same_telephone(one: str, other: str) -> bool:
    """Say whether two texts have a number in common; the same digits in two countries are two numbers."""
    import phonenumbers  # noqa: PLC0415 - its tables of countries are read by few

    numbers, others = _by_key(one), _by_key(other)
    return any(
        phonenumbers.is_number_match(numbers[key], others[key]) > phonenumbers.MatchType.NO_MATCH
        for key in numbers.keys() & others.keys()
    )


def _by_key(text: str) -> dict[str, str]:
    return {key: each for each in _BETWEEN_NUMBERS.split(text) for key in telephone_keys(each)}


def _latin(digit: str) -> str:
    return str(int(digit))  # Arabic writes its own
