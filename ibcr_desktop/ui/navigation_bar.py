"""The bar at the top of the window: the main places, the search field, and help; icons alone where it is narrow."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QWidget

from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.ui.bar_icons import bar_icon
from ibcr_desktop.ui.navigation import Place

NARROW = 1100  # docs/interaction.md, 1: below it the bar shows icons alone
ICON_SIDE = 20


@dataclass(frozen=True)
class Destination:
    """A button of the bar: its icon, its words, where it leads, and what else counts as being there."""

    icon: str
    label: str
    place: Place
    kinds: tuple[str, ...] = ()


DESTINATIONS = (
    Destination("home", N_("Home"), Place("home")),
    Destination(
        "activities",
        N_("Activities"),
        Place("list", "activity"),
        ("workshop", "event", "consultation", "campaign", "meeting", "mission", "session", "headcount", "evidence"),
    ),
    Destination("people", N_("People"), Place("list", "person"), ("participation", "consent", "person_link")),
    Destination("organisations", N_("Organisations"), Place("list", "organisation")),
    Destination("projects", N_("Projects"), Place("list", "project"), ("funding", "indicator_target", "sub_grant")),
    Destination("more", N_("More…"), Place("more")),
    Destination("totals", N_("Totals"), Place("totals")),
    Destination("exchange", N_("Exchange"), Place("exchange")),
)
HELP = Destination("help", N_("Help"), Place("help"))


class NavigationBar(QWidget):
    """Buttons that say where one is; Alt with a number goes there, from anywhere."""

    chosen = Signal(object)  # Place
    search_wanted = Signal()
    back_wanted = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.words = words
        _ = words.translate
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 4, 6, 4)
        row.setSpacing(2)
        back = _(N_("Back"))
        self.back = self._button("back", back, self.back_wanted.emit)
        self.back.setToolTip(f"{back} (Alt+←)")
        self.back.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self.back.setEnabled(False)
        row.addWidget(self.back)
        self.buttons: list[QToolButton] = []
        for number, each in enumerate(DESTINATIONS, start=1):
            button = self._button(each.icon, _(each.label), self._goer(each.place))
            button.setCheckable(True)
            shortcut = QShortcut(QKeySequence(f"Alt+{number}"), self)  # a button's own would wait for its animation
            shortcut.activated.connect(self._goer(each.place))
            button.setToolTip(f"{_(each.label)} (Alt+{number})")
            row.addWidget(button)
            self.buttons.append(button)
        row.addStretch(1)
        self.search = QPushButton(_(N_("Search…   Ctrl+K")))
        self.search.setAccessibleName(_(N_("Search")))
        self.search.setToolTip(_(N_("Find people, activities, organisations and actions (Ctrl+K)")))
        self.search.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.search.setMinimumWidth(self.fontMetrics().averageCharWidth() * 22)
        self.search.setAutoDefault(False)
        self.search.clicked.connect(self.search_wanted)
        row.addWidget(self.search)
        self.help = self._button(HELP.icon, _(HELP.label), self._goer(HELP.place))
        self.help.setCheckable(True)
        self.help.setToolTip(f"{_(HELP.label)} (F1)")
        row.addWidget(self.help)
        self._style()

    def show_place(self, place: Place, *, can_go_back: bool) -> None:
        """Mark the button of the place where the person is."""
        self.back.setEnabled(can_go_back)
        at = _destination_of(place)
        for each, button in zip((*DESTINATIONS, HELP), (*self.buttons, self.help), strict=True):
            button.setChecked(each is at)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show words or icons alone, as there is room."""
        super().resizeEvent(event)
        self._style()

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icons anew when the colours change."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            for button in self.findChildren(QToolButton):
                button.setIcon(self._icon(button.objectName()))

    def minimumSizeHint(self) -> QSize:
        """Give the room for icons alone: the words are dropped before anything is cut."""
        narrow = (ICON_SIDE + 14) * (len(self.buttons) + 2) + self.search.minimumWidth() + 40
        return QSize(narrow, super().minimumSizeHint().height())

    def _style(self) -> None:
        words_fit = self.width() >= NARROW and self.width() >= self._width_with_words()
        style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon if words_fit else Qt.ToolButtonStyle.ToolButtonIconOnly
        for button in (*self.buttons, self.help):
            if button.toolButtonStyle() != style:
                button.setToolButtonStyle(style)

    def _width_with_words(self) -> int:
        metrics = self.fontMetrics()
        texts = sum(metrics.horizontalAdvance(button.text()) for button in (*self.buttons, self.help))
        return texts + (ICON_SIDE + 22) * (len(self.buttons) + 2) + self.search.sizeHint().width() + 20

    def _button(self, icon: str, label: str, act: Callable[[], None]) -> QToolButton:
        button = QToolButton()
        button.setObjectName(icon)
        button.setIcon(self._icon(icon))
        button.setIconSize(QSize(ICON_SIDE, ICON_SIDE))
        button.setText(label)
        button.setAccessibleName(label)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda _checked=False: act())
        return button

    def _icon(self, name: str) -> QIcon:
        is_mirrored = name == "back" and self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        return bar_icon(name, self.palette(), mirrored=is_mirrored)

    def _goer(self, place: Place) -> Callable[[], None]:
        return lambda: self.chosen.emit(place)


def _destination_of(place: Place) -> Destination | None:
    if place.screen in {"list", "record", "new"}:
        for each in DESTINATIONS:
            if place.kind_name and place.kind_name in (each.place.kind_name, *each.kinds):
                return each
        return next(each for each in DESTINATIONS if each.place.screen == "more")
    if place.screen in {"duplicates", "cascade"}:
        return next(each for each in DESTINATIONS if each.place.kind_name == "person")
    wanted = "more" if place.screen == "settings" else place.screen
    return next((each for each in (*DESTINATIONS, HELP) if each.place.screen == wanted), None)
