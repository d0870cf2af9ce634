"""Turns declared fields into columns of a sheet: typed values, labels, and codes beside labels where wanted."""

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ibcr_desktop.excel.house_style import Column, Look
from ibcr_desktop.excel.link_labels import LinkLabels
from ibcr_desktop.excel.sheet_file import Value
from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records.field_types import (
    ChoicesType,
    ChoiceType,
    DayType,
    DecimalType,
    LinksType,
    LinkType,
    TextType,
    WholeType,
    YesNoType,
)
from ibcr_desktop.records.fields import Field, fields_of
from ibcr_desktop.records.lexicon import Lexicon
from ibcr_desktop.records.record import Record
from ibcr_desktop.storage.lexicon import StoredLexicon

WITH_CODE: Final = N_("{field} (code)")
RECORD_ID: Final = N_("Record number")
RECORDED_BY: Final = N_("Recorded by")
BETWEEN: Final = "; "
# Fields that hold the name of a member of staff or of a partner's, without being anybody's identity.
NAMING: Final = frozenset({"approved_by", "responsible"})


@dataclass(frozen=True)
class Source:
    """Where the cells of one column come from: a key of the row, and what is made of its value."""

    column: Column
    key: str
    make: Callable[[Any], Value]


@dataclass(frozen=True)
class Columns:
    """What turns fields into sources: labels in the language of the workbook, titles of links, names or none."""

    lexicon: StoredLexicon
    links: LinkLabels
    names: bool

    def allowed(self, kind: type[Record], *, only_in_table: bool = False) -> list[Field]:
        """Give the fields of a kind that may stand in the workbook, in their order."""
        return [
            each
            for each in fields_of(kind)
            if (self.names or not (each.personal or each.name in NAMING)) and (each.in_table or not only_in_table)
        ]

    def sources(self, field: Field, *, key: str = "", group: str = "", codes: bool = False) -> list[Source]:
        """Give the columns of one field: one, or the code and the label; ``group`` says whose field it is."""
        key = key or field.name
        heading = self.heading(field.label, group)
        if codes and isinstance(field.type, ChoiceType | ChoicesType):
            with_code = self.lexicon.words.translate(WITH_CODE).format(field=heading)
            return [Source(Column(with_code), key, _code), Source(Column(heading), key, self._maker(field))]
        return [Source(Column(heading, _look(field)), key, self._maker(field))]

    def heading(self, label: str, group: str = "") -> str:
        """Give the heading of a column; ``label`` is marked English."""
        words = self.lexicon.words.translate(label)
        return f"{group}: {words}" if group else words

    def record_id(self, key: str = "id") -> Source:
        """Give the column that tells which record a row is."""
        return Source(Column(self.heading(RECORD_ID), width=38), key, str)

    def recorded_by(self, key: str = "office") -> Source:
        """Give the column of the office that keeps the record."""
        return Source(Column(self.heading(RECORDED_BY)), key, lambda code: code)

    def _maker(self, field: Field) -> Callable[[Any], Value]:
        kind = field.type
        if isinstance(kind, ChoiceType):
            return _labelled(self.lexicon, kind.list_code)
        if isinstance(kind, ChoicesType):
            one = _labelled(self.lexicon, kind.list_code)
            return lambda codes: None if codes is None else BETWEEN.join(str(one(code)) for code in codes)
        if isinstance(kind, LinkType):
            name = kind.kind_name
            return lambda linked: None if linked is None else self.links.label(name, linked)
        if isinstance(kind, LinksType):
            name = kind.kind_name
            return lambda ids: None if ids is None else BETWEEN.join(self.links.label(name, each) for each in ids)
        if isinstance(kind, YesNoType):
            return lambda value: None if value is None else kind.show(value, self.lexicon)
        return _same


def prepare_links(links: LinkLabels, fields: Iterable[Field], rows: Sequence[Mapping[Any, Any]]) -> None:
    """Read the titles of all that a page of rows links to, so that no cell asks the database."""
    wanted: dict[str, set[uuid.UUID]] = {}
    for each in fields:
        if isinstance(each.type, LinkType):
            wanted.setdefault(each.type.kind_name, set()).update(row[each.name] for row in rows if row[each.name])
        elif isinstance(each.type, LinksType):
            several = (one for row in rows for one in row[each.name] or ())
            wanted.setdefault(each.type.kind_name, set()).update(several)
    for name, ids in wanted.items():
        links.prepare(name, ids)


def distinct(sources: Iterable[Source]) -> list[Source]:
    """Give the sources with headings that differ, whatever their case: a table needs that; later ones are numbered."""
    taken: set[str] = set()
    found = []
    for each in sources:
        heading, number = each.column.heading, 1
        while heading.casefold() in taken:
            number += 1
            heading = f"{each.column.heading} {number}"
        taken.add(heading.casefold())
        found.append(Source(Column(heading, each.column.look, each.column.width), each.key, each.make))
    return found


def _look(field: Field) -> Look:
    kind = field.type
    if isinstance(kind, TextType) and kind.multiline:
        return Look.WRAPPED
    if isinstance(kind, WholeType):
        return Look.PLAIN_NUMBER if kind.plain else Look.WHOLE
    if isinstance(kind, DecimalType):
        return Look.DECIMAL
    return Look.DAY if isinstance(kind, DayType) else Look.TEXT


def _labelled(lexicon: Lexicon, list_code: str) -> Callable[[Any], Value]:
    known: dict[str, str] = {}

    def label(code: Any) -> Value:
        if code is None:
            return None
        if code not in known:
            known[code] = lexicon.label(list_code, code)
        return known[code]

    return label


def _code(value: Any) -> Value:
    return BETWEEN.join(value) if isinstance(value, tuple) else value


def _same(value: Any) -> Value:
    same: Value = value  # texts, numbers and days stand in a cell as they are
    return same
