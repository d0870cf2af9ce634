"""What understanding a typed text gives: a value, a choice between several, or a problem in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from ibcr_desktop.foundation.words import Words

Value = TypeVar("Value")


@dataclass(frozen=True)
class Reading(Generic[Value]):
    """What a typed text means.

    Attributes:
        value: what was understood; None when nothing was typed, or when there are options or a problem.
        options: at least two candidates when the text may mean several things, the likeliest first; ``problem``
            then asks which.
        problem: a marked English sentence saying what is wrong and how to mend it, or empty.
        values: what fills the named placeholders of ``problem`` after it is translated.
    """

    value: Value | None = None
    options: tuple[Value, ...] = ()
    problem: str = ""
    values: Mapping[str, object] = field(default_factory=dict)

    def problem_text(self, words: Words) -> str:
        """Give the problem in the language of ``words``, its placeholders filled; empty if there is none."""
        return words.translate(self.problem).format(**self.values) if self.problem else ""
