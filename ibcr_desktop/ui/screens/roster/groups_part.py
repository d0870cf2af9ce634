"""The headcount groups of an activity on its page: a small grid below the names."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records import Headcount
from ibcr_desktop.roster.group_rows import GroupSaving, read_groups
from ibcr_desktop.roster.roster_lexicon import RosterLexicon
from ibcr_desktop.roster.totals import RosterTotals, Unnamed, unnamed_in
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.record_views.record_editing import RecordEditing
from ibcr_desktop.ui.screens.roster.cell_actions import CellActions
from ibcr_desktop.ui.screens.roster.grid_part import GridPart
from ibcr_desktop.ui.screens.roster.grid_table import GridTable
from ibcr_desktop.ui.screens.roster.group_model import GroupModel
from ibcr_desktop.ui.toolkit.plain_text import ElidedLabel

MOST_ROWS_SHOWN = 8
FRAME = 4


class GroupsPart(GridPart):
    """A class of 146 is one line; the head says how many are named, how many are not, and how many that makes."""

    removed = N_("Group removed from the activity")

    def __init__(self, context: Context, editing: RecordEditing) -> None:
        super().__init__(context, editing, Headcount.plural)
        occasion = self.facts()
        with context.store.database.reader() as connection:
            groups = read_groups(connection, occasion, context.lexicon)
        saving = GroupSaving(context.store, editing.record_id, groups.stored)
        lexicon = RosterLexicon(context.lexicon)
        self.model = GroupModel(groups, saving, occasion, lexicon, context.clock.today(), self)
        self.table = GridTable(self.model, CellActions(self.model), Headcount.plural, self)
        self.show_grid(self.model, self.table, "headcounts")
        self.head = ElidedLabel()
        self.open_button = self.button(N_("Open the group"), self.open_group)
        self.remove_button = self.button(N_("Remove the group"), self.remove)
        self._lay_out()
        self.model.rows_changed.connect(self._fit)
        self.model.modelReset.connect(self._fit)
        self._fit()
        self.show_sentence()

    @property
    def unnamed(self) -> Unnamed:
        """The groups added up, as they stand in the grid."""
        return unnamed_in(self.model.rows)

    def show_totals(self, totals: RosterTotals) -> None:
        """Say how many people there are by name and by number."""
        words = self._context.words
        text = words.plural(
            "{named} by name + {unnamed} by number = {count} person",
            "{named} by name + {unnamed} by number = {count} people",
            totals.people,
        )
        number = words.number
        self.head.set_whole_text(
            text.format(named=number(totals.named), unnamed=number(totals.unnamed), count=number(totals.people))
        )

    def open_group(self) -> None:
        """Show the record of the current group, with its history and what can be confirmed."""
        row = self.model.row(self.table.place)
        if row is not None:
            self.model.leave_row(self.table.place)
            self._context.go.to_record(Headcount.kind_name(), row.key)

    def _fit(self) -> None:
        """Take the height of the rows, as far as there are not too many, so that the page stays short."""
        for button in (self.open_button, self.remove_button):
            button.setEnabled(bool(self.model.rows))
        shown = min(self.model.rowCount(), MOST_ROWS_SHOWN)
        around = (
            self.table.horizontalHeader().sizeHint().height() + self.table.horizontalScrollBar().sizeHint().height()
        )
        self.table.setFixedHeight(shown * self.table.verticalHeader().defaultSectionSize() + around + FRAME)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.head, stretch=1)
        row.addWidget(self.open_button)
        row.addWidget(self.remove_button)
        column = QVBoxLayout(self)
        column.addLayout(row)
        column.addWidget(self.table)
        column.addWidget(self.sentence)
