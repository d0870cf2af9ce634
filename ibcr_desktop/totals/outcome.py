"""What counting one indicator gives, before it is worded."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

Number = int | float
Breakdown = dict[str, dict[str, int]]  # dimension → code (or id, or "unknown") → number


@dataclass(frozen=True)
class Outcome:
    """A figure with its bounds and everything that stands behind it.

    Attributes:
        attendances: seats filled, where people are counted.
        records: ids of what was counted, by kind.
        drafts: drafts that would be counted if they were complete.
        has_unknown: something is not known, so the figure is a least one.
    """

    figure: Number
    low: Number
    high: Number
    records: Mapping[str, tuple[uuid.UUID, ...]] = field(default_factory=dict)
    attendances: int | None = None
    breakdown: Breakdown = field(default_factory=dict)
    drafts: frozenset[uuid.UUID] = frozenset()
    has_unknown: bool = False
