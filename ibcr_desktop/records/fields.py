"""A field is declared once, on its column; everything generic reads that declaration."""

import functools
import types
import typing
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.orm import MappedColumn, mapped_column

from ibcr_desktop.records.field_types import (
    ChoicesType,
    ChoiceType,
    DayType,
    DecimalType,
    FieldType,
    LinksType,
    LinkType,
    TextType,
    WholeType,
    YesNoType,
)

if typing.TYPE_CHECKING:
    from ibcr_desktop.records.record import Record

ANY_KIND = "record"  # what a link names that may lead to a record of any kind


@dataclass(frozen=True)
class Field:
    """The description of one field, the same for form, table, search, checks, log, Excel and files.

    Attributes:
        label: marked English words.
        type: what kind of value it holds.
        in_table: shown in lists at first.
        personal: identity of a person; left out of anonymous copies, blanked by erasure.
        help: marked English definition, as the report uses it.
        former_names: names under which older releases wrote it into the log.
        name: the attribute's name, known once the class exists.
        required: needed for *complete*; read from the annotation (no ``| None``).
    """

    label: str
    type: FieldType
    in_table: bool = False
    personal: bool = False
    help: str = ""
    former_names: tuple[str, ...] = ()
    name: str = ""
    required: bool = False


def _column(label: str, field_type: FieldType, options: dict[str, Any]) -> MappedColumn[Any]:
    indexed = isinstance(field_type, LinkType)
    description = Field(label, field_type, **options)
    return mapped_column(field_type.column_type(), nullable=True, index=indexed, info={"field": description})


def text(label: str, **options: Any) -> MappedColumn[Any]:
    """Declare one line of text."""
    return _column(label, TextType(), options)


def long_text(label: str, **options: Any) -> MappedColumn[Any]:
    """Declare text of several lines."""
    return _column(label, TextType(multiline=True), options)


def whole(label: str, **options: Any) -> MappedColumn[Any]:
    """Declare a whole number from 0 on."""
    return _column(label, WholeType(), options)


def year(label: str, **options: Any) -> MappedColumn[Any]:
    """Declare a calendar year."""
    return _column(label, WholeType(plain=True), options)


def decimal(label: str, **options: Any) -> MappedColumn[Any]:
    """Declare a number with decimals: hours, scores, money."""
    return _column(label, DecimalType(), options)


def day(label: str, **options: Any) -> MappedColumn[Any]:
    """Declare a day of the calendar."""
    return _column(label, DayType(), options)


def yes_no(label: str, **options: Any) -> MappedColumn[Any]:
    """Declare yes, no or not known."""
    return _column(label, YesNoType(), options)


def choice(label: str, list_code: str, **options: Any) -> MappedColumn[Any]:
    """Declare one code of a list."""
    return _column(label, ChoiceType(list_code), options)


def choices(label: str, list_code: str, **options: Any) -> MappedColumn[Any]:
    """Declare several codes of a list."""
    return _column(label, ChoicesType(list_code), options)


def link(label: str, kind_name: str, **options: Any) -> MappedColumn[Any]:
    """Declare a link to a record of a kind (``activity`` stands for every activity, ``ANY_KIND`` for all)."""
    return _column(label, LinkType(kind_name), options)


def links(label: str, kind_name: str, **options: Any) -> MappedColumn[Any]:
    """Declare links to several records of a kind."""
    return _column(label, LinksType(kind_name), options)


@functools.cache
def fields_of(kind: "type[Record]") -> tuple[Field, ...]:
    """Give the fields of a kind in the order of their declaration, those of its base first."""
    hints = typing.get_type_hints(kind)
    found = []
    for attribute in inspect(kind).column_attrs:
        description = attribute.columns[0].info.get("field")
        if description is not None:
            required = type(None) not in _alternatives(hints[attribute.key])
            found.append(replace(description, name=attribute.key, required=required))
    order = {name: place for place, name in enumerate(_declared_names(kind))}
    return tuple(sorted(found, key=lambda each: order[each.name]))


@functools.cache
def fields_by_name(kind: "type[Record]") -> dict[str, Field]:
    """Give the fields of a kind by their names, former names included."""
    named = {each.name: each for each in fields_of(kind)}
    former = {old: each for each in named.values() for old in each.former_names}
    return {**former, **named}


def _declared_names(kind: type) -> list[str]:
    return [name for owner in reversed(kind.__mro__) for name in vars(owner).get("__annotations__", {})]


def _alternatives(annotation: Any) -> tuple[Any, ...]:
    """Give the members of the union inside ``Mapped[…]``; of anything else, itself."""
    inside = typing.get_args(annotation)[0]
    is_union = isinstance(inside, types.UnionType) or typing.get_origin(inside) is typing.Union
    return typing.get_args(inside) if is_union else (inside,)
