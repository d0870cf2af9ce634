"""The kinds of value a field can hold; each knows its column and how it is shown, read, packed and unpacked.

``pack`` gives what stands in the change log and in files (JSON); ``unpack`` takes it back and raises ``ValueError``
for anything of another shape, because files come from elsewhere.
"""

import math
import uuid
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from sqlalchemy import Boolean, Date, Float, Integer, Text
from sqlalchemy.types import TypeEngine

from ibcr_desktop.foundation.days import read_day
from ibcr_desktop.foundation.numbers import read_number
from ibcr_desktop.foundation.plain_text import MAX_TEXT, clean, fold
from ibcr_desktop.foundation.reading import Reading
from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records.column_types import CodeSet, IdSet, RecordId
from ibcr_desktop.records.lexicon import Lexicon

LARGEST_WHOLE = 2**53  # what JSON and Excel still hold exactly


class FieldType(ABC):
    """Five duties and no more; knows neither Qt nor Excel."""

    @abstractmethod
    def column_type(self) -> TypeEngine[Any]:
        """Give the type of the database column."""

    @abstractmethod
    def show(self, value: Any, lexicon: Lexicon) -> str:
        """Give the text that a person reads; empty for None."""

    @abstractmethod
    def read(self, text: str, lexicon: Lexicon) -> Reading[Any]:
        """Understand what a person typed."""

    def pack(self, value: Any) -> Any:
        """Give the JSON value; most values are their own."""
        return value

    @abstractmethod
    def unpack(self, packed: Any) -> Any:
        """Take a JSON value, or raise ``ValueError`` saying what was expected."""


@dataclass(frozen=True)
class TextType(FieldType):
    """Plain text of one line, or of several."""

    multiline: bool = False

    def column_type(self) -> TypeEngine[Any]:
        """Give TEXT: SQLite knows no lengths, the bound is kept when unpacking."""
        return Text()

    def show(self, value: Any, lexicon: Lexicon) -> str:  # noqa: ARG002 - text is shown alike in every language
        """Give the text itself."""
        return value or ""

    def read(self, text: str, lexicon: Lexicon) -> Reading[Any]:  # noqa: ARG002 - as above
        """Clean what was typed or pasted."""
        cleaned = clean(text, multiline=self.multiline)
        if len(cleaned) > MAX_TEXT:
            return Reading(problem=N_("This text is too long. Shorten it, or keep it in a file of its own."))
        return Reading(value=cleaned or None)

    def unpack(self, packed: Any) -> str | None:
        """Take a string of at most MAX_TEXT characters, cleaned."""
        if packed is None:
            return None
        if not isinstance(packed, str) or len(packed) > MAX_TEXT:
            raise ValueError(N_("a text of at most 40,000 characters"))
        return clean(packed, multiline=self.multiline) or None


class _NumberType(FieldType):
    """What whole and other numbers share: how they are read."""

    def read(self, text: str, lexicon: Lexicon) -> Reading[Any]:
        """Read a number with the separators of the language."""
        if not text.strip():
            return Reading()
        reading = read_number(text, lexicon.words)
        if reading.problem or reading.value is None:
            return reading
        try:
            return Reading(value=self.unpack(reading.value))
        except ValueError:
            return Reading(problem=self.expected)

    expected = N_("Type a number.")


@dataclass(frozen=True)
class WholeType(_NumberType):
    """A whole number that is never negative: people, downloads, years."""

    plain: bool = False  # a year is shown without separators

    expected = N_("Type a whole number, such as 12.")

    def column_type(self) -> TypeEngine[Any]:
        """Give INTEGER."""
        return Integer()

    def show(self, value: Any, lexicon: Lexicon) -> str:
        """Give the number with the separators of the language."""
        if value is None:
            return ""
        return str(value) if self.plain else lexicon.words.number(value)

    def unpack(self, packed: Any) -> int | None:
        """Take a whole number from 0 on; ``5.0`` is one, ``true`` is not."""
        if packed is None:
            return None
        if isinstance(packed, float) and packed.is_integer():
            packed = int(packed)
        if type(packed) is not int or not 0 <= packed <= LARGEST_WHOLE:
            raise ValueError(N_("a whole number"))
        return packed


