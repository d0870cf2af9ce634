"""What a third record says of two."""

from collections.abc import Mapping

import pytest

from ibcr_desktop.people.company import Company, Moved, Places

UNLIKE = -20.0


def company(bits: Mapping[Places, float], unseen: float = UNLIKE) -> Company:
    return Company(bits, lambda _one, _other: unseen)


def test_a_pair_alone_has_no_company() -> None:
    assert list(company({(0, 1): 3.0}).pairs()) == []
    assert company({(0, 1): 3.0}).moved(0, 1) is None


def test_a_double_that_does_not_fit_takes_a_pair_apart() -> None:
    found = company({(0, 1): 3.0, (0, 2): 9.0})
    assert (0, 1) in set(found.pairs())
    assert found.moved(0, 1) == Moved((3.0 - 8.0) / 2, beside=2)


def test_a_double_that_fits_brings_two_together_that_were_never_compared() -> None:
    found = company({(0, 1): 9.0, (1, 2): 12.0}, unseen=-1.0)
    assert (0, 2) in set(found.pairs())
    assert found.moved(0, 2) == Moved((-1.0 + 9.0) / 2, beside=1)


@pytest.mark.parametrize("bits", [-6.5, 14.5])
def test_a_pair_that_is_clear_by_itself_is_left_alone(bits: float) -> None:
    assert (0, 1) not in set(company({(0, 1): bits, (0, 2): 7.0}).pairs())


def test_many_who_are_surely_one_are_rather_one_frequent_name() -> None:
    everybody = {(0, other): 9.0 for other in range(1, 30)}
    assert all(pair in everybody for pair in company(everybody).pairs())
