"""Keeps every received file unchanged, sealed as it came, in a folder beside the database."""

import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import select

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.file_problems import file_problem
from ibcr_desktop.foundation.safe_files import content_of, digest_of, write_safely
from ibcr_desktop.foundation.words import N_
from ibcr_desktop.storage.database import Database
from ibcr_desktop.storage.erasure import erased_records
from ibcr_desktop.storage.filters import among
from ibcr_desktop.storage.log_tables import CARRIED, CHANGE, PACKAGE
from ibcr_desktop.storage.refold import ERASE
from ibcr_desktop.sync.package_lines import Manifest, ReceivedPackage

FOLDER_SUFFIX: Final = ".received"


def folder_of(database_path: Path) -> Path:
    """Give the folder of the files that this database received; it may not exist yet."""
    return database_path.with_name(database_path.name + FOLDER_SUFFIX)


def kept_path(database_path: Path, office: str, number: int, sha256: bytes) -> Path:
    """Give the place of a received file; two files of one number do not share it."""
    return folder_of(database_path) / f"{office}-{number:04}-{sha256.hex()[:16]}.ibcr"


@contextmanager
def kept(database_path: Path, package: ReceivedPackage) -> Iterator[None]:
    """Put a copy of the package's file in its place, compared with what was read, before what is done inside.

    When that fails, a copy that was not there before is removed again. One without a file leaves nothing to keep.
    """
    if package.file is None:
        yield
        return
    manifest = package.manifest
    place = kept_path(database_path, manifest.office, manifest.number, package.sha256)
    was_there = place.exists()
    if not was_there:
        _copy(package.file, place, package.sha256, manifest)
    try:
        yield
    except BaseException:
        if not was_there:
            place.unlink(missing_ok=True)
        raise


def remove_files_of_erased(database: Database) -> UserError | None:
    """Remove the received files that hold an identity which was erased, here or elsewhere.

    Called after a merge is kept: what came may be an erasure, or bring once more what was erased. What a disk refused
    before is tried again; where it refuses, the sentence for whoever has to finish it by hand is given.
    """
    with database.reader() as connection:
        erased = erased_records(connection)
    try:
        if erased:
            remove_files_about(database, erased)
    except UserError as refused:
        return refused
    return None


def remove_files_about(database: Database, record_ids: Sequence[uuid.UUID]) -> int:
    """Remove the received files that carried changes of these records; give how many there were.

    For records whose identity was erased: a file is sealed and signed, so it cannot be rewritten without them, and all
    else that it carried stands in the log (docs/change-log.md, "Corner cases"). The file that brought the erasure
    itself may stay. Raises UserError where the disk refuses, which says that the erasure is done nevertheless.
    """
    statement = (
        select(PACKAGE.c.office, PACKAGE.c.number, PACKAGE.c.sha256)
        .distinct()
        .join(CARRIED, CARRIED.c.package == PACKAGE.c.no)
        .join(
            CHANGE,
            (CHANGE.c.writer == CARRIED.c.writer) & CHANGE.c.number.between(CARRIED.c.first, CARRIED.c.last),
        )
        .where(among(CHANGE.c.record_id, record_ids), CHANGE.c.action != ERASE)
    )
    with database.reader() as connection:
        packages = connection.execute(statement).all()
    removed = 0
    for each in packages:
        place = kept_path(database.path, each.office, each.number, each.sha256)
        try:
            place.unlink()
        except FileNotFoundError:
            continue
        except OSError as cause:
            raise _left_behind(place) from cause
        removed += 1
    return removed


def _copy(file: Path, place: Path, sha256: bytes, manifest: Manifest) -> None:
    """Copy the file beside its place, and refuse it when it is no longer the one that was read."""

    def verify(part: Path) -> None:
        if digest_of(part) != sha256:
            raise _changed(manifest)

    copy_into_folder(file, place, verify)


def copy_into_folder(file: Path, place: Path, verify: Callable[[Path], None] | None = None) -> None:
    """Copy a file as ``write_safely`` writes, and make its folder, for this person alone, where there is none yet."""
    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as cause:
        raise file_problem(cause, place.parent) from cause
    write_safely(place, content_of(file), verify)


def _left_behind(place: Path) -> UserError:
    return UserError(
        N_("The received file “{file}” holds an identity that was erased, and the disk does not let it be removed."),
        N_("All else is done: the identity is gone from the records and their history, and what came was merged."),
        N_("Close what holds the file, or delete it by hand in “{folder}”; it is tried again after the next merge."),
        file=place.name,
        folder=place.parent.name,
    )


def _changed(manifest: Manifest) -> UserError:
    return UserError(
        N_("The file of package no. {number} from {office} changed while it was read."),
        N_("Nothing of it was taken in."),
        N_("Copy the file to this computer, and open it again from there."),
        number=manifest.number,
        office=manifest.office,
    )
