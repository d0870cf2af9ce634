"""What counting one indicator gives, before it is worded."""

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

Number = int | float
Breakdown = dict[str, dict[str, int]]  # dimension → code (or id, or "unknown") → number


class IdsByKind(Mapping[str, tuple[uuid.UUID, ...]]):
    """Ids by kind, sorted, made when they are first asked for: a year has hundreds of thousands, a look needs few."""

    def __init__(self, **sources: Callable[[], Iterable[bytes]]) -> None:
        self._sources = sources
        self._made: dict[str, tuple[uuid.UUID, ...]] = {}

    def __getitem__(self, kind: str) -> tuple[uuid.UUID, ...]:
        if kind not in self._made:
            self._made[kind] = tuple(uuid.UUID(bytes=each) for each in sorted(self._sources[kind]()))
        return self._made[kind]

    def __iter__(self) -> Iterator[str]:
        return iter(self._sources)

    def __len__(self) -> int:
        return len(self._sources)


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
