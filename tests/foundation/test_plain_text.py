"""Whatever is typed or pasted becomes text that can be kept, searched and shown."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibcr_desktop.foundation.plain_text import clean, fold, isolate, isolate_name

ANY_TEXT = st.text(st.characters(codec=None, categories=None), max_size=200)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Aminata  ", "Aminata"),
        ("Ame\u0301lie", "Amélie"),
        ("a\x00b\x0bc\x1fd\x7fe\x85f", "ab cde f"),
        ("one\r\ntwo\tthree\u2028four", "one two three four"),
        ("\ufeffname\uffff", "name"),
        ("half \ud83d", "half \ufffd"),
        ("\ud83d\ude00", "😀"),
        ("<img src=x>", "<img src=x>"),
        ("=HYPERLINK(1)", "=HYPERLINK(1)"),
        ("\u202eevil", "\u202eevil"),
        ("x_000D_", "x_000D_"),
        ("\n\t ", ""),
    ],
)
def test_a_line_is_cleaned(typed: str, kept: str) -> None:
    assert clean(typed) == kept


def test_a_text_of_several_lines_keeps_its_lines_and_tabs() -> None:
    assert clean("one\r\ntwo\rthree\n\tfour\x00\u2029five", multiline=True) == "one\ntwo\nthree\n\tfour\nfive"


def test_a_long_text_is_never_cut() -> None:
    assert len(clean("é" * 100_000)) == 100_000


@given(ANY_TEXT, st.booleans())
def test_any_text_becomes_composed_encodable_and_stays_as_it_is(text: str, multiline: bool) -> None:
    kept = clean(text, multiline=multiline)
    kept.encode("utf-8")
    assert kept == unicodedata.normalize("NFC", kept)
    assert kept == clean(kept, multiline=multiline)
    allowed = "\n\t" if multiline else ""
    assert not [sign for sign in kept if unicodedata.category(sign) == "Cc" and sign not in allowed]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("N'Diaye", "ndiaye"),
        ("N’DIAYE", "ndiaye"),
        ("Ould-Ahmed", "ould ahmed"),
        ("Ould  Ahmed", "ould ahmed"),
        ("Ouédraogo", "ouedraogo"),
        ("OUE\u0301DRAOGO", "ouedraogo"),
        ("محمد", "mhmd"),
        ("مُحَمَّد", "mhmd"),
        ("محـــمد", "mhmd"),
        ("Sœur Łucja Đặng", "soeur lucja dang"),
        ("Straße", "strasse"),
        ("DKR-2026-014", "dkr 2026 014"),
        ("١٢٣", "123"),
        ("a\u200bb\u202ec\u2066d\xade", "abcde"),
        ("100% _x_", "100 x"),
        ("İstanbul", "istanbul"),
        ("Հայ", "hay"),
        ("\ud83d", ""),
        ("", ""),
        (" - ", ""),
    ],
)
def test_a_search_key_forgives_accents_signs_and_scripts(text: str, key: str) -> None:
    assert fold(text) == key


@given(ANY_TEXT)
def test_a_search_key_is_plain_words_and_its_own_key(text: str) -> None:
    key = fold(text)
    assert re.fullmatch("([a-z0-9]+( [a-z0-9]+)*)?", key)
    assert fold(key) == key


@given(ANY_TEXT)
def test_a_text_is_found_by_its_cleaned_form(text: str) -> None:
    assert fold(clean(clean(text))) == fold(clean(text))


@pytest.mark.parametrize(("wrap", "first"), [(isolate, "\u2066"), (isolate_name, "\u2068")])
def test_what_is_isolated_cannot_break_out(wrap: object, first: str) -> None:
    assert callable(wrap)
    assert wrap("+221 77\u2069 123\u2067") == f"{first}+221 77 123\u2069"
    assert wrap("") == ""
