"""From the lines that were read to those that count: one for a person and an activity, drafts put aside.

Nearly all lines stay in the bundles in which they were read. Those that need a look of their own are drafts, those of
people who are drafts or have several records, and several lines of one person at one activity.
"""

import uuid
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final, NamedTuple

from ibcr_desktop.records.record import State
from ibcr_desktop.totals.occasions import Occasions
from ibcr_desktop.totals.people_table import PeopleTable
from ibcr_desktop.totals.year_data import LEVELS

LEVEL, GROUP_THEN, OTHERS = 0, 1, 2  # their places in what a line says; the others can be told by another line
_PLACE_OF_LEVEL: Final[dict[str | None, int]] = {
    level: place for place, level in enumerate(LEVELS, start=1)
}  # no level comes before all
Pair = tuple[int, int]  # numbers of a person and of an activity
Said = tuple[Any, ...]
Rank = tuple[bool, int, int]  # not a draft, place of the level, rank of the occasion


@dataclass(frozen=True, slots=True)
class Bundle:
    """People whose lines at one occasion say the same.

    Attributes:
        occasion: its number.
        said: what the lines say: level, professional group then, and further fields.
        persons: their numbers, each once.
        rank: the higher of two lines of one person is the one that speaks.
        drafts: the drafts that keep these lines from being counted.
    """

    occasion: int
    said: Said
    persons: list[int]
    rank: Rank
    drafts: frozenset[uuid.UUID] = frozenset()


class FoundLines(NamedTuple):
    """Lines as they were read: ``activity`` is the id of a record, ``records`` are numbers of records of people."""

    activity: bytes
    occasion: int
    said: Said
    is_draft: bool
    records: list[int]


class _Line(NamedTuple):
    pair: Pair
    rank: tuple[Any, ...]
    occasion: int
    said: Said
    drafts: frozenset[uuid.UUID]


class Settling:
    """Settles the lines of a year; ``draft_lines`` gives the ids of the draft lines of some activities, by pair."""

    def __init__(
        self,
        people: PeopleTable,
        occasions: Occasions,
        draft_lines: Callable[[AbstractSet[int]], Mapping[Pair, AbstractSet[uuid.UUID]]],
    ) -> None:
        self._people, self._occasions, self._draft_lines = people, occasions, draft_lines
        draft_classes = {place for place, each in enumerate(people.classes) if each.state != State.COMPLETE}
        numbers = enumerate(people.class_of) if draft_classes else ()
        self._draft_people = {number for number, place in numbers if place in draft_classes}
        self._to_look_at = people.linked | self._draft_people

    def bundles(self, found: Iterable[FoundLines]) -> list[Bundle]:
        """Give the bundles; of the lines of one person the one that speaks comes last: complete, highest, earliest."""
        by_activity: dict[int, list[FoundLines]] = defaultdict(list)
        for each in found:
            by_activity[self._occasions.activities[each.occasion]].append(each)
        persons: dict[tuple[int, Said, frozenset[uuid.UUID]], list[int]] = defaultdict(list)
        odd: list[tuple[int, FoundLines]] = []
        for activity, some in by_activity.items():
            doubtful = self._doubtful(activity, some)
            for each in some:
                left = each.records
                if each.is_draft or (doubtful and not doubtful.isdisjoint(left)):
                    alone = set(left) if each.is_draft else doubtful
                    odd += [(record, each) for record in left if record in alone]
                    left = [record for record in left if record not in alone]
                if left:
                    persons[each.occasion, each.said, self._occasions[each.occasion].draft_ids] += left
        for line in self._speaking(odd):
            persons[line.occasion, line.said, line.drafts].append(line.pair[0])
        bundles = [
            Bundle(at, said, some, self._rank(at, said, drafts), drafts) for (at, said, drafts), some in persons.items()
        ]
        return sorted(bundles, key=lambda each: each.rank)

    def _doubtful(self, activity: int, found: list[FoundLines]) -> AbstractSet[int]:
        """Give the records of people at an activity whose lines have to be looked at one by one."""
        together = set(chain.from_iterable(each.records for each in found))
        if activity in self._occasions.shared:
            return together
        if len(together) == sum(len(each.records) for each in found):
            return self._to_look_at
        times = Counter(chain.from_iterable(each.records for each in found))
        return self._to_look_at | {record for record, number in times.items() if number > 1}

    def _speaking(self, odd: list[tuple[int, FoundLines]]) -> Iterator[_Line]:
        """Give for each person and activity the best line, which says what it does not say as the next best do."""
        activities = {self._occasions.activities[each.occasion] for _, each in odd if each.is_draft}
        draft_lines = self._draft_lines(activities) if activities else {}
        by_pair: dict[Pair, list[_Line]] = defaultdict(list)
        for record, each in odd:
            line = self._line(record, each, draft_lines)
            by_pair[line.pair].append(line)
        for lines in by_pair.values():
            best, *others = sorted(lines, key=lambda line: line.rank, reverse=True)
            yield best._replace(said=_told(best.said, [each.said for each in others])) if others else best

    def _line(self, record: int, found: FoundLines, draft_lines: Mapping[Pair, AbstractSet[uuid.UUID]]) -> _Line:
        person = self._people.first_of.get(record, record)
        pair = person, self._occasions.activities[found.occasion]
        drafts = self._occasions[found.occasion].draft_ids
        if person in self._draft_people:
            drafts |= {uuid.UUID(bytes=self._people.ids[person])}
        if found.is_draft:
            drafts |= draft_lines.get(pair, frozenset())
        rank = (*self._rank(found.occasion, found.said, drafts), self._people.ids[record], found.activity)
        return _Line(pair, rank, found.occasion, found.said, drafts)

    def _rank(self, occasion: int, said: Said, drafts: frozenset[uuid.UUID]) -> Rank:
        return not drafts, _PLACE_OF_LEVEL.get(said[LEVEL], 0), self._occasions.ranks[occasion]


def _told(best: Said, others: Iterable[Said]) -> Said:
    """Let the others, the next best first, say what the best line is silent about."""
    several = zip(best[OTHERS:], *(each[OTHERS:] for each in others), strict=True)
    return *best[:OTHERS], *(next((each for each in values if each is not None), None) for values in several)
