"""A process killed at a random moment loses nothing it acknowledged and leaves no name readable on the disk."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

from ibcr_desktop.storage.damage_check import find_damage
from ibcr_desktop.storage.database import Database
from tests.faults.writer_until_killed import CANARY, KEY, ROWS, rows_of
from tests.storage.small_database import one_table, texts

KILLS = 10
SPELLINGS = [CANARY.encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be", "latin-1")]


def write_and_be_killed(path: Path, first: int, seconds: float) -> list[int]:
    """Let a child write for some seconds after its first save, kill it, and give the saves it acknowledged."""
    scratch = path.parent / "scratch"
    scratch.mkdir(exist_ok=True)
    home = {"TMPDIR": str(scratch), "HOME": str(scratch), "SQLITE_TMPDIR": str(scratch)}
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.writer_until_killed", str(path), str(first)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **home},
    )
    assert child.stdout is not None
    line = child.stdout.readline()
    time.sleep(seconds)
    child.kill()
    rest, problems = child.communicate()
    assert line, problems
    return [int(told) for told in (line + rest).split("\n")[:-1]]


def files_with_the_name(folder: Path) -> list[str]:
    """List the files below the folder in which the canary's name can be read."""
    return [
        place.name
        for place in folder.rglob("*")
        if place.is_file() and any(spelling in place.read_bytes() for spelling in SPELLINGS)
    ]


def test_killed_at_random_moments_everything_acknowledged_is_there_and_nothing_is_readable(tmp_path: Path) -> None:
    path = tmp_path / "dakar.ibcrdb"
    database = Database.create(path, KEY)
    one_table(database)
    database.close()
    moments = random.Random(7)  # noqa: S311 - a repeatable choice of damage, not a secret
    acknowledged: list[int] = []
    hot_journals = 0
    for _ in range(KILLS):
        first = acknowledged[-1] + 2 if acknowledged else 0
        acknowledged += write_and_be_killed(path, first, moments.uniform(0, 0.15))
        hot_journals += (tmp_path / "dakar.ibcrdb-journal").stat().st_size > 0
        assert files_with_the_name(tmp_path) == []
        database = Database.open(path, KEY)
        found = texts(database)
        assert find_damage(database, thorough=True) == []
        database.close()
        assert set(found) >= {row for save in acknowledged for row in rows_of(save)}
        assert len(found) == len(set(found))
        assert len(found) % ROWS == 0
    assert len(acknowledged) > KILLS
    assert hot_journals > 0
    assert any(CANARY in text for text in found)


def test_the_search_for_the_name_would_find_it(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "leak").write_bytes(b"\x00" * 999 + CANARY.encode("utf-16-le"))
    assert files_with_the_name(tmp_path) == ["leak"]
