"""Killed or failing at any operation, making a database or changing its passphrase never locks anybody out."""

import json

import pytest

from tests.faults.faulty_disk import can_be_built, run_with_shim


@pytest.mark.slow
@pytest.mark.skipif(not can_be_built(), reason="needs Linux and a C compiler")
def test_a_database_is_made_whole_or_not_at_all_and_one_passphrase_always_opens_it(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("faults")
    finished = run_with_shim("tests.faults.making_under_faults", str(folder), folder=folder)
    assert finished.returncode == 0, finished.stderr
    counts = json.loads(finished.stdout)
    assert len(counts) == 6
    assert {name: list(judged) for name, judged in counts.items()} == {name: ["fine"] for name in counts}
    assert all(judged["fine"] >= 6 for judged in counts.values())
