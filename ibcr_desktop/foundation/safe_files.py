"""Writes files so that a crash, a full disk or a pulled stick leaves the old file or the new one, never half of one."""

import hashlib
import io
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

from ibcr_desktop.foundation.file_locks import try_lock
from ibcr_desktop.foundation.file_problems import bad_name, file_problem, open_elsewhere, own_file, unreliable

OWN_NAMES: Final = (".ibcrdb", ".ibcrdb-journal", ".ibcrdb.in-use", ".ibcrdb.reserve", ".ibcrkey", ".ibcrkey.copy")
PART_SUFFIX: Final = ".ibcr.part"  # our own: browsers call their downloads ".part" too
WAITS: Final = (0.1, 0.2, 0.4, 0.8, 1.0)  # seconds, 2.5 in all: what a virus scanner or OneDrive usually needs
HELD_BY_ANOTHER: Final = (5, 32, 33)  # Windows: access denied, sharing violation, lock violation
BLOCK: Final = 1024 * 1024

PRIVATE_PREFIX: Final = "ibcr-"
LOCK_NAME: Final = "in-use"


class _Hashed(io.RawIOBase):
    """Writes through to a file and hashes what was given, in order; it cannot go back, so the hash is the file's."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._hash = hashlib.sha256()
        self._length = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._hash.update(data)
        self._file.write(data)
        length = memoryview(data).nbytes
        self._length += length
        return length

    def tell(self) -> int:
        return self._length

    def digest(self) -> bytes:
        return self._hash.digest()


def write_safely(
    path: Path,
    write: Callable[[BinaryIO], None],
    verify: Callable[[Path], None] | None = None,
    *,
    is_own: bool = False,
) -> None:
    """Write a file beside its destination, read it back, and put it in place in one step.

    Whatever fails, the file that stood there before is untouched and the part is removed.

    Args:
        path: the destination; its folder must exist.
        write: writes the content into the stream it is given, from front to end (the stream cannot seek; zip files
            and workbooks manage without).
        verify: looks at the finished part before it is put in place, and raises where it is not right.
        is_own: a database or a key file is written; without it their names are refused, so that no export that a person
            or a command names takes the place of the records.

    Raises:
        UserError: the disk is full, read-only or unreliable, the name or the rights do not do, the file is open
            elsewhere. What ``write`` and ``verify`` raise themselves passes through, unless it is an OSError.
    """
    target = _behind_link(path)
    if not is_own and target.name.casefold().endswith(OWN_NAMES):
        raise own_file(target)
    part = target.with_name(target.name + PART_SUFFIX)
    try:
        _check(part, _write_part(part, write))
        if verify is not None:
            verify(part)
        put_in_place(part, target)
    except BaseException as error:
        with suppress(OSError, ValueError):
            part.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise file_problem(error, target) from error
        raise


def write_content(path: Path, content: bytes, *, is_own: bool = False) -> None:
    """Write these bytes as ``write_safely`` does."""

    def write(file: BinaryIO) -> None:
        file.write(content)

    write_safely(path, write, is_own=is_own)


def content_of(path: Path) -> Callable[[BinaryIO], None]:
    """Give what writes the content of a file into another one, for ``write_safely``."""

    def write(target: BinaryIO) -> None:
        with path.open("rb") as source:
            shutil.copyfileobj(source, target, BLOCK)

    return write


def unused(path: Path) -> Path:
    """Give the path, or one beside it that no file has, so that nothing is written over: ``a.ibcr``, ``a-2.ibcr``."""
    number, place = 1, path
    while place.exists():
        number += 1
        place = path.with_stem(f"{path.stem}-{number}")
    return place


@contextmanager
def private_folder(parent: Path | None = None) -> Iterator[Path]:
    """Give a new folder that only this person can read, and remove it with all that is in it.

    ``parent`` is ``Places.temporary_folder``, whose leftovers of killed runs ``remove_leftovers`` takes away; the
    temporary folder of the system unless given. Raises UserError where no folder can be made.
    """
    try:
        if parent is not None:
            parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=PRIVATE_PREFIX, dir=parent))
        lock = os.open(folder / LOCK_NAME, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise file_problem(error, parent or Path(tempfile.gettempdir())) from error
    try:
        try_lock(lock)
        yield folder
    finally:
        os.close(lock)
        shutil.rmtree(folder, ignore_errors=True)


def remove_leftovers(parent: Path) -> int:
    """Remove the private folders of runs that were killed, those in use left alone; give how many went."""
    removed = 0
    for folder in parent.glob(PRIVATE_PREFIX + "*"):
        if _is_abandoned(folder):
            shutil.rmtree(folder, ignore_errors=True)
            removed += not folder.exists()
    return removed


def _is_abandoned(folder: Path) -> bool:
    try:
        lock = os.open(folder / LOCK_NAME, os.O_RDWR)
    except FileNotFoundError:
        return True
    except OSError:
        return False
    try:
        return try_lock(lock)
    except OSError:
        return False
    finally:
        os.close(lock)


def _behind_link(path: Path) -> Path:
    with suppress(OSError, ValueError, RuntimeError):  # whatever is wrong with the name is told when it is opened
        return path.resolve() if path.is_symlink() else path
    return path


def _write_part(part: Path, write: Callable[[BinaryIO], None]) -> bytes:
    try:
        file = part.open("wb")
    except ValueError:  # a NUL or a lone surrogate in the name
        raise bad_name(part.with_name(part.name.removesuffix(PART_SUFFIX))) from None
    with file:
        stream = _Hashed(file)
        write(cast("BinaryIO", stream))
        file.flush()
        os.fsync(file.fileno())
        return stream.digest()


def _check(part: Path, expected: bytes) -> None:
    if digest_of(part) != expected:
        raise unreliable(part.with_name(part.name.removesuffix(PART_SUFFIX)))


def digest_of(path: Path) -> bytes:
    """Give the SHA-256 of what the disk holds, not of what memory remembers of it; raises OSError."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        if hasattr(os, "posix_fadvise"):  # ask the disk, not the memory that still holds what was written
            with suppress(OSError):
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        while block := file.read(BLOCK):
            digest.update(block)
    return digest.digest()


def put_in_place(part: Path, target: Path) -> None:
    """Give a finished file, or a folder where nothing has its name yet, its final name in one step.

    Raises UserError when another program holds it, OSError for everything else.
    """
    with suppress(OSError):
        part.chmod(target.stat().st_mode & 0o7777)  # a file keeps the rights it had
    for wait in (*WAITS, None):
        try:
            part.replace(target)
            break
        except OSError as error:
            if not (isinstance(error, PermissionError) or getattr(error, "winerror", None) in HELD_BY_ANOTHER):
                raise
            if wait is None:
                raise open_elsewhere(target) from error
            time.sleep(wait)
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    with suppress(OSError):  # some disks cannot; the name then survives a power cut a little later
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
