"""Killed at any line, without rights, or at a real limit of the disk: the old file or the new one is there."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals and rights of POSIX")

ROOT = Path(__file__).parents[2]

KILLED_AT_EACH_LINE = """
import os, signal, sys
from pathlib import Path
from ibcr_desktop.foundation import safe_files

place = Path(sys.argv[1]) / "report.xlsx"
old, new = b"old" * 10_000, b"new" * 20_000

def run_until(line):
    seen = 0
    def trace(frame, event, argument):
        nonlocal seen
        if frame.f_code.co_filename != safe_files.__file__:
            return None
        seen += 1
        if seen == line:
            os.kill(os.getpid(), signal.SIGKILL)
        return trace
    sys.settrace(trace)
    safe_files.write_safely(place, lambda file: [file.write(new[at:at + 9_000]) for at in range(0, len(new), 9_000)])
    os._exit(0)

outcomes = []
for line in range(1, 10_000):
    place.write_bytes(old)
    child = os.fork()
    if not child:
        run_until(line)
    killed = os.WIFSIGNALED(os.waitpid(child, 0)[1])
    outcomes.append({old: "old", new: "new"}.get(place.read_bytes(), "broken"))
    if not killed:
        break
print(" ".join(outcomes))
"""

WITHOUT_RIGHTS = """
import os, sys
from pathlib import Path
from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation import safe_files, single_holder
from ibcr_desktop.foundation.words import Words
import ibcr_desktop.foundation.file_problems
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
place = Path(sys.argv[1]) / "report.xlsx"
for attempt in (lambda: safe_files.write_safely(place, lambda file: None), lambda: single_holder.hold(place)):
    try:
        attempt()
    except UserError as error:
        print(error)
"""

AT_A_LIMIT = """
import resource, signal, sys
from pathlib import Path
from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.safe_files import write_safely
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
try:
    write_safely(Path(sys.argv[1]) / "report.xlsx", lambda file: file.write(b"x" * 100_000))
except UserError as error:
    print(error)
"""


def run(code: str, folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder)], cwd=ROOT, capture_output=True, text=True, check=True, timeout=120
    )
    return done.stdout


def test_killed_at_any_line_the_file_is_the_old_one_or_the_new_one(tmp_path: Path) -> None:
    outcomes = run(KILLED_AT_EACH_LINE, tmp_path).split()
    assert len(outcomes) > 40
    assert set(outcomes) == {"old", "new"}
    first_new = outcomes.index("new")
    assert set(outcomes[:first_new]) == {"old"}
    assert set(outcomes[first_new:]) == {"new"}


def test_without_rights_in_the_folder_it_is_told_and_nothing_changes() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        report = folder / "report.xlsx"
        report.write_bytes(b"old")
        folder.chmod(0o555)
        told = run(WITHOUT_RIGHTS, folder).splitlines()
        assert [line.startswith("You do not have the right to read or write “report.xlsx") for line in told] == [
            True
        ] * 2
        assert report.read_bytes() == b"old"
        assert list(folder.iterdir()) == [report]
        folder.chmod(0o755)


def test_at_the_limit_of_a_file_it_is_told_and_the_old_file_stays(tmp_path: Path) -> None:
    report = tmp_path / "report.xlsx"
    report.write_bytes(b"old")
    assert "larger than this disk allows" in run(AT_A_LIMIT, tmp_path)
    assert report.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [report]
