"""One sitting over possible duplicates: the pairs that are left, what was decided, and one step back at a time."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ibcr_desktop.people.duplicates import Pair
from ibcr_desktop.people.links import SAME
from ibcr_desktop.people.verdicts import decide
from ibcr_desktop.records.people import Person, person_link_id
from ibcr_desktop.storage.history import history_of, undo
from ibcr_desktop.storage.record_store import RecordStore


@dataclass(frozen=True)
class Settled:
    """A verdict that was written: enough to take it back with what was chosen beside it.

    Attributes:
        shown_id: the record that is shown for both, and that got the chosen values.
        before: what stood in its fields.
    """

    one: uuid.UUID
    other: uuid.UUID
    shown_id: uuid.UUID
    before: Mapping[str, Any] = field(default_factory=dict)


class Sitting:
    """The pairs of a list in their order; every verdict takes some of them away."""

    def __init__(self, pairs: Iterable[Pair]) -> None:
        self.pairs: Sequence[Pair] = tuple(pairs)
        self._earlier: list[Sequence[Pair]] = []

    def decided(self, pair: Pair, verdict: str) -> None:
        """Take a pair off the list; after *same* the pairs of the one are those of the other."""
        self._earlier.append(self.pairs)
        left = [each for each in self.pairs if each is not pair]
        if verdict == SAME:
            left = _resolved(left, gone=max(pair.a, pair.b), stays=min(pair.a, pair.b))
        self.pairs = tuple(left)

    def drop(self, pair: Pair) -> None:
        """Take a pair off the list that is none any more: one of the two has gone, or was joined elsewhere."""
        self.pairs = tuple(each for each in self.pairs if each is not pair)

    def step_back(self) -> None:
        """Bring the list back to what it was before the last verdict."""
        if self._earlier:
            self.pairs = self._earlier.pop()


def settle(store: RecordStore, pair: Pair, verdict: str, *, why: str, chosen: Mapping[str, Any]) -> Settled:
    """Write a verdict; after *same*, also the values that shall be shown, as an ordinary edit of the record shown.

    UserError as ``decide`` gives it; then nothing was written.
    """
    shown_id = min(pair.a, pair.b)
    decide(store, pair.a, pair.b, verdict, why=why)
    settled = Settled(pair.a, pair.b, shown_id)
    if verdict != SAME or not chosen:
        return settled
    opened = store.open(Person.kind_name(), shown_id)
    before = {} if opened is None else {name: opened.values[name] for name in chosen}
    store.save(Person, shown_id, chosen)
    return replace(settled, before=before)


def take_back(store: RecordStore, settled: Settled) -> None:
    """Undo a verdict and what was chosen beside it; two more changes, and everything reads as before."""
    link_id = person_link_id(settled.one, settled.other)
    undo(store, link_id, history_of(store.database, link_id)[0])
    if settled.before:
        store.save(Person, settled.shown_id, settled.before)


def _resolved(pairs: Iterable[Pair], *, gone: uuid.UUID, stays: uuid.UUID) -> list[Pair]:
    """Let one id stand for both; of pairs that become equal the first, which has the better evidence, is kept."""
    found: dict[frozenset[uuid.UUID], Pair] = {}
    for each in pairs:
        ends = frozenset(stays if end == gone else end for end in (each.a, each.b))
        if len(ends) > 1:
            first, second = sorted(ends)
            found.setdefault(ends, each if (each.a, each.b) == (first, second) else replace(each, a=first, b=second))
    return list(found.values())
