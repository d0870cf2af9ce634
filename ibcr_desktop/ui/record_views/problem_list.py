"""What has to be put right before a record is complete: a sentence, and a link to the field of each problem."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.records.problems import Problem
from ibcr_desktop.ui.toolkit.plain_text import label

MOST_ROWS_SHOWN = 4
NAME_ROLE = Qt.ItemDataRole.UserRole


class ProblemList(QFrame):
    """Stands above the form; Enter on an entry puts the cursor into the field that it is about.

    Signals:
        followed: the name of the field that a person wants to mend; empty where it is about the whole record.
        put_off: the record stays a draft for now.
    """

    followed = Signal(str)
    put_off = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.head = label("")
        self.keep = QPushButton(words.translate(N_("Keep as draft")))
        self.keep.setAutoDefault(False)
        self.keep.clicked.connect(self.hide)
        self.keep.clicked.connect(self.put_off)
        self.entries = QListWidget()
        self.entries.setAccessibleName(words.translate(N_("Things to put right")))
        self.entries.setWordWrap(True)
        self.entries.setTabKeyNavigation(False)
        self.entries.itemActivated.connect(self._follow)
        self.entries.itemClicked.connect(self._follow)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 4, 6, 4)
        first = QHBoxLayout()
        first.addWidget(self.head, stretch=1)
        first.addWidget(self.keep, alignment=Qt.AlignmentFlag.AlignTop)
        column.addLayout(first)
        column.addWidget(self.entries)
        self.hide()

    def show_problems(self, problems: Sequence[Problem], *, refused: bool, is_draft: bool = True) -> None:
        """Show problems, those that block first; ``refused`` says that somebody wanted to complete the record."""
        self.entries.clear()
        for problem in sorted(problems, key=lambda each: not each.blocks):
            item = QListWidgetItem(f"{'✖' if problem.blocks else '⚠'} {problem.sentence(self._words)}")
            item.setData(NAME_ROLE, problem.field_name or "")
            self.entries.addItem(item)
        self.head.setText(self._sentence(sum(each.blocks for each in problems) if is_draft else 0, len(problems)))
        rows = min(len(problems), MOST_ROWS_SHOWN)
        self.entries.setFixedHeight(rows * max(self.entries.sizeHintForRow(0), 1) + 2 * self.entries.frameWidth())
        self.keep.setVisible(is_draft)
        self.setVisible(bool(problems))
        if refused and problems:
            self.entries.setCurrentRow(0)
            self.entries.setFocus(Qt.FocusReason.OtherFocusReason)

    def _sentence(self, errors: int, everything: int) -> str:
        if errors:
            text = self._words.plural(
                "{count} thing before this can be complete. It is kept as a draft meanwhile.",
                "{count} things before this can be complete. It is kept as a draft meanwhile.",
                errors,
            )
            return text.format(count=errors)
        text = self._words.plural("{count} thing to look at.", "{count} things to look at.", everything)
        return text.format(count=everything)

    def _follow(self, item: QListWidgetItem) -> None:
        self.followed.emit(item.data(NAME_ROLE))
