"""Lets one process at a time have a database, and tells the others who has it."""

import json
import os
import platform
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.file_locks import try_lock
from ibcr_desktop.foundation.file_problems import file_problem
from ibcr_desktop.foundation.words import N_

SUFFIX: Final = ".in-use"
MOST_BYTES: Final = 1000
LONGEST_NAME: Final = 100
ATTEMPTS: Final = 20  # each is lost only to a process that let go in the same instant


class InUseElsewhereError(UserError):
    """Another process has the database.

    Attributes:
        computer: the name of its computer, empty when it could not be read.
        process: its number on that computer, 0 when it could not be read.
        here: whether it runs on this computer.
    """

    def __init__(self, happened: str, safe: str, advice: str, **values: object) -> None:
        super().__init__(happened, safe, advice, **values)
        self.computer = str(values.get("computer", ""))
        self.process = int(str(values.get("process", 0)))
        self.here = self.computer in ("", platform.node())


class Holder:
    """The right to a database, until it is released or the process ends in whatever way."""

    def __init__(self, place: Path, descriptor: int) -> None:
        self._place = place
        self._descriptor: int | None = descriptor
        if hasattr(os, "register_at_fork"):
            # a forked worker would keep the database held after this process was killed
            os.register_at_fork(after_in_child=self._forget)

    def release(self) -> None:
        """Give the database up; a second time does nothing."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is None:
            return
        if os.name == "posix":  # unlink first: whoever opened the old file sees that it is gone
            with suppress(OSError):
                self._place.unlink()
        os.close(descriptor)
        if os.name != "posix":
            with suppress(OSError):
                self._place.unlink()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def _forget(self) -> None:
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            os.close(descriptor)


def hold(path: Path) -> Holder:
    """Take the database at ``path`` for this process, by a lock on ``NAME.in-use`` beside it.

    The lock file holds the computer's name and the number of the process, nothing about people. What a killed
    process left behind does not count. Raises InUseElsewhereError when another process has the database, and
    UserError when the folder cannot be written to.
    """
    place = path.with_name(path.name + SUFFIX)
    try:
        for _ in range(ATTEMPTS):
            descriptor = os.open(place, os.O_RDWR | os.O_CREAT, 0o600)
            if not _locked(descriptor):
                raise _in_use(place)
            if _is_still(place, descriptor):
                _sign(descriptor)
                return Holder(place, descriptor)
            os.close(descriptor)
    except OSError as error:
        raise file_problem(error, path) from error
    raise _in_use(place)


def hold_unless_only_read(path: Path) -> Holder | None:
    """Take the database as ``hold`` does; None where its folder cannot be written to: any number may read there."""
    try:
        return hold(path)
    except InUseElsewhereError:
        raise
    except UserError:
        if os.access(path.parent, os.W_OK) or not path.parent.is_dir():
            raise
        return None


def _locked(descriptor: int) -> bool:
    locked = False
    try:
        locked = try_lock(descriptor)
    finally:
        if not locked:
            os.close(descriptor)
    return locked


def _is_still(place: Path, descriptor: int) -> bool:
    """Give whether the locked file is the one other processes find, not one that was removed meanwhile."""
    try:
        return os.path.samestat(place.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def _sign(descriptor: int) -> None:
    content = json.dumps({"computer": platform.node()[:LONGEST_NAME], "process": os.getpid()}).encode("ascii")
    with suppress(OSError):  # a full disk: the lock counts, the name is a courtesy
        os.ftruncate(descriptor, 0)
        os.write(descriptor, content)


def _in_use(place: Path) -> InUseElsewhereError:
    computer, process = _who(place)
    advice = N_("Close it there first. If nobody is using it, wait a minute and try again.")
    safe = N_("Nothing was opened or changed.")
    if computer in ("", platform.node()):
        happened = N_("This database is already open in another window on this computer.")
    else:
        happened = N_("This database is open on the computer “{computer}”.")
    return InUseElsewhereError(happened, safe, advice, computer=computer, process=process)


def _who(place: Path) -> tuple[str, int]:
    try:
        with place.open("rb") as file:
            members = json.loads(file.read(MOST_BYTES))
        return str(members["computer"])[:LONGEST_NAME], int(members["process"])
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return "", 0
