"""Each language writes its own numbers, days and lists, and a missing catalogue leaves English."""

import gettext
import struct
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from ibcr_desktop.foundation.words import LANGUAGES, N_, Words


def write_catalogue(folder: Path, language: str, texts: dict[str, str]) -> None:
    """Write a compiled catalogue in the format of gettext's manual, section 10.3."""
    texts = {"": "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=(n > 1);\n", **texts}
    pairs = [(key.encode(), value.encode()) for key, value in sorted(texts.items())]
    start = 28 + 16 * len(pairs)
    tables: list[bytes] = []
    content = b""
    for column in (0, 1):
        for pair in pairs:
            tables.append(struct.pack("<II", len(pair[column]), start + len(content)))
            content += pair[column] + b"\0"
    head = struct.pack("<IIIIIII", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0)
    place = folder / language / "LC_MESSAGES" / "ibcr_desktop.mo"
    place.parent.mkdir(parents=True)
    place.write_bytes(head + b"".join(tables) + content)


@pytest.fixture
def french(tmp_path: Path) -> Words:
    write_catalogue(tmp_path, "fr", {"Workshop": "Atelier", "{n} person\0{n} people": "{n} personne\0{n} personnes"})
    return Words("fr", tmp_path)


def test_a_marked_text_is_itself() -> None:
    assert N_("Workshop") == "Workshop"


def test_texts_come_from_the_catalogue_of_the_language(french: Words) -> None:
    assert french.language == "fr"
    assert french.translate("Workshop") == "Atelier"
    assert french.translate("Unknown text") == "Unknown text"


def test_an_empty_text_is_not_the_head_of_the_catalogue(french: Words) -> None:
    assert french.translate("") == ""


@pytest.mark.parametrize(("n", "text"), [(0, "{n} personne"), (1, "{n} personne"), (2, "{n} personnes")])
def test_plurals_follow_the_language(french: Words, n: int, text: str) -> None:
    assert french.plural("{n} person", "{n} people", n) == text


@pytest.mark.parametrize(("n", "text"), [(0, "many"), (1, "one"), (2, "many")])
def test_without_a_catalogue_plurals_are_english(tmp_path: Path, n: int, text: str) -> None:
    assert Words("es", tmp_path).plural("one", "many", n) == text


@pytest.mark.parametrize("content", [b"", b"not a catalogue", struct.pack("<I", 0x950412DE), bytes(range(1, 256))])
def test_a_damaged_catalogue_leaves_english(tmp_path: Path, content: bytes) -> None:
    place = tmp_path / "fr" / "LC_MESSAGES" / "ibcr_desktop.mo"
    place.parent.mkdir(parents=True)
    place.write_bytes(content)
    assert Words("fr", tmp_path).translate("Workshop") == "Workshop"


def test_a_cut_catalogue_leaves_english(tmp_path: Path) -> None:
    write_catalogue(tmp_path, "fr", {"Workshop": "Atelier"})
    place = tmp_path / "fr" / "LC_MESSAGES" / "ibcr_desktop.mo"
    whole = place.read_bytes()
    for length in range(len(whole) - 1):
        place.write_bytes(whole[:length])
        assert Words("fr", tmp_path).translate("Workshop") in ("Workshop", "Atelier")
    with place.open("wb") as file:
        file.write(whole)
    with place.open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Workshop") == "Atelier"


def test_only_known_languages_are_taken() -> None:
    with pytest.raises(ValueError, match="de"):
        Words("de")


@pytest.mark.parametrize(
    ("number", "decimals", "english", "french", "spanish"),
    [
        (1234.5, 1, "1,234.5", "1\u202f234,5", "1234,5"),
        (1234567, 0, "1,234,567", "1\u202f234\u202f567", "1.234.567"),
        (12345, 0, "12,345", "12\u202f345", "12.345"),
        (-1234, 0, "-1,234", "-1\u202f234", "-1234"),
        (0.25, 2, "0.25", "0,25", "0,25"),
        (-0.2, 0, "0", "0", "0"),
        (999.5, 0, "1,000", "1\u202f000", "1000"),
        (9999.96, 1, "10,000.0", "10\u202f000,0", "10.000,0"),
    ],
)
def test_numbers_have_the_separators_of_the_language(
    number: float, decimals: int, english: str, french: str, spanish: str
) -> None:
    assert [Words(each).number(number, decimals) for each in LANGUAGES] == [english, french, spanish]


def test_percentages_have_the_space_of_the_language() -> None:
    assert [Words(each).percent(0.456, 1) for each in LANGUAGES] == ["45.6%", "45,6\u202f%", "45,6\u00a0%"]


@pytest.mark.parametrize(
    ("language", "day", "short_day", "weekday", "month"),
    [
        ("en", "7 March 2026", "7 Mar 2026", "Saturday", "March 2026"),
        ("fr", "7 mars 2026", "7 mars 2026", "samedi", "mars 2026"),
        ("es", "7 de marzo de 2026", "7 mar 2026", "sábado", "marzo de 2026"),
    ],
)
def test_a_day_is_written_with_its_month_in_letters(
    language: str, day: str, short_day: str, weekday: str, month: str
) -> None:
    words, saturday = Words(language), date(2026, 3, 7)
    shown = (words.day(saturday), words.short_day(saturday), words.weekday(saturday), words.month(saturday))
    assert shown == (day, short_day, weekday, month)


def test_the_first_of_a_month_is_an_ordinal_in_french() -> None:
    first = date(2026, 4, 1)
    assert [Words(each).day(first) for each in LANGUAGES] == ["1 April 2026", "1er avril 2026", "1 de abril de 2026"]


def test_a_moment_has_its_time_of_day() -> None:
    noon = datetime(2026, 3, 7, 12, 5).astimezone()
    assert Words("fr").moment(noon.astimezone(UTC)) == "7 mars 2026, 12:05"


def test_a_fiscal_year_names_both_its_years() -> None:
    assert Words("en").fiscal_year(2020) == "2020-2021"


@pytest.mark.parametrize(
    ("items", "english", "french", "spanish"),
    [
        ([], "", "", ""),
        (["a"], "a", "a", "a"),
        (["a", "b"], "a and b", "a et b", "a y b"),
        (["a", "b", "c"], "a, b and c", "a, b et c", "a, b y c"),
        (["a", "Iglesia"], "a and Iglesia", "a et Iglesia", "a e Iglesia"),
        (["a", "hijos"], "a and hijos", "a et hijos", "a e hijos"),
        (["a", "hielo"], "a and hielo", "a et hielo", "a y hielo"),
    ],
)
def test_a_list_reads_like_a_sentence(items: list[str], english: str, french: str, spanish: str) -> None:
    assert [Words(each).list_of(items) for each in LANGUAGES] == [english, french, spanish]


def test_months_and_weekdays_agree_with_a_locale_library() -> None:
    from babel.dates import format_date  # noqa: PLC0415 - for this comparison only

    for language in LANGUAGES:
        for month in range(1, 13):
            day = date(2026, month, 14 + month)
            assert Words(language).month_name(month) == format_date(day, "LLLL", language)
            assert Words(language).weekday(day) == format_date(day, "EEEE", language)
            assert Words(language).day(day) == format_date(day, "long", "en_GB" if language == "en" else language)


def test_statements_in_a_row_have_the_space_that_french_puts_before_a_semicolon() -> None:
    assert [Words(each).in_a_row(["a", "b"]) for each in ("en", "fr", "es")] == ["a; b", "a\u202f; b", "a; b"]
    assert Words("fr").in_a_row([]) == ""
