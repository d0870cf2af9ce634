"""The figures of the home page: some of the yearly totals of the running year, each with what opens behind it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final

from ibcr_desktop.foundation.words import Words
from ibcr_desktop.records import kind_named
from ibcr_desktop.records.activities import ACTIVITY_KINDS, Activity
from ibcr_desktop.storage.database import Database
from ibcr_desktop.storage.filters import ListQuery
from ibcr_desktop.totals.outcome import Outcome

if TYPE_CHECKING:
    from ibcr_desktop.totals.yearly_totals import Figure

PEOPLE, WOMEN = "people_reached", "girls_and_women"
SHOWN: Final = (PEOPLE, WOMEN, "workshops", "events_organised", "advocacy_actions", "countries")
MOST_LISTED: Final = 50_000  # ids that a list is narrowed to; the totals screen shows more


@dataclass(frozen=True)
class HomeFigure:
    """A figure of the running year.

    Attributes:
        code: its code among the totals.
        number: as it is shown.
        label: the words below it.
        query: the list of exactly the records counted; None where they are of several kinds, which the totals show.
    """

    code: str
    number: str
    label: str
    query: ListQuery | None = None


def read_figures(database: Database, words: Words, year: int) -> Iterator[HomeFigure]:
    """Count the figures of the fiscal year that begins in the calendar year ``year``, as the totals count them."""
    from ibcr_desktop.totals.yearly_totals import compute  # noqa: PLC0415 - the window stands there before

    with database.reader() as connection:
        totals = compute(connection, year, codes=SHOWN)
    found = {each.code: each for each in totals.figures}
    for code in SHOWN:
        if code in found:
            figure = found[code]
            yield HomeFigure(code, _number(figure, found, words), figure.label(words), list_behind(figure.outcome))


def list_behind(outcome: Outcome) -> ListQuery | None:
    """Give the list of exactly the records that a figure counts, where one list can show them all."""
    counted = {kind: ids for kind, ids in outcome.records.items() if len(ids)}
    kinds = {_list_of(kind) for kind in counted}
    number = sum(map(len, counted.values()))
    if len(kinds) != 1 or number != outcome.figure or number > MOST_LISTED:
        return None
    only_kind = tuple(counted) if len(counted) == 1 else tuple(kinds)
    return ListQuery(only_kind, only=tuple(chain.from_iterable(counted.values())))


def _list_of(kind_name: str) -> str:
    is_activity = kind_name == Activity.kind_name() or kind_named(kind_name) in ACTIVITY_KINDS
    return Activity.kind_name() if is_activity else kind_name


def _number(figure: "Figure", found: "Mapping[str, Figure]", words: Words) -> str:
    """Give the number; that of women and girls with their share of the people."""
    number = words.number(figure.outcome.figure)
    people = found[PEOPLE].outcome.figure if PEOPLE in found else 0
    if figure.code != WOMEN or not people:
        return number
    return f"{number} ({words.percent(figure.outcome.figure / people)})"
