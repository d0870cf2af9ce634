"""Shows what merging a file would do before anything is merged: counts, what is left out, totals before and after."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from PySide6.QtWidgets import QListWidget, QVBoxLayout, QWidget

from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.sync.merged import Counts, Merged
from ibcr_desktop.totals.definitions import Definition
from ibcr_desktop.totals.figure_words import figure_text
from ibcr_desktop.totals.yearly_totals import definitions_of
from ibcr_desktop.ui.toolkit.plain_table import PlainTable
from ibcr_desktop.ui.toolkit.plain_text import label

HEADS = (N_("Figure"), N_("Before"), N_("After"), N_("Change"))
REMARK_LINES = 5
MOST_LINES = 200  # of refused ones; the rest is counted


@dataclass(frozen=True)
class Rehearsed:
    """A rehearsal with the definitions of the figures that it counted, by code."""

    merged: Merged
    definitions: Mapping[str, Definition]


def with_definitions(store: RecordStore, merged: Merged) -> Rehearsed:
    """Read how the figures of a rehearsal are called; for the worker."""
    if merged.year is None:
        return Rehearsed(merged, {})
    with store.database.reader() as connection:
        definitions, _ = definitions_of(connection, merged.year)
    return Rehearsed(merged, {each.code: each for each in definitions})


class RehearsalView(QWidget):
    """A line of counts, what is left out or waits, and a table of the figures; at headquarters and in an office."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self.counts = label("")
        self.remarks = QListWidget()
        self.remarks.setMaximumHeight(self.fontMetrics().height() * REMARK_LINES)
        self.remarks.setAccessibleName(words.translate(N_("What is left out or waits, and why")))
        self.totals_heading = label("")
        self.totals = PlainTable(words, N_("Totals before and after"), HEADS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.counts, self.remarks, self.totals_heading):
            column.addWidget(widget)
        column.addWidget(self.totals, 1)
        column.addStretch()  # where there are no totals
        self.setFocusProxy(self.totals)

    def show_rehearsal(self, rehearsed: Rehearsed) -> None:
        """Show what merging would do."""
        merged, words = rehearsed.merged, self._words
        self.counts.setText(counts_in_words(merged.counts, words))
        remarks = list(_remarks(merged, words))
        self.remarks.clear()
        self.remarks.addItems(remarks)
        self.remarks.setVisible(bool(remarks))
        for part in (self.totals_heading, self.totals):
            part.setVisible(merged.year is not None)
        if merged.year is not None:
            changed = len(merged.changed_totals)
            text = words.plural(
                "Totals of {year} before and after: {count} figure would change.",
                "Totals of {year} before and after: {count} figures would change.",
                changed,
            )
            self.totals_heading.setText(text.format(year=words.fiscal_year(merged.year), count=words.number(changed)))
        self.totals.show_rows(list(figure_rows(rehearsed, words)))


def counts_in_words(counts: Counts, words: Words) -> str:
    """Give the counts of records in one line, as "31 new · 4 changed · 2 conflicts"."""
    parts = [
        (words.plural("{count} new record", "{count} new records", counts.new), counts.new),
        (words.plural("{count} changed", "{count} changed", counts.changed), counts.changed),
        (words.plural("{count} equal", "{count} equal", counts.equal), counts.equal),
        (words.plural("{count} to the bin", "{count} to the bin", counts.deleted), counts.deleted),
        (words.plural("{count} conflict to decide", "{count} conflicts to decide", counts.conflicts), counts.conflicts),
        (words.plural("{count} waiting", "{count} waiting", counts.waiting), counts.waiting),
    ]
    if again := counts.drafts_again:
        parts.append((words.plural("{count} draft again", "{count} drafts again", again), again))
    return " · ".join(part.format(count=words.number(number)) for part, number in parts)


def figure_rows(rehearsed: Rehearsed, words: Words) -> Iterator[tuple[str, str, str, str]]:
    """Give the rows of the table: those that change first, with a sign and a word."""
    merged = rehearsed.merged
    changed = merged.changed_totals
    for code in (*changed, *(each for each in merged.totals_after if each not in changed)):
        definition = rehearsed.definitions.get(code)
        before, after = merged.totals_before.get(code), merged.totals_after.get(code)
        name = definition.label[words.language] if definition is not None else code
        texts = figure_text(before, definition, words), figure_text(after, definition, words)
        yield (name, *texts, _sign(before, after, words))


def _sign(before: float | None, after: float | None, words: Words) -> str:
    _ = words.translate
    if before == after:
        return _(N_("= the same"))
    if before is None or after is None:
        return _(N_("◆ another definition"))
    return _(N_("▲ more")) if after > before else _(N_("▼ fewer"))


def _remarks(merged: Merged, words: Words) -> Iterator[str]:
    for each in merged.missing:
        yield f"⌛ {each.text(words)}"
    for line in merged.refused[:MOST_LINES]:
        yield f"✖ {line.text(words)}"
    more = len(merged.refused) - MOST_LINES
    if more > 0:
        text = words.plural("✖ {count} more line is left out.", "✖ {count} more lines are left out.", more)
        yield text.format(count=words.number(more))
