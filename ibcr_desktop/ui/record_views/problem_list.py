"""What has to be put right or looked at in a record: a sentence and a link for each, and a way to confirm warnings."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.records.problems import Problem
from ibcr_desktop.ui.toolkit.plain_text import PlainLabel, label

MOST_ROWS_SHOWN = 4
LONGEST_REASON = 500
PROBLEM_ROLE = Qt.ItemDataRole.UserRole


class ProblemList(QFrame):
    """Stands above the form; Enter on an entry puts the cursor into the field that it is about.

    Signals:
        followed: the name of the field that a person wants to mend; empty where it is about the whole record.
        put_off: the record stays a draft for now.
        confirmed: somebody says that a warning is no fault (``Problem``, the reason).
        asked_again: a confirmation is taken back (``Problem``).
    """

    followed = Signal(str)
    put_off = Signal()
    confirmed = Signal(object, str)
    asked_again = Signal(object)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.head = label("")
        self.keep = self._button(words.translate(N_("Keep as draft")), self.hide)
        self.keep.clicked.connect(self.put_off)
        self.entries = QListWidget()
        self.entries.setAccessibleName(words.translate(N_("Things to put right")))
        self.entries.setWordWrap(True)
        self.entries.setTabKeyNavigation(False)
        self.entries.itemActivated.connect(self._follow)
        self.entries.itemClicked.connect(self._follow)
        self.entries.currentItemChanged.connect(lambda _: self._offer())
        self.reason = QLineEdit()
        self.reason.setMaxLength(LONGEST_REASON)
        self.reason.returnPressed.connect(self._confirm)
        self.confirm = self._button(words.translate(N_("&Yes, this is right")), self._confirm)
        self.ask_again = self._button(words.translate(N_("Ask a&gain")), self._ask_again)
        self.answer = self._answer_row()
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 4, 6, 4)
        first = QHBoxLayout()
        first.addWidget(self.head, stretch=1)
        for button in (self.ask_again, self.keep):
            first.addWidget(button, alignment=Qt.AlignmentFlag.AlignTop)
        column.addLayout(first)
        column.addWidget(self.entries)
        column.addWidget(self.answer)
        self.hide()

    def show_problems(self, problems: Sequence[Problem], *, refused: bool, is_draft: bool = True) -> None:
        """Show problems, those that block first; ``refused`` says that somebody wanted to complete the record."""
        self.reason.clear()
        self.entries.clear()
        for problem in sorted(problems, key=lambda each: (not each.blocks, not each.is_open)):
            item = QListWidgetItem(self._line(problem))
            item.setData(PROBLEM_ROLE, problem)
            self.entries.addItem(item)
        self.entries.setCurrentRow(0)
        self.head.setText(self._sentence(problems, is_draft=is_draft))
        rows = min(len(problems), MOST_ROWS_SHOWN)
        self.entries.setFixedHeight(rows * max(self.entries.sizeHintForRow(0), 1) + 2 * self.entries.frameWidth())
        self.keep.setVisible(is_draft)
        self.setVisible(bool(problems))
        if refused and problems:
            self.entries.setFocus(Qt.FocusReason.OtherFocusReason)

    def _sentence(self, problems: Sequence[Problem], *, is_draft: bool) -> str:
        errors = sum(each.blocks for each in problems)
        if errors and is_draft:
            text = self._words.plural(
                "{count} thing before this can be complete. It is kept as a draft meanwhile.",
                "{count} things before this can be complete. It is kept as a draft meanwhile.",
                errors,
            )
            return text.format(count=errors)
        count = sum(each.is_open for each in problems)
        if not count:
            return self._words.translate(N_("Nothing to look at: somebody has confirmed what is unusual here."))
        text = self._words.plural("{count} thing to look at.", "{count} things to look at.", count)
        return text.format(count=count)

    def _line(self, problem: Problem) -> str:
        sentence = problem.sentence(self._words)
        if problem.is_open:
            return f"{'✖' if problem.blocks else '⚠'} {sentence}"
        text = N_("✔ {warning} Confirmed: {reason}") if problem.confirmed else N_("✔ {warning} Confirmed.")
        return self._words.translate(text).format(warning=sentence, reason=problem.confirmed)

    def _follow(self, item: QListWidgetItem) -> None:
        self.followed.emit(item.data(PROBLEM_ROLE).field_name or "")

    def _current(self) -> Problem | None:
        item = self.entries.currentItem()
        problem = None if item is None else item.data(PROBLEM_ROLE)
        return problem if isinstance(problem, Problem) else None

    def _offer(self) -> None:
        """Offer what can be said to the current entry: an error wants mending, a warning also an answer."""
        problem = self._current()
        is_warning = problem is not None and not problem.blocks
        self.answer.setVisible(is_warning and problem is not None and problem.is_open)
        self.ask_again.setVisible(is_warning and problem is not None and not problem.is_open)

    def _confirm(self) -> None:
        problem = self._current()
        if problem is not None:
            self.confirmed.emit(problem, self.reason.text())

    def _ask_again(self) -> None:
        problem = self._current()
        if problem is not None:
            self.asked_again.emit(problem)

    def _answer_row(self) -> QWidget:
        answer = QWidget()
        row = QHBoxLayout(answer)
        row.setContentsMargins(0, 0, 0, 0)
        caption = PlainLabel(self._words.translate(N_("Reason, if you like to give one")))
        caption.setBuddy(self.reason)
        for widget in (caption, self.reason, self.confirm):
            row.addWidget(widget)
        answer.hide()
        return answer

    def _button(self, text: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.clicked.connect(act)
        return button
