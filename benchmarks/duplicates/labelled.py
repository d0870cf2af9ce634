"""What a set of labelled people is: rows like those an office types, and which of them are one person."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any, NamedTuple

Pairs = set[tuple[int, int]]  # places of rows, the smaller first


@dataclass(frozen=True)
class LabelledSet:
    """People and their labels.

    Attributes:
        rows: fields of a person by name; ``organisation`` is a title.
        labels: for each row, who it is; equal for one person.
        fields: what the set offers, for the table.
        raw: the columns of the set as it was published, for peers whose tutorials use them; empty for our own.
    """

    name: str
    rows: Sequence[Mapping[str, Any]]
    labels: Sequence[str]
    fields: str
    raw: Sequence[Mapping[str, str]] = field(default_factory=tuple)

    @property
    def true_pairs(self) -> Pairs:
        """Give every pair of rows of one person."""
        by_label: dict[str, list[int]] = defaultdict(list)
        for place, label in enumerate(self.labels):
            by_label[label].append(place)
        return {pair for places in by_label.values() for pair in combinations(places, 2)}


class Quality(NamedTuple):
    """How many of the true pairs were found, and how many of the found ones are true."""

    recall: float
    precision: float

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        both = self.recall + self.precision
        return 2 * self.recall * self.precision / both if both else 0.0

    def text(self) -> str:
        """Show both."""
        return f"{self.recall:.3f} / {self.precision:.3f}"


def quality(found: Iterable[tuple[int, int]], true: Pairs) -> Quality:
    """Compare pairs with the answers."""
    pairs = {(min(pair), max(pair)) for pair in found}
    right = len(pairs & true)
    return Quality(right / len(true), right / len(pairs) if pairs else 0.0)
