"""Reads what the home page shows, all at once, in the worker thread."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from ibcr_desktop.people.retention import count_due_for_erasure
from ibcr_desktop.storage.lexicon import StoredLexicon
from ibcr_desktop.storage.recent_records import recent_records
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.storage.rows import fiscal_year_of, start_month
from ibcr_desktop.storage.work_list import WorkItem, work_list
from ibcr_desktop.totals.people_by_month import Month, last_year_of_activities, people_by_month
from ibcr_desktop.ui.screens.home_figures import HomeFigure, read_figures

SHOWN_RECENT = 8


@dataclass(frozen=True)
class Named:
    """A record with its title."""

    kind_name: str
    record_id: uuid.UUID
    title: str


@dataclass(frozen=True)
class HomeFacts:
    """Everything on the home page; ``year`` is the calendar year in which the shown fiscal year begins.

    Until something happens in the running year, the last one with activities is shown.
    """

    year: int
    figures: tuple[HomeFigure, ...]
    months: tuple[Month, ...]
    work: tuple[tuple[WorkItem, Named], ...]
    recent: tuple[Named, ...]
    draft_count: int
    is_running: bool = True
    identities_due: int = 0  # people whose identity may be kept no longer
    duplicates_left: int = 0  # pairs of people who are likely the same

    @property
    def is_empty(self) -> bool:
        """Say whether nothing has been recorded yet that this page could show."""
        nothing_counted = not any(each.complete or each.in_drafts for each in self.months)
        return nothing_counted and not self.work and not self.recent and not self.identities_due


def read_home_facts(store: RecordStore, lexicon: StoredLexicon) -> HomeFacts:
    """Read everything; each part in a short read of its own, so that nobody who saves has to wait for all."""
    today = store.clock.today()
    with store.database.reader() as connection:
        running = fiscal_year_of(today, start_month(connection))
        year = last_year_of_activities(connection, running) or running
        months = people_by_month(connection, year)
        identities_due = count_due_for_erasure(connection, today)
    figures = tuple(read_figures(store.database, lexicon.words, year))
    work = work_list(store, today)
    from ibcr_desktop.people.duplicates_left import duplicates_noted  # noqa: PLC0415 - after the first page is painted

    recent = recent_records(store.database, SHOWN_RECENT)
    wanted = [*((each.kind_name, each.record_id) for each in work.items), *recent]
    named = named_records(lexicon, wanted)
    return HomeFacts(
        year=year,
        figures=figures,
        months=tuple(months),
        work=tuple((each, named[each.record_id]) for each in work.items if each.record_id in named),
        recent=tuple(named[record_id] for _, record_id in recent if record_id in named),
        draft_count=work.draft_count,
        is_running=year == running,
        identities_due=identities_due,
        duplicates_left=duplicates_noted(store.database),
    )


def named_records(lexicon: StoredLexicon, records: Iterable[tuple[str, uuid.UUID]]) -> dict[uuid.UUID, Named]:
    """Give the records with their titles, by id; those that are not here are left out."""
    by_kind: defaultdict[str, list[uuid.UUID]] = defaultdict(list)
    for kind_name, record_id in records:
        by_kind[kind_name].append(record_id)
    return {
        record_id: Named(kind_name, record_id, title)
        for kind_name, ids in by_kind.items()
        for record_id, title in lexicon.titles(kind_name, ids).items()
    }
