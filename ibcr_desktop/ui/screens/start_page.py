"""One page of the window before a database is open: a narrow column with a heading, fields and buttons."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.ui.toolkit.plain_text import PlainLabel

COLUMN_LETTERS = 64  # lines of this length are read most easily
HEADING_SCALE = 1.5
STEPS = 4


class StartPage(QScrollArea):
    """A column in the middle of the window; problems stand in the page, never in a box over it."""

    def __init__(self, words: Words, heading: str, step: int = 0) -> None:
        super().__init__()
        self.words = words
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        self._column_widget = QWidget()
        self.column = QVBoxLayout(self._column_widget)
        around = QHBoxLayout(inside)
        around.addStretch(1)
        around.addWidget(self._column_widget, 20)
        around.addStretch(1)
        self._column_widget.setMaximumWidth(self.fontMetrics().averageCharWidth() * COLUMN_LETTERS)
        self.setWidget(inside)
        self.heading = heading
        self.column.addSpacing(self.fontMetrics().height())
        if step:
            self.column.addWidget(hint_label(_step_text(words, step)))
        self.column.addWidget(heading_label(heading))
        self.problem = PlainLabel("")
        self.problem.setWordWrap(True)
        self.problem.setAccessibleName(words.translate(N_("Problem")))
        self.problem.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.problem.hide()
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setAccessibleName(words.translate(N_("Working")))
        self.progress.hide()
        self._on_enter: QPushButton | None = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus, and goes on from any other field."""
        if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)
            return
        focus = self.focusWidget()
        button = focus if isinstance(focus, QPushButton) else self._on_enter
        if button is not None:
            button.click()  # does nothing while it is not enabled

    def add_text(self, text: str) -> QLabel:
        """Add a paragraph."""
        label = PlainLabel(text)
        label.setWordWrap(True)
        self.column.addWidget(label)
        return label

    def add_field(self, label: str, editor: QWidget, hint: str = "") -> None:
        """Add an editor under its label; the label's mnemonic leads to it."""
        above = PlainLabel(label)
        above.setBuddy(editor)
        editor.setAccessibleName(label.replace("&", ""))
        self.column.addSpacing(4)
        self.column.addWidget(above)
        self.column.addWidget(editor)
        if hint:
            editor.setAccessibleDescription(hint)
            self.column.addWidget(hint_label(hint))

    def add_secret(self, label: str, hint: str = "") -> QLineEdit:
        """Add a line that hides what is typed."""
        line = QLineEdit()
        line.setEchoMode(QLineEdit.EchoMode.Password)
        self.add_field(label, line, hint)
        return line

    def add_links(self, *links: tuple[str, Callable[[], object]]) -> list[QPushButton]:
        """Add flat buttons below each other, for the ways that few people need."""
        made = []
        for text, act in links:
            button = link_button(text)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, act=act: act())
            row = QHBoxLayout()
            row.addWidget(button)
            row.addStretch(1)
            self.column.addLayout(row)
            made.append(button)
        return made

    def add_foot(self, *buttons: QPushButton) -> None:
        """Add the place for problems, the sign of work, and the buttons; the last one goes on."""
        self.column.addWidget(self.problem)
        self.column.addWidget(self.progress)
        self.column.addSpacing(8)
        row = QHBoxLayout()
        row.addStretch(1)
        for button in buttons:
            row.addWidget(button)
        self.column.addLayout(row)
        if buttons:
            buttons[-1].setDefault(True)
            buttons[-1].setAutoDefault(True)
        if len(buttons) > 1:  # a page of one button has one field that asks for Enter itself, or leads back only
            self._on_enter = buttons[-1]

    def finish(self) -> None:
        """Push the column up; nothing is added afterwards."""
        self.column.addStretch(1)

    def show_problem(self, text: str) -> None:
        """Say what is wrong, in the page; nothing said hides the line."""
        self.problem.setText(f"⚠ {text}" if text else "")
        self.problem.setVisible(bool(text))
        if text:
            self.ensureWidgetVisible(self.problem)

    def set_busy(self, *, busy: bool) -> None:
        """Show that something is being done; fields keep what they hold."""
        self.progress.setVisible(busy)

    def title(self) -> str:
        """Give the name of the page for the window's title."""
        return self.heading


def link_button(text: str) -> QPushButton:
    """Make a flat button in the colour of links."""
    button = QPushButton(text)
    button.setFlat(True)
    palette = button.palette()
    palette.setBrush(QPalette.ColorRole.ButtonText, palette.brush(QPalette.ColorRole.Link))
    button.setPalette(palette)
    return button


def _step_text(words: Words, step: int) -> str:
    return words.translate(N_("Step {step} of {steps}")).format(step=step, steps=STEPS)


def heading_label(text: str) -> QLabel:
    """Make a heading: larger and bold, plain text."""
    label = PlainLabel(text)
    font = QFont(label.font())
    font.setPointSizeF(font.pointSizeF() * HEADING_SCALE)
    font.setBold(True)
    label.setFont(font)
    label.setWordWrap(True)
    return label


def hint_label(text: str) -> QLabel:
    """Make the quiet line under a field."""
    label = PlainLabel(text)
    label.setWordWrap(True)
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label
