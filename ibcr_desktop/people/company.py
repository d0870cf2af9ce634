"""Weighs a pair together with the records that are surely one of the two: what one record lacks, another says.

A record without a year of birth fits many namesakes; its double at the same workplace, which has the year, fits one.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from itertools import combinations
from typing import Final, NamedTuple

SURE: Final = 6.0  # bits: sixty to one
LEAST, MOST = -8.0, 10.0  # bits that one of the company says
WORTH_A_LOOK: Final = (-6.0, 14.0)  # pairs outside are clear by themselves
MOST_COMPANY: Final = 10  # records that are surely one person; more are rather one frequent name

Places = tuple[int, int]  # of two people, the smaller first


class Moved(NamedTuple):
    """A pair with its company: the bits of all together, and the record that says most beside the two."""

    bits: float
    beside: int


def places(one: int, other: int) -> Places:
    """Give a pair as it is kept."""
    return (one, other) if one < other else (other, one)


class Company:
    """The pairs of a database with the bits of each, from which follows who is surely whom.

    ``weigh`` gives the bits of a pair that was not found worth weighing by itself.
    """

    def __init__(self, bits: Mapping[Places, float], weigh: Callable[[int, int], float]) -> None:
        self._bits, self._weigh = bits, weigh
        self._weighed_now: dict[Places, float] = {}
        self._sure: dict[int, list[int]] = defaultdict(list)
        for (one, other), found in bits.items():
            if found >= SURE:
                self._sure[one].append(other)
                self._sure[other].append(one)

    def pairs(self) -> Iterator[Places]:
        """Give each pair that has company: those that are not clear by themselves, and those with one in common."""
        low, high = WORTH_A_LOOK
        for pair, found in self._bits.items():
            if low <= found <= high and not self._sure.keys().isdisjoint(pair):
                yield pair
        seen = set()
        for some in self._sure.values():
            if len(some) <= MOST_COMPANY:
                for pair in combinations(sorted(some), 2):
                    if pair not in self._bits and pair not in seen:
                        seen.add(pair)
                        yield pair

    def moved(self, one: int, other: int) -> Moved | None:
        """Give the mean of the pair and of its company; None where there is none."""
        said: dict[int, float] = {}
        for mine, far in ((one, other), (other, one)):
            for near in self._sure.get(mine, ())[:MOST_COMPANY]:
                if near != far:  # who is near to both says as much as the weaker of the two
                    said[near] = min(said.get(near, MOST), max(LEAST, self._bits_of(near, far)))
        if not said:
            return None
        own = self._bits_of(one, other)
        mean = (own + sum(said.values())) / (1 + len(said))
        return Moved(mean, max(said, key=lambda near: (abs(said[near] - own), -near)))

    def _bits_of(self, one: int, other: int) -> float:
        pair = places(one, other)
        found = self._bits.get(pair)
        if found is None:
            found = self._weighed_now.get(pair)
        if found is None:
            found = self._weighed_now[pair] = self._weigh(*pair)
        return found
