"""A grid on the page of an activity with what stands around every grid: the sentence of the row, undo, saving."""

from collections.abc import Callable
from typing import Any

import shiboken6
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QGroupBox, QPushButton, QWidget

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.roster.judging import sign_of
from ibcr_desktop.roster.occasion import Occasion
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.record_views.record_editing import RecordEditing
from ibcr_desktop.ui.screens.roster.cell_look import state_of
from ibcr_desktop.ui.screens.roster.clipboard import GridClipboard
from ibcr_desktop.ui.screens.roster.column_menu import ColumnMenu
from ibcr_desktop.ui.screens.roster.grid_model import GridModel
from ibcr_desktop.ui.screens.roster.grid_table import GridTable
from ibcr_desktop.ui.toolkit.state_label import StateLabel

FACTS = ("starts_on", "hours", "status", "people_reported")


class GridPart(QGroupBox):
    """Rows of one activity; the activity itself is written before the first of them.

    Signals:
        changed: a row was added, edited or removed.
        complete_wanted: Ctrl+Enter in the grid: complete the activity, and go on to the next one.
    """

    changed = Signal()
    complete_wanted = Signal()
    removed: str  # what the bar says of rows that were taken out (marked English)

    def __init__(self, context: Context, editing: RecordEditing, title: str) -> None:
        """Take the marked English title; the grid follows by ``show_grid``."""
        super().__init__(context.words.translate(title))
        self._context, self._editing = context, editing
        self.sentence = StateLabel()  # of the current row, whose state may stand far to the right

    def show_grid(self, model: GridModel[Any], table: GridTable, name: str) -> None:
        """Take the rows and the table, whose columns the settings remember under a name."""
        self._model, self._table = model, table
        self.column_menu = ColumnMenu(table, self._context.settings, name)
        self.clipboard = GridClipboard(table, self._context.messages)
        model.rows_changed.connect(self.changed)
        model.rows_changed.connect(self.show_sentence)
        model.rowsInserted.connect(self._begin_activity)
        model.failed.connect(self._tell)
        table.row_changed.connect(self.show_sentence)
        table.complete_wanted.connect(self.complete_wanted)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._keyboard_moved)

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self._model.rows)

    @property
    def has_drafts(self) -> bool:
        """Say whether one of them is not counted yet."""
        return any(not row.is_complete for row in self._model.rows)

    def show_sentence(self) -> None:
        """Say what the current row needs."""
        place = self._table.place
        row = self._model.row(place)
        if row is None:
            self.sentence.show_state("")
        else:
            found = self._model.problems(place)
            state = sign_of(found) if found or row.is_complete else "to_complete"
            self.sentence.show_state(f"{place + 1} {state_of(self._model, place)}", state)

    def finish(self) -> None:
        """Keep what stands in the grid, understood or not: the page is about to be left."""
        self._table.commit()

    def remove(self) -> None:
        """Take the selected rows out of the activity; a bar offers to undo it."""
        places = self._table.places()
        if places:
            self._model.take_out(places)
            stack, at = self._model.undo_stack, self._model.undo_stack.index()
            text = self._context.words.translate(self.removed)
            self._context.undo.offer(text, lambda: stack.undo() if stack.index() == at else None)

    def facts(self) -> Occasion:
        """Give what the form says of the activity, saved or not."""
        starts_on, hours, status, reported = (self._editing.value(name) for name in FACTS)
        return Occasion(
            activity_id=self._editing.record_id,
            kind_name=self._editing.kind.kind_name(),
            day=starts_on or self._context.clock.today(),
            hours=hours,
            status=status,
            people_reported=reported,
        )

    def button(self, text: str, act: Callable[[], object]) -> QPushButton:
        """Make a button that Enter in the grid never presses; ``text`` is marked English."""
        button = QPushButton(self._context.words.translate(text))
        button.setAutoDefault(False)
        button.clicked.connect(lambda _=False: act())
        return button

    def _keyboard_moved(self, before: QWidget | None, now: QWidget | None) -> None:
        """Write the row when the keyboard goes elsewhere, from an open cell too; the panel below belongs to the row."""
        if not shiboken6.isValid(self) or before is None or not self.isAncestorOf(before):
            return
        if now is None or not self.isAncestorOf(now):
            self._model.leave_row(self._table.place)

    def _begin_activity(self) -> None:
        """Write a new activity before anything of it."""
        if self._editing.opened.is_new:
            self._editing.finish()
            self._context.messages.attempt(self._editing.exist)

    def _tell(self, error: UserError) -> None:
        self._context.messages.show_error(error)
