"""Killed or failing at any file operation, packing leaves a whole package or none, and never writes over one."""

import json

import pytest

from tests.faults.faulty_disk import can_be_built, run_with_shim


@pytest.mark.slow
@pytest.mark.skipif(not can_be_built(), reason="needs Linux and a C compiler")
def test_a_package_is_made_whole_or_not_at_all(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("faults")
    finished = run_with_shim("tests.faults.packing_under_faults", str(folder), folder=folder)
    assert finished.returncode == 0, finished.stderr
    counts = json.loads(finished.stdout)
    assert {name: list(judged) for name, judged in counts.items()} == {
        name: ["fine"] for name in ("KILL", "EIO", "ENOSPC")
    }
    assert all(judged["fine"] >= 10 for judged in counts.values())
