"""Says which records a list shows and in which order, and turns that into one statement over plain columns."""

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BindParameter,
    Boolean,
    ColumnElement,
    Select,
    Table,
    UnaryExpression,
    and_,
    bindparam,
    case,
    exists,
    false,
    func,
    select,
    text,
)
from sqlalchemy.sql.operators import custom_op

from ibcr_desktop.records import kinds_by_table, kinds_linked_as
from ibcr_desktop.records.activities import Activity
from ibcr_desktop.records.field_types import ChoicesType, ChoiceType, LinksType, LinkType, TextType
from ibcr_desktop.records.fields import Field, fields_by_name, fields_of
from ibcr_desktop.records.record import Record
from ibcr_desktop.storage.lexicon import OFFICES, StoredLexicon
from ibcr_desktop.storage.rows import table_of
from ibcr_desktop.storage.search_index import ENTRY, NUMBERS_OF_A_KIND, match_expression

BY_TITLE = ""  # the sort of a list that nobody sorted
FOUND_BY_WORDS = """
SELECT rowid FROM search_words WHERE search_words MATCH :words
AND rowid >= (SELECT min(no) * :size FROM search_kind WHERE kind IN (SELECT value FROM json_each(:kinds)))
AND rowid < (SELECT (max(no) + 1) * :size FROM search_kind WHERE kind IN (SELECT value FROM json_each(:kinds)))
AND rowid / :size IN (SELECT no FROM search_kind WHERE kind IN (SELECT value FROM json_each(:kinds)))
"""
ENVELOPE_COLUMNS = ("office", "state")


class Operator(StrEnum):
    """What a filter asks of a field."""

    IS = "is"
    IS_NOT = "is_not"  # also true of what is not filled in
    ONE_OF = "one_of"
    HOLDS = "holds"  # a set of codes or links holds the value; a text holds the words as typed
    FROM = "from"
    UNTIL = "until"
    EMPTY = "empty"
    FILLED = "filled"


@dataclass(frozen=True)
class Filter:
    """One filter chip: a field (or ``office``), what is asked of it, and the Python value."""

    field: str
    operator: Operator
    value: Any = None


@dataclass(frozen=True)
class ListQuery:
    """What a list shows; every part narrows it.

    Attributes:
        kinds: names of kinds that lie in one table; ``activity`` stands for all kinds of activity.
        search: words as typed; a text without letters and digits finds nothing.
        state: ``draft`` or ``complete``; None for both.
        in_bin: what was deleted instead of what was not.
        fiscal_year: the calendar year in which the fiscal year begins.
        only: nothing but these, as behind a figure of the totals.
        sort: name of a field, ``office`` or ``state``; empty for the title.
    """

    kinds: tuple[str, ...]
    filters: tuple[Filter, ...] = ()
    search: str = ""
    state: str | None = None
    in_bin: bool = False
    fiscal_year: int | None = None
    only: Sequence[uuid.UUID] | None = None
    sort: str = BY_TITLE
    descending: bool = False

    @property
    def is_narrowed(self) -> bool:
        """Say whether a person may ask why something is not in the list."""
        asked = (self.filters, self.search.strip(), self.state, self.fiscal_year)
        return any(each not in (None, (), "") for each in asked) or self.only is not None


def kinds_of(query: ListQuery) -> tuple[type[Record], ...]:
    """Give the kinds of a query; ValueError where they lie in several tables."""
    kinds = tuple(dict.fromkeys(kind for name in query.kinds for kind in kinds_linked_as(name)))
    if len({table_of(kind) for kind in kinds}) != 1:
        raise ValueError("a list shows the kinds of one table")
    return kinds


def common_fields(kinds: Sequence[type[Record]]) -> dict[str, Field]:
    """Give the fields that all the kinds have, in their order."""
    first, *others = kinds
    return {each.name: each for each in fields_of(first) if all(each.name in fields_by_name(kind) for kind in others)}


def conditions(query: ListQuery, *, whole: bool = False) -> list[ColumnElement[bool]]:
    """Give the conditions of a query; with ``whole`` only those of the list that nothing narrows."""
    kinds = kinds_of(query)
    table = table_of(kinds[0])
    deleted = table.c.deleted if whole or query.in_bin else _read_in_passing(table.c.deleted)
    found: list[ColumnElement[bool]] = [deleted.is_(query.in_bin)]
    if issubclass(kinds[0], Activity) and not shows_whole_table(query):
        found.append(table.c.kind.in_([kind.kind_name() for kind in kinds]))
    return found if whole else [*found, *_narrowing(query, kinds, table)]


def shows_whole_table(query: ListQuery) -> bool:
    """Say whether the kinds are all the kinds of their table."""
    kinds = kinds_of(query)
    return not issubclass(kinds[0], Activity) or set(kinds) == set(kinds_linked_as(Activity.kind_name()))


def ordered_ids(query: ListQuery, lexicon: StoredLexicon, *, backwards: bool = False) -> Select[uuid.UUID]:
    """Give the ids of a query in its order; what has no value comes last, whatever the direction."""
    table = table_of(kinds_of(query)[0])
    if is_found_by_words_alone(query):
        down = query.descending != backwards
        order = (ENTRY.c.words, ENTRY.c.no)
        return _found_by_words(query).order_by(*(each.desc() if down else each for each in order))
    by = sort_expression(query, lexicon)
    empty = by.is_(None).desc() if backwards else by.is_(None)
    down = query.descending != backwards
    return (
        select(table.c.id)
        .where(*conditions(query))
        .order_by(empty, by.desc() if down else by, table.c.id.desc() if down else table.c.id)
    )


