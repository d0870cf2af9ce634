"""The headcount groups of an activity as the rows of a grid."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QObject

from ibcr_desktop.roster.grid_row import GridRow
from ibcr_desktop.roster.group_columns import OVERLAP, USUAL, OverlapColumn
from ibcr_desktop.roster.group_rows import GroupRows, GroupSaving, new_group, own_problems, usual_of
from ibcr_desktop.roster.judging import CellProblem, with_unclear
from ibcr_desktop.roster.occasion import Occasion
from ibcr_desktop.roster.roster_lexicon import RosterLexicon
from ibcr_desktop.ui.screens.roster.grid_model import GridModel


class GroupModel(GridModel[GridRow]):
    """Numbers the rows, so that one can say that it counts the people of another."""

    usual_pins = ("headcount.level", "headcount.basis", OVERLAP)

    def __init__(
        self,
        groups: GroupRows,
        saving: GroupSaving,
        occasion: Occasion,
        lexicon: RosterLexicon,
        today: date,
        parent: QObject | None = None,
    ) -> None:
        self.occasion = occasion
        super().__init__(groups.rows, groups.columns, saving, lexicon, today, parent)
        overlap = self.all_columns[OVERLAP]
        if isinstance(overlap, OverlapColumn):
            overlap.groups = self.rows

    def usual_columns(self) -> list[str]:
        """Give the columns that most groups need."""
        return list(USUAL)

    def begin(self, rows: Sequence[GridRow]) -> GridRow:
        """Give a new group with the usual level and basis, and what the pins carry into it."""
        return new_group(self.carried_into(usual_of(self.occasion), rows))

    def own_problems(self, row: GridRow) -> tuple[CellProblem, ...]:
        """Give what is wrong with a group by itself."""
        own = own_problems(row, self.occasion.activity_id, self.today)
        return with_unclear(row, self.all_columns, self.lexicon, own)
