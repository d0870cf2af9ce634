"""The sums of a receipt name every record that differs, up to two thousand of them among any number of records."""

import hashlib
import uuid

from hypothesis import given, settings
from hypothesis import strategies as st

from ibcr_desktop.sync.record_sums import CELLS, RecordSums

EMPTY = RecordSums().cells()


def identity(number: int) -> uuid.UUID:
    return uuid.uuid5(uuid.NAMESPACE_OID, str(number))


def sums(records: dict[int, int]) -> RecordSums:
    made = RecordSums()
    for number, version in records.items():
        made.add(identity(number), f"{number} {version}".encode())
    return made


@settings(max_examples=50, deadline=None)
@given(
    st.dictionaries(st.integers(0, 10**6), st.integers(0, 2), max_size=200),
    st.dictionaries(st.integers(0, 10**6), st.integers(3, 4), max_size=40),
    st.sets(st.integers(0, 10**6), max_size=40),
)
def test_exactly_the_records_that_differ_are_named(common: dict[int, int], new: dict[int, int], gone: set[int]) -> None:
    here = {**common, **new}
    there = {number: version for number, version in common.items() if number not in gone}
    names = [each for each in here.keys() | there.keys() if here.get(each) != there.get(each)]
    expected = frozenset(map(identity, names))
    assert sums(here).differing_from(sums(there).cells()) == expected


def test_thousands_of_equal_records_hide_none_that_differs() -> None:
    here = dict.fromkeys(range(5_000), 1)
    there = {**here, 17: 2, 4_711: 2}
    del there[42]
    there[9_999] = 1
    expected = frozenset(identity(each) for each in (17, 42, 4_711, 9_999))
    assert sums(here).differing_from(sums(there).cells()) == expected


def test_two_thousand_that_differ_on_both_sides_are_named() -> None:
    here = dict.fromkeys(range(3_000), 1)
    there = {**here, **dict.fromkeys(range(2_000), 2)}
    assert sums(here).differing_from(sums(there).cells()) == frozenset(map(identity, range(2_000)))


def test_a_record_stands_in_the_cells_that_the_format_describes() -> None:
    element = identity(1).bytes + hashlib.sha256(b"1 1").digest()[:8]
    digest = hashlib.sha256(element).digest()
    places = [2000 * part + int.from_bytes(digest[4 + 4 * part : 8 + 4 * part]) % 2000 for part in range(3)]
    cells = sums({1: 1}).cells()
    assert [place for place, cell in enumerate(cells) if cell[0]] == places
    assert {cells[place] for place in places} == {(1, (element + digest[:4]).hex())}


def test_too_many_that_differ_are_said_to_be_too_many() -> None:
    assert sums(dict.fromkeys(range(8_000), 1)).differing_from(EMPTY) is None


def test_a_table_of_another_size_and_one_made_up_name_nothing_for_ever() -> None:
    assert RecordSums().differing_from(()) is None
    assert RecordSums().differing_from(EMPTY[:-1]) is None
    pure = sums({1: 1}).cells()
    made_up = [(1, text) for _count, text in pure]
    assert sums({1: 1}).differing_from(made_up) is None
    assert len(EMPTY) == CELLS
