"""What a cell offers while it is typed in: values of this activity first, then the office's, then the whole list."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, func, select

from ibcr_desktop.foundation.plain_text import fold
from ibcr_desktop.records.field_types import ChoiceType, LinkType, TextType, YesNoType
from ibcr_desktop.records.fields import fields_by_name
from ibcr_desktop.records.lexicon import Lexicon
from ibcr_desktop.records.organisations import Organisation
from ibcr_desktop.records.people import Person
from ibcr_desktop.roster.columns import Column, FieldColumn
from ibcr_desktop.roster.grid_row import GridRow
from ibcr_desktop.storage.rows import present, table_of

MOST_OF_THE_OFFICE = 500  # of one column
MOST_OFFERED = 12
FUNCTION, ORGANISATION, PROFESSION = "person.function", "person.organisation_id", "person.professional_group"


@dataclass(frozen=True)
class UsualValues:
    """What the office's people have in a column, the most frequent first, as it is shown."""

    by_column: Mapping[str, Sequence[str]] = field(default_factory=dict)


def read_usual_values(connection: Connection, lexicon: Lexicon) -> UsualValues:
    """Read the usual functions, organisations and professional groups, one query for each."""
    person, organisation = table_of(Person), table_of(Organisation)
    often = func.count(person.c.id).desc()
    functions = (
        select(person.c.function)
        .where(present(person), person.c.function.is_not(None))
        .group_by(person.c.function)
        .order_by(often, person.c.function)
        .limit(MOST_OF_THE_OFFICE)
    )
    organisations = (
        select(organisation.c.name)
        .join_from(organisation, person, person.c.organisation_id == organisation.c.id, isouter=True)
        .where(present(organisation), organisation.c.name.is_not(None))
        .group_by(organisation.c.id)
        .order_by(often, organisation.c.name)
        .limit(MOST_OF_THE_OFFICE)
    )
    groups = select(person.c.professional_group).where(present(person)).group_by(person.c.professional_group)
    codes = connection.execute(groups.order_by(often)).scalars().all()
    shown = fields_by_name(Person)["professional_group"].type.show
    return UsualValues(
        {
            FUNCTION: connection.execute(functions).scalars().all(),
            ORGANISATION: connection.execute(organisations).scalars().all(),
            PROFESSION: [shown(code, lexicon) for code in codes if code],
        }
    )


def suggested(column: Column, typed: str, rows: Sequence[GridRow], usual: UsualValues, lexicon: Lexicon) -> list[str]:
    """Give up to twelve texts that a cell may become: what begins so before what only contains it.

    ``rows`` are those of the activity, the nearest first. Names and other identity are never offered: who is meant
    is asked by the panel of known people.
    """
    if not _offers(column):
        return []
    wanted = fold(typed)
    begins, contains = [], []
    for text in dict.fromkeys(_known(column, rows, usual, lexicon)):
        folded = fold(text)
        if folded.startswith(wanted):
            begins.append(text)
        elif wanted in folded:
            contains.append(text)
    return [*begins, *contains][:MOST_OFFERED]


def completion(typed: str, offered: Sequence[str]) -> str:
    """Give the value that the typed letters begin; empty where they are a whole value already, or begin none."""
    wanted = fold(typed)
    if not wanted or any(fold(each) == wanted for each in offered):
        return ""
    for each in offered:
        if fold(each[: len(typed)]) == wanted:
            return each
    return ""


def _offers(column: Column) -> bool:
    if not isinstance(column, FieldColumn) or column.field.personal or column.key == "person.sex":
        return False
    return isinstance(column.field.type, ChoiceType | LinkType | TextType | YesNoType)


def _known(column: Column, rows: Sequence[GridRow], usual: UsualValues, lexicon: Lexicon) -> Iterator[str]:
    for row in rows:
        text = column.show(row, lexicon)
        if text:
            yield text
    yield from usual.by_column.get(column.key, ())
    if isinstance(column, FieldColumn) and isinstance(column.field.type, ChoiceType):
        for _, label in lexicon.terms(column.field.type.list_code):
            yield label
