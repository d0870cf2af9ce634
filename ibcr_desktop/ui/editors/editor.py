"""What every editor is: it knows one field and its type, and no record."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ibcr_desktop.foundation.reading import Reading
from ibcr_desktop.records.fields import Field
from ibcr_desktop.records.lexicon import Lexicon
from ibcr_desktop.ui.toolkit.state_label import StateLabel

PASSING = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason)


class Editor(QWidget):
    """Edits one value; what cannot be understood stays as typed, marked, with the sentence below it.

    Signals:
        edited: something was typed or chosen; the value may not be understood yet.
        left: the person is done with the field for now; ``value`` and ``problem`` say what came of it.
        open_wanted: the linked record (kind name, id) should be shown.
        new_wanted: a record of a kind should be made (kind name, text typed).
    """

    edited = Signal()
    left = Signal()
    open_wanted = Signal(str, object)
    new_wanted = Signal(str, str)

    def __init__(self, field: Field, lexicon: Lexicon, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field, self.lexicon = field, lexicon
        self.words = lexicon.words
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.note = StateLabel()  # its line is always there, so that nothing jumps when a sentence appears
        self._value: Any = None
        self._problem = ""
        self._is_touched = False
        self._control: QWidget = self
        self._description = ""  # of the control, while its problem is read aloud before it

    def put_in(self, widget: QWidget) -> None:
        """Place the widget that takes the keyboard, above the note."""
        self.column.addWidget(widget)
        self.column.addWidget(self.note)
        self.setFocusProxy(widget)
        self.name_for_screen_readers(widget)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def name_for_screen_readers(self, widget: QWidget) -> None:
        """Give the control that takes the keyboard the field's label as its accessible name."""
        self._control = widget
        widget.setAccessibleName(self.words.translate(self.field.label))
        if self.field.help:
            widget.setAccessibleDescription(self.words.translate(self.field.help))

    @property
    def value(self) -> Any:
        """The value that was last understood."""
        return self._value

    @property
    def problem(self) -> str:
        """The sentence that says why what stands there is not understood; empty if it is."""
        return self._problem

    @property
    def typed_text(self) -> str:
        """What stands in the field, understood or not."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Show a value, without any signal."""
        raise NotImplementedError

    def set_typed_text(self, text: str) -> None:
        """Show text that was kept half typed, and say what is wrong with it."""
        raise NotImplementedError

    def set_read_only(self, *, read_only: bool) -> None:
        """Let the value be read and copied, but not changed."""
        self.setEnabled(not read_only)

    def take(self, reading: Reading[Any]) -> None:
        """Take what the field type made of the text."""
        was_wrong, self._problem = bool(self._problem), reading.problem_text(self.words)
        if not self._problem:
            self._value = reading.value
        self.show_note("✖ " + self._problem if self._problem else "", "wrong")
        if not was_wrong:
            self._description = self._control.accessibleDescription()
        if was_wrong or self._problem:
            self._control.setAccessibleDescription(f"{self._problem} {self._description}".strip())

    def show_note(self, text: str, state: str = "to_complete") -> None:
        """Show a short text below the field in the colour of a state; its sign stands in the text."""
        self.note.show_state(text, state)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice that the control lost the keyboard, but not to a list or menu of its own; Esc undoes the typing."""
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut and event.reason() not in PASSING:
            self.commit()
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() == QEvent.Type.ShortcutOverride and self.takes_typing_back():
                event.accept()  # or the page would be left, which has Esc as its way back
                return True
            if event.type() == QEvent.Type.KeyPress:
                return self.undo_typing()
        return super().eventFilter(watched, event)

    def takes_typing_back(self) -> bool:
        """Say whether something is typed here that Esc would undo."""
        return self._is_touched or bool(self._problem)

    def undo_typing(self) -> bool:
        """Show the value again that stood here before the person began to type; says whether anything was typed."""
        if not self.takes_typing_back():
            return False
        self.set_value(self._value)
        self.edited.emit()
        return True

    def commit(self) -> None:
        """Understand what stands there and tell that the field was left."""
        self.left.emit()
