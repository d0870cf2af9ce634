"""The totals of a year as a workbook shows them: every text already in its language."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class ShownPart:
    """One part of a figure: what it is of, and its bounds."""

    code: str
    label: str
    low: float
    high: float


@dataclass(frozen=True)
class ShownBreakdown:
    """A figure taken apart in one way."""

    code: str
    label: str
    parts: Sequence[ShownPart]


@dataclass(frozen=True)
class ShownFigure:
    """One figure.

    Attributes:
        figure: what is published before it is rounded to words; None where there is nothing to count.
        text: the sentence that is published.
        ids: of the records that were counted.
        notes: sentences about how it was counted.
        is_published: it belongs to the published list; the others are further indicators.
    """

    code: str
    label: str
    figure: float | None
    low: float | None
    high: float | None
    text: str
    definition: str
    attendances: int | None
    drafts: int
    ids: Sequence[uuid.UUID]
    notes: Sequence[str]
    breakdowns: Sequence[ShownBreakdown]
    is_published: bool = True

    @property
    def is_whole(self) -> bool:
        """Whether the figure has no decimals."""
        return self.figure is None or float(self.figure).is_integer()


@dataclass(frozen=True)
class ShownTotals:
    """The figures of one fiscal year.

    Attributes:
        year: the calendar year in which it begins.
    """

    year: int
    first_day: date
    last_day: date
    figures: Sequence[ShownFigure]
    drafts_left_out: int


@dataclass(frozen=True)
class ShownFinding:
    """Something about the records of the year that somebody should look at.

    Attributes:
        check: what was looked for.
        record: its title, people by their code.
    """

    check: str
    kind: str
    record: str
    detail: str
    office: str
    record_id: uuid.UUID | None
