"""The part of a person's card that tells whom he or she trained, and whom these trained in turn."""

import uuid
from collections.abc import Mapping

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ibcr_desktop.foundation.plain_text import isolate_name
from ibcr_desktop.foundation.words import N_
from ibcr_desktop.people.person_card import PersonCard
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.totals.teaching import Teaching
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
            cascade = cascade_of(Teaching(store.database), card.record_ids)
            return card, cascade, dict(lexicon.another(store.database).titles("person", _busiest(cascade.by_learner())))

        on_worker(self._context, count, self._show)

    def _show(self, read: Read) -> None:
        card, cascade, names = read
        if card is not self._card or not cascade.first:
            return
        words = self._context.words
        first, second = len(cascade.first), len(cascade.second)
        direct = words.plural("Trained {count} person.", "Trained {count} people.", first)
        further = words.plural("They trained {count} more person.", "They trained {count} more people.", second)
        sentences = [direct.format(count=words.number(first)), further.format(count=words.number(second))]
        self.sentence.setText(" ".join(sentences[: 2 if second else 1]))
        self.picture.set_branches(self._branches(cascade, names), self.sentence.text())
        self.show()

    def _branches(self, cascade: Cascade, names: dict[uuid.UUID, str]) -> list[Branch]:
        words = self._context.words
        passed_on = cascade.by_learner()
        shown = _busiest(passed_on)
        found = [Branch(isolate_name(names.get(each, "")), passed_on[each], "") for each in shown]
        others = len(passed_on) - len(shown)
        if others:
            rest = len(cascade.second) - sum(passed_on[each] for each in shown)
            text = words.plural("{count} other", "{count} others", others).format(count=words.number(others))
            found.append(Branch(text, rest, ""))
        counted = [words.plural("trained {count} person", "trained {count} people", each.count) for each in found]
        return [
            Branch(each.label, each.count, text.format(count=words.number(each.count)))
            for each, text in zip(found, counted, strict=True)
        ]


def _busiest(passed_on: Mapping[uuid.UUID, int]) -> list[uuid.UUID]:
    """Give those of the first generation who trained most, as many as the picture has lines for."""
    order = sorted(passed_on, key=lambda each: (-passed_on[each], each))
    return order if len(order) <= MOST_BRANCHES + 1 else order[:MOST_BRANCHES]
