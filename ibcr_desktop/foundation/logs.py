"""Keeps a local log that helps to mend the program and holds nothing that anybody entered."""

import faulthandler
import logging
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Final, TextIO

from ibcr_desktop.foundation.places import Places
from ibcr_desktop.foundation.traces import PACKAGE, place_name, trace_of

LOG_NAME: Final = "ibcr-desktop.log"
CRASH_NAME: Final = "crash.log"  # written by the interpreter itself while it dies: threads, files and lines
MOST_BYTES: Final = 512 * 1024
OLDER_LOGS: Final = 3

log = logging.getLogger(PACKAGE)


class ValuelessFormatter(logging.Formatter):
    """Writes the text as it stands in the code, never what would be filled in; of other libraries only the place."""

    def format(self, record: logging.LogRecord) -> str:
        """Give time, level and text, then the types and places of the failure if there is one."""
        ours = record.name.split(".")[0] == PACKAGE and isinstance(record.msg, str)
        text = record.msg if ours else f"{record.name} {place_name(record.pathname)}:{record.lineno}"
        lines = [f"{self.formatTime(record)} {record.levelname} {text}"]
        if record.exc_info and record.exc_info[1] is not None:
            lines.append(trace_of(record.exc_info[1]))
        return "\n".join(lines)


class _LogFile(RotatingFileHandler):
    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
        """Say nothing: the usual answer prints the record with its values, and a full disk is told elsewhere."""


class Logs:
    """The hooks and files of a running program, and the way to take them back."""

    def __init__(self, folder: Path, tell: Callable[[BaseException], None] | None) -> None:
        self._folder = folder
        self._tell = tell
        self._handler: logging.Handler = logging.NullHandler()
        self._crash_file: TextIO | None = None
        self._former = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        self._crashes_were_written = faulthandler.is_enabled()

    def start(self) -> None:
        """Open the files and set the hooks; a folder that cannot be written to leaves the hooks alone working."""
        with suppress(OSError, ValueError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._handler = _LogFile(
                self._folder / LOG_NAME, maxBytes=MOST_BYTES, backupCount=OLDER_LOGS, encoding="utf-8", delay=True
            )
        self._handler.setFormatter(ValuelessFormatter())
        self._handler.setLevel(logging.INFO)
        logging.getLogger().addHandler(self._handler)
        log.setLevel(logging.INFO)
        self._watch_for_crashes()
        sys.excepthook = self._failed
        threading.excepthook = self._failed_in_thread
        sys.unraisablehook = self._failed_unraisably

    def stop(self) -> None:
        """Take back the hooks and close the files."""
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._former
        logging.getLogger().removeHandler(self._handler)
        self._handler.close()
        if self._crash_file is not None:
            faulthandler.disable()
            self._crash_file.close()
            if self._crashes_were_written:
                faulthandler.enable()

    def _watch_for_crashes(self) -> None:
        with suppress(OSError, ValueError):
            place = self._folder / CRASH_NAME
            grown = place.exists() and place.stat().st_size > MOST_BYTES
            self._crash_file = place.open("w" if grown else "a", encoding="utf-8")
            faulthandler.enable(self._crash_file, all_threads=True)

    def _failed(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self._record(error)

    def _failed_in_thread(self, failure: threading.ExceptHookArgs) -> None:
        if failure.exc_value is not None and not issubclass(failure.exc_type, SystemExit):
            self._record(failure.exc_value)

    def _failed_unraisably(self, failure: "sys.UnraisableHookArgs") -> None:
        if failure.exc_value is not None:
            self._record(failure.exc_value)

    def _record(self, error: BaseException) -> None:
        log.error("An unexpected failure", exc_info=error)
        if sys.stderr is not None:  # windowed programs on Windows have none
            with suppress(OSError, ValueError):
                print(trace_of(error), file=sys.stderr)  # noqa: T201 - in place of Python's report with its values
        if self._tell is not None:
            self._tell(error)


def install(places: Places, tell: Callable[[BaseException], None] | None = None) -> Logs:
    """Log failures from now on, wherever they happen, and tell ``tell`` about each, in the thread it happened in.

    Gives the running logs, to be stopped at the end. Modules log with ``logging.getLogger(__name__)``; of their
    texts only what stands in the code is written.
    """
    logs = Logs(places.log_folder, tell)
    logs.start()
    return logs
