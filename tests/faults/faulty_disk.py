"""Runs work in child processes whose file operations fail or are the last before a kill, one child per operation."""

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

SOURCE: Final = Path(__file__).with_name("shim.c")
KILL: Final = 0  # instead of an errno

Work = Callable[[Path, Callable[[str], None]], None]


@dataclass(frozen=True)
class Outcome:
    """What one child told before it ended: its folder, its acknowledgements, and whether it was killed."""

    folder: Path
    told: list[str]
    was_killed: bool


def can_be_built() -> bool:
    """Tell whether this computer can compile and preload the shim."""
    return sys.platform == "linux" and shutil.which("cc") is not None


def run_with_shim(module: str, *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a module of the tests in a new interpreter in which the shim is loaded."""
    library = folder / "shim.so"
    command = ["cc", "-shared", "-fPIC", "-O1", "-o", str(library), str(SOURCE), "-ldl"]
    subprocess.run(command, check=True, capture_output=True)
    return subprocess.run(
        [sys.executable, "-m", module, *arguments],
        env={**os.environ, "LD_PRELOAD": str(library), "IBCR_SHIM": str(library)},
        capture_output=True,
        text=True,
        check=False,
        timeout=280,
    )


def run_child(work: Work, start: Path, folder: Path, strike: tuple[int, int, bool]) -> tuple[Outcome, int]:
    """Copy ``start`` to ``folder`` and run ``work`` there in a fork with ``strike`` = (operation, errno, for ever).

    Gives what it told and the number of file operations it made in the folder (0 if it was killed).
    """
    shutil.copytree(start, folder)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _work_and_leave(work, folder, strike, writing)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as pipe:
        told = pipe.read().splitlines()
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status) and os.waitstatus_to_exitcode(status) != 0:
        raise AssertionError(f"The work at operation {strike} ended with a bug: {told[-1:]}")
    count = int(told.pop().removeprefix("operations ")) if told and told[-1].startswith("operations ") else 0
    return Outcome(folder, told, os.WIFSIGNALED(status)), count


def _work_and_leave(work: Work, folder: Path, strike: tuple[int, int, bool], writing: int) -> None:
    shim = ctypes.CDLL(os.environ["IBCR_SHIM"])

    def tell(line: str) -> None:
        os.write(writing, f"{line}\n".encode())

    status = 0
    try:
        shim.fault_arm(os.fsencode(f"{folder}/"), *strike)
        work(folder, tell)
    except BaseException as error:  # noqa: BLE001 - the parent reports it
        tell(repr(error))
        status = 1
    count = shim.fault_seen()
    shim.fault_arm(b"", 0, 0, 0)
    if status == 0:
        tell(f"operations {count}")
    os._exit(status)


def every_strike(
    work: Work, start: Path, folder: Path, error: int, *, ever: bool = False, step: int = 1, last: int = 0
) -> list[Outcome]:
    """Run ``work`` once for each file operation that it makes, struck there by ``error`` (KILL or an errno).

    With ``step`` only at each so manieth operation, but at every one of the ``last`` ones.
    """
    _, count = run_child(work, start, folder / f"count-{error}-{ever}", (0, 0, False))
    return [
        run_child(work, start, folder / f"{error}-{ever}-{number}", (number, error, ever))[0]
        for number in range(1, count + 1)
        if (number - 1) % step == 0 or number > count - last
    ]
