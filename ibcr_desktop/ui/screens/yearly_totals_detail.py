"""One figure in full: its sentence, what it means, its bounds, what it leaves out, and what it consists of."""

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.totals.yearly_totals import Figure
from ibcr_desktop.ui.screens.yearly_totals_parts import PartsView
from ibcr_desktop.ui.screens.yearly_totals_table import bound_text
from ibcr_desktop.ui.toolkit.flow_layout import FlowLayout
from ibcr_desktop.ui.toolkit.plain_text import PlainLabel, label

SENTENCE_SCALE = 1.15


class FigureDetail(QScrollArea):
    """Shows the figure that is chosen in the table."""

    opened = Signal(str)  # code
    drafts_opened = Signal(str)  # code

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._figure: Figure | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.heading = _large(label(""), bold=True)
        self.sentence = _large(label(""), bold=False)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.numbers, self.meaning, self.explanation = label(""), label(""), label("")
        self.records, self.drafts = QPushButton(), QPushButton()
        self.records.clicked.connect(self._open)
        self.drafts.clicked.connect(self._open_drafts)
        self.parts = PartsView(words)
        self._lay_out()
        self.parts.chart.current_moved.connect(self._follow)

    def minimumSizeHint(self) -> QSize:
        """Be wide enough for what is inside: there is no scrolling sideways."""
        usual, inside = super().minimumSizeHint(), self.widget()
        width = inside.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width() if inside else 0
        return QSize(max(usual.width(), width), usual.height())

    def show_figure(self, figure: Figure) -> None:
        """Show another figure."""
        self._figure = figure
        words = self._words
        self.heading.setText(figure.label(words))
        self.sentence.setText(figure.text(words))
        self.numbers.setText(self._numbers(figure))
        self.meaning.setText(figure.meaning(words))
        self.explanation.setText(figure.explanation(words))
        self.explanation.setVisible(bool(figure.explanation(words)))
        count = figure.record_count
        text = words.plural("&Open the {count} record behind it", "&Open the {count} records behind it", count)
        self.records.setText(text.format(count=words.number(count)))
        self.records.setEnabled(bool(count))
        drafts = len(figure.outcome.drafts)
        text = words.plural("○ {count} &draft left out", "○ {count} &drafts left out", drafts)
        self.drafts.setText(text.format(count=words.number(drafts)))
        self.drafts.setVisible(bool(drafts))
        self.parts.show_figure(figure)
        self.verticalScrollBar().setValue(0)

    def _numbers(self, figure: Figure) -> str:
        """Give people and attendances together, the bounds, and the exact number where a rounded one is published."""
        words, outcome = self._words, figure.outcome
        _ = words.translate
        found = []
        if outcome.attendances is not None and figure.definition.measure == "people":
            text = _(N_("People: {people}. Attendances: {attendances}."))
            people, seats = words.number(outcome.figure), words.number(outcome.attendances)
            found.append(text.format(people=people, attendances=seats))
        elif figure.definition.floor_to > 1:
            exact = bound_text(figure, outcome.figure, words)
            found.append(_(N_("Counted exactly: {number}.")).format(number=exact))
        low, high = (bound_text(figure, each, words) for each in (outcome.low, outcome.high))
        found.append(_(N_("Low: {low}. High: {high}.")).format(low=low, high=high))
        return " ".join(found)

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        for each in (self.heading, self.sentence, self.numbers, self.meaning, self.explanation):
            column.addWidget(each)
        row = FlowLayout()
        row.addWidget(self.records)
        row.addWidget(self.drafts)
        column.addLayout(row)
        column.addWidget(self.parts, 1)
        self.setWidget(inside)

    def _follow(self, middle: int) -> None:
        """Keep the bar in view that the arrows went to."""
        inside, chart = self.widget(), self.parts.chart
        if inside is not None:
            self.ensureVisible(0, chart.mapTo(inside, QPoint(0, middle)).y(), 0, 2 * self.fontMetrics().height())

    def _open(self) -> None:
        if self._figure is not None:
            self.opened.emit(self._figure.code)

    def _open_drafts(self) -> None:
        if self._figure is not None:
            self.drafts_opened.emit(self._figure.code)


def _large(made: PlainLabel, *, bold: bool) -> PlainLabel:
    font = made.font()
    font.setBold(bold)
    if not bold:
        font.setPointSizeF(font.pointSizeF() * SENTENCE_SCALE)
    made.setFont(font)
    return made
