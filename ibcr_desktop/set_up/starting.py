"""From the words typed after main.py to the running application, tests or command: check, set up, hand over."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from ibcr_desktop.set_up import NotReadyError, display, system_libraries
from ibcr_desktop.set_up.environment import Environment, clean_environment

ROOT = Path(__file__).resolve().parents[2]
WITHOUT_DOCSTRINGS = "-OO"  # they take a twentieth of the memory after the start
APPLICATION = Environment(ROOT / ".venv", ROOT / "requirements" / "application.txt", (WITHOUT_DOCSTRINGS,))
TESTS = Environment(ROOT / ".venv-dev", ROOT / "requirements" / "tests.txt")

DATABASE = ".ibcrdb"

# An isolated Python does not look into our own folder either, so it is named first.
RUN_MODULE = (
    "import runpy, sys; sys.path.insert(0, sys.argv.pop(1)); "
    "runpy.run_module(sys.argv.pop(1), run_name='__main__', alter_sys=True)"
)


def start(words: Sequence[str]) -> int:
    """Start the application (no words, or a database), the tests (``test …``) or a command; return its exit code.

    Returns 1 after one sentence on standard error when this computer is not ready, 130 when interrupted.
    """
    try:
        if not words or words[0].endswith(DATABASE):
            return _start_application(words)
        if words[0] == "test":
            return _start_tests(words[1:])
        _bring(APPLICATION, system_libraries.TO_IMPORT)
        return _hand_over(APPLICATION, "ibcr_desktop.cli", words)
    except NotReadyError as reason:
        _say(str(reason))
        return 1
    except KeyboardInterrupt:
        _say("Interrupted. The next start begins the set-up anew.")
        return 130


def _start_application(words: Sequence[str]) -> int:
    kinds = display.require(os.environ)
    needed = dict(system_libraries.TO_IMPORT)
    if "x11" in kinds or "wayland" in kinds:  # Qt tries X when Wayland fails
        needed |= system_libraries.FOR_A_WINDOW
    if "wayland" in kinds:
        needed |= system_libraries.FOR_WAYLAND
    _bring(APPLICATION, needed)
    display.require_answer(kinds, os.environ)
    return _hand_over(APPLICATION, "ibcr_desktop.application", words)


def _start_tests(words: Sequence[str]) -> int:
    _bring(TESTS, system_libraries.TO_IMPORT)
    os.chdir(ROOT)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return _hand_over(TESTS, "pytest", ("-n", "auto", *words))


def _bring(environment: Environment, libraries: dict[str, str]) -> None:
    """See to the system's part: libraries at every start (they may have gone), pip for the first one."""
    lacking = system_libraries.missing(libraries) if sys.platform == "linux" else {}
    if not environment.is_ready():
        lacking |= system_libraries.without_pip()
    system_libraries.bring(lacking, _say)


def _hand_over(environment: Environment, module: str, words: Sequence[str]) -> int:
    """Make the environment unless it is ready, and become its Python: signals and exit code are the module's own."""
    if not environment.is_ready():
        environment.make(_say)
    python = [str(environment.python), *environment.switches, "-X", "utf8"]
    command = [*python, "-c", RUN_MODULE, str(ROOT), module, *words]
    if sys.platform != "win32":  # on Windows execve would return to the shell at once
        os.execve(command[0], command, clean_environment())
    return subprocess.call(command, env=clean_environment())


def _say(sentence: str) -> None:
    """Standard error: the output of a command may be read by a program."""
    sys.stderr.write(f"{sentence}\n")
    sys.stderr.flush()
