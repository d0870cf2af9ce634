"""The figures of the home page: what the running year holds so far, each with the list of exactly what it counts."""

from collections.abc import Iterator
from dataclasses import dataclass

from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records.record import State
from ibcr_desktop.storage.database import Database
from ibcr_desktop.storage.filters import Filter, ListQuery, Operator
from ibcr_desktop.storage.lexicon import StoredLexicon
from ibcr_desktop.storage.pages import ListPages

HELD = Filter("status", Operator.IS, "held")
COUNTED_LISTS = (
    ("workshops", N_("Workshops held"), "workshop", (HELD,)),
    ("events", N_("Events held"), "event", (HELD,)),
    ("advocacy_actions", N_("Advocacy actions"), "advocacy_action", ()),
)


@dataclass(frozen=True)
class HomeFigure:
    """A figure of the running year.

    Attributes:
        code: its name.
        number: as it is shown.
        label: the words below it.
        query: the list of exactly the records counted; None where the yearly totals show what is behind it.
    """

    code: str
    number: str
    label: str
    query: ListQuery | None = None


def read_figures(database: Database, lexicon: StoredLexicon, year: int) -> Iterator[HomeFigure]:
    """Give the figures of the fiscal year that begins in the calendar year ``year``; each is a short read."""
    words = lexicon.words
    for code, label, kind_name, filters in COUNTED_LISTS:
        query = ListQuery((kind_name,), filters, state=State.COMPLETE, fiscal_year=year)
        count = ListPages(database, lexicon, query).count
        yield HomeFigure(code, words.number(count), words.translate(label), query)
