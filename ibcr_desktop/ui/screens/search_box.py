"""The box of Ctrl+K: what was opened last, any record by its words, and any action by its name."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ibcr_desktop.foundation.plain_text import fold, isolate_name
from ibcr_desktop.foundation.words import N_, Words

LAST_OPENED = 8
WAIT_MILLISECONDS = 120  # after the last key: nobody sees it, and half the letters need no search
SHOWN_RECORDS = 16
NAMES_AN_ACTION = 3  # letters
ROLE = Qt.ItemDataRole.UserRole
HEIGHT_ROWS = 14


@dataclass(frozen=True)
class Action:
    """Something that a person can do, found by its name."""

    label: str
    act: Callable[[], None]


@dataclass(frozen=True)
class Found:
    """A record to open: its kind's name, id, title and group of the list."""

    kind_name: str
    record_id: uuid.UUID
    title: str
    group: str


class SearchBox(QFrame):
    """A line and a list over the page; Esc gives the focus back to where it was."""

    record_chosen = Signal(str, object)
    closed = Signal()

    def __init__(
        self,
        words: Words,
        *,
        search: Callable[[str, int], Sequence[Found]],
        opened: Callable[[int], Sequence[Found]],
        actions: Sequence[Action],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.words = words
        self._search, self._opened, self._actions = search, opened, actions
        self._over = parent
        self._focus_before: QWidget | None = None
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.line = QLineEdit()
        self.line.setPlaceholderText(words.translate(N_("Search for people, activities, organisations, actions…")))
        self.line.setAccessibleName(words.translate(N_("Search")))
        self.line.setClearButtonEnabled(True)
        self.results = QListWidget()
        self.results.setAccessibleName(words.translate(N_("What was found")))
        self.results.setSpacing(1)
        self.results.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.addWidget(self.line)
        column.addWidget(self.results)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT_MILLISECONDS)
        self._wait.timeout.connect(self.fill)
        self.line.textChanged.connect(self._wait_a_little)
        self.line.installEventFilter(self)
        self.results.itemClicked.connect(self._choose)
        self.hide()

    def open(self) -> None:
        """Show the box over its parent, with what was opened last."""
        window = self.window()
        self._focus_before = window.focusWidget()
        self.line.clear()
        self.fill()
        self.place()
        self.show()
        self.raise_()
        self.line.setFocus()

    def close_box(self) -> None:
        """Hide the box and give the focus back."""
        self.hide()
        if self._focus_before is not None and self._focus_before.isVisible():
            self._focus_before.setFocus()
        self._focus_before = None
        self.closed.emit()

    def fill(self) -> None:
        """Fill the list for what is typed; nothing typed lists what was opened last, the second preselected."""
        typed = self.line.text().strip()
        self.results.clear()
        if not typed:
            recent = self._opened(LAST_OPENED)
            self._add_records(recent)
            self._add_actions(self._actions if not recent else ())
            self._select(1 if len(recent) > 1 else 0)
            return
        fitting = [each for each in self._actions if _fits(typed, each.label)]
        is_named = len(typed) >= NAMES_AN_ACTION and any(fold(each.label).startswith(fold(typed)) for each in fitting)
        self._add_actions(fitting if is_named else ())  # or "workshops" and Enter would open a record of some list
        self._add_records(self._search(typed, SHOWN_RECORDS))
        self._add_actions(() if is_named else fitting)
        if not self.results.count():
            self._add_heading(self.words.translate(N_("Nothing found. Fewer letters find more.")))
        self._select(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move in the list with the arrows while the cursor stays in the line."""
        if watched is self.line and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(Qt.Key(event.key()))
        if watched is self.line and event.type() == QEvent.Type.FocusOut:
            QTimer.singleShot(0, self, self._hide_when_left)
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Search no more: the database may be closed by the time the last letter is looked up."""
        self._wait.stop()
        super().hideEvent(event)

    def _key(self, key: Qt.Key) -> bool:
        if key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self._step(1 if key == Qt.Key.Key_Down else -1)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self._wait.isActive():
                self._wait.stop()
                self.fill()
            self._choose(self.results.currentItem())
        elif key == Qt.Key.Key_Escape:
            self.close_box()
        else:
            return False
        return True

    def _wait_a_little(self, _text: str) -> None:
        self._wait.start()

    def _hide_when_left(self) -> None:
        if self.isVisible() and self.window().isActiveWindow() and not self.line.hasFocus():
            self.hide()

    def _add_records(self, records: Sequence[Found]) -> None:
        group = None
        for each in records:
            if each.group != group:
                self._add_heading(each.group)
                group = each.group
            item = QListWidgetItem(f"    {isolate_name(each.title)}")
            item.setData(ROLE, each)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{each.title}, {each.group}")
            self.results.addItem(item)

    def _add_actions(self, actions: Sequence[Action]) -> None:
        if actions:
            self._add_heading(self.words.translate(N_("Actions")))
        for each in actions:
            item = QListWidgetItem(f"    {each.label}")
            item.setData(ROLE, each)
            self.results.addItem(item)

    def _add_heading(self, text: str) -> None:
        item = QListWidgetItem(text)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        font = item.font()
        font.setBold(True)
        item.setFont(font)
        self.results.addItem(item)

    def _choosable(self) -> list[int]:
        return [row for row in range(self.results.count()) if self.results.item(row).data(ROLE) is not None]

    def _select(self, place: int) -> None:
        rows = self._choosable()
        if rows:
            self.results.setCurrentRow(rows[min(place, len(rows) - 1)])

    def _step(self, step: int) -> None:
        rows = self._choosable()
        if rows:
            current = self.results.currentRow()
            place = rows.index(current) if current in rows else -step
            self.results.setCurrentRow(rows[(place + step) % len(rows)])

    def _choose(self, item: QListWidgetItem | None) -> None:
        chosen = item.data(ROLE) if item is not None else None
        if chosen is None:
            return
        self.close_box()
        if isinstance(chosen, Action):
            chosen.act()
        else:
            self.record_chosen.emit(chosen.kind_name, chosen.record_id)

    def place(self) -> None:
        """Lie over the top of the parent, in its middle."""
        parent = self._over
        width = min(parent.width() - 20, self.fontMetrics().averageCharWidth() * 80)
        height = min(parent.height() - 20, self.fontMetrics().height() * HEIGHT_ROWS * 3 // 2)
        self.setGeometry((parent.width() - width) // 2, 10, width, height)


def _fits(typed: str, label: str) -> bool:
    """Say whether each word typed begins a word of the label."""
    words = fold(label).split()
    return all(any(word.startswith(each) for word in words) for each in fold(typed).split())
