"""Locks a file for one process, by the means of the operating system, so that a crash frees it at once."""

import sys
from typing import Final

if sys.platform == "win32":
    import msvcrt
    import os

    LOCKED_BYTE: Final = 2**30  # far behind the content: a lock of Windows also stops others from reading

    def try_lock(descriptor: int) -> bool:
        """Give whether the open file is now ours; raises OSError where the disk knows no locks."""
        os.lseek(descriptor, LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        finally:
            os.lseek(descriptor, 0, os.SEEK_SET)
        return True

else:
    import fcntl

    def try_lock(descriptor: int) -> bool:
        """Give whether the open file is now ours; raises OSError where the disk knows no locks."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
