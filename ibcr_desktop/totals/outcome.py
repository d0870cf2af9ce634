"""What counting one indicator gives, before it is worded."""

import functools
import uuid
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, overload

Number = int | float
Breakdown = dict[str, dict[str, int]]  # dimension → code (or id, or "unknown") → number
ID_BYTES: Final = 16


class Ids(Sequence[uuid.UUID]):
    """Ids of records in their order, each once, in 16 bytes each; what they are is made out when they are asked for.

    Hundreds of thousands stand behind a figure of a large year, and most people who look at it want their number only.
    """

    def __init__(self, number: int, made: Callable[[], bytes]) -> None:
        """Take how many there are, and what gives their bytes one after the other, sorted."""
        self._number, self._make = number, made

    @classmethod
    def of(cls, ids: Iterable[uuid.UUID]) -> "Ids":
        """Pack some ids that come in any order."""
        packed = sorted({each.bytes for each in ids})
        raw = b"".join(packed)
        return cls(len(packed), lambda: raw)

    @functools.cached_property
    def packed(self) -> bytes:
        """All of them one after the other."""
        return self._make()

    def __len__(self) -> int:
        return self._number

    def __iter__(self) -> Iterator[uuid.UUID]:
        packed = self.packed
        return (uuid.UUID(bytes=packed[at : at + ID_BYTES]) for at in range(0, len(packed), ID_BYTES))

    @overload
    def __getitem__(self, place: int) -> uuid.UUID: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[uuid.UUID, ...]: ...
    def __getitem__(self, place: int | slice) -> uuid.UUID | tuple[uuid.UUID, ...]:
        places = range(self._number)[place]
        return self._at(places) if isinstance(places, int) else tuple(map(self._at, places))

    def __contains__(self, record_id: object) -> bool:
        if not isinstance(record_id, uuid.UUID):
            return False
        place = bisect_left(range(self._number), record_id.bytes, key=self._bytes_at)
        return place < self._number and self._bytes_at(place) == record_id.bytes

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(self.packed)

    def _at(self, place: int) -> uuid.UUID:
        return uuid.UUID(bytes=self._bytes_at(place))

    def _bytes_at(self, place: int) -> bytes:
        return self.packed[place * ID_BYTES : (place + 1) * ID_BYTES]


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
    records: Mapping[str, Ids] = field(default_factory=dict)
    attendances: int | None = None
    breakdown: Breakdown = field(default_factory=dict)
    drafts: frozenset[uuid.UUID] = frozenset()
    has_unknown: bool = False
