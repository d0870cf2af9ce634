"""The parts of a person's card about other records: those joined to it, and those that may be the same person."""

import uuid
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.plain_text import isolate, isolate_name
from ibcr_desktop.foundation.words import N_
from ibcr_desktop.people.evidence import explanation
from ibcr_desktop.people.person_card import PersonCard
from ibcr_desktop.people.verdicts import part_from_all
from ibcr_desktop.records.people import Person
from ibcr_desktop.storage.history import history_of, undo
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.on_worker import on_worker
from ibcr_desktop.ui.screens.home_facts import Named
from ibcr_desktop.ui.screens.home_parts import Notice, RecordLines

if TYPE_CHECKING:
    from ibcr_desktop.people.known_people import Candidate

BETWEEN = " · "
MOST_LINES = 4


class JoinedRecords(QWidget):
    """The records that stand for the person; one of them can be taken out again.

    Signals:
        parted: a record was taken out, or put back.
    """

    parted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        _ = context.words.translate
        self.lines = RecordLines(context.words, _(N_("Records of this person")))
        self.lines.chosen.connect(context.go.to_record)
        self.part_button = QPushButton(_(N_("Not the same: &part")))
        self.part_button.setAutoDefault(False)
        self.part_button.setToolTip(_(N_("The chosen record becomes a person of its own again.")))
        self.part_button.clicked.connect(self.part_chosen)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.part_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.lines)
        column.addLayout(row)
        self._records: Sequence[uuid.UUID] = ()
        self.hide()

    def show_card(self, card: PersonCard) -> None:
        """Show the records of a card, where there are several."""
        self._records = card.record_ids
        kind = Person.kind_name()
        named = [
            (Named(kind, each.record_id, each.name), _record_line(each.name, each.office)) for each in card.records
        ]
        self.lines.show_lines(named)
        _shorten(self.lines, len(named))
        self.setVisible(len(named) > 1)

    def part_chosen(self) -> None:
        """Take the chosen record out of the person; a bar offers to undo it."""
        row, context = self.lines.lines.currentRow(), self._context
        if not 0 <= row < len(self._records):
            return
        try:
            links = part_from_all(context.store, self._records[row])
        except UserError as refused:
            context.messages.show_error(refused)
            return
        text = context.words.translate(N_("The record is a person of its own again"))
        context.undo.offer(text, partial(self._put_back, links))
        self.parted.emit()

    def _put_back(self, links: Sequence[uuid.UUID]) -> None:
        store = self._context.store
        for each in links:
            undo(store, each, history_of(store.database, each)[0])
        self.parted.emit()


class MaybeAlso(QWidget):
    """Other people who may be the one of the card; Enter leads to the pair side by side."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._card: PersonCard | None = None
        self.lines = RecordLines(context.words, context.words.translate(N_("Maybe also")))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.lines)
        self.hide()

    def show_card(self, card: PersonCard | None) -> None:
        """Look in the background who may be the person of a card."""
        self._card = card
        self.hide()
        if card is None or card.anonymised_on is not None or not card.name:
            return

        def look(store: RecordStore) -> "tuple[PersonCard, list[Candidate]]":
            from ibcr_desktop.people.maybe_also import maybe_also  # noqa: PLC0415 - the list stands there before

            with store.database.reader() as connection:
                return card, maybe_also(connection, card)

        on_worker(self._context, look, self._show, at_once=True)

    def _show(self, found: "tuple[PersonCard, list[Candidate]]") -> None:
        card, candidates = found
        if card is not self._card:
            return  # the keyboard has gone on to somebody else
        self.lines.show_lines((), notices=[self._notice(card, each) for each in candidates])
        _shorten(self.lines, len(candidates))
        self.setVisible(bool(candidates))

    def _notice(self, card: PersonCard, each: "Candidate") -> Notice:
        words = self._context.words
        facts = [
            isolate_name(each.name),
            str(each.birth_year or ""),
            isolate_name(each.organisation),
            each.office or "",
        ]
        who = BETWEEN.join(fact for fact in facts if fact)
        pair = partial(self._context.go.to_duplicates, card.person_id, each.person_id)
        return Notice(f"{who}\n{explanation(each.evidence, words)}", pair)


def _record_line(name: str, office: str) -> str:
    return BETWEEN.join(each for each in (isolate_name(name), isolate(office)) if each)


def _shorten(lines: RecordLines, count: int) -> None:
    """Give the list the height of its lines, so that the history keeps its room."""
    shown = min(max(count, 1), MOST_LINES)
    hint = lines.lines.sizeHintForRow(0)
    lines.lines.setFixedHeight(shown * (hint + 2) + 2 * lines.lines.frameWidth() + 2)
