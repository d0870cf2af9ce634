"""Says in words what a list is filtered by."""

from collections.abc import Iterator
from dataclasses import replace

from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records.field_types import ChoicesType, ChoiceType, FieldType, LinksType, LinkType
from ibcr_desktop.records.lexicon import Lexicon
from ibcr_desktop.records.record import State
from ibcr_desktop.storage.filters import Filter, ListQuery, Operator, common_fields, kinds_of
from ibcr_desktop.storage.lexicon import OFFICES

SENTENCES = {
    Operator.IS: N_("{field}: {value}"),
    Operator.IS_NOT: N_("{field} is not: {value}"),
    Operator.ONE_OF: N_("{field}: {value}"),
    Operator.HOLDS: N_("{field}: {value}"),
    Operator.FROM: N_("{field} from: {value}"),
    Operator.UNTIL: N_("{field} until: {value}"),
    Operator.EMPTY: N_("{field}: empty"),
    Operator.FILLED: N_("{field}: filled in"),
}
STATES = {State.DRAFT: N_("State: draft"), State.COMPLETE: N_("State: complete")}
OFFICE_LABEL = N_("Recorded by")
IN_BIN = N_("In the bin")


def filter_text(query: ListQuery, each: Filter, lexicon: Lexicon) -> str:
    """Give one filter as a person reads it: ``Country: Senegal``."""
    label, field_type = field_of(query, each.field)
    values = each.value if each.operator is Operator.ONE_OF else (each.value,)
    shown = "; ".join(_shown(field_type, value, lexicon) for value in values if value is not None)
    translate = lexicon.words.translate
    return translate(SENTENCES[each.operator]).format(field=translate(label), value=shown)


def field_of(query: ListQuery, name: str) -> tuple[str, FieldType]:
    """Give label and type of a field that lists of the query can be filtered by."""
    if name == "office":
        return OFFICE_LABEL, ChoiceType(OFFICES)
    field = common_fields(kinds_of(query))[name]
    return field.label, field.type


def _shown(field_type: FieldType, value: object, lexicon: Lexicon) -> str:
    """Show one value; of a set, one member."""
    if isinstance(field_type, ChoicesType):
        field_type = ChoiceType(field_type.list_code)
    if isinstance(field_type, LinksType):
        field_type = LinkType(field_type.kind_name)
    return field_type.show(value, lexicon)


def parts_of(query: ListQuery, lexicon: Lexicon) -> Iterator[tuple[str, ListQuery]]:
    """Give everything that narrows the list, the search line apart: its words, and the query without it."""
    translate = lexicon.words.translate
    if query.in_bin:
        yield translate(IN_BIN), replace(query, in_bin=False)
    if query.only is not None:
        text = lexicon.words.plural("Only {count} chosen record", "Only {count} chosen records", len(query.only))
        yield text.format(count=lexicon.words.number(len(query.only))), replace(query, only=None)
    if query.fiscal_year is not None:
        text = translate(N_("Fiscal year: {year}"))
        yield text.format(year=lexicon.words.fiscal_year(query.fiscal_year)), replace(query, fiscal_year=None)
    if query.state is not None:
        yield translate(STATES[State(query.state)]), replace(query, state=None)
    for each in query.filters:
        rest = tuple(other for other in query.filters if other != each)
        yield filter_text(query, each, lexicon), replace(query, filters=rest)
