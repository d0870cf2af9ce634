"""The card of a person: what is known, and everything that he or she took part in, each line a way to the activity."""

import uuid
from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QFormLayout, QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ibcr_desktop.foundation.plain_text import isolate, isolate_name
from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.people.person_card import NOT_FACTS, ConsentGiven, PersonCard, TakenPart, read_card
from ibcr_desktop.records.fields import fields_of
from ibcr_desktop.records.people import Person
from ibcr_desktop.records.record import State
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.on_worker import on_worker
from ibcr_desktop.ui.record_views.record_table_model import LEFT_TO_RIGHT
from ibcr_desktop.ui.screens.card_cascade import CardCascade
from ibcr_desktop.ui.screens.card_people import JoinedRecords, MaybeAlso
from ibcr_desktop.ui.screens.home_facts import Named
from ibcr_desktop.ui.screens.home_parts import RecordLines
from ibcr_desktop.ui.toolkit.plain_text import PlainLabel, label

WAIT_MILLISECONDS = 80  # arrows pass over rows faster than anybody reads a card
LETTERS_WIDE = 58
BETWEEN = " · "
Read = tuple[uuid.UUID, PersonCard | None]
BREAK = "\u200b"
IN_ONE_LINE = ("sex", "birth_year", "age_band", "professional_group", "function", "organisation_id", "country")


