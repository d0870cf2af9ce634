"""Editors for several codes and several links: what is chosen stands as buttons, the next one is typed beside them."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import pairwise
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
from ibcr_desktop.ui.editors.link_editors import LinkEditor, kind_name_of
from ibcr_desktop.ui.toolkit.flow_layout import SPACING, FlowLayout
from ibcr_desktop.ui.toolkit.plain_text import plain_tooltip

ARROWS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class SeveralEditor(Editor):
    """An editor of one value that adds to the chosen ones, and these as buttons below it that remove them."""

    def __init__(self, field: Field, lexicon: Lexicon, one: Editor, parent: QWidget | None = None) -> None:
        super().__init__(field, lexicon, parent)
        self.one = one
        self.chips = QWidget()
        self.chips.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.chips.setContentsMargins(0, SPACING, 0, 0)
        self._flow = FlowLayout(self.chips)
        self._chips: list[QPushButton] = []
        self.chips.hide()
        one.edited.connect(self.edited)
        one.left.connect(self._add)
        one.open_wanted.connect(self.open_wanted)
        one.new_wanted.connect(self.new_wanted)
        one.column.insertWidget(1, self.chips)  # below the line, where Tab comes to them
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
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._chips = []
        for value in self._value or ():
            label = self.one.field.type.show(value, self.lexicon) or str(value)
            chip = self._chip(label, partial(self._remove, value))
            self._flow.addWidget(chip)
            self._chips.append(chip)
        self._order_by_tab()
        self.chips.setVisible(bool(self._value))
        self.updateGeometry()

    def _order_by_tab(self) -> None:
        """Let Tab go from the line to the first chip: Qt puts what is made later at the end of the window."""
        self.chips.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # an order is kept among widgets that take the focus only
        for before, chip in pairwise([self.chips, *self._chips]):
            QWidget.setTabOrder(before, chip)
        self.chips.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for chip in self._chips[:1]:
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _chip(self, label: str, remove: Callable[[], None]) -> QPushButton:
        chip = QPushButton(f"{label.replace('&', '&&')}  ✕")
        name = self.words.translate(N_("Remove {name}")).format(name=label)
        chip.setAccessibleName(name)
        chip.setToolTip(plain_tooltip(name))
        chip.setAutoDefault(False)
        chip.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # one stop for Tab, arrows from there
        chip.clicked.connect(lambda _=False: remove())
        chip.installEventFilter(self)
        return chip

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Remove with Delete or Backspace too, and walk along the chips with the arrows."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress or watched not in self._chips:
            return False
        chip = self._chips[self._chips.index(watched)]
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            chip.click()
            return True
        step = ARROWS.get(Qt.Key(event.key()), 0) * (-1 if self.isRightToLeft() else 1)
        if step:
            following = min(max(self._chips.index(chip) + step, 0), len(self._chips) - 1)
            self._chips[following].setFocus(Qt.FocusReason.OtherFocusReason)
        return bool(step)


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
