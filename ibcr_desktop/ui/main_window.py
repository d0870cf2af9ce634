"""The shell around an opened database: bar, pages, messages, status line, and the keys that work everywhere."""

import uuid
from collections.abc import Callable, Sequence
from contextlib import suppress

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QPalette, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records import kind_named
from ibcr_desktop.storage.opened_records import note_opened
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.help_window import DialogHelp
from ibcr_desktop.ui.navigation import Navigation, Place
from ibcr_desktop.ui.navigation_bar import NavigationBar
from ibcr_desktop.ui.screens.search_box import SearchBox
from ibcr_desktop.ui.search_feed import SearchFeed
from ibcr_desktop.ui.status_line import StatusLine
from ibcr_desktop.ui.toolkit.focus import focus_inside
from ibcr_desktop.ui.toolkit.plain_text import PlainLabel

HELP_OF_SCREENS = {"home": "home", "list": "lists", "record": "records", "new": "records", "totals": "totals"}
EXAMPLE_BAND = "#8a5a00"  # white on it has 5.9:1, in light and dark


class MainWindow(QWidget):
    """Bar above, page in the middle, status line below; the coloured band says when nothing here is real."""

    title_changed = Signal(str)
    example_left = Signal()

    def __init__(self, context: Context, navigation: Navigation, *, office: str, is_example: bool) -> None:
        super().__init__()
        self.context, self.navigation = context, navigation
        self._office = office
        self.bar = NavigationBar(context.words)
        self.status = StatusLine(context, office, counts_unsent=not is_example)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.band = self._example_band() if is_example else None
        if self.band is not None:
            column.addWidget(self.band)
        column.addWidget(self.bar)
        column.addWidget(context.messages)
        column.addWidget(navigation, 1)
        column.addWidget(context.undo)
        column.addWidget(self.status)
        feed = SearchFeed(context)
        self.search_box = SearchBox(
            context.words, search=feed.search, opened=feed.opened, actions=feed.actions(), parent=self
        )
        self._connect()
        self._set_shortcuts()
        DialogHelp(context.words, self.help_page, self)

    def begin(self) -> None:
        """Show the home page; the context is complete now."""
        self.navigation.begin(self.context)

    def _connect(self) -> None:
        self.bar.chosen.connect(self.navigation.go)
        self.bar.back_wanted.connect(self.navigation.back)
        self.bar.search_wanted.connect(self.search_box.open)
        self.navigation.moved.connect(self._moved)
        self.navigation.record_opened.connect(self._note_opened)
        self.navigation.told.connect(self.status.tell)
        self.search_box.record_chosen.connect(self.navigation.to_record)
        self.status.things_chosen.connect(self.navigation.home)
        self.status.way_chosen.connect(self.navigation.to_exchange)

    def _set_shortcuts(self) -> None:
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Ctrl+K", self.search_box.open),
            ("F1", self.show_help),
            ("Alt+Left", self.navigation.back),
            ("F6", lambda: self._next_pane(1)),
            ("Shift+F6", lambda: self._next_pane(-1)),
            ("Ctrl+N", self.new_record),
        )
        for sequence, act in keys:
            shortcut = QShortcut(QKeySequence(sequence), self)
            shortcut.activated.connect(act)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def show_help(self) -> None:
        """Open the page of the help for the screen that is in front."""
        self.navigation.to_help(self.help_page())

    def help_page(self) -> str:
        """Give the name of the page of the help for the screen that is in front."""
        page = getattr(self.navigation.currentWidget(), "help_page", None)
        return page or HELP_OF_SCREENS.get(self.navigation.place.screen, "index")

    def new_record(self) -> None:
        """Begin a record of the kind that is in front; a workshop where no kind is."""
        kind_name = self.navigation.place.kind_name
        self.navigation.new_record("workshop" if kind_name in {"", "activity"} else kind_name)

    def _note_opened(self, kind_name: str, record_id: uuid.UUID) -> None:
        """Remember for the search box; a full disk must not stand in the way of looking at a record."""
        with suppress(UserError):
            note_opened(self.context.store.database, kind_name, record_id)

    def _moved(self, place: Place) -> None:
        self.bar.show_place(place, can_go_back=self.navigation.can_go_back)
        self.status.tell("")
        kind = self.context.words.translate(kind_named(place.kind_name).plural) if _has_kind(place) else ""
        screen = self.navigation.currentWidget()
        title = kind if place.screen in {"record", "new"} else getattr(screen, "title", lambda: kind)()
        self.title_changed.emit(" – ".join(each for each in (title, self._office) if each))

    def _next_pane(self, step: int) -> None:
        """Go to the next part of the window: bar, page (or its own panes), status line."""
        own = getattr(self.navigation.currentWidget(), "panes", None)
        pages: Sequence[QWidget] = own() if own is not None else [self.navigation]
        panes = [self.bar, *pages, self.status]
        focused = self.window().focusWidget()
        inside = [focused is not None and (pane is focused or pane.isAncestorOf(focused)) for pane in panes]
        place = inside.index(True) if True in inside else 0
        for steps in range(1, len(panes)):
            pane = panes[(place + step * steps) % len(panes)]
            focus_inside(pane)
            now = self.window().focusWidget()
            if now is not None and (now is pane or pane.isAncestorOf(now)):
                return  # else nothing there takes the focus: go on to the next

    def _example_band(self) -> QWidget:
        _ = self.context.words.translate
        band = QWidget()
        band.setAutoFillBackground(True)
        palette = band.palette()
        palette.setColor(QPalette.ColorRole.Window, EXAMPLE_BAND)
        palette.setColor(QPalette.ColorRole.WindowText, Qt.GlobalColor.white)
        band.setPalette(palette)
        row = QHBoxLayout(band)
        row.setContentsMargins(10, 3, 6, 3)
        label = PlainLabel(_(N_("Example data: the people are invented, and nothing here reaches your own records.")))
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row.addWidget(label, 1)
        leave = QPushButton(_(N_("&Leave the example")))
        leave.setAutoDefault(False)
        leave.clicked.connect(self.example_left)
        row.addWidget(leave)
        return band

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The box of the search follows the window."""
        super().resizeEvent(event)
        if self.search_box.isVisible():
            self.search_box.place()


def _has_kind(place: Place) -> bool:
    return bool(place.kind_name) and place.kind_name != "activity"
