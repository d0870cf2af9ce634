"""The published list as text, to be read, copied and sent."""

from collections.abc import Iterator

from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.totals.yearly_totals import Totals


def published_list(totals: Totals, words: Words) -> str:
    """Give the sentences of the list of achievements, one a paragraph."""
    return "\n\n".join(each.text(words) for each in totals.figures if each.definition.section == "published")


def figure_lines(totals: Totals, words: Words) -> Iterator[str]:
    """Give a line for each figure: the published sentences first, then what else is counted."""
    yield words.translate(N_("Fiscal year {year}")).format(year=totals.year.label)
    for each in totals.figures:
        yield f"  {each.text(words)}"
        if each.outcome.attendances is not None and each.definition.measure == "people":
            yield "    " + words.translate(N_("People: {people}. Attendances: {attendances}.")).format(
                people=each.number(words), attendances=words.number(each.outcome.attendances)
            )
    count = len(totals.drafts)
    yield words.plural("{count} draft is not counted.", "{count} drafts are not counted.", count).format(
        count=words.number(count)
    )
