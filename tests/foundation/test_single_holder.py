"""One process has a database at a time; a killed one frees it at once."""

import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.single_holder import InUseElsewhereError, hold

ROOT = Path(__file__).parents[2]

HOLDS = """
import sys
from pathlib import Path
from ibcr_desktop.foundation.single_holder import hold
holder = hold(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""

CONTENDS = """
import os, sys, time
from pathlib import Path
from ibcr_desktop.foundation.single_holder import InUseElsewhereError, hold
database, inside = Path(sys.argv[1]), Path(sys.argv[1] + ".inside")
held = 0
while held < 10:
    try:
        with hold(database):
            os.close(os.open(inside, os.O_CREAT | os.O_EXCL))
            inside.unlink()
            held += 1
    except InUseElsewhereError:
        pass
print(held)
"""

FORKS = """
import os, sys, time
from pathlib import Path
from ibcr_desktop.foundation.single_holder import hold
holder = hold(Path(sys.argv[1]))
if os.fork() == 0:
    os.close(1)
    time.sleep(60)
print("held", flush=True)
sys.stdin.read()
"""

Starter = Callable[[str], subprocess.Popen[str]]

TRIES, SECONDS_BETWEEN_TRIES = 100, 0.1


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "dakar.ibcrdb"


@pytest.fixture
def start(database: Path) -> Iterator[Starter]:
    started: list[subprocess.Popen[str]] = []

    def starter(code: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", code, str(database)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=os.name == "posix",
        )
        started.append(process)
        return process

    yield starter
    for process in started:
        if os.name == "posix":
            with suppress(ProcessLookupError):
                os.killpg(process.pid, 9)
        process.kill()
        process.communicate()


def wait_until_held(process: subprocess.Popen[str]) -> None:
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "held"


def test_a_second_process_is_told_at_once_who_has_the_database(
    database: Path, start: Starter, monkeypatch: pytest.MonkeyPatch
) -> None:
    process = start(HOLDS)
    wait_until_held(process)
    monkeypatch.setattr(time, "sleep", lambda _seconds: pytest.fail("nobody is made to wait"))
    with pytest.raises(InUseElsewhereError, match="another window on this computer") as caught:
        hold(database)
    assert (caught.value.computer, caught.value.process, caught.value.here) == (platform.node(), process.pid, True)


def test_a_killed_process_frees_the_database_at_once(database: Path, start: Starter) -> None:
    process = start(HOLDS)
    wait_until_held(process)
    process.kill()
    process.wait()
    assert database.with_name("dakar.ibcrdb.in-use").exists()
    with hold(database), pytest.raises(InUseElsewhereError):
        hold(database)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are not forked here")
def test_a_worker_that_outlives_its_killed_parent_does_not_keep_the_database(database: Path, start: Starter) -> None:
    process = start(FORKS)
    wait_until_held(process)
    with pytest.raises(InUseElsewhereError):
        hold(database)
    process.kill()
    process.wait()
    _wait_until_free(database)


def _wait_until_free(database: Path) -> None:
    """Take the database as soon as it can be taken: on a busy computer the worker lets go a moment after its birth."""
    for _ in range(TRIES):
        try:
            hold(database).release()
        except InUseElsewhereError:
            time.sleep(SECONDS_BETWEEN_TRIES)
        else:
            return
    pytest.fail("the worker keeps the database")


def test_what_is_released_can_be_held_again_and_leaves_no_file(database: Path) -> None:
    holder = hold(database)
    holder.release()
    holder.release()
    with hold(database):
        pass
    assert list(database.parent.iterdir()) == []


def test_two_databases_in_one_folder_are_held_apart(database: Path) -> None:
    with hold(database), hold(database.with_name("bogota.ibcrdb")):
        assert len(list(database.parent.iterdir())) == 2


def test_the_lock_names_the_computer_and_the_process_only(database: Path) -> None:
    with hold(database):
        members = json.loads(database.with_name("dakar.ibcrdb.in-use").read_text("utf-8"))
    assert members == {"computer": platform.node(), "process": os.getpid()}


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b'{"computer": 5}', b"x" * 5000, b"[" * 900])
def test_a_stale_lock_file_of_any_content_does_not_stop_a_start(database: Path, content: bytes) -> None:
    place = database.with_name("dakar.ibcrdb.in-use")
    place.write_bytes(content)
    with hold(database):
        assert json.loads(place.read_text("utf-8"))["process"] == os.getpid()
        place.write_bytes(content)
        with pytest.raises(InUseElsewhereError, match="already open in another window") as caught:
            hold(database)
        str(caught.value).encode()


def test_a_holder_on_another_computer_is_named(database: Path) -> None:
    with hold(database):
        database.with_name("dakar.ibcrdb.in-use").write_text('{"computer": "OFFICE-2", "process": 7}')
        with pytest.raises(InUseElsewhereError, match="“OFFICE-2”") as caught:
            hold(database)
    assert not caught.value.here


def test_many_processes_never_hold_it_together(start: Starter) -> None:
    contenders = [start(CONTENDS) for _ in range(4)]
    held = [int(each.communicate(timeout=60)[0]) for each in contenders]
    assert [each.returncode for each in contenders] == [0] * 4
    assert held == [10] * 4


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no longer there"):
        hold(tmp_path / "gone" / "dakar.ibcrdb")
