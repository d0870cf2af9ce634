"""Killed or failing at any operation, a backup is made, copied or restored whole or not at all."""

import json
import os

import pytest

from tests.faults.faulty_disk import can_be_built, run_with_shim

STEP = 1 if os.environ.get("IBCR_EVERY_OPERATION") else 12  # `nox -s faults` strikes at every one


@pytest.mark.slow
@pytest.mark.skipif(not can_be_built(), reason="needs Linux and a C compiler")
def test_a_backup_is_whole_or_not_there_and_a_restored_database_is_before_or_after(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("faults")
    finished = run_with_shim("tests.faults.backups_under_faults", str(folder), str(STEP), folder=folder)
    assert finished.returncode == 0, finished.stderr
    counts = json.loads(finished.stdout)
    assert len(counts) == 9
    assert {name: list(judged) for name, judged in counts.items()} == {name: ["fine"] for name in counts}
    assert all(judged["fine"] >= 2 for judged in counts.values())
    assert all(judged["fine"] >= 14 for name, judged in counts.items() if "KILL" in name)
