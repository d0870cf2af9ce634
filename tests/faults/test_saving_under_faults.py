"""Whatever the disk does and wherever a kill strikes, what was acknowledged is there and nothing is there by half."""

import json
from typing import Any

import pytest

from tests.faults.faulty_disk import can_be_built, run_with_shim

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not can_be_built(), reason="needs Linux and a C compiler"),
]


@pytest.fixture(scope="module")
def totals(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    folder = tmp_path_factory.mktemp("faults")
    finished = run_with_shim("tests.faults.saving_under_faults", str(folder), folder=folder)
    assert finished.returncode == 0, finished.stderr
    found = json.loads(finished.stdout)
    assert isinstance(found, dict)
    return found


def test_each_kind_of_fault_struck_at_every_operation(totals: dict[str, dict[str, Any]]) -> None:
    assert totals["killed"]["runs"] >= 100
    assert totals["killed"]["killed"] == totals["killed"]["runs"]
    injected = [one for name, one in totals.items() if name != "killed"]
    assert sum(one["runs"] for one in injected) >= 208
    assert all(one["refused"] >= one["runs"] for one in injected)


@pytest.mark.parametrize("count", ["lost", "half", "damaged"])
def test_nothing_is_lost_half_saved_or_damaged(totals: dict[str, dict[str, Any]], count: str) -> None:
    assert {name: one[count] for name, one in totals.items()} == dict.fromkeys(totals, 0)


def test_a_save_told_as_failed_may_be_there_so_every_save_must_be_repeatable(totals: dict[str, dict[str, Any]]) -> None:
    assert totals["killed"]["saved though not told"] > 0  # docs/faults.md, 3: the reason for upserts by id
