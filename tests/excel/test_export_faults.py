"""Whatever happens to an export, the workbook that stood there stands, and no name is left in the open."""

import errno
import os
import random
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from ibcr_desktop.excel import workbook_file
from ibcr_desktop.excel.progress import Progress, StoppedError
from ibcr_desktop.excel.yearly_workbook import write_workbook
from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.places import Places
from ibcr_desktop.foundation.safe_files import PART_SUFFIX, remove_leftovers
from ibcr_desktop.foundation.words import Words
from tests.databases import add
from tests.excel.small_year import FAMILY_NAME, SmallYear, small_year

OLD = b"the workbook of last year"
ENGLISH = Words("en")


@pytest.fixture
def year(tmp_path: Path) -> Iterator[SmallYear]:
    """The small year."""
    with small_year(tmp_path) as made:
        yield made


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A file that must not be lost."""
    path = tmp_path / "out" / "totals.xlsx"
    path.parent.mkdir()
    path.write_bytes(OLD)
    return path


def is_untouched(path: Path) -> bool:
    """Say whether the old file stands alone in its folder, and nothing is left in the private one."""
    temporary = Places.of_this_person().temporary_folder
    return path.read_bytes() == OLD and list(path.parent.iterdir()) == [path] and not list(temporary.iterdir())


def refusing(code: int) -> Callable[..., Any]:
    """Give a function that fails as the system would."""

    def fail(*_arguments: object, **_options: object) -> None:
        raise OSError(code, os.strerror(code))

    return fail


@pytest.mark.parametrize("operation", ["read", "write", "row"])
def test_an_export_that_is_stopped_changes_nothing(year: SmallYear, old: Path, operation: str) -> None:
    asked = 0
    last = {"read": 1, "row": 12, "write": 60}[operation]

    def stop() -> bool:
        nonlocal asked
        asked += 1
        return asked > last

    with pytest.raises(StoppedError):
        write_workbook(year.database, year.totals(), old, ENGLISH, progress=Progress(cancelled=stop))
    assert is_untouched(old)


def test_what_the_caller_raises_to_stop_passes_through(year: SmallYear, old: Path) -> None:
    def stop() -> bool:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_workbook(year.database, year.totals(), old, ENGLISH, progress=Progress(cancelled=stop))
    assert is_untouched(old)


def test_progress_goes_forward_to_the_end(year: SmallYear, old: Path) -> None:
    told: list[tuple[int, int]] = []
    write_workbook(
        year.database, year.totals(), old, ENGLISH, progress=Progress(lambda done, total: told.append((done, total)))
    )
    assert told[-1][0] == told[-1][1] > 0
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_a_disk_that_is_full_where_the_rows_are_gathered_gets_its_sentence(
    year: SmallYear, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    totals = year.totals()
    monkeypatch.setattr("ibcr_desktop.excel.sheet_file._PrivatePart.put", refusing(errno.ENOSPC))
    with pytest.raises(UserError, match=r"no room left on the disk for “totals\.xlsx”"):
        write_workbook(year.database, totals, old, ENGLISH)
    assert is_untouched(old)


def test_a_disk_that_fills_up_at_the_destination_gets_its_sentence(
    year: SmallYear, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook_file._Watched, "write", refusing(errno.ENOSPC))
    with pytest.raises(UserError, match="no room left on the disk"):
        write_workbook(year.database, year.totals(), old, ENGLISH)
    assert is_untouched(old)


def test_a_workbook_that_is_open_elsewhere_gets_its_sentence(
    year: SmallYear, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "replace", refusing(errno.EACCES))
    monkeypatch.setattr(time, "sleep", lambda _seconds: None)
    with pytest.raises(UserError, match="is open in another program"):
        write_workbook(year.database, year.totals(), old, ENGLISH)
    assert is_untouched(old)


@pytest.mark.parametrize(
    ("code", "sentence"), [(errno.EROFS, "can be read but not written to"), (errno.EACCES, "not have the right")]
)
def test_a_folder_that_takes_no_files_gets_its_sentence(
    year: SmallYear, old: Path, monkeypatch: pytest.MonkeyPatch, code: int, sentence: str
) -> None:
    really_open = Path.open

    def open_or_fail(path: Path, *arguments: Any, **options: Any) -> Any:
        if path.name.endswith(PART_SUFFIX):
            raise OSError(code, os.strerror(code))
        return really_open(path, *arguments, **options)

    monkeypatch.setattr(Path, "open", open_or_fail)
    with pytest.raises(UserError, match=sentence):
        write_workbook(year.database, year.totals(), old, ENGLISH)
    monkeypatch.undo()
    assert old.read_bytes() == OLD


def test_a_disk_that_lies_is_noticed_before_the_old_workbook_goes(
    year: SmallYear, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    really_write = workbook_file._Watched.write
    monkeypatch.setattr(
        workbook_file._Watched, "write", lambda self, data: really_write(self, bytes(data).replace(b"PK", b"pk"))
    )
    with pytest.raises(UserError, match="not the one that was written"):
        write_workbook(year.database, year.totals(), old, ENGLISH)
    assert is_untouched(old)


def test_somebody_can_save_while_the_export_reads(year: SmallYear, old: Path) -> None:
    saved: list[uuid.UUID] = []

    def save(done: int, _total: int) -> None:
        if done and not saved:
            other = threading.Thread(target=lambda: saved.append(add(year.store, "organisation", name="Added")))
            other.start()
            other.join(10)

    another = year.database.another()
    write_workbook(another, year.totals(), old, ENGLISH, progress=Progress(save))
    another.close()
    assert saved
    assert load_workbook(old).sheetnames[0] == "Totals"


@pytest.mark.skipif(os.name != "posix", reason="kills as POSIX does")
def test_killed_at_any_moment_the_old_or_the_new_workbook_stands_and_no_name_lies_about(
    tmp_path: Path, year: SmallYear, old: Path, private_home: Path
) -> None:
    seed = time.time_ns()
    moments = random.Random(seed)  # noqa: S311 - any moment will do
    command = [sys.executable, "-m", "tests.excel.export_until_killed", str(year.database.path), str(old)]
    left_something, kills = False, 0
    while kills < 4 or not left_something:
        kills += 1
        assert kills < 50, (seed, "no kill met a workbook that was being written")
        old.write_bytes(OLD)
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
            time.sleep(moments.uniform(0.05, 0.9))
            process.kill()
        if old.read_bytes() != OLD:
            assert load_workbook(old).sheetnames[0] == "Totals", seed
        temporary = private_home / "temporary"
        left_something = left_something or any(temporary.iterdir())
        assert all(each.stat().st_mode & 0o077 == 0 for each in temporary.iterdir()), seed
        remove_leftovers(temporary)
        assert not list(temporary.iterdir()), seed
        in_the_open = [each for each in tmp_path.rglob("*.xml") if FAMILY_NAME in each.read_text(errors="replace")]
        assert not in_the_open, seed


def test_the_next_export_sweeps_out_what_a_crash_left(year: SmallYear, old: Path) -> None:
    temporary = Places.of_this_person().temporary_folder
    temporary.mkdir(parents=True)
    left = temporary / "ibcr-abandoned"
    left.mkdir()
    (left / "sheet-1.xml").write_text(FAMILY_NAME)
    write_workbook(year.database, year.totals(), old, ENGLISH)
    assert not left.exists()
