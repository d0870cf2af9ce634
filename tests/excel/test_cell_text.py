"""Any text reaches a cell as text, and comes back as it was cleaned."""

import unicodedata
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibcr_desktop.excel.cell_text import CUT_MARK, MOST_UNITS, put_text, read_text

ANY_TEXT = st.text(st.characters())  # surrogates and control characters included


@given(ANY_TEXT)
def test_any_text_can_be_written_as_xml_and_is_read_back_equal(text: str) -> None:
    cell = put_text(text)
    parsed = fromstring(cell.as_xml.encode())  # noqa: S314 - our own text
    assert read_text(parsed.findtext("t") or "") == cell.shown


@given(ANY_TEXT)
def test_what_is_shown_is_composed_and_cleaning_it_again_changes_nothing(text: str) -> None:
    shown = put_text(text).shown
    assert shown == unicodedata.normalize("NFC", shown)
    assert put_text(shown).shown == shown


@given(st.text(st.sampled_from("_x0D05F é"), max_size=30))
def test_what_looks_like_an_escape_stays_what_it_was(text: str) -> None:
    assert read_text(put_text(text).written) == put_text(text).shown


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("_x000D_", "_x005F_x000D_"),
        ("_x000D_x000D_", "_x005F_x000D_x005F_x000D_"),
        ("a_x00_b", "a_x00_b"),
        ("plain_text", "plain_text"),
    ],
)
def test_only_what_a_reader_would_take_for_an_escape_is_escaped(text: str, written: str) -> None:
    assert put_text(text).written == written


@pytest.mark.parametrize("text", ["=1+1", "+221 77", "-5", "@sum", "#REF!", "'quoted", '=HYPERLINK("x")'])
def test_what_a_program_would_take_for_a_formula_is_guarded(text: str) -> None:
    assert put_text(text).is_guarded
    assert put_text(text).shown == text


@pytest.mark.parametrize("text", ["Awa", "5", "", "a=b", "N'Diaye"])
def test_ordinary_text_needs_no_guard(text: str) -> None:
    assert not put_text(text).is_guarded


def test_control_characters_and_lone_surrogates_do_not_reach_the_file() -> None:
    assert put_text("a\x00b\x1bc\ud800d").shown == "abc\ufffdd"


@pytest.mark.parametrize("sign", ["a", "é", "\U0001f600"])
def test_a_text_too_long_for_a_cell_is_cut_with_a_mark(sign: str) -> None:
    cell = put_text(sign * 40_000)
    assert cell.shown.endswith(CUT_MARK)
    assert MOST_UNITS - 2 <= len(cell.shown.encode("utf-16-le")) // 2 <= MOST_UNITS
    assert put_text(sign * 16_000).shown == sign * 16_000
