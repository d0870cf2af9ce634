"""Brings a group of known people in: choose an earlier activity, a series or an organisation, then tick people off."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.records.activities import Activity
from ibcr_desktop.records.lexicon import Lexicon
from ibcr_desktop.records.organisations import Organisation
from ibcr_desktop.roster.groups import ACTIVITY, ORGANISATION, Group
from ibcr_desktop.roster.known_lines import KnownPerson
from ibcr_desktop.roster.rows import RosterRow
from ibcr_desktop.ui.toolkit.plain_text import label
from ibcr_desktop.ui.toolkit.tick_list import TickList

WIDTH, HEIGHT = 560, 460
CHECKED, UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class BringIn(QDialog):
    """A line to search, the groups found, and the people of the chosen one, all ticked.

    Signals:
        chosen: the rows of the people who are still ticked when the window is confirmed.
    """

    chosen = Signal(object)
    help_page = "roster"

    def __init__(
        self,
        find: Callable[[str], Sequence[Group]],
        people_of: Callable[[Group], Sequence[tuple[KnownPerson, bool]]],
        lexicon: Lexicon,
        parent: QWidget,
    ) -> None:
        """Take what finds groups, and what gives the people of one, each with whether he or she is here already."""
        super().__init__(parent)
        self._find, self._people_of, self._lexicon = find, people_of, lexicon
        self._groups: list[Group] = []
        self._people: list[KnownPerson] = []
        words: Words = lexicon.words
        translate = words.translate
        self.setWindowTitle(translate(N_("Bring people in")))
        self.resize(WIDTH, HEIGHT)
        self.line = QLineEdit()
        self.line.setPlaceholderText(translate(N_("Activity, series or organisation")))
        self.line.setAccessibleName(translate(N_("Where the people come from")))
        self.line.textChanged.connect(self._search)
        self.line.installEventFilter(self)
        self.groups = _list(translate(N_("Groups found")))
        self.groups.currentRowChanged.connect(self._show_people)
        self.said = label("")  # why there is nobody to choose
        self.people = TickList(translate(N_("People of the group")))
        self.people.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.people.itemChanged.connect(lambda _: self._count())
        self.people.installEventFilter(self)
        self.add_button = QPushButton()
        self.add_button.setDefault(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton(self.add_button, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(label(translate(N_("Choose where the people come from, then take the ticks off with Space."))))
        column.addWidget(self.line)
        column.addWidget(self.groups, stretch=2)
        column.addWidget(self.said)
        column.addWidget(self.people, stretch=3)
        column.addWidget(buttons)
        self._search("")

    def ticked(self) -> list[RosterRow]:
        """Give the people who would be added."""
        return [
            known.row for place, known in enumerate(self._people) if self.people.item(place).checkState() == CHECKED
        ]

    def accept(self) -> None:
        """Give the people who are ticked."""
        rows = self.ticked()
        super().accept()
        self.chosen.emit(rows)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move through the groups from the search line, and on to the people with Enter."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched is self.line:
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                self.groups.setCurrentRow(min(max(self.groups.currentRow() + step, 0), self.groups.count() - 1))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._people:
                self.people.setCurrentRow(0)
                self.people.setFocus()
                return True
        return super().eventFilter(watched, event)

    def _search(self, text: str) -> None:
        self._groups = list(self._find(text))
        self.groups.blockSignals(True)
        self.groups.clear()
        self.groups.addItems([self._title(each) for each in self._groups])
        self.groups.setCurrentRow(0 if self._groups else -1)
        self.groups.blockSignals(False)
        self._show_people(self.groups.currentRow())

    def _title(self, group: Group) -> str:
        words = self._lexicon.words
        sorts = {ACTIVITY: Activity.singular, ORGANISATION: Organisation.singular}
        count = words.plural("{count} person", "{count} people", group.people).format(count=group.people)
        sort = words.translate(sorts.get(group.sort, N_("Series")))
        return f"{sort} · {group.title} · {count}"

    def _show_people(self, place: int) -> None:
        known = list(self._people_of(self._groups[place])) if 0 <= place < len(self._groups) else []
        self._people = [each for each, _ in known]
        self.people.blockSignals(True)
        self.people.clear()
        for each, is_here in known:
            item = QListWidgetItem(each.facts(self._lexicon))
            usual = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
            item.setFlags(usual if is_here else usual | Qt.ItemFlag.ItemIsEnabled)
            item.setCheckState(UNCHECKED if is_here else CHECKED)
            self.people.addItem(item)
        self.people.blockSignals(False)
        self._count()

    def _count(self) -> None:
        count = len(self.ticked())
        text = self._lexicon.words.plural("&Add {count} person", "&Add {count} people", count)
        self.add_button.setText(text.format(count=count))
        self.add_button.setEnabled(count > 0)
        why = self._why_nobody()
        self.said.setText(why)
        self.said.setVisible(bool(why))

    def _why_nobody(self) -> str:
        """Say why there is nobody to tick; empty where there is somebody."""
        translate, text = self._lexicon.words.translate, self.line.text().strip()
        if not self._groups and not text:
            return translate(N_("No other activity has people yet. Type the name of an organisation or of a series."))
        if not self._groups:
            nobody = N_("“{text}”: no activity, series or organisation that has people is called so.")
            return translate(nobody).format(text=text)
        can_be_ticked = Qt.ItemFlag.ItemIsEnabled
        if not any(self.people.item(place).flags() & can_be_ticked for place in range(self.people.count())):
            return translate(N_("Everybody of this group is in the activity already."))
        return ""


def _list(name: str) -> QListWidget:
    made = QListWidget()
    made.setAccessibleName(name)
    made.setTabKeyNavigation(False)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return made
