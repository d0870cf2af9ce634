"""Editors for one code of a list, and for yes, no or not known."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from ibcr_desktop.foundation.reading import Reading
from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records.field_types import ChoicesType, ChoiceType
from ibcr_desktop.records.fields import Field
from ibcr_desktop.records.lexicon import Lexicon
from ibcr_desktop.ui.editors.editor import Editor
from ibcr_desktop.ui.toolkit.list_box import KEY_ROLE, ListBox


class BoxEditor(Editor):
    """An editor around a ``ListBox``."""

    def __init__(
        self, field: Field, lexicon: Lexicon, entries: Sequence[tuple[Any, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(field, lexicon, parent)
        self.box = ListBox(entries)
        self._line = self.box.line
        self._line.textEdited.connect(self._edited)
        self.box.activated.connect(self._chosen)
        self.box.installEventFilter(self)  # not the line: the box keeps the keyboard to itself
        self.put_in(self.box)
        self.name_for_screen_readers(self._line)

    @property
    def typed_text(self) -> str:
        """What stands in the box."""
        return self._line.text()

    def set_value(self, value: Any) -> None:
        """Show the label of a value."""
        self._is_touched = False
        self.take(Reading(value=value))
        self.show_text(self.field.type.show(value, self.lexicon))

    def show_text(self, text: str) -> None:
        """Show a text and mark its entry in the list, without a signal."""
        blocked = self.box.blockSignals(True)
        self.box.setCurrentIndex(self.box.findText(text))
        self.box.setEditText(text)
        self._line.setCursorPosition(0)
        self.box.blockSignals(blocked)

    def set_typed_text(self, text: str) -> None:
        """Show kept text with its problem."""
        self.show_text(text)
        self.take(self.field.type.read(text, self.lexicon))

    def commit(self) -> None:
        """Read the text if it was touched; a part of a label is completed if it is the only one."""
        if self._is_touched:
            self._is_touched = False
            self.take(self.field.type.read(self._line.text(), self.lexicon))
            if not self.problem:
                self.show_text(self.field.type.show(self._value, self.lexicon))
        super().commit()

    def set_read_only(self, *, read_only: bool) -> None:
        """Keep the text selectable."""
        self.box.set_read_only(read_only=read_only)

    def _edited(self) -> None:
        self._is_touched = True
        if self.problem:
            self.take(self.field.type.read(self._line.text(), self.lexicon))
        self.edited.emit()

    def _chosen(self, row: int) -> None:
        self.choose(self.box.itemData(row, KEY_ROLE))

    def choose(self, key: Any) -> None:
        """Take an entry of the list as if it had been typed and left."""
        self.set_value(key if key != "" else None)
        self.edited.emit()
        self.left.emit()


class ChoiceEditor(BoxEditor):
    """One code of a code list."""

    def __init__(self, field: Field, lexicon: Lexicon, parent: QWidget | None = None) -> None:
        super().__init__(field, lexicon, lexicon.terms(list_code_of(field)), parent)


class YesNoEditor(BoxEditor):
    """Yes, no, or nothing: not known."""

    def __init__(self, field: Field, lexicon: Lexicon, parent: QWidget | None = None) -> None:
        translate = lexicon.words.translate
        super().__init__(field, lexicon, [(True, translate(N_("yes"))), (False, translate(N_("no")))], parent)


def list_code_of(field: Field) -> str:
    """Give the list that a field of codes takes its codes from."""
    if not isinstance(field.type, ChoiceType | ChoicesType):
        raise TypeError(field.type)
    return field.type.list_code
