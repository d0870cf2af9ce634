"""The totals as JSON, for other programs."""

from typing import Any

from ibcr_desktop.foundation.words import Words
from ibcr_desktop.totals.yearly_totals import Figure, Totals


def totals_as_json(totals: Totals, words: Words) -> dict[str, Any]:
    """Give what ``totals --json`` prints; texts in the language of ``words``, codes in all."""
    return {
        "year": totals.year.label,
        "from": totals.year.first_day.isoformat(),
        "to": totals.year.last_day.isoformat(),
        "language": words.language,
        "drafts_left_out": len(totals.drafts),
        "figures": [_figure(each, words) for each in totals.figures],
    }


def _figure(figure: Figure, words: Words) -> dict[str, Any]:
    outcome = figure.outcome
    return {
        "code": figure.code,
        "figure": outcome.figure,
        "low": outcome.low,
        "high": outcome.high,
        "label": figure.label(words),
        "text": figure.text(words),
        "definition": figure.meaning(words),
        "attendances": outcome.attendances,
        "drafts_left_out": len(outcome.drafts),
        "records": [str(each) for each in figure.records],
        "breakdown": {dimension: dict(sorted(parts.items())) for dimension, parts in outcome.breakdown.items()},
    }
