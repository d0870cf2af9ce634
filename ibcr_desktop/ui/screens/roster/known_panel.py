"""The panel below the grid: who a row may be, with the facts, and the three answers."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QListWidget, QPushButton, QVBoxLayout, QWidget

from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.records.lexicon import Lexicon
from ibcr_desktop.roster.known_lines import KnownPerson
from ibcr_desktop.ui.toolkit.plain_text import ElidedLabel, plain_tooltip

FEWEST_ROWS_SHOWN = 4
SAME_KEY, OTHER_KEY = Qt.Key.Key_S, Qt.Key.Key_E


class KnownPanel(QFrame):
    """Shows candidates; one can be marked with Down while the keyboard stays in the cell above.

    Signals:
        same, other, later: the answer about a candidate (``KnownPerson``).
    """

    same = Signal(object)
    other = Signal(object)
    later = Signal(object)

    def __init__(self, lexicon: Lexicon, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lexicon = lexicon
        words: Words = lexicon.words
        self._known: list[KnownPerson] = []
        self.is_marked = False
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.head = ElidedLabel()
        self.entries = QListWidget()
        self.entries.setAccessibleName(words.translate(N_("People who may be meant")))
        self.entries.setTabKeyNavigation(False)
        self.entries.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.entries.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.entries.itemActivated.connect(lambda _: self.answer(self.same))
        self.same_button = self._button(words.translate(N_("Same person")), self.same, SAME_KEY)
        self.other_button = self._button(words.translate(N_("Someone else")), self.other, OTHER_KEY)
        self.later_button = self._button(words.translate(N_("Later")), self.later)
        answers = QHBoxLayout()
        answers.addWidget(self.head, stretch=1)
        for button in (self.same_button, self.other_button, self.later_button):
            answers.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 4, 6, 4)
        column.addLayout(answers)
        column.addWidget(self.entries)
        self.hide()

    @property
    def candidate(self) -> KnownPerson | None:
        """The candidate that an answer is about: the marked one, else the first."""
        row = max(self.entries.currentRow(), 0)
        return self._known[row] if row < len(self._known) else None

    def show_candidates(self, name: str, known: Sequence[KnownPerson]) -> None:
        """Show who may be meant by a name; none hides the panel."""
        if list(known) != self._known:
            self._known = list(known)
            self.is_marked = False
            self.entries.clear()
            for number, each in enumerate(known, start=1):
                text = each.facts(self._lexicon) + (f" — {each.evidence}" if each.evidence else "")
                self.entries.addItem(f"{number}  {text}")
                self.entries.item(self.entries.count() - 1).setToolTip(plain_tooltip(text))
            height = max(self.entries.sizeHintForRow(0), 1)
            self.entries.setFixedHeight(self._rows_shown(height) * height + 2 * self.entries.frameWidth())
        text = self._lexicon.words.translate(N_("Known person? “{name}” (type the number; or ↓ and Enter, or F4)"))
        self.head.set_whole_text(text.format(name=name))
        self.setVisible(bool(known))

    def _rows_shown(self, height: int) -> int:
        """Show as many as a third of the place around has room for, since a number takes whoever is seen."""
        around = self.parentWidget()
        room = 0 if around is None else around.height() // 3 // height
        return min(max(len(self._known), 1), max(FEWEST_ROWS_SHOWN, room))

    def take_number(self, number: int) -> bool:
        """Say *same person* of a candidate by its number; says whether there is one."""
        if number > len(self._known):
            return False
        self.entries.setCurrentRow(number - 1)
        self.answer(self.same)
        return True

    def mark(self, step: int) -> bool:
        """Mark the next or previous candidate; says whether one is marked now."""
        place = self.entries.currentRow() + step if self.is_marked else 0
        self.is_marked = step > 0 or place >= 0 if self.is_marked else step > 0
        if self.is_marked:
            self.entries.setCurrentRow(min(max(place, 0), len(self._known) - 1))
        else:
            self.entries.setCurrentRow(-1)
        return self.is_marked

    def unmark(self) -> None:
        """Let no candidate be marked."""
        self.is_marked = False
        self.entries.setCurrentRow(-1)

    def begin(self) -> None:
        """Take the keyboard."""
        if self.isVisible():
            self.entries.setCurrentRow(max(self.entries.currentRow(), 0))
            self.entries.setFocus(Qt.FocusReason.OtherFocusReason)

    def answer(self, signal: object) -> None:
        """Give an answer about the candidate."""
        candidate = self.candidate
        if candidate is not None:
            signal.emit(candidate)  # type: ignore[attr-defined]  # one of the signals above

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter on an entry for the answer *same person*."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.entries.hasFocus():
            self.answer(self.same)
        else:
            super().keyPressEvent(event)

    def takes(self, event: QKeyEvent) -> bool:
        """Say whether a key is one of the answers: Alt+S and Alt+E in every language."""
        is_answer = event.key() in (SAME_KEY, OTHER_KEY) and event.modifiers() == Qt.KeyboardModifier.AltModifier
        return is_answer and self.isVisible()

    def answer_by(self, event: QKeyEvent) -> None:
        """Give the answer of a key."""
        self.answer(self.same if event.key() == SAME_KEY else self.other)

    def _button(self, text: str, signal: object, key: Qt.Key | None = None) -> QPushButton:
        keys = (
            "" if key is None else QKeySequence(Qt.Modifier.ALT | key).toString(QKeySequence.SequenceFormat.NativeText)
        )
        button = QPushButton(f"{text}  {keys}".strip())
        button.setAccessibleName(text)
        button.setAutoDefault(False)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda _=False: self.answer(signal))
        return button
