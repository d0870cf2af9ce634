"""The list of people with the card of the current one at its side, and what is done with several of them."""

import uuid
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QSplitter, QVBoxLayout, QWidget

from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records.people import Person
from ibcr_desktop.storage.filters import ListQuery
from ibcr_desktop.storage.pages import ListRow
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.screens.alike_people import AlikePeople
from ibcr_desktop.ui.screens.anonymising import offer_to_anonymise
from ibcr_desktop.ui.screens.list_screen import ListScreen
from ibcr_desktop.ui.screens.person_card import PersonCardView

ON_THE_CARD = frozenset({"person", "participation", "assessment", "consent", "person_link", "workshop", "event"})


class PeopleList(ListScreen):
    """The card follows the current row; Tab and F6 lead into it."""

    help_page = "people"

    def __init__(self, context: Context) -> None:
        self.card, self.alike = PersonCardView(context), AlikePeople(context)
        super().__init__(context, Person.kind_name())
        self.list.current_changed.connect(self._follow)
        self.list.model.modelReset.connect(lambda: self.alike.look(self.list.query))
        self.alike.wanted.connect(self._show_alike)
        self.card.erase_wanted.connect(self._anonymise_shown)
        self._follow(self.list.table.current_row())

    def body(self) -> QWidget:
        """Give the list with the card at its side."""
        listed = QWidget()
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list, 1)
        column.addWidget(self.alike)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(listed)
        splitter.addWidget(self.card)
        splitter.setStretchFactor(0, 1)
        splitter.setChildrenCollapsible(False)
        return splitter

    def more_buttons(self) -> Sequence[QPushButton]:
        """Give the ways to possible duplicates, to trainers and whom they trained, and to erase identities."""
        self.cascade_button = QPushButton(self._context.words.translate(N_("&Trainer cascade")))
        self.cascade_button.clicked.connect(lambda _checked=False: self._context.go.to_cascade())
        self.duplicates_button = QPushButton(self._context.words.translate(N_("Possible &duplicates")))
        self.duplicates_button.clicked.connect(lambda _checked=False: self._context.go.to_duplicates())
        self.anonymise_button = QPushButton(self._context.words.translate(N_("Anonymise the &selected…")))
        self.anonymise_button.clicked.connect(self.anonymise_selected)
        return self.duplicates_button, self.cascade_button, self.anonymise_button

    def shown(self) -> None:
        """Read the card again too: its activities may have changed meanwhile."""
        super().shown()
        self.card.read()

    def leave(self) -> None:
        """Nothing is entered here; the card stops following."""
        self.card.rest()

    def panes(self) -> list[QWidget]:
        """Give the parts between which F6 moves."""
        return [*super().panes(), *([self.alike] if self.alike.isVisible() else []), self.card]

    def anonymise_selected(self) -> None:
        """Offer to erase the identity of every selected person."""
        offer_to_anonymise(self._context, self._chosen(), self)

    def _anonymise_shown(self) -> None:
        if self.card.card is not None:
            offer_to_anonymise(self._context, [self.card.card.person_id], self)

    def _show_alike(self, people: tuple[uuid.UUID, ...]) -> None:
        self.show_query(ListQuery((self.kind_name,), only=people))
        self.list.table.setFocus()

    def _follow(self, row: ListRow | None) -> None:
        self.card.show_person(None if row is None else row.record_id)

    def _note_changes(self, kinds: frozenset[str]) -> None:
        super()._note_changes(kinds)
        if self.isVisible() and kinds & ON_THE_CARD:
            self.card.read()
