"""The grid of the people: what is typed is also asked of the panel of known people."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ibcr_desktop.foundation.words import N_
from ibcr_desktop.ui.screens.roster.cell_editors import CellEditor
from ibcr_desktop.ui.screens.roster.grid_table import GridTable
from ibcr_desktop.ui.screens.roster.roster_keys import RosterKeys
from ibcr_desktop.ui.screens.roster.roster_model import RosterModel
from ibcr_desktop.ui.screens.roster.row_actions import RowActions


class RosterTable(GridTable):
    """Asks the panel first what a key means.

    Signals:
        letters_typed: the text of an open cell changed (index, text).
        panel_wanted: F4: the keyboard should go to the panel of known people.
    """

    letters_typed = Signal(object, str)
    panel_wanted = Signal()

    def __init__(self, model: RosterModel, parent: QWidget | None = None) -> None:
        self.roster = model
        self.actions_on_rows = RowActions(model)
        self.take_candidate: Callable[[QKeyEvent], bool] = lambda _: False
        self.is_answer: Callable[[QKeyEvent], bool] = lambda _: False
        super().__init__(model, self.actions_on_rows, N_("People of the activity"), parent)
        self.keys = RosterKeys(model, self.actions_on_rows, self)

    def letters_changed(self, index: QModelIndex, text: str) -> None:
        """Pass on what is being typed."""
        self.letters_typed.emit(index, text)

    def take_key(self, editor: CellEditor, event: QKeyEvent) -> bool:
        """Do what a key means in an open cell: a marked candidate is asked first."""
        return self.take_candidate(event) or super().take_key(editor, event)

    def wants(self, event: QKeyEvent) -> bool:
        """Say whether a key means something here: an answer about somebody known does."""
        return self.is_answer(event) or super().wants(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take an answer about somebody known, else do what a key means on a cell."""
        if self.is_answer(event) and self.take_candidate(event):
            event.accept()
        else:
            super().keyPressEvent(event)

    def want_panel(self) -> None:
        """Tell that the keyboard should go to the panel of known people."""
        self.panel_wanted.emit()
