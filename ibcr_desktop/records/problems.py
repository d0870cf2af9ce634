"""A problem is a value: what a person can put right in a record, in words."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from ibcr_desktop.foundation.words import Words


class Severity(StrEnum):
    """An error blocks *complete*; a warning wants a look."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Problem:
    """One thing to put right: ``text`` is marked English with ``{placeholders}`` that ``values`` fill.

    Attributes:
        code: the entry of the list ``warning`` that names the rule; errors have none.
        seen: what the warning is about, once it stands beside a stored record; when it changes, the warning comes back.
        confirmed: the reason that somebody gave for it being right, empty where none was given; None: nobody has.
    """

    text: str
    field_name: str | None = None
    severity: Severity = Severity.ERROR
    values: dict[str, object] = field(default_factory=dict)
    code: str = ""
    seen: str | None = None
    confirmed: str | None = None

    def sentence(self, words: Words) -> str:
        """Give the problem in the language of ``words``, its numbers and marked values in that language too."""
        filled = {name: _in_words(value, words) for name, value in self.values.items()}
        return words.translate(self.text).format(**filled)

    @property
    def blocks(self) -> bool:
        """Say whether the record cannot be complete while this stands."""
        return self.severity is Severity.ERROR

    @property
    def is_open(self) -> bool:
        """Say whether it still wants a look: nobody has confirmed it."""
        return self.confirmed is None


def _in_words(value: object, words: Words) -> object:
    if isinstance(value, str) and value:
        return words.translate(value)
    return words.number(value) if isinstance(value, int) else value


ProblemsFound = Iterator[tuple[uuid.UUID, Problem]]  # among several records: the id of the record with each


def warning(code: str, text: str, field_name: str | None = None, /, **values: object) -> Problem:
    """Make a problem that does not block, by a rule of the list ``warning``."""
    return Problem(text, field_name, Severity.WARNING, values, code)


def error(text: str, field_name: str | None = None, **values: object) -> Problem:
    """Make a problem that blocks *complete*."""
    return Problem(text, field_name, Severity.ERROR, values)
