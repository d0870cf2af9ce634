"""Sheets have names that Excel takes, in every language."""

from hypothesis import given
from hypothesis import strategies as st
from openpyxl.workbook.child import INVALID_TITLE_REGEX

from ibcr_desktop.excel.sheet_names import LONGEST, SheetNames, location, table_name


@given(st.lists(st.text(st.characters(), max_size=60), max_size=12))
def test_any_names_become_valid_and_differ(wanted: list[str]) -> None:
    names = SheetNames()
    given_names = [names.take(each) for each in wanted]
    assert len({each.casefold() for each in given_names}) == len(wanted)
    for each in given_names:
        assert 0 < len(each.encode("utf-16-le")) // 2 <= LONGEST
        assert not INVALID_TITLE_REGEX.search(each)
        assert not each.startswith("'")
        assert not each.endswith("'")


def test_a_long_name_is_cut_between_words() -> None:
    assert SheetNames().take("3 People sensitised, equipped or trained") == "3 People sensitised, equipped"


def test_the_same_name_gets_a_number_whatever_its_case() -> None:
    names = SheetNames()
    assert [names.take(each) for each in ("Events", "events", "Events")] == ["Events", "events (2)", "Events (3)"]


def test_the_name_that_excel_keeps_for_itself_is_not_given() -> None:
    assert SheetNames().take("History") == "History (2)"


def test_tables_have_names_that_are_no_cell_address() -> None:
    taken: set[str] = set()
    assert [table_name(each, taken) for each in ("F01", "F01", "é è")] == ["t_f01", "t_f01_2", "t_e_e"]


def test_a_place_quotes_the_name_of_its_sheet() -> None:
    assert location("L'année") == "'L''année'!A1"
