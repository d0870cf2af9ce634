"""A number is understood with the separators of any language; what may mean two numbers is asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibcr_desktop.foundation.numbers import read_number
from ibcr_desktop.foundation.plain_text import clean
from ibcr_desktop.foundation.words import LANGUAGES, Words


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("12", 12),
        ("0", 0),
        ("-5", -5),
        ("\u22125", -5),
        ("1234567", 1234567),
        ("1 234 567", 1234567),
        ("1\u202f234\u202f567", 1234567),
        ("1\u00a0234,5", 1234.5),
        ("1 234.5", 1234.5),
        ("1'234", 1234),
        ("1.234.567", 1234567),
        ("1,234,567", 1234567),
        ("1.234,56", 1234.56),
        ("1,234.56", 1234.56),
        ("12.5", 12.5),
        ("12,5", 12.5),
        (",5", 0.5),
        ("0,125", 0.125),
        ("0.125", 0.125),
        ("1234,567", 1234.567),
        ("٣٤٥٫٥", 345.5),
        ("١٬٢٣٤", 1234),
        ("۱۲", 12),
        ("00012", 12),
    ],
)
def test_a_number_is_understood_in_every_language(language: str, typed: str, meant: float) -> None:
    reading = read_number(typed, Words(language))
    assert (reading.value, reading.problem) == (meant, "")
    assert type(reading.value) is type(meant)


@pytest.mark.parametrize(
    ("typed", "language", "meant"),
    [
        ("1,234", "en", 1234),
        ("1.234", "en", 1.234),
        ("1,234", "fr", 1.234),
        ("1.234", "es", 1234),
        ("1,234", "es", 1.234),
    ],
)
def test_three_figures_after_a_mark_follow_the_language(typed: str, language: str, meant: float) -> None:
    assert read_number(typed, Words(language)).value == meant


def test_a_french_point_before_three_figures_is_asked_about() -> None:
    reading = read_number("1.234", Words("fr"))
    assert reading.value is None
    assert reading.options == (1.234, 1234)
    assert reading.problem_text(Words("fr")) == "Cela peut être 1,234 ou 1\u202f234. Choisissez."


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("abc", "This is not a number. Type figures, such as 12.5."),
        ("1e5", "This is not a number. Type figures, such as 12.5."),
        ("nan", "This is not a number. Type figures, such as 12.5."),
        ("12 %", "This is not a number. Type figures, such as 12.5."),
        ("½", "This is not a number. Type figures, such as 12.5."),
        ("²", "This is not a number. Type figures, such as 12.5."),
        ("--5", "This is not a number. Type figures, such as 12.5."),
        ("=1+1", "This is not a number. Type figures, such as 12.5."),
        ("12 34", "It is not clear which number is meant. Type it without separators, such as 12.5."),
        ("1.2.3", "It is not clear which number is meant. Type it without separators, such as 12.5."),
        ("1,234.567,8", "It is not clear which number is meant. Type it without separators, such as 12.5."),
        ("1234567890123456", "This number has more figures than can be kept exactly."),
        ("9" * 5000, "This number has more figures than can be kept exactly."),
        ("0." + "9" * 5000, "This number has more figures than can be kept exactly."),
    ],
)
def test_what_is_no_number_gets_a_sentence(typed: str, sentence: str) -> None:
    reading = read_number(typed, Words("en"))
    assert (reading.value, reading.options) == (None, ())
    assert reading.problem_text(Words("en")) == sentence


def test_empty_text_is_no_number_and_no_problem() -> None:
    assert (read_number(" ", Words("es")).value, read_number(" ", Words("es")).problem) == (None, "")


@given(st.integers(-(10**15) + 1, 10**15 - 1), st.sampled_from(LANGUAGES))
def test_every_whole_number_that_is_shown_reads_back(number: int, language: str) -> None:
    words = Words(language)
    assert read_number(words.number(number), words).value == number
    assert read_number(str(number), words).value == number


@given(st.integers(-(10**12), 10**12), st.integers(1, 3), st.sampled_from(LANGUAGES))
def test_every_number_with_decimals_that_is_shown_reads_back(thousandths: int, decimals: int, language: str) -> None:
    words, number = Words(language), round(thousandths / 1000, decimals)
    assert read_number(words.number(number, decimals), words).value == number


@given(st.text(st.characters(codec=None, categories=None), max_size=40) | st.text("0123456789.,' -", max_size=20))
def test_any_text_is_a_number_a_choice_or_a_sentence(text: str) -> None:
    for language in LANGUAGES:
        words = Words(language)
        reading = read_number(text, words)
        assert bool(reading.problem) == bool(reading.problem_text(words))
        assert (reading.value is not None) + bool(reading.problem) == bool(clean(text))
