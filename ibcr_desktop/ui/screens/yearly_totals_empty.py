"""Says why a year has no totals, and holds the button that begins one."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ibcr_desktop.foundation.words import N_
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.screens.yearly_totals_facts import TotalsFacts
from ibcr_desktop.ui.toolkit.plain_text import label

NO_INDICATORS = N_("There are no indicators in this database, so nothing can be counted.")
NOTHING_HERE = N_("Nothing is recorded for {year} yet. What your office holds in that year is counted here.")
NOTHING_IN_SCOPE = N_("Nothing is recorded for {year} in the countries and offices that are chosen.")


class EmptyYear(QWidget):
    """Three reasons: no indicators, nothing recorded in the year, nothing in what was chosen."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._words = context.words
        self.text = label("")
        self.text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.begin = QPushButton(context.words.translate(N_("Record a &workshop")))
        self.begin.clicked.connect(lambda: context.go.new_record("workshop"))
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addWidget(self.text)
        column.addWidget(self.begin, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        self.setFocusProxy(self.begin)

    def explain(self, facts: TotalsFacts) -> None:
        """Say why there is nothing to see."""
        totals = facts.totals
        is_narrowed = bool(totals.scope.countries or totals.scope.offices)
        text = NOTHING_IN_SCOPE if is_narrowed else NOTHING_HERE
        if not totals.figures:
            text = NO_INDICATORS
        self.text.setText(self._words.translate(text).format(year=totals.year.label))
        self.begin.setVisible(bool(totals.figures) and not is_narrowed)
