"""A day is understood however it is typed; what is wrong is named; what is unclear is asked."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibcr_desktop.foundation.days import read_day
from ibcr_desktop.foundation.plain_text import clean
from ibcr_desktop.foundation.words import LANGUAGES, Words

TODAY = date(2026, 3, 10)
MARCH_7 = date(2026, 3, 7)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("7 mars", MARCH_7),
        ("7 Mars 2026", MARCH_7),
        ("le 7 mars 2026", MARCH_7),
        ("samedi 7 mars 2026", MARCH_7),
        ("sam. 7 mars 26", MARCH_7),
        ("Saturday, March 7th, 2026", MARCH_7),
        ("sábado, 7 de marzo de 2026", MARCH_7),
        ("7mars2026", MARCH_7),
        ("March 7", MARCH_7),
        ("2026 March 7", MARCH_7),
        ("mar 7", MARCH_7),
        ("7-mar-26", MARCH_7),
        ("2026-03-07", MARCH_7),
        ("2026/3/7", MARCH_7),
        ("2026-03-07T00:00:00", MARCH_7),
        ("2026-03-07 14:05", MARCH_7),
        ("20260307", MARCH_7),
        ("mar. 3 mars", date(2026, 3, 3)),
        ("mar. 3/3/2026", date(2026, 3, 3)),
        ("1er avril", date(2026, 4, 1)),
        ("1º de mayo de 2026", date(2026, 5, 1)),
        ("7 d’avril", date(2026, 4, 7)),
        ("3 fév. 2026", date(2026, 2, 3)),
        ("3 FEVR 2026", date(2026, 2, 3)),
        ("3 aout 2026", date(2026, 8, 3)),
        ("3 ene 2026", date(2026, 1, 3)),
        ("3 sept. 2026", date(2026, 9, 3)),
        ("3 setiembre 2026", date(2026, 9, 3)),
        ("22/3/26", date(2026, 3, 22)),
        ("22.3.2026", date(2026, 3, 22)),
        ("22 3 2026", date(2026, 3, 22)),
        ("22-03-2026", date(2026, 3, 22)),
        ("22/3", date(2026, 3, 22)),
        ("22032026", date(2026, 3, 22)),
        ("220326", date(2026, 3, 22)),
        ("7/7/2026", date(2026, 7, 7)),
        ("٢٢/٣/٢٠٢٦", date(2026, 3, 22)),
        ("\u200f٢٢\u200f/٣\u200f/٢٠٢٦", date(2026, 3, 22)),
        ("aujourd'hui", TODAY),
        ("Aujourd’hui", TODAY),
        ("today", TODAY),
        ("hoy", TODAY),
        ("hier", date(2026, 3, 9)),
        ("Yesterday", date(2026, 3, 9)),
        ("ayer", date(2026, 3, 9)),
        ("avant-hier", date(2026, 3, 8)),
        ("anteayer", date(2026, 3, 8)),
        ("demain", date(2026, 3, 11)),
        ("mañana", date(2026, 3, 11)),
        ("après-demain", date(2026, 3, 12)),
        ("29 février", date(2028, 2, 29)),
        ("1 décembre", date(2025, 12, 1)),
        ("1 août", date(2026, 8, 1)),
        ("22/3/46", date(2046, 3, 22)),
        ("22/3/47", date(1947, 3, 22)),
    ],
)
def test_a_day_is_understood_in_every_language(language: str, typed: str, meant: date) -> None:
    reading = read_day(typed, Words(language), TODAY)
    assert (reading.value, reading.problem, reading.options) == (meant, "", ())


@pytest.mark.parametrize("typed", ["7/3/26", "07032026", "070326", "7.3.2026", "7 3 2026", "7-3", "07/03/2026"])
def test_in_english_two_orders_are_asked_about_and_elsewhere_the_day_comes_first(typed: str) -> None:
    reading = read_day(typed, Words("en"), TODAY)
    assert reading.value is None
    assert reading.options == (MARCH_7, date(2026, 7, 3))
    assert reading.problem_text(Words("en")) == "This could be 7 March 2026 or 3 July 2026. Choose one."
    for language in ("fr", "es"):
        assert read_day(typed, Words(language), TODAY).value == MARCH_7


def test_in_english_the_month_may_come_first() -> None:
    assert read_day("3/22/2026", Words("en"), TODAY).value == date(2026, 3, 22)


def test_a_weekday_decides_between_two_orders() -> None:
    assert read_day("Sunday 5/4/2026", Words("en"), TODAY).value == date(2026, 4, 5)
    assert read_day("Monday 5/4/2026", Words("en"), TODAY).value == date(2026, 5, 4)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("22/13/2026", "The month 13 does not exist."),
        ("22/0/2026", "The month 0 does not exist."),
        ("32/1/2026", "The day 32 does not exist."),
        ("0 mars", "The day 0 does not exist."),
        ("31/2/2026", "There is no day 31 in February 2026."),
        ("29/2/2027", "There is no day 29 in February 2027."),
        ("30 février", "There is never a day 30 in the month of February."),
        ("22/3/206", "The year 206 cannot be right. Type it with four figures."),
        ("22/3/20266", "The year 20266 cannot be right. Type it with four figures."),
        ("22/3/0206", "The year 0206 cannot be right. Type it with four figures."),
        ("Tuesday 7 March 2026", "7 March 2026 is a Saturday, not a Tuesday."),
        ("7 marrs", "“marrs” is not the name of a month. Type the day such as 10 March 2026."),
        ("7 jui 2026", "“jui” is not the name of a month. Type the day such as 10 March 2026."),
        ("mars 2026", "The day of the month is missing. Type it such as 10 March 2026."),
        ("3/2026", "The day of the month is missing. Type it such as 10 March 2026."),
        ("2026", "The day of the month is missing. Type it such as 10 March 2026."),
        ("mardi", "The month is missing. Type the day such as 10 March 2026."),
        ("7", "The month is missing. Type the day such as 10 March 2026."),
        ("7 3", "This is not a day. Type it such as 10 March 2026."),
        ("7 mars avril", "This is not a day. Type it such as 10 March 2026."),
        ("lundi mardi 7 mars", "This is not a day. Type it such as 10 March 2026."),
        ("1 2 3 4", "This is not a day. Type it such as 10 March 2026."),
        ("7 mars 26 5", "This is not a day. Type it such as 10 March 2026."),
        ("½ mars", "This is not a day. Type it such as 10 March 2026."),
        ("<b>7 mars</b>", "This is not a day. Type it such as 10 March 2026."),
        ("9" * 5000, "This is not a day. Type it such as 10 March 2026."),
        (f"7/{'9' * 5000}/26", "This is not a day. Type it such as 10 March 2026."),
        ("-", "This is not a day. Type it such as 10 March 2026."),
        ("...", "This is not a day. Type it such as 10 March 2026."),
    ],
)
def test_what_is_no_day_gets_a_sentence_that_names_the_wrong_part(typed: str, sentence: str) -> None:
    reading = read_day(typed, Words("en"), TODAY)
    assert (reading.value, reading.options) == (None, ())
    assert reading.problem_text(Words("en")) == sentence


def test_empty_text_is_no_day_and_no_problem() -> None:
    for typed in ("", "  ", "\t\n"):
        reading = read_day(typed, Words("fr"), TODAY)
        assert (reading.value, reading.problem) == (None, "")


@given(st.dates(min_value=date(1000, 1, 1)), st.sampled_from(LANGUAGES), st.sampled_from(LANGUAGES))
def test_every_day_that_is_shown_reads_back_whatever_the_language_of_the_screen(
    day: date, shown_in: str, read_in: str
) -> None:
    shown, words = Words(shown_in), Words(read_in)
    for text in (
        shown.day(day),
        shown.short_day(day),
        f"{shown.weekday(day)} {shown.day(day)}",
        f"{shown.weekday(day)[:3]}. {shown.short_day(day)}",
        day.isoformat(),
    ):
        assert read_day(text, words, TODAY).value == day, text


@given(st.dates(date(2007, 1, 1), date(2045, 12, 31)), st.sampled_from(("fr", "es")), st.sampled_from("/.- "))
def test_every_day_in_figures_reads_back_with_the_day_first(day: date, language: str, mark: str) -> None:
    words = Words(language)
    for text in (f"{day.day}{mark}{day.month}{mark}{day.year}", f"{day:%d%m%Y}", f"{day:%d{mark}%m{mark}%y}"):
        assert read_day(text, words, TODAY).value == day, text


@given(st.dates(date(2007, 1, 1), date(2045, 12, 31)))
def test_in_english_the_day_meant_is_always_among_the_options(day: date) -> None:
    for text in (f"{day:%d/%m/%Y}", f"{day:%m/%d/%Y}"):
        reading = read_day(text, Words("en"), TODAY)
        assert day in (reading.value, *reading.options)


@given(st.dates(), st.dates(date(1, 1, 1)))
def test_without_a_year_no_day_is_nearer_than_the_one_found(day: date, today: date) -> None:
    found = read_day(f"{day.day}/{day.month}", Words("fr"), today).value
    assert found is not None
    assert (found.day, found.month) == (day.day, day.month)
    for year in (today.year - 1, today.year, today.year + 1):
        try:
            other = day.replace(year=year)
        except ValueError:
            continue
        assert abs(found - today) <= abs(other - today)


@given(
    st.text(st.characters(codec=None, categories=None), max_size=40) | st.text("0123456789/-. marsluel", max_size=20)
)
def test_any_text_is_a_day_a_choice_or_a_sentence(text: str) -> None:
    for language in LANGUAGES:
        words = Words(language)
        reading = read_day(text, words, TODAY)
        assert bool(reading.problem) == bool(reading.problem_text(words))
        assert (reading.value is not None) + bool(reading.problem) == bool(clean(text))
        assert len(reading.options) in (0, 2)
