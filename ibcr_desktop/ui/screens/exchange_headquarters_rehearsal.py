"""Shows what merging a file would do before anything is merged: counts, what is left out, totals before and after."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QPushButton, QVBoxLayout, QWidget

from ibcr_desktop.foundation.plain_text import isolate_name
from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.sync.merged import Counts, Merged
from ibcr_desktop.totals.definitions import Definition
from ibcr_desktop.totals.yearly_totals import definitions_of
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.screens.start_page import heading_label
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


class RehearsalPage(QWidget):
    """Sentences and a table of figures, with two ways on: accept it, or leave it.

    Signals:
        accepted, left: what the person decided.
    """

    accepted = Signal()
    left = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._words = context.words
        _ = context.words.translate
        self.heading = heading_label("")
        self.counts = label("")
        self.remarks = QListWidget()
        self.remarks.setMaximumHeight(self.fontMetrics().height() * REMARK_LINES)
        self.remarks.setAccessibleName(_(N_("What is left out or waits, and why")))
        self.totals_heading = label("")
        self.totals = PlainTable(context.words, N_("Totals before and after"), HEADS)
        self.accept = QPushButton(_(N_("&Accept: merge this file")))
        self.leave_it = QPushButton(_(N_("&Leave it")))
        self.accept.clicked.connect(self.accepted)
        self.leave_it.clicked.connect(self.left)
        buttons = QHBoxLayout()
        buttons.addWidget(label(_(N_("Nothing is merged yet. A backup is made before anything is."))), 1)
        buttons.addWidget(self.leave_it)
        buttons.addWidget(self.accept)
        column = QVBoxLayout(self)
        for widget in (self.heading, self.counts, self.remarks, self.totals_heading):
            column.addWidget(widget)
        column.addWidget(self.totals, 1)
        column.addLayout(buttons)
        self.setFocusProxy(self.totals)

    def show_rehearsal(self, rehearsed: Rehearsed) -> None:
        """Show what merging would do."""
        merged, words = rehearsed.merged, self._words
        title = words.translate(N_("File no. {number} from {office}: what merging it would do"))
        self.heading.setText(title.format(number=merged.number, office=isolate_name(merged.office)))
        self.counts.setText(counts_in_words(merged.counts, words))
        remarks = list(_remarks(merged, words))
        self.remarks.clear()
        self.remarks.addItems(remarks)
        self.remarks.setVisible(bool(remarks))
        rows = list(figure_rows(rehearsed, words))
        changed = len(merged.changed_totals)
        text = words.plural(
            "Totals of {year} before and after: {count} figure would change.",
            "Totals of {year} before and after: {count} figures would change.",
            changed,
        )
        if merged.year is not None:
            self.totals_heading.setText(text.format(year=words.fiscal_year(merged.year), count=words.number(changed)))
        self.totals.show_rows(rows)

    def set_busy(self, *, busy: bool) -> None:
        """Let nothing else begin meanwhile."""
        self.accept.setEnabled(not busy)
        self.leave_it.setEnabled(not busy)


def counts_in_words(counts: Counts, words: Words) -> str:
    """Give the counts of records in one line, as "31 new · 4 changed · 2 conflicts"."""
    parts = (
        words.plural("{count} new record", "{count} new records", counts.new),
        words.plural("{count} changed", "{count} changed", counts.changed),
        words.plural("{count} equal", "{count} equal", counts.equal),
        words.plural("{count} to the bin", "{count} to the bin", counts.deleted),
        words.plural("{count} conflict to decide", "{count} conflicts to decide", counts.conflicts),
        words.plural("{count} waiting", "{count} waiting", counts.waiting),
    )
    numbers = (counts.new, counts.changed, counts.equal, counts.deleted, counts.conflicts, counts.waiting)
    return " · ".join(part.format(count=words.number(n)) for part, n in zip(parts, numbers, strict=True))


def figure_rows(rehearsed: Rehearsed, words: Words) -> Iterator[tuple[str, str, str, str]]:
    """Give the rows of the table: those that change first, with a sign and a word."""
    merged = rehearsed.merged
    changed = merged.changed_totals
    for code in (*changed, *(each for each in merged.totals_after if each not in changed)):
        definition = rehearsed.definitions.get(code)
        before, after = merged.totals_before.get(code), merged.totals_after.get(code)
        name = definition.label[words.language] if definition is not None else code
        yield name, _figure(before, definition, words), _figure(after, definition, words), _sign(before, after, words)


def _figure(figure: float | None, definition: Definition | None, words: Words) -> str:
    if figure is None:
        return "–"
    number = words.number(figure, definition.decimals if definition is not None else 0)
    is_percent = definition is not None and definition.is_percent
    return words.translate(N_("{number} %")).format(number=number) if is_percent else number


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
