"""Rehearses a package, or merges it: the same work, rolled back or kept (docs/change-log.md, 14).

    merged = rehearse(store, package)                           nothing is kept; what merging would do
    merged = accept(store, package, back_up=…)                  backed up, merged whole or not at all, file kept

``package`` is a ``ReceivedPackage``, read and proved. Its lines can be taken once: read it anew in between. Both may
run on a worker thread with ``store.another()``; the screens renew the kinds in ``merged.kinds`` afterwards.
"""

import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace

from sqlalchemy import Connection, insert, select

from ibcr_desktop.foundation.words import N_
from ibcr_desktop.storage.log_tables import PACKAGE
from ibcr_desktop.storage.page_cache import page_cache_for
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.storage.withdrawal import MERGED, RECEIVED, WITHDRAWN
from ibcr_desktop.sync import diary
from ibcr_desktop.sync.acknowledging import take_receipt
from ibcr_desktop.sync.figures import figures_of, likely_year
from ibcr_desktop.sync.gaps import missing_packages
from ibcr_desktop.sync.held import remember_held
from ibcr_desktop.sync.incoming import take_in
from ibcr_desktop.sync.kept_files import kept
from ibcr_desktop.sync.merged import CannotMergeError, Merged, Tell, tell_nobody
from ibcr_desktop.sync.package_lines import Manifest, ReceivedPackage


@dataclass(frozen=True)
class Figures:
    """Which totals are counted before and after the merge.

    Attributes:
        wanted: at headquarters counting a year twice takes longer than merging a day's work.
        year: the calendar year in which it begins; else that of most activities at the beginning of the package, else
            the present one.
    """

    wanted: bool = True
    year: int | None = None


LIKELY_YEAR = Figures()


def rehearse(
    store: RecordStore, package: ReceivedPackage, *, figures: Figures = LIKELY_YEAR, tell: Tell = tell_nobody
) -> Merged:
    """Tell what merging the package would do: it is merged, and rolled back.

    ``tell`` hears how far it is and may raise to stop it. Raises UserError for a package that cannot be merged.
    """
    known = _known_already(store, package)
    if known is not None:
        return known
    with store.database.rehearsal() as connection:
        merged = _merge(connection, store, package, figures, tell)
    return replace(merged, outcome="rehearsed")


def accept(
    store: RecordStore,
    package: ReceivedPackage,
    *,
    back_up: Callable[[], object],
    figures: Figures = LIKELY_YEAR,
    tell: Tell = tell_nobody,
    merge_round: uuid.UUID | None = None,
) -> Merged:
    """Merge the package in one transaction, after ``back_up()``, and keep its file beside the database.

    ``merge_round``: an id that all files share which are merged in one go; by it the diary knows them together.
    Whatever is raised, by ``back_up``, ``tell``, the disk or because counts disagree, nothing is changed. The same file
    a second time changes nothing, and says so.
    """
    known = _known_already(store, package)
    if known is not None:
        return known
    back_up()
    with kept(store.database.path, package), store.database.writer() as connection:
        merged = _merge(connection, store, package, figures, tell)
        entry = (diary.MERGED, package.manifest.package, merged.counts.as_dict())
        diary.note(connection, store, *entry, merge_round=merge_round)
    return merged


def _merge(
    connection: Connection, store: RecordStore, package: ReceivedPackage, figures: Figures, tell: Tell
) -> Merged:
    manifest, lines = package.manifest, package.lines
    year = figures.year if figures.wanted else None
    if figures.wanted and year is None:
        year, lines = likely_year(connection, lines, store.clock.today())
    before = figures_of(connection, year)
    package_no = note_package(connection, package, MERGED)
    with page_cache_for(connection, sum(manifest.counts.values())):
        taken = take_in(connection, replace(package, lines=lines), package_no, store.clock.today(), tell)
        after = figures_of(connection, year)
    remember_held(connection, manifest.office, manifest.held)
    return Merged(
        package=str(manifest.package),
        office=manifest.office,
        number=manifest.number,
        outcome="waiting" if taken.counts.waiting else "merged",
        counts=taken.counts,
        refused=taken.refused,
        missing=missing_packages(connection),
        kinds=taken.kinds,
        year=year,
        totals_before=before,
        totals_after=after,
        acknowledged=take_receipt(connection, manifest),
    )


def note_package(connection: Connection, package: ReceivedPackage, state: str) -> int:
    """Write the package into the list of those that came, and give its local number."""
    manifest = package.manifest
    connection.execute(
        insert(PACKAGE),
        {
            "uuid": manifest.package,
            "office": manifest.office,
            "number": manifest.number,
            "direction": RECEIVED,
            "sha256": package.sha256,
            "counts": json.dumps(manifest.counts, separators=(",", ":"), sort_keys=True),
            "made_at": manifest.made_at,
            "state": state,
        },
    )
    return int(connection.execute(select(PACKAGE.c.no).where(PACKAGE.c.uuid == manifest.package)).scalar_one())


def _known_already(store: RecordStore, package: ReceivedPackage) -> Merged | None:
    """Say what has become of this very file before; None where it is new. Raises UserError for what never merges."""
    manifest = package.manifest
    if manifest.grade != "full":
        raise _refused(manifest, N_("Package no. {number} from {office} is for reading only: names are missing."))
    statement = select(PACKAGE.c.state, PACKAGE.c.sha256).where(PACKAGE.c.uuid == manifest.package)
    with store.database.reader() as connection:
        row = connection.execute(statement).one_or_none()
    if row is None:
        return None
    if row.sha256 != package.sha256:
        raise _refused(manifest, N_("A different file was merged before as package no. {number} from {office}."))
    if row.state == WITHDRAWN:
        raise CannotMergeError(
            N_("Package no. {number} from {office} was withdrawn here."),
            N_("Nothing was changed; its changes are kept."),
            N_("If it shall count again, take it back in from the list of packages."),
            number=manifest.number,
            office=manifest.office,
        )
    return Merged(str(manifest.package), manifest.office, manifest.number, "already merged")


def _refused(manifest: Manifest, happened: str) -> CannotMergeError:
    return CannotMergeError(
        happened,
        N_("Nothing of it was taken in."),
        N_("Ask the office to send its work again in a new file."),
        number=manifest.number,
        office=manifest.office,
    )
