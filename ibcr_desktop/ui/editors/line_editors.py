"""Editors of one line: text, numbers, and the days that people type in their own way."""

from contextlib import suppress
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QDate, QEvent, QLocale, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCalendarWidget,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QToolButton,
    QWidget,
    QWidgetAction,
)

from ibcr_desktop.foundation.reading import Reading
from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records.fields import Field
from ibcr_desktop.records.lexicon import Lexicon
from ibcr_desktop.ui.editors.editor import Editor


class LineEditor(Editor):
    """A line of text that the field type reads when it is left."""

    def __init__(self, field: Field, lexicon: Lexicon, parent: QWidget | None = None) -> None:
        super().__init__(field, lexicon, parent)
        self.line = QLineEdit()
        self.line.textEdited.connect(self._edited)
        self.line.returnPressed.connect(self.commit)
        self.line.installEventFilter(self)
        self.arrange()

    def arrange(self) -> None:
        """Place the line; kinds with buttons beside it override this."""
        self.put_in(self.line)

    @property
    def typed_text(self) -> str:
        """What stands in the line."""
        return self.line.text()

    def set_value(self, value: Any) -> None:
        """Show a value in the language of the screen."""
        self._value = value
        self.line.setText(self.field.type.show(value, self.lexicon))
        self.line.setCursorPosition(0)
        self._is_touched = False
        self.take(Reading(value=value))

    def set_typed_text(self, text: str) -> None:
        """Show kept text with its problem."""
        self.line.setText(text)
        self.take(self.field.type.read(text, self.lexicon))

    def set_read_only(self, *, read_only: bool) -> None:
        """Keep the text selectable."""
        self.line.setReadOnly(read_only)

    def commit(self) -> None:
        """Read the text if it was touched; what is understood is shown in its usual form."""
        if self._is_touched:
            self._is_touched = False
            self.take(self.field.type.read(self.line.text(), self.lexicon))
            if not self.problem:
                self.line.setText(self.field.type.show(self._value, self.lexicon))
        super().commit()

    def _edited(self) -> None:
        self._is_touched = True
        if self.problem:  # once wrong, the sign vanishes with the key that mends it
            self.take(self.field.type.read(self.line.text(), self.lexicon))
        self.edited.emit()


class DayEditor(LineEditor):
    """A day as people type it; the weekday is echoed, an ambiguous one is asked about, a calendar is at hand."""

    def arrange(self) -> None:
        """Place the line, the buttons for two readings of one text, and the calendar."""
        _ = self.words.translate
        self.calendar_button = QToolButton()
        self.calendar_button.setText("▾")
        self.calendar_button.setToolTip(_(N_("Choose from a calendar")))
        self.calendar_button.setAccessibleName(f"{_(self.field.label)}: {self.calendar_button.toolTip()}")
        self.calendar_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.calendar_button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # Alt+Down opens it from the line
        self.calendar_button.pressed.connect(self._make_calendar)
        self.choices = [QPushButton(), QPushButton()]
        self._options: tuple[date, ...] = ()
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.line, stretch=1)
        row.addWidget(self.calendar_button)
        for place, button in enumerate(self.choices):
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, place=place: self._choose(self._options[place]))
            button.hide()
            row.addWidget(button)
        self.put_in(box)
        self.name_for_screen_readers(self.line)
        self.setFocusProxy(self.line)

    def take(self, reading: Reading[Any]) -> None:
        """Take a day, echo it with its weekday; offer both readings of an ambiguous text."""
        super().take(reading)
        self._options = reading.options
        for place, button in enumerate(self.choices):
            button.setVisible(place < len(self._options))
            button.setText(self.words.day(self._options[place]) if place < len(self._options) else "")
        if not self.problem and self._value is not None:
            self.show_note(f"{self.words.weekday(self._value)} {self.words.day(self._value)}")

    def set_read_only(self, *, read_only: bool) -> None:
        """Keep the text selectable, and the calendar closed."""
        super().set_read_only(read_only=read_only)
        self.calendar_button.setEnabled(not read_only)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move by a day with + and -, take today with Ctrl+;, open the calendar with Alt+Down."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._moves(event):
            return True
        return super().eventFilter(watched, event)

    def _moves(self, event: QKeyEvent) -> bool:
        if self.line.isReadOnly():
            return False
        with_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if with_control and event.key() == Qt.Key.Key_Semicolon:
            self._choose(self.lexicon.today)
            return True
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._make_calendar()
            self.calendar_button.showMenu()
            return True
        step = {"+": 1, "-": -1}.get(event.text())
        if step is None or self._value is None or (self._is_touched and self.line.text()):
            return False
        with suppress(OverflowError):  # the calendar ends with the year 9999
            self._choose(self._value + timedelta(days=step))
        return True

    def _choose(self, day: date) -> None:
        self.set_value(day)
        self.edited.emit()
        self.left.emit()

    def _choose_from_calendar(self, chosen: QDate) -> None:
        self._choose(date(chosen.year(), chosen.month(), chosen.day()))

    def _make_calendar(self) -> None:
        """Make the calendar when it is first wanted: a form has many days and few calendars are opened."""
        if self.calendar_button.menu() is None:
            calendar = QCalendarWidget()
            calendar.setLocale(QLocale(self.words.language))
            calendar.setAccessibleName(self.calendar_button.accessibleName())
            for weekend in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):  # Qt's red is too faint on either ground
                calendar.setWeekdayTextFormat(weekend, calendar.weekdayTextFormat(Qt.DayOfWeek.Monday))
            menu = QMenu(self.calendar_button)
            action = QWidgetAction(menu)
            action.setDefaultWidget(calendar)
            menu.addAction(action)
            for chosen in (calendar.activated, calendar.clicked):
                chosen.connect(menu.close)
                chosen.connect(self._choose_from_calendar)
            self.calendar_button.setMenu(menu)
            self._calendar = calendar
        shown = self._value or self.lexicon.today
        self._calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))
