"""Two people side by side: what differs, marked with sign and word, and which value is shown once they are joined."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ibcr_desktop.foundation.plain_text import isolate, isolate_name
from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.people.evidence import Evidence, explanation
from ibcr_desktop.people.pair_comparison import FIRST, SECOND, ComparedField, Comparison
from ibcr_desktop.people.person_card import PersonCard
from ibcr_desktop.ui.record_views.record_table_model import LEFT_TO_RIGHT
from ibcr_desktop.ui.toolkit.button_row import button_row
from ibcr_desktop.ui.toolkit.plain_text import label

CHOSEN, NOT_CHOSEN, DIFFERS = "● ", "○ ", "≠ "
BETWEEN = " · "
FIELD_COLUMN = 0


class PairTable(QTableWidget):
    """A row for each field that one of the two fills in; Space or Enter chooses the value of the current cell."""

    def __init__(self, words: Words) -> None:
        super().__init__(0, 3)
        self._words = words
        self._fields: Sequence[ComparedField] = ()
        self.choices: dict[str, int] = {}
        self.setAccessibleName(words.translate(N_("The two side by side")))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        for column in (1, 2):
            self.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setSectionResizeMode(FIELD_COLUMN, QHeaderView.ResizeMode.ResizeToContents)
        self.cellDoubleClicked.connect(self.choose)

    def minimumSizeHint(self) -> QSize:
        """Stay usable in a small window."""
        return QSize(self.fontMetrics().averageCharWidth() * 40, self.fontMetrics().height() * 8)

    def show_fields(self, fields: Sequence[ComparedField]) -> None:
        """Show other fields; the values of the first person are chosen."""
        self._fields = tuple(fields)
        self.choices = {}
        self.setRowCount(len(self._fields))
        for row in range(len(self._fields)):
            self._fill(row)
        if self._fields:
            self.setCurrentCell(0, 1)

    def choose(self, row: int, column: int) -> None:
        """Choose the value of a cell, where the two differ."""
        if 0 <= row < len(self._fields) and column != FIELD_COLUMN and self._fields[row].differs:
            self.choices[self._fields[row].name] = column - 1
            self._fill(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose with Space and Enter."""
        if event.key() in {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.choose(self.currentRow(), self.currentColumn())
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Look for nothing: the letters decide about the pair."""

    def _fill(self, row: int) -> None:
        field, _ = self._fields[row], self._words.translate
        name, differs = _(field.label), _(N_("differs"))
        head = f"{DIFFERS}{name} ({differs})" if field.differs else name
        chosen = self.choices.get(field.name, FIRST)
        for column, text in enumerate((head, *(self._marked(field, side, chosen) for side in (FIRST, SECOND)))):
            item = QTableWidgetItem(text)
            item.setTextAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
            if field.differs:
                font = item.font()
                font.setBold(column == FIELD_COLUMN or column - 1 == chosen)
                item.setFont(font)
            if column != FIELD_COLUMN:
                item.setData(Qt.ItemDataRole.AccessibleTextRole, self._spoken(field, column - 1, chosen))
            self.setItem(row, column, item)

    def _marked(self, field: ComparedField, side: int, chosen: int) -> str:
        text = isolate(field.texts[side]) if field.name in LEFT_TO_RIGHT else isolate_name(field.texts[side])
        sign = CHOSEN if side == chosen else NOT_CHOSEN
        return sign + text if field.differs else text

    def _spoken(self, field: ComparedField, side: int, chosen: int) -> str:
        _ = self._words.translate
        parts = [_(field.label), field.texts[side] or _(N_("empty"))]
        if field.differs:
            parts += [_(N_("differs")), *([_(N_("shown after joining"))] if side == chosen else [])]
        return ", ".join(parts)


class PairView(QWidget):
    """One pair with its evidence in words, and a key for each verdict.

    Signals:
        decided: a verdict was given ("same", "different" or "undecided").
        open_wanted: the record of one of the two shall be opened (its id).
        ask_wanted: an office shall be asked about one of the two.
    """

    decided = Signal(str)
    open_wanted = Signal(object)
    ask_wanted = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self.comparison: Comparison | None = None
        _ = words.translate
        self.table = PairTable(words)
        self.evidence, self.moves = label(""), label("")
        self.same = self._button(_(N_("&Same person")), "same")
        self.different = self._button(_(N_("&Different people")), "different")
        self.later = self._button(_(N_("&Later")), "undecided")
        self.open_first = self._opener(_(N_("Open the &first")), FIRST)
        self.open_second = self._opener(_(N_("Open the s&econd")), SECOND)
        self.ask = QPushButton(_(N_("&Ask the office…")))
        self.ask.setAutoDefault(False)
        self.ask.clicked.connect(self.ask_wanted)
        self.ask.hide()  # until somebody listens who may ask
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.evidence)
        column.addWidget(self.table, 1)
        column.addWidget(self.moves)
        column.addLayout(
            button_row((self.same, self.different, self.later), (self.ask, self.open_first, self.open_second))
        )
        self.setFocusProxy(self.table)

    def show_waiting(self) -> None:
        """Show nobody, while the two are read."""
        self.evidence.setText(self._words.translate(N_("Reading the two records…")))
        self.table.show_fields(())
        self.table.setHorizontalHeaderLabels([""] * self.table.columnCount())
        self.moves.setText("")

    def show_pair(self, comparison: Comparison, evidence: Sequence[Evidence]) -> None:
        """Show a pair."""
        self.comparison = comparison
        _ = self._words.translate
        for_it = [each for each in evidence if not each.speaks_against]
        against = [each for each in evidence if each.speaks_against]
        lines = [_(N_("For: {evidence}")).format(evidence=explanation(for_it, self._words))] if for_it else []
        lines += [_(N_("Against: {evidence}")).format(evidence=explanation(against, self._words))] if against else []
        self.evidence.setText("\n".join(lines))
        self.table.show_fields(comparison.fields)
        heads = [_(N_("Field")), self._head(comparison.first), self._head(comparison.second)]
        self.table.setHorizontalHeaderLabels(heads)
        self.moves.setText(self._what_moves(comparison))

    def _head(self, card: PersonCard) -> str:
        words, count = self._words, len(card.history)
        activities = words.plural("{count} activity", "{count} activities", count).format(count=words.number(count))
        parts = (isolate_name(card.name), isolate(card.code), *card.offices, activities)
        return BETWEEN.join(each for each in parts if each)

    def _what_moves(self, comparison: Comparison) -> str:
        words = self._words
        theirs = len(comparison.second.history)
        text = words.plural(
            "Joined, they are one person with the values marked ●; {count} attendance of the second comes along.",
            "Joined, they are one person with the values marked ●; {count} attendances of the second come along.",
            theirs,
        ).format(count=words.number(theirs))
        shared = comparison.shared_activities
        if shared:
            both = words.plural(
                "{count} activity had both: it counts once.", "{count} activities had both: each counts once.", shared
            )
            text = f"{text} {both.format(count=words.number(shared))}"
        always = words.translate(N_("It can be undone at any time."))
        return f"{text} {always}"

    def _button(self, text: str, verdict: str) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: self.decided.emit(verdict))
        return button

    def _opener(self, text: str, side: int) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: self._open(side))
        return button

    def _open(self, side: int) -> None:
        if self.comparison is not None:
            self.open_wanted.emit((self.comparison.first, self.comparison.second)[side].person_id)