@dataclass(frozen=True)
class DecimalType(_NumberType):
    """A number with decimals: hours, scores, amounts of money."""

    decimals: int = 2

    def column_type(self) -> TypeEngine[Any]:
        """Give a float: exact for amounts far beyond ours at two decimals."""
        return Float()

    def show(self, value: Any, lexicon: Lexicon) -> str:
        """Give the number, decimals only where it has some."""
        if value is None:
            return ""
        return lexicon.words.number(value, 0 if float(value).is_integer() else self.decimals)

    def unpack(self, packed: Any) -> float | None:
        """Take a finite number from 0 on, rounded to the decimals of the field."""
        if packed is None:
            return None
        if type(packed) not in (int, float) or not math.isfinite(packed) or not 0 <= packed <= LARGEST_WHOLE:
            raise ValueError(N_("a number"))
        return round(float(packed), self.decimals)


@dataclass(frozen=True)
class DayType(FieldType):
    """A day of the calendar, without an hour and without a zone."""

    def column_type(self) -> TypeEngine[Any]:
        """Give DATE, ISO text in SQLite."""
        return Date()

    def show(self, value: Any, lexicon: Lexicon) -> str:
        """Give "7 March 2026" in the language."""
        return "" if value is None else lexicon.words.day(value)

    def read(self, text: str, lexicon: Lexicon) -> Reading[Any]:
        """Read a day as people type it; ambiguous ones come back as two options."""
        return read_day(text, lexicon.words, lexicon.today) if text.strip() else Reading()

    def pack(self, value: Any) -> Any:
        """Give ISO 8601."""
        return None if value is None else value.isoformat()

    def unpack(self, packed: Any) -> date | None:
        """Take ISO 8601, ``2026-03-07``."""
        if packed is None:
            return None
        if not isinstance(packed, str) or len(packed) != len("2026-03-07"):
            raise ValueError(N_("a date such as 2026-03-07"))
        try:
            return date.fromisoformat(packed)
        except ValueError as cause:
            raise ValueError(N_("a date such as 2026-03-07")) from cause


@dataclass(frozen=True)
class YesNoType(FieldType):
    """Yes, no, or not known (None), which is neither."""

    def column_type(self) -> TypeEngine[Any]:
        """Give BOOLEAN."""
        return Boolean()

    def show(self, value: Any, lexicon: Lexicon) -> str:
        """Give yes or no in the language."""
        if value is None:
            return ""
        return lexicon.words.translate(N_("yes") if value else N_("no"))

    def read(self, text: str, lexicon: Lexicon) -> Reading[Any]:
        """Read yes or no, their first letters, 1 and 0, x."""
        typed = fold(text)
        if not typed:
            return Reading()
        translate = lexicon.words.translate
        for value, known in ((True, ("yes", "oui", "si", "1", "x")), (False, ("no", "non", "0"))):
            if typed in (*known, fold(translate(N_("yes") if value else N_("no")))) or (
                len(typed) == 1 and typed == known[0][0]
            ):
                return Reading(value=value)
        return Reading(problem=N_("Type yes or no."))

    def unpack(self, packed: Any) -> bool | None:
        """Take true, false or null."""
        if packed is not None and type(packed) is not bool:
            raise ValueError(N_("true or false"))
        return packed


@dataclass(frozen=True)
class ChoiceType(FieldType):
    """One code of a code list."""

    list_code: str

    def column_type(self) -> TypeEngine[Any]:
        """Give TEXT: the code itself."""
        return Text()

    def show(self, value: Any, lexicon: Lexicon) -> str:
        """Give the label of the code."""
        return "" if value is None else lexicon.label(self.list_code, value)

    def read(self, text: str, lexicon: Lexicon) -> Reading[Any]:
        """Find the one term that the text names: its code, its label, or the only label that contains it."""
        typed = fold(text)
        if not typed:
            return Reading()
        return _the_one(lexicon.terms(self.list_code), typed, lambda code: fold(code).replace("_", " "))

    def unpack(self, packed: Any) -> str | None:
        """Take a code; whether the list holds it is checked with the record, so that newer lists lose nothing."""
        if packed is not None and (not isinstance(packed, str) or not packed or len(packed) > 64):
            raise ValueError(N_("a code of the list"))
        return packed


