"""The trainer cascade: who was certified to teach, how many people they trained, and how many these trained in turn."""

from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ibcr_desktop.foundation.plain_text import isolate_name
from ibcr_desktop.foundation.words import N_, N_plural
from ibcr_desktop.totals.certified_trainers import TrainerScope
from ibcr_desktop.ui.charts.cascade import Branch, CascadePicture
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.screens.cascade_counting import CascadeCounting
from ibcr_desktop.ui.screens.cascade_facts import CascadeFacts, NamedTrainer
from ibcr_desktop.ui.screens.cascade_scope import CascadeScopeBar
from ibcr_desktop.ui.screens.figure_button import FigureButton
from ibcr_desktop.ui.screens.figure_records import FigureRecords
from ibcr_desktop.ui.screens.figure_records_lists import Behind, RecordsOfKind
from ibcr_desktop.ui.screens.home_facts import Named
from ibcr_desktop.ui.screens.home_parts import RecordLines
from ibcr_desktop.ui.screens.start_page import heading_label
from ibcr_desktop.ui.toolkit.plain_text import label

PERSON: Final = "person"
MOST_BRANCHES: Final = 12
MAKES_OLD: Final = frozenset({"person", "participation", "person_link", "workshop", "event", "organisation"})
TRAINED = N_plural("trained {count} person", "trained {count} people")
FURTHER = N_plural("these trained {count} more person", "these trained {count} more people")
BETWEEN: Final = " · "
MEANING: Final = N_(
    "Counted are people who were certified as trainers at a held activity, those whom they trained since then, and "
    "those whom these trained in turn, to this day. Everybody counts once; no trainer is counted again further down."
)
NOBODY: Final = N_(
    "Nobody is certified as a trainer yet. Say it in the column “Certified as a trainer” of the people of a held "
    "activity (choose the column with the menu key), and complete the activity."
)
NOBODY_OF_THESE: Final = N_("Nobody of these was certified as a trainer. Choose another year, office or organisation.")


