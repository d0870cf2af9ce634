"""Names the records that differ between two databases, from a table whose size does not grow with their number.

It is an invertible Bloom lookup table (Goodrich and Mitzenmacher, 2011): each record is added into one cell of each
part. The cells of two databases are taken from each other: what both show alike disappears, and what is left is read
off cell by cell, as long as it is little (docs/package-format.md).
"""

import hashlib
import uuid
from collections.abc import Iterator, Sequence
from typing import Annotated, Final

from msgspec import Meta

PARTS: Final = 3
CELLS_OF_PART: Final = 2_000  # empty ones shrink to nothing on the way, so a small office pays for none
CELLS: Final = PARTS * CELLS_OF_PART
ID, DIGEST, CHECK = 16, 8, 4  # bytes of a sum, in this order
SUM: Final = ID + DIGEST + CHECK

Cell = tuple[
    Annotated[int, Meta(ge=-(2**53), le=2**53)], Annotated[str, Meta(pattern=rf"\A[0-9a-f]{{{2 * SUM}}}\Z")]
]  # how many records were added, and their sums, combined by "exclusive or"


class RecordSums:
    """The table of one database; some 2,300 records may differ from those of another one and still be named."""

    def __init__(self) -> None:
        self._counts = [0] * CELLS
        self._sums = [0] * CELLS

    def add(self, record_id: uuid.UUID, line: bytes) -> None:
        """Add a record, which stands in a file as ``line``."""
        self._put(record_id.bytes + hashlib.sha256(line).digest()[:DIGEST], 1)

    def cells(self) -> tuple[Cell, ...]:
        """Give the table as a receipt has it."""
        return tuple((count, f"{each:0{2 * SUM}x}") for count, each in zip(self._counts, self._sums, strict=True))

    def differing_from(self, there: Sequence[Cell]) -> frozenset[uuid.UUID] | None:
        """Give the records that only one of the two has, or that differ; None where they are too many to be named."""
        if len(there) != CELLS:
            return None
        left = RecordSums()
        left._counts = [here - count for here, (count, _) in zip(self._counts, there, strict=True)]
        left._sums = [here ^ int(text, 16) for here, (_, text) in zip(self._sums, there, strict=True)]
        found = frozenset(uuid.UUID(bytes=each) for each in left._read_off())
        return None if any(left._counts) or any(left._sums) else found

    def _read_off(self) -> Iterator[bytes]:
        """Take out, one after the other, what stands alone in a cell; give the ids."""
        to_look_at = list(range(CELLS))
        for _ in range(PARTS * CELLS * 2):  # more than honest tables ever need; others end too
            if not to_look_at:
                return
            place = to_look_at.pop()
            count, data = self._counts[place], self._sums[place].to_bytes(SUM)
            if count in {1, -1} and data[-CHECK:] == _hash(data[:-CHECK])[:CHECK]:
                yield data[:ID]
                to_look_at += self._put(data[:-CHECK], -count)

    def _put(self, element: bytes, count: int) -> list[int]:
        """Add an element to its cells, or take it out, and give their places."""
        digest = _hash(element)
        number = int.from_bytes(element + digest[:CHECK])
        places = [
            part * CELLS_OF_PART + int.from_bytes(digest[4 * part + 4 : 4 * part + 8]) % CELLS_OF_PART
            for part in range(PARTS)
        ]
        for place in places:
            self._counts[place] += count
            self._sums[place] ^= number
        return places


def _hash(element: bytes) -> bytes:
    return hashlib.sha256(element).digest()
