"""Texts of records that belong to a figure: which outcomes the advocacy of the year led to."""

from collections.abc import Iterator, Mapping

from ibcr_desktop.foundation.words import LANGUAGES
from ibcr_desktop.totals.definitions import Definition, Source, Texts
from ibcr_desktop.totals.outcome import Outcome
from ibcr_desktop.totals.selection import Found, Selection


def texts_of(definition: Definition, outcome: Outcome, selection: Selection) -> Mapping[str, tuple[str, ...]]:
    """Give the texts by language, the earliest first; a text that a language lacks stands there in English."""
    wanted = definition.texts
    if wanted is None:
        return {}
    records = list(_records(wanted, outcome, selection))
    return {
        language: tuple(
            text
            for each in records
            if (text := each.row[f"{wanted.field}_{language}"] or each.row[f"{wanted.field}_en"])
        )
        for language in LANGUAGES
    }


def _records(wanted: Texts, outcome: Outcome, selection: Selection) -> Iterator[Found]:
    """Give the complete records that name a counted one, or were counted themselves, in time for the report."""
    counted = {each for some in outcome.records.values() for each in some}
    source = Source(kinds=(wanted.kind,), period="always", where=wanted.where)
    found = [each for each in selection.find([source]) if not each.draft_ids]
    day = wanted.until_report_by
    for each in sorted(found, key=lambda found: (str(found.row.get(day)), found.key)):
        linked = {each.key} if not wanted.through else set(each.row[wanted.through] or ())
        reached = each.row[day] if day else None
        in_time = not day or (reached is not None and reached <= selection.data.year.report_on)
        if counted & linked and in_time:
            yield each
