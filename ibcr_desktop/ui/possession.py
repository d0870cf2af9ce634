"""Holds the database file for this window alone, and listens for a second start of the program on it."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.single_holder import Holder, InUseElsewhereError, hold, hold_unless_only_read

if TYPE_CHECKING:
    from ibcr_desktop.ui.running_instance import RunningInstance


class Possession:
    """The right to at most one database; whoever starts the program again is led to the window that has it."""

    def __init__(self) -> None:
        self.path: Path | None = None
        self._holder: Holder | None = None
        self._listener: RunningInstance | None = None

    def take(self, path: Path, come_to_front: Callable[[], None]) -> None:
        """Take a database in place of the one before; taking the same one again does nothing.

        Raises InUseElsewhereError when another process has it, and UserError when its folder is not there.
        """
        if self._holder is not None and self.path == path:
            return
        self.release()
        self._holder = hold_unless_only_read(path)
        if self._holder is None:
            return
        self.path = path
        from ibcr_desktop.ui.running_instance import RunningInstance  # noqa: PLC0415 - the network part loads late

        self._listener = RunningInstance(path, come_to_front)

    def release(self) -> None:
        """Give the database up; a second time does nothing."""
        if self._listener is not None:
            self._listener.stop()
        if self._holder is not None:
            self._holder.release()
        self._listener = self._holder = self.path = None

    def is_shown_elsewhere(self, path: Path) -> bool:
        """Say whether another window of this computer has the database, and has come to the front."""
        if not path.parent.is_dir():
            return False
        try:
            hold(path).release()
        except InUseElsewhereError as error:
            if not error.here:
                return False
        except UserError:  # a read-only folder, a missing one: the page says so
            return False
        else:
            return False
        from ibcr_desktop.ui.running_instance import bring_to_front  # noqa: PLC0415 - only a second start needs it

        return bring_to_front(path)


def free_path(folder: Path, name: str) -> Path:
    """Give a path in the folder that no database has: ``ibcr.ibcrdb``, then ``ibcr-2.ibcrdb`` and so on."""
    path, number = folder / name, 1
    while path.exists() or path.with_suffix(".ibcrkey").exists():
        number += 1
        path = folder / f"{Path(name).stem}-{number}{Path(name).suffix}"
    return path
