"""Writes the data dictionary out of the declarations, so that it cannot say anything else."""

from collections.abc import Iterator
from pathlib import Path

from ibcr_desktop.foundation.words import Words
from ibcr_desktop.records import ALL_KINDS
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
from ibcr_desktop.records.fields import Field, fields_of
from ibcr_desktop.records.record import Record

PAGE = Path(__file__).parents[2] / "docs" / "records.md"

_NAMES: dict[type[FieldType], str] = {
    TextType: "text",
    WholeType: "whole number",
    DecimalType: "number",
    DayType: "day",
    YesNoType: "yes, no or not known",
}

_BEGINNING = """# The data dictionary

Every kind of record and every field, generated from the declarations in `ibcr_desktop/records/` by
`nox -s data_dictionary`; a test keeps it true. Besides its fields each record has an `id` (UUID), the `office` that
keeps it, its `state` (draft or complete), and whether it is `deleted`.

`*`: needed before a record is complete. **p**: identity of a person, left out of anonymous copies and blanked by
erasure. Lists of codes stand in `resources/vocabularies/`.
"""


def data_dictionary() -> str:
    """Give the whole page as Markdown."""
    return "\n".join([_BEGINNING, *(line for kind in ALL_KINDS for line in _chapter(kind))])


def _chapter(kind: type[Record]) -> Iterator[str]:
    words = Words("en")
    yield f"## {words.translate(kind.singular)} — `{kind.kind_name()}`"
    yield ""
    yield (kind.__doc__ or "").strip().splitlines()[0]
    yield ""
    yield "| field | label | value | meaning |"
    yield "|---|---|---|---|"
    for field in fields_of(kind):
        marks = ("*" if field.required else "") + (" **p**" if field.personal else "")
        yield f"| `{field.name}`{marks} | {words.translate(field.label)} | {_value(field)} | {field.help} |"
    yield ""


def _value(field: Field) -> str:
    kind = field.type
    if isinstance(kind, ChoiceType):
        return f"one of `{kind.list_code}`"
    if isinstance(kind, ChoicesType):
        return f"several of `{kind.list_code}`"
    if isinstance(kind, LinkType):
        return f"link to {kind.kind_name.replace('_', ' ')}"
    if isinstance(kind, LinksType):
        return f"links to {kind.kind_name.replace('_', ' ')}"
    if isinstance(kind, TextType) and kind.multiline:
        return "text of several lines"
    return _NAMES[type(kind)]


if __name__ == "__main__":
    PAGE.write_text(data_dictionary(), encoding="utf-8")
