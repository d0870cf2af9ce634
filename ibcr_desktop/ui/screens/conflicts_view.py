"""One conflict in full: the value before, every version to choose from, and a third value in the field's own editor."""

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QButtonGroup, QPushButton, QRadioButton, QScrollArea, QVBoxLayout, QWidget

from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records.fields import fields_by_name
from ibcr_desktop.sync.conflicts import Conflict
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.editors import editor_for
from ibcr_desktop.ui.editors.editor import Editor
from ibcr_desktop.ui.screens.conflict_words import author_text, before_text, value_text
from ibcr_desktop.ui.screens.start_page import hint_label
from ibcr_desktop.ui.toolkit.button_row import button_row
from ibcr_desktop.ui.toolkit.plain_text import label


class ConflictView(QWidget):
    """Nothing is chosen until a person chooses.

    Signals:
        decided: a ``Decision``.
        open_wanted, ask_wanted: the record shall be shown; its office shall be asked about it (kind name, id).
    """

    decided = Signal(object)
    open_wanted = Signal(str, object)
    ask_wanted = Signal(str, object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._conflict: Conflict | None = None
        self.choices = QButtonGroup(self)
        self.third: QRadioButton | None = None
        self.editor: Editor | None = None
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        _ = context.words.translate
        self.keep = QPushButton(_(N_("Dec&ide so")))
        self.open = QPushButton(_(N_("Open the &record")))
        self.keep.clicked.connect(self.decide)
        self.ask = QPushButton(_(N_("&Ask the office…")))
        self.open.clicked.connect(lambda: self._tell(self.open_wanted))
        self.ask.clicked.connect(lambda: self._tell(self.ask_wanted))
        self.choices.buttonToggled.connect(lambda _button, _on: self._ready())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._area, 1)
        column.addLayout(button_row((self.keep,), (self.ask, self.open)))
        self.show_conflict(None, "")

    def show_conflict(self, conflict: Conflict | None, title: str) -> None:
        """Show another conflict; nothing is chosen in it yet."""
        self._conflict = conflict
        for button in self.choices.buttons():
            self.choices.removeButton(button)
        self.third, self.editor = None, None
        inside = QWidget()
        column = QVBoxLayout(inside)
        if conflict is not None:
            self._fill(column, conflict, title)
        column.addStretch(1)
        self._area.setWidget(inside)
        for each in (self.open, self.ask):
            each.setEnabled(conflict is not None)
        self._ready()

    def choose(self, number: int) -> None:
        """Choose a version by its place, counted from 1; the third value comes last."""
        buttons = self.choices.buttons()
        if 1 <= number <= len(buttons):
            buttons[number - 1].setChecked(True)
            buttons[number - 1].setFocus()

    def decide(self) -> None:
        """Tell what was chosen, if it is understood."""
        conflict, chosen = self._conflict, self.choices.checkedId()
        if conflict is None or chosen < 0:
            return
        if chosen < len(conflict.versions):
            self.decided.emit(conflict.keep(conflict.versions[chosen]))
        elif self.editor is not None:
            self.editor.commit()
            if not self.editor.problem:
                self.decided.emit(conflict.decide(self.editor.value))

    def _fill(self, column: QVBoxLayout, conflict: Conflict, title: str) -> None:
        words, lexicon = self._context.words, self._context.lexicon
        heading = label(f"{words.translate(conflict.kind.singular)} · {title}\n{words.translate(conflict.label)}")
        font = heading.font()
        font.setBold(True)
        heading.setFont(font)
        column.addWidget(heading)
        column.addWidget(label(before_text(conflict, lexicon)))
        for place, version in enumerate(conflict.versions):
            author = author_text(version, words)
            text = value_text(conflict, version, lexicon)
            self._add_choice(column, place, text, author)
        field = fields_by_name(conflict.kind).get(conflict.field)
        if field is not None:
            third = words.translate(N_("Another value"))
            self.third = self._add_choice(column, len(conflict.versions), third, "")
            self.editor = editor_for(field, lexicon, self)
            self.editor.set_value(conflict.before)
            self.editor.edited.connect(self._choose_third)
            column.addWidget(self.editor)

    def _add_choice(self, column: QVBoxLayout, place: int, text: str, author: str) -> QRadioButton:
        button = QRadioButton(f"{place + 1}  {text}".replace("&", "&&"))
        button.setAccessibleName(f"{text}, {author}" if author else text)
        self.choices.addButton(button, place)
        column.addWidget(button)
        if author:
            hint = hint_label(author)
            hint.setWordWrap(True)
            hint.setIndent(self.fontMetrics().averageCharWidth() * 4)
            hint.setAlignment(Qt.AlignmentFlag.AlignLeading)
            column.addWidget(hint)
        return button

    def _choose_third(self) -> None:
        if self.third is not None:
            self.third.setChecked(True)

    def _ready(self) -> None:
        self.keep.setEnabled(self.choices.checkedId() >= 0)

    def _tell(self, wanted: SignalInstance) -> None:
        if self._conflict is not None:
            wanted.emit(self._conflict.kind.kind_name(), self._conflict.record_id)
