"""Garbage is looked for again after the work, if it was before."""

import gc
from collections.abc import Iterator

import pytest

from ibcr_desktop.foundation.collecting import without_collecting


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    was_collecting = gc.isenabled()
    yield
    (gc.enable if was_collecting else gc.disable)()


def test_garbage_is_looked_for_again_afterwards_even_after_a_fault() -> None:
    gc.enable()
    with pytest.raises(AssertionError), without_collecting():
        assert gc.isenabled()
    assert gc.isenabled()


def test_who_looks_for_garbage_at_moments_of_his_own_goes_on_doing_so() -> None:
    gc.disable()
    with without_collecting():
        assert not gc.isenabled()
    assert not gc.isenabled()
