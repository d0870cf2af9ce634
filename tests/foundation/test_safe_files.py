"""A file is written whole or not at all, and a failure is told in sentences that name the file."""

import errno
import os
import stat
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import openpyxl
import pytest

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.file_problems import file_problem
from ibcr_desktop.foundation.safe_files import private_folder, remove_leftovers, write_safely


def writing(content: bytes) -> Callable[[BinaryIO], None]:
    def write(file: BinaryIO) -> None:
        file.writelines(content[start : start + 7] for start in range(0, len(content), 7))

    return write


@pytest.fixture
def report(tmp_path: Path) -> Path:
    place = tmp_path / "report.xlsx"
    place.write_bytes(b"the old report")
    return place


@pytest.fixture
def naps(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    taken: list[float] = []
    monkeypatch.setattr(time, "sleep", taken.append)
    return taken


def is_untouched(report: Path) -> bool:
    return report.read_bytes() == b"the old report" and list(report.parent.iterdir()) == [report]


def test_a_file_is_written_and_nothing_is_left_beside_it(report: Path) -> None:
    write_safely(report, writing(b"new" * 1000))
    assert report.read_bytes() == b"new" * 1000
    assert list(report.parent.iterdir()) == [report]
    write_safely(report, writing(b""))
    assert report.read_bytes() == b""


def test_a_left_over_part_of_a_killed_run_is_written_over(report: Path) -> None:
    report.with_name("report.xlsx.ibcr.part").write_bytes(b"x" * 5000)
    write_safely(report, writing(b"new"))
    assert report.read_bytes() == b"new"
    assert list(report.parent.iterdir()) == [report]


def test_a_workbook_can_be_written_front_to_end(report: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Atelier", 23])
    write_safely(report, book.save)
    rows = list(openpyxl.load_workbook(report).worksheets[0].values)
    assert rows == [("Atelier", 23)]
    with zipfile.ZipFile(report) as archive:
        assert archive.testzip() is None


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
def test_a_file_keeps_the_rights_it_had(report: Path) -> None:
    report.chmod(0o640)
    write_safely(report, writing(b"new"))
    assert stat.S_IMODE(report.stat().st_mode) == 0o640


@pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")
def test_a_link_stays_a_link(report: Path) -> None:
    link = report.with_name("link.xlsx")
    link.symlink_to(report)
    write_safely(link, writing(b"new"))
    assert link.is_symlink()
    assert report.read_bytes() == b"new"


def test_what_a_check_refuses_is_not_put_in_place(report: Path) -> None:
    seen: list[bytes] = []

    def refuse(part: Path) -> None:
        seen.append(part.read_bytes())
        raise UserError("Not right.", "", "")

    with pytest.raises(UserError, match="Not right"):
        write_safely(report, writing(b"new"), verify=refuse)
    assert seen == [b"new"]
    assert is_untouched(report)


@pytest.mark.parametrize("failure", [KeyboardInterrupt(), RuntimeError("cancelled"), UserError("Full.", "", "")])
def test_a_cancelled_write_leaves_the_old_file(report: Path, failure: BaseException) -> None:
    def write(file: BinaryIO) -> None:
        file.write(b"half")
        raise failure

    with pytest.raises(type(failure)):
        write_safely(report, write)
    assert is_untouched(report)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "no room left"),
        (errno.EDQUOT, "no room left"),
        (errno.EROFS, "can be read but not written"),
        (errno.EACCES, "do not have the right"),
        (errno.EIO, "disk failed"),
        (errno.ENODEV, "disk failed"),
        (errno.EFBIG, "larger than this disk allows"),
    ],
)
def test_a_failing_disk_leaves_the_old_file_and_is_told(
    report: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    def fail(_descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(UserError, match=words) as caught:
        write_safely(report, writing(b"new"))
    assert "report.xlsx" in str(caught.value)
    assert str(report.parent) not in str(caught.value)
    assert is_untouched(report)


def test_a_stick_that_loses_what_it_was_given_is_found_out(report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda descriptor: os.ftruncate(descriptor, 3))
    with pytest.raises(UserError, match="not reliable"):
        write_safely(report, writing(b"new content"))
    assert is_untouched(report)


def test_a_stick_that_changes_what_it_was_given_is_found_out(report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    part = report.with_name("report.xlsx.ibcr.part")
    monkeypatch.setattr(os, "fsync", lambda _descriptor: part.write_bytes(b"new kontent"))
    with pytest.raises(UserError, match="not reliable"):
        write_safely(report, writing(b"new content"))
    assert is_untouched(report)


def windows_error(winerror: int) -> OSError:
    error = PermissionError(errno.EACCES, "held") if winerror != 112 else OSError(errno.EINVAL, "full")
    error.winerror = winerror  # type: ignore[attr-defined]  # Windows alone has it
    return error


@pytest.mark.parametrize("winerror", [5, 32, 33])
@pytest.mark.parametrize("times", [1, 5])
def test_a_file_held_for_a_moment_is_waited_for(
    report: Path, monkeypatch: pytest.MonkeyPatch, naps: list[float], winerror: int, times: int
) -> None:
    left = [windows_error(winerror) for _ in range(times)]
    replace = Path.replace

    def held(part: Path, target: Path) -> Path:
        if left:
            raise left.pop()
        return replace(part, target)

    monkeypatch.setattr(Path, "replace", held)
    write_safely(report, writing(b"new"))
    assert report.read_bytes() == b"new"
    assert len(naps) == times
    assert sum(naps) <= 2.5


def test_a_file_held_for_long_is_told_after_two_and_a_half_seconds(
    report: Path, monkeypatch: pytest.MonkeyPatch, naps: list[float]
) -> None:
    def held(_part: Path, _target: Path) -> Path:
        raise windows_error(32)

    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(UserError, match=r"“report\.xlsx” is open in another program"):
        write_safely(report, writing(b"new"))
    assert sum(naps) == pytest.approx(2.5)
    assert is_untouched(report)


@pytest.mark.parametrize("name", ["a\0b.xlsx", "x" * 300, "\ud800.xlsx"])
def test_a_name_that_no_file_can_have_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(UserError, match="cannot have the name") as caught:
        write_safely(tmp_path / name, writing(b"new"))
    str(caught.value).encode()
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_and_a_folder_in_the_way_are_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no longer there"):
        write_safely(tmp_path / "gone" / "report.xlsx", writing(b"new"))
    (tmp_path / "report.xlsx").mkdir()
    with pytest.raises(UserError, match="is a folder"):
        write_safely(tmp_path / "report.xlsx", writing(b"new"))
    assert [each.name for each in tmp_path.iterdir()] == ["report.xlsx"]


@pytest.mark.parametrize(
    ("winerror", "words"), [(112, "no room left"), (32, "open in another"), (5, "do not have the right")]
)
def test_codes_of_windows_are_understood(winerror: int, words: str) -> None:
    assert words in str(file_problem(windows_error(winerror), Path("report.xlsx")))


def test_a_private_folder_is_for_this_person_only_and_goes_with_all_in_it(tmp_path: Path) -> None:
    with private_folder(tmp_path / "temporary") as folder:
        assert folder.parent == tmp_path / "temporary"
        (folder / "sheet.xml").write_text("names")
        if os.name == "posix":
            assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert remove_leftovers(tmp_path / "temporary") == 0
        assert (folder / "sheet.xml").exists()
    assert not folder.exists()


def test_a_private_folder_goes_when_the_work_in_it_fails(tmp_path: Path) -> None:
    seen: list[Path] = []

    def work() -> None:
        with private_folder(tmp_path) as folder:
            seen.append(folder)
            raise RuntimeError("cancelled")

    with pytest.raises(RuntimeError, match="cancelled"):
        work()
    assert not seen[0].exists()


def test_leftovers_of_killed_runs_are_removed_and_nothing_else(tmp_path: Path) -> None:
    for name in ("ibcr-left", "ibcr-empty", "other"):
        (tmp_path / name).mkdir()
    (tmp_path / "ibcr-left" / "in-use").touch()
    (tmp_path / "ibcr-left" / "sheet.xml").write_text("names")
    assert remove_leftovers(tmp_path) == 2
    assert [each.name for each in tmp_path.iterdir()] == ["other"]
    assert remove_leftovers(tmp_path / "missing") == 0


def test_a_private_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UserError), private_folder(tmp_path / "file" / "inside"):
        pytest.fail("there is no such folder")