class CascadePage(QWidget):
    """Counts in the background; each figure leads to exactly the people behind it."""

    help_page = "cascade"

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        _ = context.words.translate
        self.scope = CascadeScopeBar(context)
        self.counting = CascadeCounting(context)
        self.figures: list[FigureButton] = []
        self._figure_row = QHBoxLayout()
        self.meaning = label(_(MEANING))
        self.trainers = RecordLines(context.words, _(N_("Trainers, the busiest first")))
        self.picture = CascadePicture()
        self.nothing = label("")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.records = FigureRecords(context, N_("Back to the &cascade"))
        self._lay_out()
        self.scope.changed.connect(lambda _scope: self.reload())
        self.counting.counted.connect(self.show_facts)
        self.counting.again_wanted.connect(self.reload)
        self.trainers.chosen.connect(context.go.to_record)
        self.records.back_wanted.connect(self.show_front)
        context.changes.announced.connect(self._note_changes)

    def title(self) -> str:
        """Give the name of the screen."""
        return self._context.words.translate(N_("Trainer cascade"))

    def shown(self) -> None:
        """Count again if anything was written since, or if the last count was called off."""
        if self.counting.is_old:
            self.reload()

    def leave(self) -> None:
        """Nothing is entered here; nobody waits for a count any more."""
        self.scope.rest()
        self.counting.call_off()

    def step_back(self) -> bool:
        """Return from the people to the figures; False where the figures are in front already."""
        if self.pages.currentWidget() is not self.records:
            return False
        self.show_front()
        return True

    def panes(self) -> list[QWidget]:
        """Give the parts between which F6 moves."""
        if self.pages.currentWidget() is self.records:
            return self.records.panes()
        return [self.scope, *self.figures[:1], self.trainers]

    def reload(self) -> None:
        """Count in the background; the figures on the screen stay until newer ones are there."""
        self.counting.begin(self.scope.scope)

    def show_facts(self, facts: CascadeFacts) -> None:
        """Show what was counted."""
        self.scope.offer_years(facts.years)
        self._show_figures(facts)
        why = NOBODY if facts.scope == TrainerScope() else NOBODY_OF_THESE
        self.nothing.setText(self._context.words.translate(why))
        named = [(Named(PERSON, each.person_id, each.name), self._line(each)) for each in facts.trainers]
        self.trainers.show_lines(named)
        self.views.setCurrentWidget(self.both if named else self.nothing)
        self.picture.set_branches(self._branches(facts), self._context.words.translate(N_("Trainer cascade")))

    def show_front(self) -> None:
        """Bring the figures to the front."""
        self.pages.setCurrentIndex(0)
        self.trainers.setFocus()

    def _show_figures(self, facts: CascadeFacts) -> None:
        words, cascade = self._context.words, facts.cascade
        _ = words.translate
        asked = (
            (N_("Trainers certified"), cascade.trainers),
            (N_("Trained by them"), cascade.first),
            (N_("Trained in turn (second generation)"), cascade.second),
        )
        while (item := self._figure_row.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.deleteLater()
        self.figures = []
        for text, people in asked:
            button = FigureButton(words.number(len(people)), _(text))
            button.setEnabled(bool(people))
            lists = (RecordsOfKind(PERSON, people),)
            behind = Behind(_(text), words.number(len(people)), len(people), lists)
            button.clicked.connect(partial(self._open, behind))
            self._figure_row.addWidget(button)
            self.figures.append(button)
        self._figure_row.addStretch(1)

    def _open(self, behind: Behind, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - as Qt calls it
        self.records.show_behind(behind)
        self.pages.setCurrentWidget(self.records)
        self.records.setFocus()

    def _line(self, each: NamedTrainer) -> str:
        return f"{isolate_name(each.name)}\n{self._in_words(each.first, each.second)}"

    def _in_words(self, first: int, second: int) -> str:
        words = self._context.words
        parts = [words.plural(*TRAINED, first).format(count=words.number(first))]
        if second:
            parts.append(words.plural(*FURTHER, second).format(count=words.number(second)))
        return BETWEEN.join(parts)

    def _branches(self, facts: CascadeFacts) -> list[Branch]:
        words = self._context.words
        shown = facts.trainers if len(facts.trainers) <= MOST_BRANCHES + 1 else facts.trainers[:MOST_BRANCHES]
        found = [
            Branch(isolate_name(each.name), each.first, self._in_words(each.first, each.second), each.second)
            for each in shown
        ]
        others = len(facts.cascade.trainers) - len(shown)
        if others:
            text = words.plural("{count} other", "{count} others", others).format(count=words.number(others))
            first = len(facts.cascade.first) - sum(each.first for each in shown)
            second = len(facts.cascade.second) - sum(each.second for each in shown)
            found.append(Branch(text, first, self._in_words(first, second), second))
        return found

    def _note_changes(self, kinds: frozenset[str]) -> None:
        if kinds & MAKES_OLD:
            self.counting.is_old = True
            if self.isVisible():
                self.reload()

    def _lay_out(self) -> None:
        area = QScrollArea()
        area.setWidget(self.picture)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.both = QSplitter(Qt.Orientation.Horizontal)
        self.both.addWidget(self.trainers)
        self.both.addWidget(area)
        for place in range(2):
            self.both.setStretchFactor(place, 1)
        self.both.setChildrenCollapsible(False)
        self.views = QStackedWidget()
        self.views.addWidget(self.both)
        self.views.addWidget(self.nothing)
        front = QWidget()
        column = QVBoxLayout(front)
        head = QHBoxLayout()
        head.addWidget(heading_label(self.title()), 2)
        head.addWidget(self.counting, 3)
        column.addLayout(head)
        column.addWidget(self.scope)
        column.addLayout(self._figure_row)
        column.addWidget(self.meaning)
        column.addWidget(self.views, 1)
        self.pages = QStackedWidget()
        self.pages.addWidget(front)
        self.pages.addWidget(self.records)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.pages)
        self.setFocusProxy(self.trainers)
