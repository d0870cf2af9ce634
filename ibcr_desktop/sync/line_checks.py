"""Checks the lines of a package against each other and against the declared fields, one by one.

It runs in the worker process, which knows the kinds by their ``Shapes`` alone and need not import the records.
"""

import datetime as dt
import re
import uuid
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Final, Literal

import msgspec
from msgspec import Meta

from ibcr_desktop.sync.package_lines import LARGEST, ChangeLine, FigureLine, Manifest, Name, WriterLine

Shapes = Mapping[str, Mapping[str, str]]  # kind → field → the name of its type

UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b-\x1f]")
LONGEST_VALUE: Final = 40_000  # characters, as foundation.plain_text.MAX_TEXT
_Code = Annotated[str, Meta(min_length=1, max_length=64)]
_Id = Annotated[str, Meta(pattern=r"\A[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")]

TYPES: Final[Mapping[str, Any]] = {  # by the names of the classes in records.field_types
    "TextType": Annotated[str, Meta(max_length=LONGEST_VALUE)] | None,
    "WholeType": Annotated[int, Meta(ge=0, le=LARGEST)] | None,
    "DecimalType": Annotated[float, Meta(ge=0, le=LARGEST)] | None,
    "DayType": dt.date | None,
    "YesNoType": bool | None,
    "ChoiceType": _Code | None,
    "ChoicesType": list[_Code] | None,
    "LinkType": _Id | None,
    "LinksType": list[_Id] | None,
}
ENVELOPE: Final[Mapping[str, Any]] = {
    "office": Annotated[str, Meta(max_length=16)] | None,
    "state": Literal["draft", "complete"],
    "deleted": bool | None,
    "kind": Name,
}


class BrokenRuleError(ValueError):
    """A line that no program of ours writes."""


class LineChecks:
    """Remembers writers and counts; everything else about earlier lines is forgotten, so memory stays small."""

    def __init__(self, manifest: Manifest, shapes: Shapes, schema: int) -> None:
        """``schema``: the number this program knows; only a package with a higher one may bring kinds of its own."""
        self._manifest = manifest
        self._shapes = shapes
        self._may_bring_kinds = manifest.schema > schema
        self._types: dict[str, Any] = {}
        self._writers: dict[uuid.UUID, WriterLine] = {}
        self._last: dict[uuid.UUID, int] = {}
        self._counts: Counter[str] = Counter()

    def check(self, line: WriterLine | ChangeLine | FigureLine) -> None:
        """Raise BrokenRuleError or msgspec.ValidationError when the line cannot stand here."""
        if isinstance(line, ChangeLine):
            self._check_change(line)
        elif isinstance(line, WriterLine):
            if line.uuid in self._writers:
                raise BrokenRuleError("a writer stands twice")
            self._writers[line.uuid] = line
        elif self._manifest.grade != "totals":
            raise BrokenRuleError("a figure among changes")

    def finish(self) -> None:
        """Raise BrokenRuleError when there were more or fewer lines than the manifest counts."""
        wanted = {kind: count for kind, count in self._manifest.counts.items() if count}
        if self._counts != wanted or len(self._writers) != self._manifest.writers:
            raise BrokenRuleError("other numbers of lines than the manifest counts")

    def _check_change(self, line: ChangeLine) -> None:
        writer = self._writers.get(line.writer)
        if writer is None:
            raise BrokenRuleError("a change by a writer without a line")
        if self._manifest.purpose == "office" and (writer.is_headquarters or writer.office != self._manifest.office):
            raise BrokenRuleError("a change that was made elsewhere")
        if line.number <= self._last.get(line.writer, 0):
            raise BrokenRuleError("numbers of a writer that do not ascend")
        self._last[line.writer] = line.number
        for parent, number in line.parents or ():
            if parent not in self._writers or (parent == line.writer and number >= line.number):
                raise BrokenRuleError("a change after one that cannot be")
        self._check_fields(line)
        self._counts[line.kind] += 1

    def _check_fields(self, line: ChangeLine) -> None:
        if line.kind not in self._shapes:
            if not self._may_bring_kinds:
                raise BrokenRuleError("an unknown kind of record")
            return
        if line.kind not in self._types:
            self._types[line.kind] = _typed_fields(line.kind, self._shapes[line.kind])
        msgspec.convert(line.fields, self._types[line.kind])


def refuse_unprintable(line: WriterLine | ChangeLine | FigureLine) -> None:
    """Raise BrokenRuleError for a control character in any text; line breaks and tabs are none."""
    if any(UNPRINTABLE.search(text) for text in _texts(msgspec.to_builtins(line))):
        raise BrokenRuleError("a control character in a text")


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)


def _typed_fields(kind: str, shape: Mapping[str, str]) -> Any:
    """Make the type that the fields of a kind must have; a field it does not name is of a newer release."""
    typed = {**{name: TYPES[sort] for name, sort in shape.items()}, **ENVELOPE}
    return msgspec.defstruct(
        f"{kind}_fields", [(name, each | msgspec.UnsetType, msgspec.UNSET) for name, each in typed.items()]
    )
