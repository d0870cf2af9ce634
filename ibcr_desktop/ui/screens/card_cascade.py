"""The part of a person's card that tells whom he or she trained, and whom these trained in turn."""

import uuid

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ibcr_desktop.foundation.plain_text import isolate_name
from ibcr_desktop.foundation.words import N_
from ibcr_desktop.people.person_card import PersonCard
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.totals.trainer_cascade import Cascade, cascade_of
from ibcr_desktop.ui.charts.cascade import Branch, CascadePicture
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.on_worker import on_worker
from ibcr_desktop.ui.screens.home_parts import section_label
from ibcr_desktop.ui.toolkit.plain_text import label

MOST_BRANCHES = 5

Read = tuple[PersonCard, Cascade, dict[uuid.UUID, str]]


class CardCascade(QWidget):
    """A sentence with both figures, and the picture; hidden for who has trained nobody."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._card: PersonCard | None = None
        self.sentence = label("")
        self.picture = CascadePicture()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(section_label(context.words.translate(N_("Trained others"))))
        column.addWidget(self.sentence)
        column.addWidget(self.picture)
        self.hide()

    def show_card(self, card: PersonCard | None) -> None:
        """Count in the background whom the person of a card trained."""
        self._card = card
        self.hide()
        if card is None or not card.is_trainer:
            return
        lexicon = self._context.lexicon

        def count(store: RecordStore) -> Read:
            with store.database.reader() as connection:
                cascade = cascade_of(connection, card.record_ids)
            return card, cascade, dict(lexicon.another(store.database).titles("person", _busiest(cascade)))

        on_worker(self._context, count, self._show)

    def _show(self, read: Read) -> None:
        card, cascade, names = read
        if card is not self._card or not cascade.first:
            return
        words = self._context.words
        first, second = cascade.first_count, cascade.second_count
        direct = words.plural("Trained {count} person.", "Trained {count} people.", first)
        further = words.plural("They trained {count} more person.", "They trained {count} more people.", second)
        sentences = [direct.format(count=words.number(first)), further.format(count=words.number(second))]
        self.sentence.setText(" ".join(sentences[: 2 if second else 1]))
        self.picture.set_branches(self._branches(cascade, names), self.sentence.text())
        self.show()

    def _branches(self, cascade: Cascade, names: dict[uuid.UUID, str]) -> list[Branch]:
        words = self._context.words
        shown = _busiest(cascade)
        found = [Branch(isolate_name(names.get(each, "")), len(cascade.first[each]), "") for each in shown]
        others = cascade.first_count - len(shown)
        if others:
            rest = sum(len(some) for each, some in cascade.first.items() if each not in shown)
            text = words.plural("{count} other", "{count} others", others).format(count=words.number(others))
            found.append(Branch(text, rest, ""))
        counted = [words.plural("trained {count} person", "trained {count} people", each.count) for each in found]
        return [
            Branch(each.label, each.count, text.format(count=words.number(each.count)))
            for each, text in zip(found, counted, strict=True)
        ]


def _busiest(cascade: Cascade) -> list[uuid.UUID]:
    """Give those of the first generation who trained most, as many as the picture has lines for."""
    order = sorted(cascade.first, key=lambda each: (-len(cascade.first[each]), each))
    return order if len(order) <= MOST_BRANCHES + 1 else order[:MOST_BRANCHES]