def is_by_title(query: ListQuery) -> bool:
    """Say whether the order is that of titles: they begin with the first field of words."""
    kind = kinds_of(query)[0]
    return query.sort in (BY_TITLE, *kind.title_fields[:1]) and (
        query.sort == BY_TITLE or isinstance(fields_by_name(kind)[query.sort].type, TextType)
    )


def is_found_by_words_alone(query: ListQuery) -> bool:
    """Say whether the search index can answer by itself: it holds the words of live records, titles first."""
    others = (query.filters, query.state, query.fiscal_year, query.only)
    return bool(query.search.strip()) and not query.in_bin and is_by_title(query) and not any(others)


def sort_expression(query: ListQuery, lexicon: StoredLexicon) -> ColumnElement[Any]:
    """Give what a query sorts by: labels as people see them, titles of links, else the value."""
    kinds = kinds_of(query)
    table = table_of(kinds[0])
    if query.sort == "office":
        return _by_label(table.c.office, OFFICES, lexicon)
    if query.sort == "state" or query.sort not in common_fields(kinds):
        return table.c.state if query.sort == "state" else table.c.title_key
    field, column = common_fields(kinds)[query.sort], table.c[query.sort]
    if isinstance(field.type, ChoiceType):
        return _by_label(column, field.type.list_code, lexicon)
    if isinstance(field.type, LinkType):
        tables = [table_of(kind).alias("linked") for kind in kinds_by_table(field.type.kind_name)]
        titles = [select(each.c.title_key).where(each.c.id == column).scalar_subquery() for each in tables]
        return func.coalesce(*titles, None)  # it wants two at least
    return func.lower(column) if isinstance(field.type, TextType) else column


def among(column: ColumnElement[Any], ids: Sequence[uuid.UUID]) -> ColumnElement[bool]:
    """Ask for any number of ids with one parameter of its own: SQLite bounds the number of parameters."""
    packed: BindParameter[str] = bindparam("ids", json.dumps([each.hex for each in ids]), unique=True)
    listed = text("SELECT unhex(value) FROM json_each(:ids)").bindparams(packed).columns(column)
    return column.in_(listed.scalar_subquery())


def _read_in_passing(column: ColumnElement[bool]) -> ColumnElement[bool]:
    """Keep the engine from walking the index of the column: nearly every row is live, and reading rows out of order
    takes ten times as long as reading them all.
    """
    return UnaryExpression(column, operator=custom_op("+"), type_=column.type)


def _narrowing(query: ListQuery, kinds: Sequence[type[Record]], table: Table) -> list[ColumnElement[bool]]:
    found = [_condition(each, kinds, table) for each in query.filters]
    if query.state is not None:
        found.append(table.c.state == query.state)
    if query.fiscal_year is not None:
        found.append(table.c.fiscal_year == query.fiscal_year)
    if query.only is not None:
        found.append(among(table.c.id, query.only))
    if query.search.strip():
        found.append(table.c.id.in_(_found_by_words(query)))
    return found


def _found_by_words(query: ListQuery) -> Select[uuid.UUID]:
    kinds = json.dumps([kind.kind_name() for kind in kinds_of(query)])
    expression = match_expression(query.search)
    numbers = text(FOUND_BY_WORDS).bindparams(words=expression or "", kinds=kinds, size=NUMBERS_OF_A_KIND)
    found = ENTRY.c.no.in_(numbers.columns(ENTRY.c.no).scalar_subquery()) if expression else false()
    return select(ENTRY.c.record_id).where(found)


def _condition(each: Filter, kinds: Sequence[type[Record]], table: Table) -> ColumnElement[bool]:
    """Turn a filter into a condition; KeyError for a field that the kinds do not share."""
    column: ColumnElement[Any] = table.c[each.field]
    field = None if each.field in ENVELOPE_COLUMNS else common_fields(kinds)[each.field]
    several = field is not None and isinstance(field.type, ChoicesType | LinksType)
    if each.operator in (Operator.EMPTY, Operator.FILLED):
        return column.is_(None) if each.operator is Operator.EMPTY else column.is_not(None)
    if each.operator is Operator.HOLDS:
        return _member(column, each.value) if several else column.icontains(each.value, autoescape=True)
    if each.operator is Operator.ONE_OF:
        return column.in_(list(each.value))
    if each.operator is Operator.IS_NOT:
        return column.is_distinct_from(each.value)
    if each.operator is Operator.IS:
        return column.is_(each.value) if isinstance(column.type, Boolean) else column == each.value
    bounded: ColumnElement[bool] = column >= each.value if each.operator is Operator.FROM else column <= each.value
    return bounded


def _member(column: ColumnElement[Any], value: object) -> ColumnElement[bool]:
    """Ask whether a JSON list in a column holds a code or an id."""
    members = func.json_each(column).table_valued("value", name="member")
    return and_(column.is_not(None), exists(select(members.c.value).where(members.c.value == str(value))))


def _by_label(column: ColumnElement[Any], list_code: str, lexicon: StoredLexicon) -> ColumnElement[Any]:
    order = lexicon.order_of(list_code)
    return case(order, value=column, else_=case((column.is_(None), None), else_=len(order))) if order else column
