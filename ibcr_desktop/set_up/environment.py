"""The virtual environment: made once from locked, hashed requirements, and never trusted half done."""

import hashlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ibcr_desktop.set_up import NO_NETWORK, NotReadyError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

# Set by other programs or by a stranger, these would bring modules and plug-ins from elsewhere.
FOREIGN = ("QT_PLUGIN_PATH", "QT_QPA_PLATFORM_PLUGIN_PATH", "QML_IMPORT_PATH", "QML2_IMPORT_PATH")
MISLEADING = ("VIRTUAL_ENV", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_USER", "PIP_REQUIRE_VIRTUALENV")
UNREACHABLE = ("Retrying (", "NewConnectionError", "Max retries exceeded", "ConnectTimeout", "ReadTimeout")


def clean_environment() -> dict[str, str]:
    """Return the process's environment without what would make Python, pip or Qt look elsewhere."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTHON", "__PYVENV")) and name not in FOREIGN + MISLEADING
    }


class Environment:
    """One virtual environment beside main.py, the lock file that it is made from, and the switches of its Python."""

    def __init__(self, folder: Path, lock: Path, switches: tuple[str, ...] = ()) -> None:
        self.folder = folder
        self.lock = lock
        self.switches = ("-I", *switches)  # isolated: no variable and no folder of the caller is looked at
        self.stamp = folder / "made-from"

    @property
    def python(self) -> Path:
        """The environment's own Python."""
        return self.folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")

    def is_ready(self) -> bool:
        """Tell whether the environment was finished, from this very lock file and for this version of Python."""
        try:
            return self.stamp.read_text() == self._mark() and self.python.exists()
        except OSError:
            return False

    def _mark(self) -> str:
        version = f"{sys.implementation.cache_tag} {sys.platform} {sys.maxsize}"
        return hashlib.sha256(version.encode() + self.lock.read_bytes()).hexdigest()

    def make(self, say: Callable[[str], None]) -> None:
        """Make the environment unless it is ready; the mark that it is ready is written last.

        An environment made from another lock file is put aside, and put back if this fails: without a network
        nothing is lost. Raises NotReadyError with the reason.
        """
        try:
            with _one_at_a_time(self.folder.with_name(f"{self.folder.name}.lock"), say):
                if not self.is_ready():
                    self._make_anew(say)
        except OSError as error:
            raise NotReadyError(
                f"The folder {self.folder.parent} cannot be prepared ({error.strerror or error}). "
                "Please make room or put the program into a folder of your own, then start again."
            ) from error

    def _make_anew(self, say: Callable[[str], None]) -> None:
        earlier = self.folder.with_name(f"{self.folder.name}.earlier")
        if self.stamp.exists():
            _remove(earlier)
            self.folder.rename(earlier)
        _remove(self.folder)
        say(f"Setting up {self.folder.name} (once; it needs the network and a minute or two)")
        try:
            self._fill(say)
        except BaseException:
            _remove(self.folder)
            if earlier.exists():
                earlier.rename(self.folder)
            raise
        _remove(earlier)

    def _fill(self, say: Callable[[str], None]) -> None:
        self._run([sys.executable, "-I", "-m", "venv", str(self.folder)], say)
        python = [str(self.python), *self.switches, "-m"]  # both compile for the switches that they run with
        options = ["--require-hashes", "--only-binary=:all:", "--no-input", "--disable-pip-version-check"]
        self._run([*python, "pip", "install", *options, "-r", str(self.lock)], say)
        self._run([*python, "compileall", "-q", str(self.lock.parents[1] / "ibcr_desktop")], say)
        if hasattr(os, "sync"):
            os.sync()  # after a power cut the mark must not outlive the files that it vouches for
        self.stamp.write_text(self._mark())

    def _run(self, command: list[str], say: Callable[[str], None]) -> None:
        """Run one step, naming what pip fetches; raise NotReadyError with the reason when it fails."""
        lines: list[str] = []
        # With the lock's handle inherited, a step that outlives a killed set-up still keeps the next one waiting.
        with subprocess.Popen(
            command,
            env=clean_environment(),
            close_fds=False,
            start_new_session=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
        ) as step:
            try:
                for line in step.stdout or ():
                    lines.append(line.rstrip())
                    if line.startswith("Collecting "):
                        say(f"  {line.split()[1]}")
            except BaseException:
                _stop(step)
                raise
        if step.returncode:
            raise NotReadyError(_reason(lines))


def _stop(step: "subprocess.Popen[str]") -> None:
    """End the step and what it started: nothing may write on while its folder is removed."""
    if sys.platform == "win32":
        step.kill()
    else:
        os.killpg(step.pid, signal.SIGKILL)
    step.wait()


def _reason(lines: list[str]) -> str:
    if any(mark in line for mark in UNREACHABLE for line in lines):
        return NO_NETWORK
    errors = [line for line in lines if line.startswith("ERROR:")] or lines
    return "The set-up could not be finished; what was there before is unchanged. " + " ".join(errors[-1:])


def _remove(folder: Path) -> None:
    with suppress(FileNotFoundError):
        shutil.rmtree(folder)


@contextmanager
def _one_at_a_time(path: Path, say: Callable[[str], None]) -> Iterator[None]:
    """Hold the file's lock, which the system frees when the holders end, however they end."""
    with path.open("ab") as file:
        try:
            _lock(file.fileno(), wait=False)
        except OSError:
            say("Another set-up of this folder is under way; waiting for it")
            _lock(file.fileno(), wait=True)
        os.set_inheritable(file.fileno(), True)
        yield


def _lock(number: int, *, wait: bool) -> None:
    if sys.platform == "win32":
        while True:
            try:
                msvcrt.locking(number, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
            except OSError:  # Windows waits for ten seconds only
                if not wait:
                    raise
            else:
                return
    else:
        fcntl.flock(number, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
