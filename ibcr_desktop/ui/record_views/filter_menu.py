"""Offers what a list can be filtered by; one level of choices for each field."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records.field_types import (
    ChoicesType,
    ChoiceType,
    DayType,
    DecimalType,
    FieldType,
    WholeType,
    YesNoType,
)
from ibcr_desktop.records.lexicon import Lexicon
from ibcr_desktop.storage.filter_words import IN_BIN, STATES, field_of
from ibcr_desktop.storage.filters import Filter, ListQuery, Operator, common_fields, kinds_of

YEARS_OFFERED = 6
Choose = Callable[[ListQuery], None]
Ask = Callable[[str, str], str | None]  # (question, what was typed before) → the answer, None when given up


class FilterMenu(QMenu):
    """Filled each time it opens, because lists of terms grow; ``choose`` receives the narrower query."""

    def __init__(self, lexicon: Lexicon, choose: Choose, parent: QWidget, ask: Ask | None = None) -> None:
        super().__init__(parent)
        self._lexicon = lexicon
        self._choose = choose
        self._ask = ask or self._ask_in_box
        self.query: ListQuery | None = None
        self.aboutToShow.connect(self.fill)

    def fill(self) -> None:
        """Offer state, fiscal year, every field whose values can be listed, bounded or missing, and the bin."""
        self.clear()
        if self.query is None:
            return
        query, translate = self.query, self._lexicon.words.translate
        states = self.addMenu(translate(N_("State")))
        for state, text in STATES.items():
            self._offer(states, translate(text), replace(query, state=state))
        if all(kind.counted_on for kind in kinds_of(query)):
            years = self.addMenu(translate(N_("Fiscal year")))
            for year in range(self._lexicon.today.year, self._lexicon.today.year - YEARS_OFFERED, -1):
                self._offer(years, self._lexicon.words.fiscal_year(year), replace(query, fiscal_year=year))
        for name in [*common_fields(kinds_of(query)), "office"]:
            label, field_type = field_of(query, name)
            self._add_field(self.addMenu(translate(label).replace("&", "&&")), name, field_type)
        self.addSeparator()
        self._offer(self, translate(IN_BIN), replace(query, in_bin=True))

    def _add_field(self, menu: QMenu, name: str, field_type: FieldType) -> None:
        translate = self._lexicon.words.translate
        if isinstance(field_type, ChoiceType | ChoicesType):
            operator = Operator.IS if isinstance(field_type, ChoiceType) else Operator.HOLDS
            for code, label in self._lexicon.terms(field_type.list_code):
                self._offer(menu, label, self._with(Filter(name, operator, code)))
        elif isinstance(field_type, YesNoType):
            for value in (True, False):
                self._offer(menu, field_type.show(value, self._lexicon), self._with(Filter(name, Operator.IS, value)))
        elif isinstance(field_type, DayType | WholeType | DecimalType):
            for operator, text in ((Operator.FROM, N_("From…")), (Operator.UNTIL, N_("Until…"))):
                action = menu.addAction(translate(text))
                action.triggered.connect(lambda _=False, op=operator: self._bound(name, field_type, op))
        menu.addSeparator()
        self._offer(menu, translate(N_("Empty")), self._with(Filter(name, Operator.EMPTY)))
        self._offer(menu, translate(N_("Filled in")), self._with(Filter(name, Operator.FILLED)))

    def _with(self, added: Filter) -> ListQuery:
        """Give the query with one more filter; one that asks the same of the same field makes way."""
        assert self.query is not None  # noqa: S101 - the menu is filled for a query
        several = added.operator is Operator.HOLDS
        asked = (added.field, added.operator)
        kept = [each for each in self.query.filters if several or (each.field, each.operator) != asked]
        return replace(self.query, filters=tuple(dict.fromkeys([*kept, added])))

    def _offer(self, menu: QMenu, text: str, query: ListQuery) -> None:
        menu.addAction(text.replace("&", "&&")).triggered.connect(lambda _=False: self._choose(query))

    def _bound(self, name: str, field_type: FieldType, operator: Operator) -> None:
        """Ask for a day or a number until it is understood or given up."""
        assert self.query is not None  # noqa: S101 - as above
        words = self._lexicon.words
        question, typed = words.translate(field_of(self.query, name)[0]), ""
        answer = self._ask(question, typed)
        while answer:
            reading: Any = field_type.read(answer, self._lexicon)
            if not reading.problem and reading.value is not None:
                self._choose(self._with(Filter(name, operator, reading.value)))
                return
            answer = self._ask(reading.problem_text(words) or question, answer)

    def _ask_in_box(self, question: str, typed: str) -> str | None:
        title = self._lexicon.words.translate(N_("Filter"))
        text, is_given = QInputDialog.getText(self.parentWidget(), title, question, text=typed)
        return text if is_given else None