@dataclass(frozen=True)
class ChoicesType(FieldType):
    """Several codes of a code list."""

    list_code: str

    def column_type(self) -> TypeEngine[Any]:
        """Give a JSON list in one column: the set is one value for history and merging."""
        return CodeSet()

    def show(self, value: Any, lexicon: Lexicon) -> str:
        """Give the labels, separated by semicolons."""
        return "; ".join(lexicon.label(self.list_code, code) for code in value or ())

    def read(self, text: str, lexicon: Lexicon) -> Reading[Any]:
        """Read labels or codes separated by semicolons."""
        codes, one = set(), ChoiceType(self.list_code)
        for part in text.split(";"):
            reading = one.read(part, lexicon)
            if reading.problem:
                return reading
            if reading.value is not None:
                codes.add(reading.value)
        return Reading(value=tuple(sorted(codes)) or None)

    def pack(self, value: Any) -> Any:
        """Give a list."""
        return None if value is None else list(value)

    def unpack(self, packed: Any) -> tuple[str, ...] | None:
        """Take a list of codes; order and repetition do not matter."""
        if packed is None:
            return None
        if not isinstance(packed, list):
            raise ValueError(N_("a list of codes"))  # noqa: TRY004 - unpack knows one failure
        one = ChoiceType(self.list_code)
        return tuple(sorted({cast("str", one.unpack(code if code is not None else 0)) for code in packed})) or None


@dataclass(frozen=True)
class LinkType(FieldType):
    """Another record."""

    kind_name: str

    def column_type(self) -> TypeEngine[Any]:
        """Give 16 bytes. No foreign key: a link may arrive before the record that it names (docs/change-log.md)."""
        return RecordId()

    def show(self, value: Any, lexicon: Lexicon) -> str:
        """Give the title of the record; a record that is not here has no title."""
        return "" if value is None else lexicon.titles(self.kind_name, [value]).get(value, "")

    def read(self, text: str, lexicon: Lexicon) -> Reading[Any]:
        """Find the one record that the text names."""
        typed = fold(text)
        if not typed:
            return Reading()
        return _the_one(lexicon.suggest(self.kind_name, text), typed, str)

    def pack(self, value: Any) -> Any:
        """Give the id as text."""
        return None if value is None else str(value)

    def unpack(self, packed: Any) -> uuid.UUID | None:
        """Take an id as text."""
        if packed is None:
            return None
        try:
            return uuid.UUID(packed)
        except (ValueError, AttributeError, TypeError) as cause:
            raise ValueError(N_("the id of a record")) from cause


@dataclass(frozen=True)
class LinksType(FieldType):
    """Several other records of one kind."""

    kind_name: str

    def column_type(self) -> TypeEngine[Any]:
        """Give a JSON list in one column, as for several codes."""
        return IdSet()

    def show(self, value: Any, lexicon: Lexicon) -> str:
        """Give the titles, separated by semicolons."""
        titles = lexicon.titles(self.kind_name, value or ())
        return "; ".join(titles[each] for each in value or () if each in titles)

    def read(self, text: str, lexicon: Lexicon) -> Reading[Any]:
        """Read titles separated by semicolons."""
        found, one = set(), LinkType(self.kind_name)
        for part in text.split(";"):
            reading = one.read(part, lexicon)
            if reading.problem:
                return reading
            if reading.value is not None:
                found.add(reading.value)
        return Reading(value=tuple(sorted(found)) or None)

    def pack(self, value: Any) -> Any:
        """Give a list of ids as text."""
        return None if value is None else [str(each) for each in value]

    def unpack(self, packed: Any) -> tuple[uuid.UUID, ...] | None:
        """Take a list of ids; order and repetition do not matter."""
        if packed is None:
            return None
        if not isinstance(packed, list):
            raise ValueError(N_("a list of ids"))  # noqa: TRY004 - as above
        one = LinkType(self.kind_name)
        return (
            tuple(sorted({cast("uuid.UUID", one.unpack(each if each is not None else "")) for each in packed})) or None
        )


def _the_one(known: Any, typed: str, name_of: Callable[[Any], str]) -> Reading[Any]:
    """Pick what is named exactly, else the only one in which every typed word stands."""
    exact = [key for key, label in known if typed in (fold(label), name_of(key))]
    if len(exact) == 1:
        return Reading(value=exact[0])
    near = exact or [key for key, label in known if all(word in fold(label) for word in typed.split())]
    if len(near) == 1:
        return Reading(value=near[0])
    if near:
        return Reading(options=tuple(near), problem=N_("This could be several entries. Choose one."))
    return Reading(problem=N_("This is not in the list. Choose an entry, or add it."))
