"""Editors for several codes and several links: what is chosen stands as buttons, the next one is typed beside them."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ibcr_desktop.foundation.reading import Reading
from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records.field_types import ChoiceType, LinkType
from ibcr_desktop.records.fields import Field
from ibcr_desktop.records.lexicon import Lexicon
from ibcr_desktop.ui.editors.choice_editors import ChoiceEditor, list_code_of
from ibcr_desktop.ui.editors.editor import Editor
from ibcr_desktop.ui.editors.flow_layout import FlowLayout
from ibcr_desktop.ui.editors.link_editors import LinkEditor, kind_name_of


class SeveralEditor(Editor):
    """Chosen values as buttons that remove them, and an editor of one value that adds to them."""

    def __init__(self, field: Field, lexicon: Lexicon, one: Editor, parent: QWidget | None = None) -> None:
        super().__init__(field, lexicon, parent)
        self.one = one
        self.chips = QWidget()
        self.chips.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._flow = FlowLayout(self.chips)
        self.chips.hide()
        one.edited.connect(self.edited)
        one.left.connect(self._add)
        one.open_wanted.connect(self.open_wanted)
        one.new_wanted.connect(self.new_wanted)
        self.column.addWidget(self.chips)
        self.column.addWidget(one)
        self.setFocusProxy(one)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    @property
    def typed_text(self) -> str:
        """What stands in the line and has not been added."""
        return self.one.typed_text

    @property
    def problem(self) -> str:
        """The problem of the line."""
        return self.one.problem

    def set_value(self, value: Any) -> None:
        """Show the chosen values."""
        self._value = value or None
        self.one.set_value(None)
        self._show_chips()

    def set_typed_text(self, text: str) -> None:
        """Show kept text in the line."""
        self.one.set_typed_text(text)

    def set_read_only(self, *, read_only: bool) -> None:
        """Show the chosen values only."""
        self.one.setVisible(not read_only)
        self.chips.setEnabled(not read_only)

    def commit(self) -> None:
        """Add what stands in the line."""
        self.one.commit()

    def choose(self, value: Any) -> None:
        """Add one value, as if it had been typed and left."""
        self.one.set_value(value)
        self._add()

    def take(self, reading: Reading[Any]) -> None:
        """Take the values of several readings at once."""
        self._value = reading.value

    def _add(self) -> None:
        added = self.one.value
        if added is not None and not self.one.problem:
            self._value = tuple(sorted({*(self._value or ()), added}))
            self.one.set_value(None)
            self._show_chips()
            self.edited.emit()
        self.left.emit()

    def _remove(self, value: Any) -> None:
        self._value = tuple(each for each in self._value or () if each != value) or None
        self._show_chips()
        self.one.setFocus()
        self.edited.emit()
        self.left.emit()

    def _show_chips(self) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            if (chip := item.widget()) is not None:
                chip.deleteLater()
        for value in self._value or ():
            label = self.one.field.type.show(value, self.lexicon) or str(value)
            self._flow.addWidget(self._chip(label, partial(self._remove, value)))
        self.chips.setVisible(bool(self._value))
        self.updateGeometry()

    def _chip(self, label: str, remove: Callable[[], None]) -> QPushButton:
        chip = QPushButton(f"{label.replace('&', '&&')}  ✕")
        name = self.words.translate(N_("Remove {name}")).format(name=label)
        chip.setAccessibleName(name)
        chip.setToolTip(name.replace("<", "&lt;"))
        chip.setAutoDefault(False)
        chip.clicked.connect(lambda _=False: remove())
        chip.installEventFilter(self)
        return chip

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Remove with Delete or Backspace too."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and isinstance(watched, QPushButton)
            and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
        ):
            watched.click()
            return True
        return False


class ChoicesEditor(SeveralEditor):
    """Several codes of a code list."""

    def __init__(self, field: Field, lexicon: Lexicon, parent: QWidget | None = None) -> None:
        one = replace(field, type=ChoiceType(list_code_of(field)))
        super().__init__(field, lexicon, ChoiceEditor(one, lexicon), parent)


class LinksEditor(SeveralEditor):
    """Links to several records."""

    def __init__(self, field: Field, lexicon: Lexicon, parent: QWidget | None = None) -> None:
        one = replace(field, type=LinkType(kind_name_of(field)))
        super().__init__(field, lexicon, LinkEditor(one, lexicon), parent)
