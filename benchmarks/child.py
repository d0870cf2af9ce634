"""Runs one part in a process of its own and hears from it: time and memory of a fresh program, nothing else's."""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from ibcr_desktop.set_up.starting import WITHOUT_DOCSTRINGS

ROOT = Path(__file__).resolve().parents[1]
KILOBYTE = 1_024
LONGEST_SECONDS = 3_600  # a workbook of headquarters takes minutes


def run(module: str, *arguments: str) -> dict[str, Any]:
    """Run ``benchmarks.module`` and give what it told, with ``begun``: the moment before it was started.

    Both processes read the same monotonic clock (on Linux that of the computer).
    """
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "IBCR_DESKTOP_HOME": home}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # the set-up compiles the program, so people start it compiled
        # Without docstrings, as the program starts.
        command = [sys.executable, WITHOUT_DOCSTRINGS, "-m", f"benchmarks.{module}", *arguments]
        begun = time.monotonic()
        done = subprocess.run(  # noqa: S603 - our own module
            command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, timeout=LONGEST_SECONDS
        )
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return {**told, "begun": begun}


def tell(**told: float) -> None:
    """Tell the other process; the last line of output is heard."""
    print(json.dumps(told), flush=True)  # noqa: T201 - the parent reads it


def memory(name: str) -> float:
    """Give a figure of this process in bytes: ``VmRSS``, ``VmHWM`` (the peak) or ``Pss``."""
    path = "/proc/self/smaps_rollup" if name == "Pss" else "/proc/self/status"
    for line in Path(path).read_text(encoding="ascii").splitlines():
        if line.startswith(f"{name}:"):
            return float(line.split()[1]) * KILOBYTE
    raise ValueError(name)
