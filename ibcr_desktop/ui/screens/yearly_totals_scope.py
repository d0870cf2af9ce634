"""Chooses what is counted: the fiscal year, and some countries and offices or all of them."""

from collections.abc import Iterable

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QToolButton, QWidget

from ibcr_desktop.foundation.plain_text import fold
from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.ui.screens.yearly_totals_facts import Request, TotalsFacts
from ibcr_desktop.ui.toolkit.appearance import ROOM_FOR_THE_ARROW
from ibcr_desktop.ui.toolkit.plain_text import PlainLabel, plain_tooltip

NAMED_AT_MOST = 2
COUNTRIES, OFFICES = N_("&Countries"), N_("O&ffices")
COUNTRIES_NAME, OFFICES_NAME = N_("Countries"), N_("Offices")


class StayingMenu(QMenu):
    """Stays open while several entries are ticked."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick without closing."""
        action = self.activeAction()
        if action is not None and action.isCheckable():
            action.trigger()
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick with the space bar; Enter closes."""
        action = self.activeAction()
        if event.key() == Qt.Key.Key_Space and action is not None:
            action.trigger()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.close()
        else:
            super().keyPressEvent(event)


class ManyChoice(QToolButton):
    """A button that says what is chosen, and opens the list to tick; nothing ticked means all."""

    changed = Signal()

    def __init__(self, words: Words, mnemonic: str, name: str) -> None:
        super().__init__()
        self._words, self._mnemonic, self._name = words, mnemonic, words.translate(name)
        self.chosen: frozenset[str] = frozenset()
        self._labels: dict[str, str] = {}
        self._menu = StayingMenu(self)
        self.setMenu(self._menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._tell()

    def offer(self, labels: Iterable[tuple[str, str]], chosen: frozenset[str]) -> None:
        """Offer (code, label); the same offer leaves an open menu alone."""
        offered = dict(sorted(labels, key=lambda each: fold(each[1])))
        if offered != self._labels or chosen != self.chosen:
            self._labels, self.chosen = offered, chosen
            self._fill()
        self.setEnabled(bool(offered))
        self._tell()

    def actions_offered(self) -> list[QAction]:
        """Give the entries, "all" first."""
        return self._menu.actions()

    def _fill(self) -> None:
        self._menu.clear()
        every = self._menu.addAction(self._words.translate(N_("All")))
        every.setCheckable(True)
        every.setChecked(not self.chosen)
        every.triggered.connect(lambda _on=False: self._choose(frozenset()))
        self._menu.addSeparator()
        for code, text in self._labels.items():
            action = self._menu.addAction(text.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(code in self.chosen)
            action.setData(code)
            action.triggered.connect(lambda _on=False, code=code: self._choose(self.chosen ^ {code}))

    def _choose(self, codes: frozenset[str]) -> None:
        self.chosen = codes
        for action in self._menu.actions():
            if action.isCheckable():
                action.setChecked(action.data() in codes if action.data() else not codes)
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        _ = self._words.translate
        names = [self._labels.get(code, code) for code in sorted(self.chosen)]
        if not names:
            shown = _(N_("all"))
        elif len(names) <= NAMED_AT_MOST:
            shown = ", ".join(names)
        else:
            shown = self._words.plural("{count} chosen", "{count} chosen", len(names)).format(count=len(names))
        said = _(N_("{choice}: {chosen}"))
        text = said.format(choice=_(self._mnemonic), chosen=shown.replace("&", "&&"))
        self.setText(text + ROOM_FOR_THE_ARROW)
        self.setAccessibleName(said.format(choice=self._name, chosen=", ".join(names) or shown))
        self.setToolTip(plain_tooltip(", ".join(names)))


class ScopeBar(QWidget):
    """Year, countries and offices in one line."""

    changed = Signal(Request)

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self.year = QComboBox()
        self.year.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.year.setAccessibleName(words.translate(N_("Fiscal year")))
        heading = PlainLabel(words.translate(N_("Fiscal &year")))
        heading.setBuddy(self.year)
        self.countries = ManyChoice(words, COUNTRIES, COUNTRIES_NAME)
        self.offices = ManyChoice(words, OFFICES, OFFICES_NAME)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for each in (heading, self.year, self.countries, self.offices):
            row.addWidget(each)
        self.year.currentIndexChanged.connect(lambda _place: self._tell())
        self.countries.changed.connect(self._tell)
        self.offices.changed.connect(self._tell)

    def show_facts(self, facts: TotalsFacts) -> None:
        """Offer what has records, and show what was counted."""
        totals, words = facts.totals, self._words
        with QSignalBlocker(self.year):
            self.year.clear()
            for start, text in facts.years:
                self.year.addItem(text, start)
            self.year.setCurrentIndex(self.year.findData(totals.year.start))
        for choice, dimension, codes in (
            (self.countries, "country", facts.choices.countries),
            (self.offices, "office", facts.choices.offices),
        ):
            counted = totals.scope.countries if dimension == "country" else totals.scope.offices
            every = sorted({*codes, *counted})
            choice.offer([(code, totals.labels.of(dimension, code, words)) for code in every], counted)

    def _tell(self) -> None:
        self.changed.emit(Request(self.year.currentData(), self.countries.chosen, self.offices.chosen))
