"""An editor for a link: part of a title is typed, records that fit are offered."""

import uuid
from typing import Any, Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QListView, QToolButton, QWidget

from ibcr_desktop.foundation.reading import Reading
from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records.field_types import LinksType, LinkType
from ibcr_desktop.records.fields import ANY_KIND, Field
from ibcr_desktop.records.lexicon import Lexicon
from ibcr_desktop.ui.editors.editor import Editor
from ibcr_desktop.ui.toolkit.list_box import KEY_ROLE

FEWEST_LETTERS = 2  # before records are offered

# By Tab the field is left although its list still hangs open: Qt closes it only afterwards.
LEAVING: Final = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)


class OfferedRecords(QCompleter):
    """Offers the records that the search found; it filters nothing by itself."""

    def __init__(self, parent: QObject) -> None:
        self.entries = QStandardItemModel()
        super().__init__(self.entries, parent)
        self.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)

    def offer(self, found: list[tuple[uuid.UUID, str]]) -> None:
        """Take the records to offer, the likeliest first."""
        self.entries.clear()
        for record_id, title in found:
            item = QStandardItem(title)
            item.setData(record_id, KEY_ROLE)
            self.entries.appendRow(item)

    def splitPath(self, path: str) -> list[str]:  # noqa: ARG002 - the search has already looked at the text
        """Show every entry."""
        return [""]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """Put the title in."""
        return str(index.data(Qt.ItemDataRole.DisplayRole))


class LinkEditor(Editor):
    """A link to one record, with buttons to open it and to make a new one.

    Signals:
        entered: Enter was pressed on what was typed, and it was read; no offer was marked.
    """

    entered = Signal()

    def __init__(self, field: Field, lexicon: Lexicon, parent: QWidget | None = None) -> None:
        super().__init__(field, lexicon, parent)
        self.kind_name = kind_name_of(field)
        self.line = QLineEdit()
        self.offered = OfferedRecords(self)
        self.line.setCompleter(self.offered)
        self.line.textEdited.connect(self._edited)
        self.line.installEventFilter(self)
        self.list = QListView()
        self.offered.setPopup(self.list)
        self.list.installEventFilter(self)
        self.offered.activated[QModelIndex].connect(self._choose_offered)  # type: ignore[index]  # overloads are not in the stub
        self.line.returnPressed.connect(self._enter)
        _ = lexicon.words.translate
        self.open_button = self._button("→", _(N_("Open")), self._open)
        self.new_button = self._button("+", _(N_("New…")), self._make_new)
        if self.kind_name == ANY_KIND:
            self.new_button.hide()
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.line, stretch=1)
        row.addWidget(self.open_button)
        row.addWidget(self.new_button)
        self.put_in(box)
        self.name_for_screen_readers(self.line)
        self.setFocusProxy(self.line)

    @property
    def typed_text(self) -> str:
        """What stands in the line."""
        return self.line.text()

    def set_value(self, value: Any) -> None:
        """Show the title of the linked record."""
        self._is_touched = False
        self.take(Reading(value=value))
        title = self.field.type.show(value, self.lexicon)
        if value is not None and not title:
            title = self.words.translate(N_("(a record that is not here)"))
        self.line.setText(title)
        self.line.setCursorPosition(0)
        self.open_button.setEnabled(value is not None)

    def set_typed_text(self, text: str) -> None:
        """Show kept text with its problem."""
        self.line.setText(text)
        self.take(self.field.type.read(text, self.lexicon))

    def set_read_only(self, *, read_only: bool) -> None:
        """Keep the title selectable and the record openable."""
        self.line.setReadOnly(read_only)
        self.new_button.setVisible(not read_only and self.kind_name != ANY_KIND)

    def choose(self, record_id: uuid.UUID) -> None:
        """Link to an offered record."""
        self.set_value(record_id)
        self.edited.emit()
        self.left.emit()

    def commit(self) -> None:
        """Read the title if it was touched."""
        if self._is_touched:
            self._is_touched = False
            self.take(self.field.type.read(self.line.text(), self.lexicon))
            if not self.problem:
                self.set_value(self._value)
        super().commit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave the offered records open: they take the keyboard for a moment, which is not leaving the field."""
        if watched is self.list:
            return self._enters_unmarked(event)
        if isinstance(event, QFocusEvent) and event.lostFocus() and self.list.isVisible():
            return super().eventFilter(watched, event) if event.reason() in LEAVING else False
        if self._wants_offers(event):
            self._offer()
            self.offered.complete()
            return True
        return super().eventFilter(watched, event)

    def _wants_offers(self, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress or self.line.isReadOnly():
            return False
        return event.key() == Qt.Key.Key_Down and bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)

    def _enters_unmarked(self, event: QEvent) -> bool:
        """Take Enter from the open list as long as no offer is marked: Qt would choose the first one unseen."""
        is_enter = isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if not is_enter or event.type() != QEvent.Type.KeyPress or self._is_offer_marked():
            return False
        self.list.hide()
        self._enter()
        return True

    def _is_offer_marked(self) -> bool:
        return self.list.isVisible() and self.list.selectionModel().hasSelection()

    def _enter(self) -> None:
        if not self._is_offer_marked():
            self.commit()
            self.entered.emit()

    def _edited(self) -> None:
        self._is_touched = True
        self._offer()
        if self.problem:  # once wrong, the sign vanishes with the key that mends it
            self.take(self.field.type.read(self.line.text(), self.lexicon))
        self.edited.emit()

    def _offer(self) -> None:
        letters = self.line.text().strip()
        found = self.lexicon.suggest(self.kind_name, letters) if len(letters) >= FEWEST_LETTERS else []
        self.offered.offer(list(found))

    def _make_new(self) -> None:
        self.new_wanted.emit(self.kind_name, self.typed_text)

    def _choose_offered(self, index: QModelIndex) -> None:
        record_id = index.data(KEY_ROLE)
        QTimer.singleShot(0, self, lambda: self.choose(record_id))  # after Qt has put the title into the line

    def _open(self) -> None:
        if self._value is not None:
            self.open_wanted.emit(self.kind_name, self._value)

    def _button(self, sign: str, name: str, act: Any) -> QToolButton:
        button = QToolButton()
        button.setText(sign)
        button.setToolTip(name)
        button.setAccessibleName(f"{self.words.translate(self.field.label)}: {name}")
        button.clicked.connect(lambda _=False: act())
        return button


def kind_name_of(field: Field) -> str:
    """Give the kind that a field links to."""
    if not isinstance(field.type, LinkType | LinksType):
        raise TypeError(field.type)
    return field.type.kind_name
