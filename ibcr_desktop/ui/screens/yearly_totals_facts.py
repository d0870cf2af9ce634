"""Counts what the totals screen shows, all at once, in the worker thread."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from ibcr_desktop.records.activities import ACTIVITY_KINDS
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.storage.rows import fiscal_year_of, start_month
from ibcr_desktop.totals.fiscal_years import fiscal_year
from ibcr_desktop.totals.quality import Finding, findings
from ibcr_desktop.totals.yearly_totals import Totals, compute
from ibcr_desktop.totals.years_with_records import Choices, choices

ALWAYS_MATTER: Final = frozenset(
    {
        "participation",
        "headcount",
        "person",
        "person_link",
        "project",
        "organisation",
        "evidence",
        "advocacy_outcome",
        "country",
        "office",
        "term",
        "indicator",
        "organisation_setting",
        "reporting_year",
        *(kind.kind_name() for kind in ACTIVITY_KINDS),
    }
)


@dataclass(frozen=True)
class Request:
    """What a person asks for; ``year`` None stands for the running year, or the latest one before it with records."""

    year: int | None = None
    countries: frozenset[str] = field(default_factory=frozenset)
    offices: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True)
class TotalsFacts:
    """What was counted, and what else could be asked for: ``years`` as (start, label), the latest first."""

    totals: Totals
    findings: tuple[Finding, ...]
    years: tuple[tuple[int, str], ...]
    choices: Choices

    @property
    def is_empty(self) -> bool:
        """Say whether the year has nothing to show: no record counted anywhere, and no draft."""
        return not any(each.record_count or each.outcome.drafts for each in self.totals.figures)


def read_totals(
    store: RecordStore, request: Request, stopped: Callable[[], bool] = lambda: False
) -> TotalsFacts | None:
    """Count everything in one read; ``stopped`` says whether the answer is still wanted, None where it is not.

    Whoever saves meanwhile waits for a moment: a copy of the database to read from would take longer, and hold it too.
    """
    own = store.another()
    try:
        return None if stopped() else _read(own, request)
    finally:
        own.database.close()


def _read(store: RecordStore, request: Request) -> TotalsFacts:
    today = store.clock.today()
    with store.database.reader() as connection:
        offered = choices(connection)
        running = fiscal_year_of(today, start_month(connection))
        year = _usual_year(offered.years, running) if request.year is None else request.year
        starts = sorted({*offered.years, running, year}, reverse=True)
        years = tuple((each, fiscal_year(connection, each).label) for each in starts)
        totals = compute(connection, year, countries=request.countries, offices=request.offices)
        return TotalsFacts(totals, findings(connection, totals, today), years, offered)


def kinds_that_matter(totals: Totals) -> frozenset[str]:
    """Give the kinds whose change may move a figure, or what a figure is called."""
    sources = (source for each in totals.figures for source in each.definition.sources)
    return ALWAYS_MATTER | {kind for source in sources for kind in source.kinds}


def _usual_year(years: tuple[int, ...], running: int) -> int:
    if running in years:
        return running
    return next((each for each in years if each < running), running)
