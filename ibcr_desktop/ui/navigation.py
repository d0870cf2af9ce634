"""Keeps the screens: makes each when it is first needed, leaves the one before it, and remembers the way back."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, cast

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ibcr_desktop.storage.filters import ListQuery
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.toolkit.focus import focus_inside

MOST_STEPS = 50


class Screen(Protocol):
    """What a page of the shell can do; every screen is a QWidget as well."""

    def title(self) -> str:
        """Give the name of the screen."""

    def shown(self) -> None:
        """Read again what may have changed while another screen was in front."""

    def leave(self) -> None:
        """Write what is open; never asks."""


@dataclass(frozen=True)
class Place:
    """Where a person is: the kind of screen, and what it shows."""

    screen: str
    kind_name: str = ""
    record_id: uuid.UUID | None = None

    @property
    def is_kept(self) -> bool:
        """Say whether the screen is kept for the next visit: a list with its filter is, a form is made anew."""
        return self.screen not in {"record", "new", "new_code", "new_passphrase"}


Makers = dict[str, Callable[[Context, Place], QWidget]]


class Navigation(QStackedWidget):
    """The stack of screens, and the ``Navigator`` that they call."""

    moved = Signal(object)  # Place
    record_opened = Signal(str, object)  # kind, id
    told = Signal(str)

    def __init__(self, makers: Makers) -> None:
        super().__init__()
        self._makers = makers
        self._context: Context | None = None
        self._screens: dict[Place, QWidget] = {}
        self._way: list[Place] = []

    def begin(self, context: Context) -> None:
        """Take the context, which names this object as its navigator, and show the home page."""
        self._context = context
        self.home()

    @property
    def place(self) -> Place:
        """Where the person is."""
        return self._way[-1]

    @property
    def can_go_back(self) -> bool:
        """Say whether there is a place before this one."""
        return len(self._way) > 1

    def home(self) -> None:
        """Go to the home page."""
        self.go(Place("home"))

    def to_list(self, kind_name: str, query: ListQuery | None = None) -> None:
        """Go to the list of a kind; a query replaces what the list showed last."""
        self.go(Place("list", kind_name))
        if query is not None:
            show = getattr(self.currentWidget(), "show_query", None)
            if show is not None:
                show(query)

    def to_record(self, kind_name: str, record_id: uuid.UUID) -> None:
        """Open a record."""
        self.go(Place("record", kind_name, record_id))
        self.record_opened.emit(kind_name, record_id)

    def new_record(self, kind_name: str, copy_of: uuid.UUID | None = None) -> None:
        """Begin a record, empty or like another one."""
        self.go(Place("new", kind_name, copy_of))

    def begun(self, kind_name: str, record_id: uuid.UUID) -> None:
        """Let the way back lead to the record, which was written a first time."""
        if self.place.screen == "new":
            self._way[-1] = Place("record", kind_name, record_id)
            self.record_opened.emit(kind_name, record_id)

    def to_totals(self, year: int | None = None, figure: str = "") -> None:
        """Go to the yearly totals of a fiscal year, or to the records behind one of its figures."""
        self.go(Place("totals"))
        if year is not None:
            show = getattr(self.currentWidget(), "show_year", None)
            if show is not None:
                show(year, figure)

    def to_duplicates(
        self, one: uuid.UUID | None = None, other: uuid.UUID | None = None, *, of_last_merge: bool = False
    ) -> None:
        """Go to the page of possible duplicates, to one pair of it, or to those that the last merge touched."""
        self.go(Place("duplicates"))
        if of_last_merge:
            narrow = getattr(self.currentWidget(), "want_last_merge", None)
            if narrow is not None:
                narrow()
        if one is not None and other is not None:
            want = getattr(self.currentWidget(), "want_pair", None)
            if want is not None:
                want(one, other)

    def to_cascade(self) -> None:
        """Go to the page of trainers and those whom they trained."""
        self.go(Place("cascade"))

    def to_settings(self) -> None:
        """Go to the settings."""
        self.go(Place("settings"))

    def to_exchange(self) -> None:
        """Go to the exchange with headquarters or, there, with the offices."""
        self.go(Place("exchange"))

    def to_backups(self) -> None:
        """Go to the backups."""
        self.go(Place("backups"))

    def to_new_key(self, *, for_code: bool) -> None:
        """Go to the page of a new passphrase or recovery code."""
        self.go(Place("new_code" if for_code else "new_passphrase"))

    def to_more(self) -> None:
        """Go to the page of all kinds."""
        self.go(Place("more"))

    def to_help(self, page: str) -> None:
        """Open a page of the help."""
        self.go(Place("help"))
        show = getattr(self.currentWidget(), "show_page", None)
        if show is not None:
            show(page)

    def back(self) -> None:
        """Return to where the person was before; a record that was begun is not begun a second time.

        A screen with pages of its own goes back among them first.
        """
        step_back = getattr(self.currentWidget(), "step_back", None)
        if step_back is not None and step_back():
            return
        if not self.can_go_back:
            return
        self._leave()
        self._way.pop()
        while len(self._way) > 1 and self._way[-1].screen == "new":
            self._way.pop()
        self._show(self._way[-1])

    def saved(self, text: str) -> None:
        """Pass on what became of the last save."""
        self.told.emit(text)

    def go(self, place: Place) -> None:
        """Leave the present screen and show another."""
        if self._way and place == self._way[-1] and place.screen != "new":
            self._screen().shown()
            return
        self._leave()
        if place in self._way and place.screen == "home":
            self._way.clear()  # home is the beginning: nobody goes back behind it
        self._way.append(place)
        del self._way[:-MOST_STEPS]
        self._show(place)

    def leave(self) -> None:
        """Let the present screen write what is open."""
        self._leave()

    def _screen(self) -> Screen:
        return cast("Screen", self.currentWidget())

    def _leave(self) -> None:
        if self.currentWidget() is not None:
            self._screen().leave()

    def _show(self, place: Place) -> None:
        before = self.currentWidget()
        screen = self._screens.get(place)
        if screen is None:
            screen = self._made(place)
        is_new_here = screen.focusWidget() is None
        self.setCurrentWidget(screen)
        if is_new_here and screen.focusProxy() is not None:
            screen.setFocus()  # Qt gave it to whatever Tab reaches first: a button at the head, perhaps
        cast("Screen", screen).shown()
        if before is not None and before is not screen and before not in self._screens.values():
            self.removeWidget(before)
            before.deleteLater()
        QTimer.singleShot(0, screen, lambda: focus_inside(screen))
        self.moved.emit(place)

    def _made(self, place: Place) -> QWidget:
        if self._context is None:
            raise RuntimeError("Screens need a context.")
        screen = self._makers[place.screen](self._context, place)
        self.addWidget(screen)
        if place.is_kept:
            self._screens[place] = screen
        return screen
