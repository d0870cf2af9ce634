"""Wherever a kill strikes a merge, a withdrawal or its taking back: before or after, never between."""

import json
import os

import pytest

from tests.faults.faulty_disk import can_be_built, run_with_shim

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not can_be_built(), reason="needs Linux and a C compiler"),
]


STEP = "1" if "IBCR_EVERY_OPERATION" in os.environ else "4"  # all of them: nox -s faults


def test_killed_at_any_operation_each_act_happened_whole_or_not_at_all(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("faults")
    finished = run_with_shim("tests.faults.merging_under_faults", str(folder), STEP, folder=folder)
    assert finished.returncode == 0, finished.stderr
    found = json.loads(finished.stdout)
    assert found["runs"] >= 15
    assert found == {
        **found,
        "killed": found["runs"],
        "lost": 0,
        "half": 0,
        "not set aside": 0,
        "not kept": 0,
        "damaged": 0,
    }
