"""The home page: the figures of the running year as links, a chart, what is left to do, and what was written last."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ibcr_desktop.foundation.plain_text import isolate_name
from ibcr_desktop.foundation.words import N_
from ibcr_desktop.people.retention import due_for_erasure
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.on_worker import on_worker
from ibcr_desktop.ui.screens.backup_line import BackupLine
from ibcr_desktop.ui.screens.figure_button import FigureButton
from ibcr_desktop.ui.screens.home_facts import HomeFacts, read_home_facts
from ibcr_desktop.ui.screens.home_figures import HomeFigure
from ibcr_desktop.ui.screens.home_parts import FirstSteps, MonthsChart, Notice, RecordLines
from ibcr_desktop.ui.screens.start_page import heading_label
from ibcr_desktop.ui.screens.work_words import work_line

NEW_BUTTONS = (
    (N_("Record a &workshop"), "workshop"),
    (N_("Record an &event"), "event"),
    (N_("Record a &person"), "person"),
)


class Home(QScrollArea):
    """Fits the smallest screen; everything on it leads to records."""

    counted = Signal(int)  # how many records want a look
    example_wanted = Signal()
    help_page = "home"

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._is_old = True
        self._facts: HomeFacts | None = None
        self._year = 0
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it follows the focus of what is in it
        _ = context.words.translate
        self.head = heading_label(self.title())
        self.figures = QHBoxLayout()
        self.steps = FirstSteps(context.words, self._first_steps())
        self.months = MonthsChart(context.words)
        self.work = RecordLines(context.words, _(N_("To do")))
        self.recent = RecordLines(context.words, _(N_("Written last")))
        self.backup = BackupLine(context)
        self._parts: tuple[QWidget, ...] = (self.months, self.work, self.recent)
        self._lay_out()
        for lines in (self.work, self.recent):
            lines.chosen.connect(context.go.to_record)
        for part in (self.steps, *self._parts):
            part.hide()
        context.changes.announced.connect(self._note_changes)

    def title(self) -> str:
        """Give the name of the screen."""
        return self._context.words.translate(N_("Home"))

    def shown(self) -> None:
        """Count again if anything was written since."""
        self.backup.reload()
        if self._is_old:
            self._is_old = False
            self.reload()

    def leave(self) -> None:
        """Nothing is entered here."""

    def panes(self) -> list[QWidget]:
        """Give the parts between which F6 moves."""
        return [self._new, *(part for part in (*self._parts, self.backup) if part.isVisible())]

    def reload(self) -> None:
        """Count in the background, and show what was counted; people are compared last, nobody waits for that."""
        on_worker(self._context, self._read, self.show_facts)
        on_worker(self._context, _compare_people, self._show_duplicates)

    def show_facts(self, facts: HomeFacts) -> None:
        """Show what was read."""
        words, self._facts = self._context.words, facts
        self._year = facts.year
        label = words.fiscal_year(facts.year)
        self.head.setText(words.translate(N_("{year} so far")).format(year=label) if facts.is_running else label)
        self._show_figures(() if facts.is_empty else facts.figures)
        self.steps.setVisible(facts.is_empty)
        self._top_buttons_visible(visible=not facts.is_empty)
        for part in self._parts:
            part.setVisible(not facts.is_empty)
        self.months.show_months(facts.months)
        self._show_work(facts)
        self.recent.show_lines([(each, isolate_name(each.title)) for each in facts.recent])
        self.counted.emit(len(facts.work) + len(self._notices(facts)))

    def _read(self, store: RecordStore) -> HomeFacts:
        return read_home_facts(store, self._context.lexicon.another(store.database))

    def _show_duplicates(self, count: int) -> None:
        if self._facts is not None and count != self._facts.duplicates_left:
            self._facts = replace(self._facts, duplicates_left=count)
            self._show_work(self._facts)
            self.counted.emit(len(self._facts.work) + len(self._notices(self._facts)))

    def _note_changes(self, _kinds: object) -> None:
        self._is_old = True
        if self.isVisible():
            self.shown()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.head, 1)
        buttons = [self._new_button(label, kind_name) for label, kind_name in NEW_BUTTONS]
        for button in buttons:
            top.addWidget(button)
        self._new, self._buttons = buttons[0], buttons
        self.setFocusProxy(self._new)
        grid = QGridLayout()
        grid.addWidget(self.months, 0, 0)
        grid.addWidget(self.recent, 1, 0)
        grid.addWidget(self.work, 0, 1, 2, 1)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        grid.setRowStretch(0, 3)
        grid.setRowStretch(1, 2)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.addLayout(top)
        column.addLayout(self.figures)
        column.addWidget(self.steps)
        column.addLayout(grid, 1)
        column.addWidget(self.backup)
        self.setWidget(inside)

    def _top_buttons_visible(self, *, visible: bool) -> None:
        """The first steps have a button of their own; twice the same would only ask which one is meant."""
        if not visible and any(button.hasFocus() for button in self._buttons):
            self.steps.setFocus()
        for button in self._buttons:
            button.setVisible(visible)

    def _new_button(self, label: str, kind_name: str) -> QPushButton:
        button = QPushButton(self._context.words.translate(label))
        button.clicked.connect(lambda: self._context.go.new_record(kind_name))
        return button

    def _first_steps(self) -> list[tuple[str, Callable[[], object]]]:
        go = self._context.go
        return [
            (N_("Record a wor&kshop"), lambda: go.new_record("workshop")),
            (N_("&Look at example data"), self.example_wanted.emit),
            (N_("Read how to &begin"), lambda: go.to_help("first-run")),
        ]

    def _show_figures(self, figures: tuple[HomeFigure, ...]) -> None:
        while (item := self.figures.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.deleteLater()
        for each in figures:
            button = FigureButton(each.number, each.label)
            button.clicked.connect(lambda _checked=False, each=each: self._open_figure(each))
            self.figures.addWidget(button)
        self.figures.addStretch(1)

    def _open_figure(self, figure: HomeFigure) -> None:
        if figure.query is not None:
            self._context.go.to_list(figure.query.kinds[0], figure.query)
        else:
            self._context.go.to_totals(self._year, figure.code)

    def _show_work(self, facts: HomeFacts) -> None:
        words = self._context.words
        self.work.show_lines(
            [(named, work_line(item, named.title, words)) for item, named in facts.work],
            notices=self._notices(facts),
            nothing=words.translate(N_("✔ Nothing to do: everything is complete.")),
        )
        head = words.plural("To do · {count} draft", "To do · {count} drafts", facts.draft_count)
        self.work.heading.setText(head.format(count=words.number(facts.draft_count)))

    def _notices(self, facts: HomeFacts) -> list[Notice]:
        """Give what is left to do with many records at once; each leads to a page of its own."""
        context, words, found = self._context, self._context.words, []
        if count := facts.identities_due:
            text = words.plural(
                "⚠ {count} identity may be kept no longer", "⚠ {count} identities may be kept no longer", count
            )
            query = due_for_erasure(context.clock.today())
            found.append(Notice(text.format(count=words.number(count)), lambda: context.go.to_list("person", query)))
        if count := facts.duplicates_left:
            text = words.plural("⚠ {count} possible duplicate", "⚠ {count} possible duplicates", count)
            found.append(Notice(text.format(count=words.number(count)), context.go.to_duplicates))
        return found


def _compare_people(store: RecordStore) -> int:
    from ibcr_desktop.people.duplicates_left import duplicates_left  # noqa: PLC0415 - after the page is painted

    return duplicates_left(store.database)
