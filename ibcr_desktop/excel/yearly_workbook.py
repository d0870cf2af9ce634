"""The workbook of a fiscal year: its figures, what they consist of, and the records behind them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from ibcr_desktop.excel.activity_sheet import ActivitySheet
from ibcr_desktop.excel.charts import chart_ranges, write_charts
from ibcr_desktop.excel.code_book import code_book
from ibcr_desktop.excel.field_columns import Columns
from ibcr_desktop.excel.link_labels import LinkLabels
from ibcr_desktop.excel.participation_sheet import ParticipationSheet
from ibcr_desktop.excel.progress import Progress
from ibcr_desktop.excel.quality_sheet import quality_sheet
from ibcr_desktop.excel.record_sheet import count_present, find_records, record_rows
from ibcr_desktop.excel.table_sheet import Placed, TableSheet, write_table_sheet
from ibcr_desktop.excel.totals_sheets import BREAKDOWNS, DRAFTS, breakdown_sheet, published_sheet, title_of
from ibcr_desktop.excel.workbook_file import WorkbookFile, private_workbook_folder, put_in_place, told_about
from ibcr_desktop.foundation.clock import Clock
from ibcr_desktop.foundation.places import Places
from ibcr_desktop.foundation.words import N_, N_plural, Words
from ibcr_desktop.storage.database import Database
from ibcr_desktop.storage.lexicon import StoredLexicon
from ibcr_desktop.totals.yearly_totals import Figure, Totals

LIST, PARTS, CHARTS = N_("Totals"), BREAKDOWNS, N_("Charts")
PARTICIPATIONS, ACTIVITIES, QUALITY, CODES = N_("Participations"), N_("Activities"), N_("Quality"), N_("Code book")
BEFORE_FIGURES: Final = (LIST, PARTS, CHARTS)
AFTER_FIGURES: Final = (PARTICIPATIONS, ACTIVITIES, QUALITY, CODES)
BACK: Final = N_("Back to the totals")
NAMES_IN_IT: Final = N_("This sheet holds names of persons. Give it only to people who need them.")
BEHIND: Final = N_("{figure} ({year}): the records behind the figure")
ROWS_AND_FIGURE: Final = N_("Figure: {figure}. Records below: {rows}.")
GONE: Final = N_plural(
    "{count} record was removed after the totals were computed.",
    "{count} records were removed after the totals were computed.",
)
PARTICIPATIONS_REMARK: Final = N_(
    "Complete participations in activities that were held and ended from {first} to {last}: one row for each person "
    "and activity. Groups that were counted without names are on the sheets behind the figures."
)
ACTIVITIES_REMARK: Final = N_("Complete activities that ended from {first} to {last}, whatever their status.")
SNAPSHOT_NAME: Final = "snapshot.ibcrdb"
AFTER_ROWS: Final = 0.5  # putting together and reading back, as a part of what writing the rows takes


def write_workbook(
    database: Database,
    totals: Totals,
    path: Path,
    words: Words,
    *,
    names: bool = False,
    progress: Progress | None = None,
) -> None:
    """Write the workbook of the year in the language of ``words``, whatever the screen's.

    The records are read from an encrypted snapshot in a private folder, so that nobody who types has to wait.

    Args:
        database: of the thread that writes; only read.
        totals: computed before; the same value feeds the screen, so that they cannot disagree.
        path: what stands there stays until the new workbook has been read back and compared.
        words: the language.
        names: put names of persons into it, and say so on each sheet that has them.
        progress: hears how far it is and knows whether to stop.

    Raises:
        UserError: for whatever the disk refuses.
        StoppedError: it was stopped. In both cases the file at ``path`` is as it was.
    """
    progress, clock = progress or Progress(), Clock()
    with private_workbook_folder(Places.of_this_person().temporary_folder, path) as folder:
        book = WorkbookFile(words, folder, title_of(totals, words), clock)
        try:
            with _snapshot(database, folder, progress) as snapshot, snapshot.reader() as connection:
                lexicon = StoredLexicon(snapshot, words, clock)
                columns = Columns(lexicon, LinkLabels(connection, lexicon, names=names), names)
                with told_about(path):  # the reader would tell it about the database
                    _Sheets(book, connection, totals, columns, progress).write()
            put_in_place(book, path, progress)
        finally:
            book.abandon()
    progress.finish()


@contextmanager
def _snapshot(database: Database, folder: Path, progress: Progress) -> Iterator[Database]:
    path = folder / SNAPSHOT_NAME
    try:
        snapshot = database.snapshot(path, progress.is_cancelled)
    except Exception:
        progress.look()  # the engine only says "interrupted"
        raise
    try:
        yield snapshot
    finally:
        snapshot.close()
        path.unlink(missing_ok=True)


class _Sheets:
    """The sheets of one workbook, in the order of their tabs; the names are given first, since they link each other."""

    def __init__(
        self, book: WorkbookFile, connection: Connection, totals: Totals, columns: Columns, progress: Progress
    ) -> None:
        self._book = book
        self._connection = connection
        self._totals = totals
        self._columns = columns
        self._progress = progress
        self._translate = book.words.translate
        take = book.names.take
        self._names = {each: take(self._translate(each)) for each in BEFORE_FIGURES}
        self._figure_names = [take(f"{no} {each.label(book.words)}") for no, each in enumerate(totals.figures, start=1)]
        self._names.update({each: take(self._translate(each)) for each in AFTER_FIGURES})

    def write(self) -> None:
        """Write all of them."""
        participations = ParticipationSheet(self._connection, self._columns, self._totals)
        rows = participations.count() + sum(each.record_count for each in self._totals.figures)
        self._progress.total = int(rows * (1 + AFTER_ROWS)) + 1
        first = published_sheet(self._totals, self._book.words, self._names[LIST], self._figure_names)
        self._table(first)
        self._breakdowns()
        for name, figure in zip(self._figure_names, self._totals.figures, strict=True):
            self._records_behind(name, figure)
        self._flat(PARTICIPATIONS, participations, PARTICIPATIONS_REMARK, has_names=self._columns.names)
        self._flat(ACTIVITIES, ActivitySheet(self._connection, self._columns, self._totals), ACTIVITIES_REMARK)
        quality = quality_sheet(self._connection, self._totals, self._columns, self._names[QUALITY], self._back)
        self._table(replace(quality, warning=self._translate(NAMES_IN_IT) if self._columns.names else ""))
        self._table(code_book(self._connection, self._totals, self._columns.lexicon, self._names[CODES], self._back))

    @property
    def _back(self) -> tuple[str, str]:
        return self._translate(BACK), self._names[LIST]

    def _table(self, sheet: TableSheet) -> Placed:
        return write_table_sheet(self._book, sheet, self._progress)

    def _breakdowns(self) -> None:
        placed = self._table(breakdown_sheet(self._totals, self._book.words, self._names[PARTS], self._back))
        write_charts(
            self._book, chart_ranges(self._totals, self._book.words, placed), self._names[CHARTS], placed, self._back
        )

    def _records_behind(self, name: str, figure: Figure) -> None:
        found = find_records(figure.outcome.records, self._columns)
        rows = count_present(self._connection, found, self._progress)
        sheet = TableSheet(
            name,
            self._translate(BEHIND).format(figure=figure.label(self._book.words), year=self._totals.year.label),
            found.columns,
            record_rows(self._connection, found, self._columns),
            self._about(figure, rows),
            self._translate(NAMES_IN_IT) if self._columns.names and found.has_people else "",
            self._back,
            f"figure {figure.code}",
        )
        self._table(sheet)

    def _about(self, figure: Figure, rows: int) -> list[str]:
        """Give what stands above the records: sentence, definition, both numbers and why they may differ."""
        words = self._book.words
        shown = self._translate(ROWS_AND_FIGURE).format(figure=figure.number(words), rows=words.number(rows))
        why = figure.explanation(words) if figure.outcome.figure != rows else ""
        gone = figure.record_count - rows
        removed = words.plural(*GONE, gone).format(count=words.number(gone)) if gone else ""
        drafts = len(figure.outcome.drafts)
        left_out = words.plural(*DRAFTS, drafts).format(count=words.number(drafts)) if drafts else ""
        numbers = " ".join(each for each in (shown, why, removed, left_out) if each)
        return [figure.text(words), figure.meaning(words), numbers]

    def _flat(
        self, name: str, flat: ParticipationSheet | ActivitySheet, remark: str, *, has_names: bool = False
    ) -> None:
        first, last = (self._book.words.day(each) for each in (self._totals.year.first_day, self._totals.year.last_day))
        remarks = (self._translate(remark).format(first=first, last=last),)
        warning = self._translate(NAMES_IN_IT) if has_names else ""
        title = f"{self._translate(name)} {self._totals.year.label}"
        sheet = TableSheet(self._names[name], title, flat.columns, flat.rows(), remarks, warning, self._back, name)
        self._table(sheet)
