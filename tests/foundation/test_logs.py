"""The log helps to mend the program and holds nothing that anybody entered."""

import logging
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from ibcr_desktop.foundation.logs import Logs, install
from ibcr_desktop.foundation.places import Places
from ibcr_desktop.foundation.traces import place_name, trace_of

CANARY = "Fatoumata-Canary"
ROOT = Path(__file__).parents[2]


@pytest.fixture
def told() -> list[BaseException]:
    return []


@pytest.fixture
def logs(tmp_path: Path, told: list[BaseException]) -> Iterator[Logs]:
    running = install(Places.in_folder(tmp_path), told.append)
    yield running
    running.stop()


def written(folder: Path) -> str:
    return "".join(place.read_text("utf-8") for place in (folder / "logs").iterdir())


def fail_twice() -> None:
    """Fail so that the message, the cause and the note quote a value."""
    try:
        int(CANARY)
    except ValueError as error:
        error.add_note(CANARY)
        raise KeyError(CANARY) from error


def failure() -> BaseException:
    """Give a failure that has passed some places."""
    with pytest.raises(KeyError) as caught:
        fail_twice()
    return caught.value


def test_a_trace_gives_types_files_and_lines_and_no_values() -> None:
    lines = trace_of(failure()).splitlines()
    assert lines[0] == "builtins.KeyError"
    assert lines[1].startswith("  test_logs.py:")
    assert lines[2].startswith("  test_logs.py:")
    assert lines[2].endswith(" fail_twice")
    assert lines[3] == "caused by builtins.ValueError"
    assert CANARY not in "".join(lines)


def test_a_trace_follows_groups_and_contexts_and_ends() -> None:
    group = BaseExceptionGroup(CANARY, [failure(), OSError(2, CANARY)])
    group.exceptions[1].__context__ = group
    trace = trace_of(group)
    assert "member builtins.FileNotFoundError" in trace
    assert "while handling" not in trace
    assert CANARY not in trace


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/home/fatou/app/ibcr_desktop/foundation/logs.py", "ibcr_desktop/foundation/logs.py"),
        ("C:\\Users\\Fatou\\ibcr_desktop\\cli.py", "ibcr_desktop/cli.py"),
        ("/home/fatou/.venv/lib/python3.11/site-packages/openpyxl/cell.py", "openpyxl/cell.py"),
        ("/usr/lib/python3.11/json/decoder.py", "decoder.py"),
        ("", ""),
    ],
)
def test_a_place_does_not_name_the_home_of_a_person(path: str, name: str) -> None:
    assert place_name(path) == name


def test_our_texts_are_logged_without_what_fills_them(logs: Logs, tmp_path: Path) -> None:
    assert logs
    logging.getLogger("ibcr_desktop.storage").warning("Could not save %s", CANARY)
    assert "WARNING Could not save %s" in written(tmp_path)
    assert CANARY not in written(tmp_path)


def test_of_other_libraries_only_the_place_is_logged(logs: Logs, tmp_path: Path) -> None:
    assert logs
    logging.getLogger("sqlalchemy.engine").error(f"INSERT {CANARY}")  # noqa: G004 - as libraries do
    assert "ERROR sqlalchemy.engine test_logs.py:" in written(tmp_path)
    assert CANARY not in written(tmp_path)


def test_a_logged_failure_shows_where_and_not_what(logs: Logs, tmp_path: Path) -> None:
    assert logs
    logging.getLogger("ibcr_desktop.excel").error("The export failed", exc_info=failure(), stack_info=True)
    assert "builtins.KeyError\n  test_logs.py:" in written(tmp_path)
    assert CANARY not in written(tmp_path)


def test_failures_anywhere_are_logged_and_told(
    logs: Logs, tmp_path: Path, told: list[BaseException], capsys: pytest.CaptureFixture[str]
) -> None:
    assert logs
    error = failure()
    sys.excepthook(type(error), error, error.__traceback__)

    def fail() -> None:
        raise LookupError(CANARY)

    thread = threading.Thread(target=fail, name=CANARY)
    thread.start()
    thread.join()
    assert [type(each) for each in told] == [KeyError, LookupError]
    assert written(tmp_path).count("An unexpected failure") == 2
    assert "builtins.LookupError" in capsys.readouterr().err
    assert CANARY not in written(tmp_path) + capsys.readouterr().err


def test_the_log_is_renewed_before_it_grows_large(logs: Logs, tmp_path: Path) -> None:
    assert logs
    ours = logging.getLogger("ibcr_desktop")
    for _ in range(6000):
        ours.info("x" * 400)
    sizes = [place.stat().st_size for place in (tmp_path / "logs").iterdir()]
    assert len(sizes) == 1 + 4
    assert max(sizes) <= 512 * 1024


def test_stopping_gives_everything_back(tmp_path: Path) -> None:
    before = (sys.excepthook, threading.excepthook, sys.unraisablehook, list(logging.getLogger().handlers))
    install(Places.in_folder(tmp_path)).stop()
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook, list(logging.getLogger().handlers)) == before


def test_a_folder_that_cannot_be_written_to_does_not_stop_the_program(tmp_path: Path) -> None:
    (tmp_path / "logs").touch()
    logs = install(Places.in_folder(tmp_path))
    logging.getLogger("ibcr_desktop").error("The export failed")
    logs.stop()


def test_a_program_that_fails_or_crashes_prints_no_value(tmp_path: Path) -> None:
    start = (
        "import sys, pathlib\n"
        "from ibcr_desktop.foundation import logs, places\n"
        "logs.install(places.Places.in_folder(pathlib.Path(sys.argv[1])))\n"
        f"name = '{CANARY}'\n"
    )
    for ending in ("raise ValueError(name)", "import faulthandler; faulthandler._sigsegv()", "import os; os.abort()"):
        command = [sys.executable, "-c", start + ending, str(tmp_path)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
        assert done.returncode != 0
        assert CANARY not in done.stderr + done.stdout
    assert "builtins.ValueError" in written(tmp_path)
    assert "Fatal Python error" in written(tmp_path)
    assert CANARY not in written(tmp_path)
