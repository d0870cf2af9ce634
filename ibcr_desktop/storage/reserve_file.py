"""Keeps some megabytes aside, because on a full disk even deleting rows needs room."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

MEGABYTE: Final = 1024 * 1024
RESERVE_BYTES: Final = 20 * MEGABYTE  # docs/faults.md, 4
NEARLY_FULL_BYTES: Final = 8 * MEGABYTE  # less than this may not hold one save with its journal
ROOM_TO_REFILL_BYTES: Final = 200 * MEGABYTE  # docs/faults.md, 4: the limit of "nearly full"


def free_bytes(folder: Path) -> int:
    """Give the bytes that this account may still write on the disk of ``folder``."""
    return shutil.disk_usage(folder).free


class ReserveFile:
    """A file of zeros that is given up when a save meets a full disk, and filled again when there is room."""

    def __init__(
        self, path: Path, size: int = RESERVE_BYTES, *, free_bytes_in: Callable[[Path], int] = free_bytes
    ) -> None:
        """Name the file and its size in bytes; nothing is written yet."""
        self.path = path
        self.size = size
        self._free_bytes_in = free_bytes_in

    @property
    def is_held(self) -> bool:
        """Tell whether there is something to give up."""
        return self.path.exists()

    def hold(self) -> bool:
        """Write the reserve if the disk has plenty of room; give whether it is there in full now."""
        try:
            if self.is_held and self.path.stat().st_size == self.size:
                return True
            if self._free_bytes_in(self.path.parent) < self.size + ROOM_TO_REFILL_BYTES:
                return False
            self._fill()
        except OSError:
            self.release()
            return False
        return True

    def _fill(self) -> None:
        with self.path.open("wb") as file:
            for start in range(0, self.size, MEGABYTE):
                file.write(bytes(min(MEGABYTE, self.size - start)))

    def release(self) -> bool:
        """Give the room back to the disk; give whether there was any."""
        try:
            self.path.unlink()
        except OSError:
            return False
        return True

    def release_if_nearly_full(self) -> bool:
        """Give the room back when less is free than one save may need; give whether it was given."""
        if not self.is_held:
            return False
        try:
            nearly_full = self._free_bytes_in(self.path.parent) < NEARLY_FULL_BYTES
        except OSError:
            return False
        return nearly_full and self.release()
