"""Ids behind a figure are told by number, by place and by membership, and made out only when somebody asks."""

import uuid

import pytest

from ibcr_desktop.totals.outcome import Ids

SOME = [uuid.UUID(int=number) for number in (7, 3, 5)]


def test_they_stand_in_order_and_each_once() -> None:
    assert list(Ids.of([*SOME, SOME[0]])) == sorted(SOME)


def test_how_many_they_are_is_known_without_making_them_out() -> None:
    def never() -> bytes:
        raise AssertionError

    assert len(Ids(300_000, never)) == 300_000


def test_they_are_made_out_once() -> None:
    asked = []

    def make() -> bytes:
        asked.append(True)
        return b"".join(each.bytes for each in sorted(SOME))

    ids = Ids(3, make)
    assert (ids[0], ids[-1], ids[1:]) == (uuid.UUID(int=3), uuid.UUID(int=7), (uuid.UUID(int=5), uuid.UUID(int=7)))
    assert list(ids) == sorted(SOME)
    assert asked == [True]


def test_a_place_beyond_the_end_is_refused() -> None:
    with pytest.raises(IndexError):
        Ids.of(SOME)[3]


@pytest.mark.parametrize("number", range(10))
def test_membership_is_that_of_the_set(number: int) -> None:
    assert (uuid.UUID(int=number) in Ids.of(SOME)) is (number in (3, 5, 7))


def test_what_is_no_id_is_no_member() -> None:
    assert "3" not in Ids.of(SOME)


def test_they_equal_other_sequences_of_the_same_ids() -> None:
    ids = Ids.of(SOME)
    assert ids == tuple(sorted(SOME))
    assert ids == Ids.of(reversed(SOME))
    assert hash(ids) == hash(Ids.of(SOME))
    assert ids != Ids.of(SOME[:2])
    assert ids != (*sorted(SOME)[:2], uuid.UUID(int=9))
