"""Takes in a file as it came: opened in the worker process, then rehearsed or merged, or refused with its reason.

merged = receive_file(store, path, back_up=…)            what became of it, never an exception for a bad file
merged = rehearse_file(store, path)                      the same, rolled back
take_set_aside(store, back_up=…)                         after an update: what an older program could not read

No file that came is ever deleted: a merged one is kept beside the database, and so is one that waited and was refused.
"""

import filecmp
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.file_problems import file_problem
from ibcr_desktop.foundation.safe_files import unused
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.sync.kept_files import copy_into_folder, folder_of, remove_files_of_erased
from ibcr_desktop.sync.key_ring import key_ring
from ibcr_desktop.sync.merged import CannotMergeError, Merged, RefusedLine, Tell, tell_nobody
from ibcr_desktop.sync.outgoing import SUFFIX
from ibcr_desktop.sync.package_lines import ReceivedPackage
from ibcr_desktop.sync.package_reader import open_package
from ibcr_desktop.sync.receiving import LIKELY_YEAR, Figures, accept, rehearse
from ibcr_desktop.sync.refusals import UNKNOWN, PackageRefusedError
from ibcr_desktop.sync.refused_files import note_refused_file

SET_ASIDE, REFUSED = "set-aside", "refused"  # folders inside that of the received files


@contextmanager
def opened_file(store: RecordStore, path: Path) -> Iterator[ReceivedPackage]:
    """Open a file with the keys of the database, as ``open_package`` does."""
    with store.database.reader() as connection:
        ring = key_ring(connection)
    with open_package(path, ring) as package:
        yield package


def rehearse_file(
    store: RecordStore, path: Path, *, figures: Figures = LIKELY_YEAR, tell: Tell = tell_nobody
) -> Merged:
    """Tell what merging the file would do; nothing is kept. A file that is refused is an outcome, too."""
    try:
        with opened_file(store, path) as package:
            return rehearse(store, package, figures=figures, tell=tell)
    except (PackageRefusedError, CannotMergeError) as refused:
        return refused_outcome(path, refused)


def offer_file(store: RecordStore, path: Path, *, figures: Figures = LIKELY_YEAR, tell: Tell = tell_nobody) -> Merged:
    """Rehearse a file for somebody who decides on it next; one that only a newer program can read is set aside.

    That, and every other refusal, is noted, for nothing more comes of it.
    """
    merged = rehearse_file(store, path, figures=figures, tell=tell)
    if merged.problem is not None:
        _put_aside_or_note(store, path, merged.problem)
    return merged


def receive_file(
    store: RecordStore,
    path: Path,
    *,
    back_up: Callable[[], object],
    figures: Figures = LIKELY_YEAR,
    tell: Tell = tell_nobody,
    merge_round: uuid.UUID | None = None,
) -> Merged:
    """Merge the file; one that only a newer program can read is set aside, and every other bad one refused.

    ``merge_round``: as in ``accept``. A file that is not merged is noted, with the reason.

    Raises what ``tell`` and ``back_up`` raise, and what no file causes; nothing is changed then.
    """
    try:
        with opened_file(store, path) as package:
            merged = accept(store, package, back_up=back_up, figures=figures, tell=tell, merge_round=merge_round)
    except (PackageRefusedError, CannotMergeError) as refused:
        _put_aside_or_note(store, path, refused)
        return refused_outcome(path, refused)
    store.announce(merged.kinds)
    return replace(merged, left_behind=remove_files_of_erased(store.database))


def set_aside_files(store: RecordStore) -> list[Path]:
    """Give the files that wait for an update of the program."""
    return sorted((folder_of(store.database.path) / SET_ASIDE).glob("*" + SUFFIX))


def take_set_aside(
    store: RecordStore, *, back_up: Callable[[], object], merge_round: uuid.UUID | None = None
) -> dict[Path, Merged]:
    """Merge the files that were set aside and can be read now, and say what became of each; the others stay there.

    One that is refused is not tried again; it is kept in a folder of its own.
    """
    done = {}
    for path in set_aside_files(store):
        merged = receive_file(store, path, back_up=back_up, merge_round=merge_round)
        if merged.outcome == "set aside":
            continue
        if merged.outcome == "refused":
            _put_by(store, path)
        else:
            path.unlink(missing_ok=True)  # a copy of it was kept, as of every file that is merged
        done[path] = merged
    return done


def _put_by(store: RecordStore, path: Path) -> None:
    """Keep a file that waited and was refused, where nobody takes it for one that waits."""
    folder = folder_of(store.database.path) / REFUSED
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        path.replace(unused(folder / path.name))
    except OSError as cause:
        raise file_problem(cause, path) from cause


def _put_aside_or_note(store: RecordStore, path: Path, refused: UserError) -> None:
    if _is_newer(refused):
        if _waits_already(store, path):
            return
        _set_aside(store, path)
    note_refused_file(store, path, refused)


def _waits_already(store: RecordStore, path: Path) -> bool:
    """Say whether the file is one of those that were set aside."""
    return path.parent == folder_of(store.database.path) / SET_ASIDE


def _set_aside(store: RecordStore, path: Path) -> None:
    folder = folder_of(store.database.path) / SET_ASIDE
    place = (folder / path.name).with_suffix(SUFFIX)
    try:
        is_there = place.exists() and filecmp.cmp(path, place, shallow=False)
    except OSError as cause:
        raise file_problem(cause, path) from cause
    if not is_there:
        copy_into_folder(path, unused(place))


def refused_outcome(path: Path, error: UserError) -> Merged:
    """Give the outcome of a file that is not merged, whatever the reason; it is known by its name."""
    line = error.line if isinstance(error, PackageRefusedError) else 0
    office = str(error.values.get("office", ""))
    return Merged(
        package=path.name,
        office="" if office == UNKNOWN else office,
        number=int(str(error.values.get("number", 0))),
        outcome="set aside" if _is_newer(error) else "refused",
        refused=[RefusedLine(line, error.happened, error.values)],
        problem=error,
    )


def _is_newer(error: UserError) -> bool:
    return isinstance(error, PackageRefusedError) and error.is_newer
