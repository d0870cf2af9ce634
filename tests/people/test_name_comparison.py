"""Which words are taken for spellings of one name."""

import pytest

from ibcr_desktop.foundation.name_words import name_words
from ibcr_desktop.people.name_comparison import ALIKE, SAME_SOUND, closeness


def near(one: str, other: str) -> float:
    (first,), (second,) = name_words(one), name_words(other)
    return closeness(first, second)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Thoraya", "Soraiya"), ("Zia", "Diya"), ("ضياء", "Zia"), ("زكريا", "Zacharia"), ("يحيى", "Yehya")],
)
def test_letters_of_arabic_in_two_habits_are_alike_and_less_than_one_sound(one: str, other: str) -> None:
    assert ALIKE <= near(one, other) < SAME_SOUND


@pytest.mark.parametrize(
    ("one", "other"), [("Dia", "Sia"), ("Sow", "Dow"), ("Issa", "Ida"), ("Awa", "Aya"), ("Ba", "Da")]
)
def test_short_names_that_differ_by_a_letter_are_two(one: str, other: str) -> None:
    assert near(one, other) < ALIKE
