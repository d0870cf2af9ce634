"""The page behind "More…": every kind of record, grouped by what people look for, and the pages about the program."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records import kind_named
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.screens.start_page import heading_label
from ibcr_desktop.ui.toolkit.plain_text import PlainLabel

COLUMNS = 4
GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (N_("Activities"), ("workshop", "event", "consultation", "campaign", "meeting", "mission")),
    (N_("Parts of activities"), ("session", "participation", "headcount", "evidence", "assessment", "follow_up")),
    (N_("People and organisations"), ("person", "person_link", "consent", "organisation", "engagement")),
    (N_("Projects"), ("project", "funding", "indicator_target", "sub_grant", "milestone", "beneficiary_estimate")),
    (N_("Advocacy and publications"), ("advocacy_action", "advocacy_outcome", "deliverable", "media_mention")),
    (N_("Lists of the organisation"), ("office", "country", "term", "indicator")),
    (N_("Counting"), ("organisation_setting", "reporting_year", "confirmation", "question")),
)


class AllKinds(QScrollArea):
    """Groups of buttons; each opens the list of one kind."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it follows the focus of what is in it
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.addWidget(heading_label(self.title()))
        grid = QGridLayout()
        column.addLayout(grid)
        column.addStretch(1)
        _ = context.words.translate
        for place, (heading, names) in enumerate(GROUPS):
            entries = [(_(kind_named(name).plural), self._opener(name)) for name in names]
            grid.addWidget(_group(_(heading), entries), place // COLUMNS, place % COLUMNS)
        program = [(_(N_("Settings")), context.go.to_settings), (_(N_("Help")), lambda: context.go.to_help("index"))]
        grid.addWidget(_group(_(N_("Program")), program), len(GROUPS) // COLUMNS, len(GROUPS) % COLUMNS)
        self.setWidget(inside)

    def title(self) -> str:
        """Give the name of the screen."""
        return self._context.words.translate(N_("Everything that is recorded"))

    def shown(self) -> None:
        """The kinds do not change while the program runs."""

    def leave(self) -> None:
        """Nothing is entered here."""

    def _opener(self, name: str) -> Callable[[], None]:
        return lambda: self._context.go.to_list(name)


def _group(heading: str, entries: list[tuple[str, Callable[[], None]]]) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    label = PlainLabel(heading)
    font = label.font()
    font.setBold(True)
    label.setFont(font)
    column.addWidget(label)
    for text, act in entries:
        button = QPushButton(text)
        button.clicked.connect(lambda _checked=False, act=act: act())
        column.addWidget(button)
    column.addStretch(1)
    return box
