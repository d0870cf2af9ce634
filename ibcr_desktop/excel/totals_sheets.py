"""The sheets of figures: the published list, what the figures consist of, and charts of the parts most asked for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from ibcr_desktop.excel.house_style import Column, Look
from ibcr_desktop.excel.sheet_file import StyledCell, Value
from ibcr_desktop.excel.table_sheet import TableSheet
from ibcr_desktop.foundation.words import N_, N_plural, Words
from ibcr_desktop.totals.yearly_totals import Figure, Totals

TITLE: Final = N_("Major achievements {year}")
PERIOD: Final = N_("From {first} to {last}. Each figure leads to the records behind it.")
DRAFTS: Final = N_plural("{count} draft is left out of these totals.", "{count} drafts are left out of these totals.")
BOUNDS: Final = N_(
    "Low is certain; high holds if nobody was counted twice. Where the two differ, or something is not known, "
    "the published figure is the low one with “at least”."
)
ONLY_COUNTRIES: Final = N_("Only these countries are counted: {countries}.")
ONLY_OFFICES: Final = N_("Only what these offices recorded is counted: {offices}.")
FAULTY: Final = N_("These indicators could not be counted, because their definition cannot be read: {codes}.")
BREAKDOWNS: Final = N_("Breakdowns")
BREAKDOWN_REMARK: Final = N_(
    "Filter by figure and by breakdown; the charts are on the next sheet. A record may have several countries, themes "
    "or languages, so those parts may add up to more than the figure."
)
PUBLISHED, FURTHER = N_("published list"), N_("further indicators")
PART_COLUMN, NUMBER_COLUMN = 4, 5
IN_OWN_ORDER: Final = frozenset({"sex", "age_group", "level", "month", "region"})  # others show the largest first
MONTH: Final = "month"
UNKNOWN_MONTH: Final = 7  # characters of "2020-04"


def title_of(totals: Totals, words: Words) -> str:
    """Give the title of the workbook."""
    return words.translate(TITLE).format(year=totals.year.label)


def published_sheet(totals: Totals, words: Words, name: str, record_sheets: Sequence[str]) -> TableSheet:
    """Give the first sheet; ``record_sheets`` are the names of the sheets behind the figures, in their order."""
    _ = words.translate
    columns = [
        Column(_("Figure"), Look.WRAPPED, 28),
        Column(_("Counted"), Look.KEY_DECIMAL, 13),
        Column(_("Low"), Look.DECIMAL, 11),
        Column(_("High"), Look.DECIMAL, 11),
        Column(_("Sentence"), Look.WRAPPED, 48),
        Column(_("Attendances"), Look.WHOLE, 14),
        Column(_("Drafts left out"), Look.WHOLE, 10),
        Column(_("Definition"), Look.WRAPPED, 46),
        Column(_("List"), Look.WRAPPED, 12),
        Column(_("Code"), Look.TEXT, 20),
    ]
    rows = [_list_row(each, words, sheet) for each, sheet in zip(totals.figures, record_sheets, strict=True)]
    return TableSheet(name, title_of(totals, words), columns, rows, list(_remarks(totals, words)), table="totals")


def breakdown_sheet(totals: Totals, words: Words, name: str, back: tuple[str, str]) -> TableSheet:
    """Give the sheet with every part of every figure, a row for each; ``parts_of`` has them in the same order."""
    _ = words.translate
    columns = [
        Column(_("Figure"), Look.TEXT, 44),
        Column(_("Breakdown")),
        Column(_("Code")),
        Column(_("Part"), Look.TEXT, 44),
        Column(_("Number"), Look.DECIMAL, 14),
    ]
    rows: list[list[Value]] = [
        [each.label(words), totals.labels.dimension(dimension, words), part.code, part.label, part.number]
        for each, dimension, parts in parts_of(totals, words)
        for part in parts
    ]
    return TableSheet(name, _(BREAKDOWNS), columns, rows, (_(BREAKDOWN_REMARK),), back=back, table="breakdown")


@dataclass(frozen=True)
class Part:
    """One part of a figure."""

    code: str
    label: str
    number: float


def parts_of(totals: Totals, words: Words) -> Iterator[tuple[Figure, str, list[Part]]]:
    """Give every figure, dimension and its parts, those of 0 left out, in the order of the breakdown sheet."""
    for figure in totals.figures:
        for dimension, numbers in figure.outcome.breakdown.items():
            order = totals.labels.order(dimension)
            codes = sorted(
                (code for code, number in numbers.items() if number), key=lambda code: (order.get(code, 0), code)
            )
            if dimension not in IN_OWN_ORDER:
                codes.sort(key=lambda code: -numbers[code])
            yield (
                figure,
                dimension,
                [Part(each, _part_label(totals, words, dimension, each), numbers[each]) for each in codes],
            )


def _part_label(totals: Totals, words: Words, dimension: str, code: str) -> str:
    if dimension == MONTH and len(code) == UNKNOWN_MONTH and code[:4].isdigit():
        return words.month(date(int(code[:4]), int(code[5:]), 1))
    return totals.labels.of(dimension, code, words)


def _list_row(figure: Figure, words: Words, sheet: str) -> list[Value]:
    outcome, definition = figure.outcome, figure.definition
    percent = definition.is_percent
    key = StyledCell(Look.KEY_PERCENT if percent else Look.KEY_DECIMAL, outcome.figure, sheet)
    bounds = [StyledCell(Look.PERCENT if percent else Look.DECIMAL, each) for each in (outcome.low, outcome.high)]
    section = words.translate(PUBLISHED if definition.section == "published" else FURTHER)
    row: list[Value] = [figure.label(words), key, *bounds, figure.text(words), outcome.attendances]
    return [*row, len(outcome.drafts), figure.meaning(words), section, figure.code]


def _remarks(totals: Totals, words: Words) -> Iterator[str]:
    _ = words.translate
    period = _(PERIOD).format(first=words.day(totals.year.first_day), last=words.day(totals.year.last_day))
    count = len(totals.drafts)
    yield f"{period} {words.plural(*DRAFTS, count).format(count=words.number(count))}"
    yield _(BOUNDS)
    if totals.scope.countries:
        labels = sorted(totals.labels.of("country", each, words) for each in totals.scope.countries)
        yield _(ONLY_COUNTRIES).format(countries=words.list_of(labels))
    if totals.scope.offices:
        labels = sorted(totals.labels.of("office", each, words) for each in totals.scope.offices)
        yield _(ONLY_OFFICES).format(offices=words.list_of(labels))
    if totals.faulty:
        yield _(FAULTY).format(codes=", ".join(totals.faulty))
