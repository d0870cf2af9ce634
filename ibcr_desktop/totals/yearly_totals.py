"""The totals of a fiscal year: one value that feeds the screen, the command line and the workbook."""

import gc
import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import Connection, func, select

from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.records.indicators import Indicator
from ibcr_desktop.records.record import State
from ibcr_desktop.storage.rows import table_of
from ibcr_desktop.totals.definitions import Definition, DefinitionError, parse_definition
from ibcr_desktop.totals.fiscal_years import FiscalYear, fiscal_year
from ibcr_desktop.totals.labels import Labels
from ibcr_desktop.totals.linked_texts import texts_of
from ibcr_desktop.totals.measures import measure
from ibcr_desktop.totals.outcome import Outcome
from ibcr_desktop.totals.people_choice import PeopleOfYear
from ibcr_desktop.totals.selection import Scope, Selection
from ibcr_desktop.totals.year_data import YearData

PREFIXES = {"at_least": N_("at least {number}"), "over": N_("over {number}")}
ONCE = N_("Records that are part of one another count once, so the list may hold more rows.")
NOTHING_NAMED = ": "  # a sentence that names records cannot be said without them
EXPLANATIONS = {
    "people": N_(
        "Low counts only what is certain; unnamed people of different strata are taken to be different people."
    ),
    "sum_of_largest": N_(
        "Of several records for the same key only the largest counts, so the list may hold more rows."
    ),
}


@dataclass(frozen=True)
class Figure:
    """One counted indicator.

    Attributes:
        texts: language → texts that belong to it, such as the headlines of outcomes.
    """

    definition: Definition
    outcome: Outcome
    labels: Labels
    texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def code(self) -> str:
        """The code of the indicator."""
        return self.definition.code

    @property
    def records(self) -> tuple[uuid.UUID, ...]:
        """The ids of what was counted, whatever its kind."""
        return tuple(each for some in self.outcome.records.values() for each in some)

    @property
    def record_count(self) -> int:
        """How many records were counted, without making out which."""
        return sum(map(len, self.outcome.records.values()))

    def label(self, words: Words) -> str:
        """Give the short name."""
        return self.definition.label[words.language]

    def meaning(self, words: Words) -> str:
        """Give the definition in words."""
        return self.definition.meaning[words.language]

    def explanation(self, words: Words) -> str:
        """Say why the number of rows behind the figure may differ from it; empty where it cannot."""
        once = ONCE if self.definition.once_by else ""
        text = EXPLANATIONS.get(self.definition.measure, once)
        return words.translate(text) if text else ""

    @property
    def prefix(self) -> str:
        """The prefix that has to stand before the number: ``at_least``, ``over``, or nothing."""
        rounded = self._rounded() != self.outcome.figure
        if self.definition.prefix == "over" and (rounded or self.outcome.has_unknown):
            return "over"
        is_open = self.outcome.low < self.outcome.high or self.outcome.has_unknown
        return "at_least" if self.definition.prefix == "at_least" or is_open else ""

    def number(self, words: Words) -> str:
        """Give the number as it is published, with its prefix: "over 670"."""
        number = words.number(self._rounded(), self.definition.decimals)
        if self.definition.is_percent:
            number = words.translate(N_("{number} %")).format(number=number)
        return words.translate(PREFIXES[self.prefix]).format(number=number) if self.prefix else number

    def text(self, words: Words) -> str:
        """Give the sentence of the published list."""
        sentences, texts = self.definition.sentence[words.language], self.texts.get(words.language, ())
        is_one = self.outcome.figure == 1 or (words.language == "fr" and self.outcome.figure < 2)
        sentence = sentences["one" if is_one else "many"]
        regions = [self.labels.of("region", each, words) for each in self._regions()]
        if (self.definition.texts is not None and not texts) or ("{regions}" in sentence and not regions):
            return f"{self.label(words)}{NOTHING_NAMED}{self.number(words)}"
        filled = sentence.format(
            figure=self.number(words), texts=words.list_of(list(texts)), regions=words.list_of(regions)
        )
        return filled[:1].upper() + filled[1:]

    def _regions(self) -> list[str]:
        order = self.labels.order("region")
        return sorted(self.outcome.breakdown.get("region", ()), key=lambda each: order.get(each, len(order)))

    def _rounded(self) -> float:
        step, figure = self.definition.floor_to, self.outcome.figure
        return figure if step == 1 or figure < step else figure // step * step  # "over 0" would say nothing


@dataclass(frozen=True)
class Totals:
    """All figures of a year, in the order of the published list, and the drafts that none of them counts."""

    year: FiscalYear
    figures: tuple[Figure, ...]
    labels: Labels
    scope: Scope = field(default_factory=Scope)
    faulty: tuple[str, ...] = ()  # codes of indicators whose definition cannot be read

    @property
    def drafts(self) -> frozenset[uuid.UUID]:
        """The drafts that some figure would count if they were complete."""
        return frozenset[uuid.UUID]().union(*(each.outcome.drafts for each in self.figures))

    def figure(self, code: str) -> Figure:
        """Give one figure by its code; KeyError where the year has none."""
        return {each.code: each for each in self.figures}[code]


def compute(
    connection: Connection,
    year: int,
    *,
    countries: Iterable[str] = (),
    offices: Iterable[str] = (),
    codes: Iterable[str] | None = None,
) -> Totals:
    """Count every indicator of the fiscal year that begins in the calendar year ``year``.

    ``countries`` and ``offices`` narrow what is counted, ``codes`` which indicators; rules: docs/counting-rules.md.
    """
    when = fiscal_year(connection, year)
    scope = Scope(frozenset(countries), frozenset(offices))
    selection = Selection(YearData(connection, when), scope)
    labels = Labels(connection)
    definitions, faulty = definitions_of(connection, year)
    wanted = None if codes is None else set(codes)
    asked = [each for each in definitions if wanted is None or each.code in wanted]
    people = PeopleOfYear(selection, asked)
    with _no_search_for_circles():
        figures = tuple(
            Figure(each, outcome := measure(each, people), labels, texts_of(each, outcome, selection)) for each in asked
        )
    people.forget_shared()
    return Totals(when, figures, labels, scope, faulty)


@contextmanager
def _no_search_for_circles() -> Iterator[None]:
    """Let Python's collector rest: a year is a million small objects in no circle, and it took a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def definitions_of(connection: Connection, year: int) -> tuple[list[Definition], tuple[str, ...]]:
    """Give the definitions that hold in a year, the newest version of each, in order; and the codes of faulty ones.

    A year is counted by one definition: the one that holds on its last day, by the days of its record as well as by the
    years that it names itself.
    """
    table, last_day = table_of(Indicator), fiscal_year(connection, year).last_day
    statement = select(table.c.code, table.c.definition).where(
        table.c.deleted.is_(False),
        table.c.state == State.COMPLETE,
        func.coalesce(table.c.valid_from, last_day) <= last_day,
        func.coalesce(table.c.valid_to, last_day) >= last_day,
    )
    newest: dict[str, Definition] = {}
    faulty = []
    for row in connection.execute(statement):
        try:
            definition = parse_definition(row.definition)
        except DefinitionError:
            faulty.append(row.code)
            continue
        if definition.holds_in(year) and (
            definition.code not in newest or newest[definition.code].version < definition.version
        ):
            newest[definition.code] = definition
    ordered = sorted(newest.values(), key=lambda each: (each.section != "published", each.order, each.code))
    return ordered, tuple(sorted(faulty))