class PersonCardView(QScrollArea):
    """Shows one person; ``show_person`` may be called for every row that the keyboard passes.

    ``beside_form``: name and facts stand in the form already, so the card leaves them out.

    Signals:
        erase_wanted: the identity of the shown person shall be erased.
    """

    erase_wanted = Signal()

    def __init__(self, context: Context, *, beside_form: bool = False) -> None:
        super().__init__()
        self._context = context
        self._has_facts = not beside_form
        self.card: PersonCard | None = None
        self._wanted: uuid.UUID | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        _ = context.words.translate
        self.setAccessibleName(_(N_("Card of the person")))
        self.name = _bold(label(""))
        self.under_name, self.who = label(""), label("")
        self.history = RecordLines(context.words, _(N_("Took part in")))
        self.history.chosen.connect(context.go.to_record)
        self.joined, self.maybe_also = JoinedRecords(context), MaybeAlso(context)
        self.cascade = CardCascade(context)
        self.joined.parted.connect(self.read)
        self.consents = label("")
        self.erase = QPushButton(_(N_("&Anonymise…")))
        self.erase.setAutoDefault(False)
        self.erase.clicked.connect(self.erase_wanted)
        self._inside = QWidget()
        self._form = QFormLayout()
        self._facts: dict[str, PlainLabel] = {}
        self._lay_out()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MILLISECONDS)
        self._timer.timeout.connect(self.read)
        self._show(None)

    def sizeHint(self) -> QSize:
        """Ask for a narrow column."""
        return QSize(self.fontMetrics().averageCharWidth() * LETTERS_WIDE, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Leave most of a small window to the list."""
        return QSize(self.fontMetrics().averageCharWidth() * (LETTERS_WIDE // 2), self.fontMetrics().height() * 6)

    def show_person(self, person_id: uuid.UUID | None) -> None:
        """Show another person in a moment, or nobody."""
        self._wanted = person_id
        self._timer.start()

    def rest(self) -> None:
        """Read nothing more until the next call: the page is left, and the database may be closed next."""
        self._timer.stop()

    def read(self) -> None:
        """Read the card of the wanted person in the background; another one stays until it is there."""
        self._timer.stop()
        wanted = self._wanted
        if wanted is None:
            self._show(None)
            return
        lexicon = self._context.lexicon

        def look(store: RecordStore) -> Read:
            return wanted, read_card(store.database, lexicon.another(store.database), wanted)

        on_worker(self._context, look, self._take, failed=partial(self._take, (wanted, None)), at_once=True)

    def _take(self, found: Read) -> None:
        wanted, card = found
        if wanted == self._wanted:  # the keyboard may have gone on to somebody else
            self._show(card)

    def _show(self, card: PersonCard | None) -> None:
        self.card = card
        self._inside.setVisible(card is not None)
        self.maybe_also.show_card(card)
        self.cascade.show_card(card)
        if card is None:
            return
        words = self._context.words
        self.name.setText(isolate_name(card.name) or isolate(card.code) or words.translate(N_("No name")))
        self.under_name.setText(BETWEEN.join(_under_name(card, words)))
        facts = {name: text for name, _, text in card.facts}
        self.who.setText(BETWEEN.join(isolate_name(facts[name]) for name in IN_ONE_LINE if name in facts))
        for name, value in self._facts.items():
            value.setText(_breakable(facts.get(name, ""), name))
            self._form.setRowVisible(value, name in facts and self._has_facts)
        self.history.heading.setText(_summary(card, words))
        self.history.show_lines(
            [(Named(each.kind_name, each.activity_id, each.title), part_line(each, words)) for each in card.history],
            nothing=words.translate(N_("No activity yet.")),
        )
        self.consents.setText("\n".join(_consent_line(each, words) for each in card.consents))
        self.consents.setVisible(bool(card.consents))
        self.joined.show_card(card)
        self.erase.setVisible(card.anonymised_on is None)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._inside)
        column.addWidget(self.name)
        column.addWidget(self.who)
        self.name.setVisible(self._has_facts)
        self.who.setVisible(self._has_facts)
        column.addWidget(self.under_name)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._form.setVerticalSpacing(2)
        for each in fields_of(Person):
            if each.name not in (*NOT_FACTS, *IN_ONE_LINE):
                self._facts[each.name] = label("")
                self._facts[each.name].setMinimumWidth(1)  # a long address must not widen the card
                self._form.addRow(label(self._context.words.translate(each.label)), self._facts[each.name])
        column.addLayout(self._form)
        column.addWidget(self.history, 1)
        column.addWidget(self.cascade)
        column.addWidget(self.joined)
        column.addWidget(self.maybe_also)
        column.addWidget(self.consents)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.erase)
        column.addLayout(row)
        self.setWidget(self._inside)
        self.setFocusProxy(self.history)


def part_line(part: TakenPart, words: Words) -> str:
    """Give two lines of the history: the title; then day, level or role, hours, completed, tests, certificate."""
    _ = words.translate
    facts = [words.short_day(part.day) if part.day else "", part.role or part.level]
    if part.hours is not None:
        facts.append(
            _(N_("{hours} h")).format(hours=words.number(part.hours, decimals=0 if part.hours % 1 == 0 else 1))
        )
    if part.is_completed is not None:
        facts.append(_(N_("✔ completed")) if part.is_completed else _(N_("○ not completed")))
    facts += [f"{each.label}: {words.percent(each.score / each.maximum)}" for each in part.tests]
    if part.certificate:
        facts.append(_(N_("certificate {number}")).format(number=isolate(part.certificate)))
    if part.is_certified_trainer:
        facts.append(_(N_("certified trainer")))
    return f"{isolate_name(part.title)}\n{BETWEEN.join(each for each in facts if each)}"


def _breakable(text: str, field_name: str) -> str:
    """Show a text in its direction; an address may be broken at its signs, which a label does not do by itself."""
    if field_name not in LEFT_TO_RIGHT:
        return isolate_name(text)
    return isolate("".join(f"{letter}{BREAK}" if letter in "@._-" else letter for letter in text))


def _under_name(card: PersonCard, words: Words) -> Iterator[str]:
    _ = words.translate
    if card.name and card.code:
        yield isolate(card.code)
    yield _(N_("✔ complete")) if card.state == State.COMPLETE else _(N_("○ draft"))
    if card.deleted:
        yield _(N_("✖ in the bin"))
    if card.anonymised_on is not None:
        yield _(N_("anonymised on {day}")).format(day=words.short_day(card.anonymised_on))
    if card.is_protected:
        yield _(N_("child: no name without permission"))
    yield from card.offices
    if len(card.record_ids) > 1:
        count = len(card.record_ids)
        yield words.plural("{count} record", "{count} records", count).format(count=words.number(count))


def _summary(card: PersonCard, words: Words) -> str:
    count = len(card.history)
    facts = [words.plural("{count} activity", "{count} activities", count).format(count=words.number(count))]
    if card.hours:
        facts.append(words.translate(N_("{hours} h")).format(hours=words.number(card.hours)))
    if card.completed_count:
        text = words.plural("{count} completed course", "{count} completed courses", card.completed_count)
        facts.append(text.format(count=words.number(card.completed_count)))
    if card.certificate_count:
        text = words.plural("{count} certificate", "{count} certificates", card.certificate_count)
        facts.append(text.format(count=words.number(card.certificate_count)))
    return BETWEEN.join(facts)


def _consent_line(consent: ConsentGiven, words: Words) -> str:
    _ = words.translate
    text = _(N_("Consent: {scope}, given by: {who}")).format(scope=consent.scope, who=consent.given_by)
    days = [words.short_day(consent.given_on)] if consent.given_on else []
    if consent.withdrawn_on is not None:
        days.append(_(N_("withdrawn on {day}")).format(day=words.short_day(consent.withdrawn_on)))
    return BETWEEN.join([text, *days])


def _bold(made: PlainLabel) -> PlainLabel:
    font = made.font()
    font.setBold(True)
    font.setPointSizeF(font.pointSizeF() * 1.2)
    made.setFont(font)
    return made
