"""The page of an activity: what, when, where, who, then its people and groups, all on one page to scroll."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGroupBox, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records import Evidence, Session
from ibcr_desktop.records.problems import Problem
from ibcr_desktop.records.record import FILL_THIS_IN
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.record_views.field_rows import FieldRows
from ibcr_desktop.ui.record_views.record_editing import RecordEditing
from ibcr_desktop.ui.screens.activity_code import ProposedCode
from ibcr_desktop.ui.screens.activity_paper import ActivityPaper
from ibcr_desktop.ui.screens.activity_part import ActivityPart
from ibcr_desktop.ui.screens.roster.grid_part import GridPart
from ibcr_desktop.ui.screens.roster.groups_part import GroupsPart
from ibcr_desktop.ui.screens.roster.roster_part import RosterPart

SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (N_("What"), ("code", "title", "themes", "tags", "remarks")),
    (N_("When"), ("status", "starts_on", "ends_on", "hours")),
    (N_("Where"), ("country", "place", "mode", "languages")),
    (
        N_("Who"),
        ("project_id", "delivered_by", "partner_ids", "people_reported", "paper_lines", "series", "shared_key"),
    ),
)
LAST_OF_WHAT = "themes"  # the fields of the kind itself stand before it
CHECKLIST_LETTERS = 25


class ActivityContent(QWidget):
    """The sections with their checklist, and the parts of the activity.

    Signals:
        field_wanted: the name of a field of the section that was chosen in the checklist.
        part_wanted: the part that was chosen in the checklist.
    """

    field_wanted = Signal(str)
    part_wanted = Signal(QWidget)

    def __init__(self, context: Context, editing: RecordEditing) -> None:
        super().__init__()
        self._words = context.words
        self._sections = dict(_sections_of(editing))
        self.people = RosterPart(context, editing)
        self.groups = GroupsPart(context, editing)
        self.sessions = ActivityPart(context, editing, Session)
        self.evidence = ActivityPart(context, editing, Evidence)
        self.parts: tuple[GridPart | ActivityPart, ...] = (self.people, self.groups, self.sessions, self.evidence)
        self.checklist = self._make_checklist()
        column = QVBoxLayout(self)
        for title, names in self._sections.items():
            box = QGroupBox(context.words.translate(title))
            QVBoxLayout(box).addWidget(FieldRows(editing, names))
            column.addWidget(box)
        self.paper = ActivityPaper(context, editing, self.leave)
        column.addWidget(self.paper)
        for part in self.parts:
            column.addWidget(part)
            part.changed.connect(self._show_counts)
        column.addStretch()
        ProposedCode(context.store, editing)
        self.paper.given_out.connect(self.people.follow_paper)
        self.people.counted.connect(self.groups.show_totals)
        self.groups.changed.connect(lambda: self.people.take_unnamed(self.groups.unnamed))
        self.sessions.changed.connect(self.people.sessions_changed)
        self.people.take_unnamed(self.groups.unnamed)
        self.people.show_totals()
        self._show_counts()

    def leave(self) -> None:
        """Keep what stands in the lines of the parts."""
        self.people.finish()
        self.groups.finish()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Check the sections off: fine, to complete, to look at, or wrong."""
        for row, names in enumerate(self._sections.values()):
            own = [each for each in problems if each.field_name in names]
            item = self.checklist.item(row)
            title = self._words.translate(list(self._sections)[row])
            item.setText(f"{_sign(own)} {title}")
            open_ones = [each.sentence(self._words) for each in own if each.is_open]
            item.setToolTip("\n".join(open_ones).replace("<", "&lt;"))

    def _make_checklist(self) -> QListWidget:
        checklist = QListWidget()
        checklist.setAccessibleName(self._words.translate(N_("Sections")))
        checklist.setFixedWidth(CHECKLIST_LETTERS * self.fontMetrics().averageCharWidth())
        checklist.setTabKeyNavigation(False)
        for title in self._sections:
            checklist.addItem(QListWidgetItem(f"○ {self._words.translate(title)}"))
        for part in self.parts:
            checklist.addItem(QListWidgetItem(part.title()))
        checklist.setCurrentRow(0)
        checklist.setFixedHeight(checklist.count() * checklist.sizeHintForRow(0) + 2 * checklist.frameWidth())
        checklist.itemActivated.connect(self._go)
        checklist.itemClicked.connect(self._go)
        return checklist

    def _go(self, item: QListWidgetItem) -> None:
        row = self.checklist.row(item)
        if row < len(self._sections):
            self.field_wanted.emit(list(self._sections.values())[row][0])
        else:
            self.part_wanted.emit(self.parts[row - len(self._sections)])

    def _show_counts(self) -> None:
        number = self._words.number
        for row, part in enumerate(self.parts, start=len(self._sections)):
            sign = ("○" if part.has_drafts else "✔") if part.count else "–"
            self.checklist.item(row).setText(f"{sign} {part.title()} ({number(part.count)})")


def _sections_of(editing: RecordEditing) -> list[tuple[str, tuple[str, ...]]]:
    """Put the fields that only this kind has into the first section."""
    placed = {name for _, names in SECTIONS for name in names}
    own = [field.name for field in editing.fields if field.name not in placed]
    (title, what), *others = SECTIONS
    before = what.index(LAST_OF_WHAT)
    return [(title, (*what[:before], *own, *what[before:])), *others]


def _sign(problems: Sequence[Problem]) -> str:
    if any(each.blocks and each.text != FILL_THIS_IN for each in problems):
        return "✖"
    if any(each.blocks for each in problems):
        return "○"
    return "⚠" if any(each.is_open for each in problems) else "✔"
