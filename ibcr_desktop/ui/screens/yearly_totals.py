"""The yearly totals: figures with their bounds, what each consists of, and the records behind every number."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ibcr_desktop.foundation.words import LANGUAGE_NAMES, LANGUAGES, N_, Words
from ibcr_desktop.totals.part_records import records_of_part
from ibcr_desktop.totals.published_list import published_list
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.on_worker import own_store
from ibcr_desktop.ui.screens.figure_records import FigureRecords
from ibcr_desktop.ui.screens.figure_records_lists import (
    Behind,
    behind_drafts,
    behind_figure,
    behind_part,
    behind_quality,
)
from ibcr_desktop.ui.screens.yearly_totals_detail import FigureDetail
from ibcr_desktop.ui.screens.yearly_totals_empty import EmptyYear
from ibcr_desktop.ui.screens.yearly_totals_export import ExportDialog, WorkbookExport
from ibcr_desktop.ui.screens.yearly_totals_facts import Request, TotalsFacts, kinds_that_matter, read_totals
from ibcr_desktop.ui.screens.yearly_totals_scope import ScopeBar
from ibcr_desktop.ui.screens.yearly_totals_table import FiguresTable
from ibcr_desktop.ui.toolkit.background import Task
from ibcr_desktop.ui.toolkit.plain_text import ElidedLabel

SHARES = (580, 420)  # of the table and of the figure in full
PAUSE_MS = 500  # after the last choice or change, before everything is counted again
Recipe = Callable[[TotalsFacts], Behind]  # what the page of records shows, made anew after each count
PartAsked = tuple[str, str, str]  # dimension, code of the part, its label


class YearlyTotals(QWidget):
    """Counts in the background; the figures on the screen stay until newer ones are there."""

    help_page = "totals"

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._request = Request()
        self._facts: TotalsFacts | None = None
        self._task: Task | None = None
        self._is_old = True
        self._wanted_figure = ""
        self._recipe: Recipe | None = None
        self._part: PartAsked | None = None
        words = context.words
        self.scope = ScopeBar(words)
        self.status = ElidedLabel()
        self.quality, self.copy, self.export = QPushButton(), QPushButton(), QPushButton()
        self.table, self.detail = FiguresTable(words), FigureDetail(words)
        self.empty = EmptyYear(context)
        self.records = FigureRecords(context)
        self.workbook = WorkbookExport(context)
        self._pause = QTimer(self, singleShot=True)
        self._lay_out()
        self._connect()

    def title(self) -> str:
        """Give the name of the screen."""
        return self._context.words.translate(N_("Yearly totals"))

    def shown(self) -> None:
        """Count again if anything was written since."""
        if self._is_old:
            self._pause.start(0)  # whoever leads here may name a year before the first count begins

    def leave(self) -> None:
        """Nothing is entered here."""

    def step_back(self) -> bool:
        """Return from the records to the totals; False where the totals are in front already."""
        if self.pages.currentWidget() is not self.records:
            return False
        self.show_totals_page()
        return True

    def panes(self) -> list[QWidget]:
        """Give the parts between which F6 moves."""
        if self.pages.currentWidget() is self.records:
            return self.records.panes()
        below = [self.table, self.detail] if self.views.currentWidget() is self.splitter else [self.empty]
        return [self.scope, *below]

    def show_year(self, year: int, figure: str = "") -> None:
        """Show the whole of a year, or the records behind one of its figures."""
        self.show_totals_page()
        self._wanted_figure = figure
        wanted = Request(year)
        if wanted == self._request and not self._is_old and self._task is None:
            self._open_wanted()
            return
        self._request = wanted
        self.reload()

    def show_totals_page(self) -> None:
        """Bring the table of figures to the front."""
        self._part = self._recipe = None
        self.pages.setCurrentIndex(0)
        self.table.setFocus()

    def reload(self) -> None:
        """Count in the background; an earlier count that is still under way is called off."""
        self._pause.stop()
        if self._task is not None:
            self._task.cancel()
        self._is_old = False
        store, request = self._context.store, self._request
        self.status.set_whole_text(self._context.words.translate(N_("Counting…")))
        self._task = self._context.background.run(
            lambda task: read_totals(store, request, lambda: task.cancelled), done=self.show_facts, failed=self._failed
        )

    def show_facts(self, facts: TotalsFacts) -> None:
        """Show what was counted."""
        self._task, self._facts = None, facts
        scope = facts.totals.scope
        self._request = Request(facts.totals.year.start, scope.countries, scope.offices)
        self.scope.show_facts(facts)
        self.table.show_totals(facts.totals)
        self._show_detail()
        self._tell(facts)
        self.views.setCurrentWidget(self.empty if facts.is_empty else self.splitter)
        self.empty.explain(facts)
        for button in (self.copy, self.export):
            button.setEnabled(not facts.is_empty)
        self._renew_records(facts)
        self._open_wanted()

    def open_figure(self, code: str) -> None:
        """Open the records that a figure counts."""
        words = self._context.words
        self._open(lambda facts: behind_figure(facts.totals.figure(code), facts.totals, words))

    def open_drafts(self, code: str) -> None:
        """Open the drafts that a figure leaves out."""
        words = self._context.words
        self._open(lambda facts: behind_drafts(facts.totals.figure(code), facts.findings, words))

    def open_quality(self) -> None:
        """Open everything that keeps the figures from being certain."""
        words = self._context.words
        self._open(lambda facts: behind_quality(facts.findings, facts.totals, words))

    def open_part(self, dimension: str, place: str, part: str) -> None:
        """Find the records of one part of the current figure, and open them."""
        figure, facts = self.table.current, self._facts
        if figure is None or facts is None:
            return
        words = self._context.words
        number = figure.outcome.breakdown.get(dimension, {}).get(place, 0)
        self._part = wanted = (dimension, place, part)

        def work() -> tuple[PartAsked, Behind]:
            with own_store(self._context) as store, store.database.reader() as connection:
                found = records_of_part(connection, facts.totals, figure.code, dimension, place)
            return wanted, behind_part(figure, part, number, found, words)

        self._context.background.run(work, done=self._show_part, failed=self._failed)

    def copy_list(self, language: str) -> None:
        """Put the published list into the clipboard, in a language that need not be the screen's."""
        if self._facts is not None:
            QGuiApplication.clipboard().setText(published_list(self._facts.totals, Words(language)))
            text = N_("The published list was copied in this language: {language}.")
            name = LANGUAGE_NAMES[language]
            self._context.messages.show_text(self._context.words.translate(text).format(language=name))

    def ask_for_export(self) -> None:
        """Ask how the workbook shall be, then where it goes."""
        if self._facts is None or self.workbook.strip.is_busy:
            return
        totals = self._facts.totals
        dialog = ExportDialog(self._context.words, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(lambda choice: self.workbook.begin(totals, choice))
        dialog.open()

    def _open(self, recipe: Recipe) -> None:
        if self._facts is not None:
            self._part, self._recipe = None, recipe
            self._open_behind(recipe(self._facts))

    def _show_part(self, found: tuple[PartAsked, Behind]) -> None:
        wanted, behind = found
        if wanted == self._part:  # else the person went elsewhere meanwhile
            self._open_behind(behind)

    def _open_behind(self, behind: Behind) -> None:
        self.records.show_behind(behind)
        self.pages.setCurrentWidget(self.records)
        self.records.setFocus()

    def _renew_records(self, facts: TotalsFacts) -> None:
        """Let the records that are in front follow the new count; they close where their figure is gone."""
        if self._part is not None:
            self.open_part(*self._part)
        elif self._recipe is not None:
            try:
                self.records.show_behind(self._recipe(facts))
            except KeyError:
                self.show_totals_page()

    def _open_wanted(self) -> None:
        wanted, self._wanted_figure = self._wanted_figure, ""
        if wanted and self._facts is not None and self.table.figures.row_of(wanted) >= 0:
            self.table.go_to(wanted)
            self.open_figure(wanted)

    def _show_detail(self) -> None:
        figure = self.table.current
        if figure is not None:
            self.detail.show_figure(figure)

    def _tell(self, facts: TotalsFacts) -> None:
        words, totals = self._context.words, facts.totals
        drafts = len(totals.drafts)
        period = words.translate(N_("From {first} to {last}.")).format(
            first=words.day(totals.year.first_day), last=words.day(totals.year.last_day)
        )
        left_out = words.plural(
            "{count} draft is left out of these totals.", "{count} drafts are left out of these totals.", drafts
        )
        self.status.set_whole_text(f"{period} {left_out.format(count=words.number(drafts))}")
        count = len(facts.findings)
        text = words.plural("⚠ {count} thing to &look at", "⚠ {count} things to &look at", count)
        self.quality.setText(text.format(count=words.number(count)))
        self.quality.setVisible(bool(count))

    def _failed(self, error: BaseException) -> None:
        self._task, self._is_old = None, True
        self.status.set_whole_text("")
        self._context.messages.show_failure(error)

    def _ask(self, request: Request) -> None:
        self._request = request
        self._pause.start(PAUSE_MS)

    def _note_changes(self, kinds: frozenset[str]) -> None:
        if self._facts is not None and not kinds & kinds_that_matter(self._facts.totals):
            return
        self._is_old = True
        if self.isVisible():
            self._pause.start(PAUSE_MS)

    def _connect(self) -> None:
        self._pause.timeout.connect(self.reload)
        self.scope.changed.connect(self._ask)
        self.table.current_changed.connect(lambda _code: self._show_detail())
        for view in (self.table, self.detail):
            view.opened.connect(self.open_figure)
        self.detail.drafts_opened.connect(self.open_drafts)
        self.detail.parts.part_opened.connect(self.open_part)
        self.quality.clicked.connect(self.open_quality)
        self.export.clicked.connect(self.ask_for_export)
        self.records.back_wanted.connect(self.show_totals_page)
        self._context.changes.announced.connect(self._note_changes)

    def _lay_out(self) -> None:
        _ = self._context.words.translate
        self.copy.setText(_(N_("Co&py the published list")))
        self.export.setText(_(N_("E&xport to Excel…")))
        menu = QMenu(self.copy)
        for language in LANGUAGES:
            action = menu.addAction(LANGUAGE_NAMES[language])
            action.triggered.connect(lambda _on=False, language=language: self.copy_list(language))
        self.copy.setMenu(menu)
        for button in (self.copy, self.export):
            button.setEnabled(False)
        self.quality.hide()
        choices, actions = QHBoxLayout(), QHBoxLayout()
        choices.addWidget(self.scope)
        choices.addStretch(1)
        choices.addWidget(self.export)
        actions.addWidget(self.status, 1)
        actions.addWidget(self.quality)
        actions.addWidget(self.copy)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        for place, widget in enumerate((self.table, self.detail)):
            self.splitter.addWidget(widget)
            self.splitter.setStretchFactor(place, 1)
        self.splitter.setSizes([SHARES[0], SHARES[1]])
        self.splitter.setChildrenCollapsible(False)
        self.views, self.pages = QStackedWidget(), QStackedWidget()
        self.views.addWidget(self.splitter)
        self.views.addWidget(self.empty)
        page = QWidget()
        column = QVBoxLayout(page)
        column.addLayout(choices)
        column.addLayout(actions)
        column.addWidget(self.views, 1)
        self.pages.addWidget(page)
        self.pages.addWidget(self.records)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.pages, 1)
        whole.addWidget(self.workbook.strip)
        self.setFocusProxy(self.table)
