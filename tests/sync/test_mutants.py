"""The mistakes that ``nox -s merge_mutants`` makes can still be made: the lines that it breaks are there."""

import importlib.util
from pathlib import Path

import pytest

from tests.sync.mutants import MUTANTS, Mutant


@pytest.mark.parametrize("mutant", MUTANTS, ids=[each.name for each in MUTANTS])
def test_the_line_that_is_broken_is_there(mutant: Mutant) -> None:
    found = importlib.util.find_spec(mutant.module)
    assert found is not None
    assert found.origin is not None
    assert mutant.right in Path(found.origin).read_text(encoding="utf-8")
