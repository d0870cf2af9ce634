"""Weighs the pairs of all people: each by itself, then together with the records that are surely one of the two."""

import uuid
from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from ibcr_desktop.people.blocking import pairs_worth_weighing
from ibcr_desktop.people.company import LEAST, Company, Places, places
from ibcr_desktop.people.evidence import Tier
from ibcr_desktop.people.facts import Facts
from ibcr_desktop.people.frequencies import Surroundings
from ibcr_desktop.people.links import Decided
from ibcr_desktop.people.weighing import WORTH_KEEPING, Judgement, compared, judged, weigh

STEP: Final = 20_000  # pairs between two reports of progress


class Found(NamedTuple):
    """A pair of people that is worth somebody's time.

    What a sitting never comes to is kept too until all are weighed, so the names are left to be compared again.

    Attributes:
        one: the place of a record, and so is ``other``: of the records that are joined already, the best pair speaks.
        beside: the place of a third record that is surely one of the two, where it moved the bits by ``moved_by``.
    """

    bits: float
    tier: Tier
    one: int
    other: int
    beside: int | None = None
    moved_by: float = 0.0


class DuplicateSearch:
    """The pairs of some people, by their places in ``people``.

    ``person``: for each record the place of the one that stands for the person, that of the smallest id.
    """

    def __init__(self, people: Sequence[Facts], among: Surroundings, verdicts: Decided) -> None:
        self._people, self._among = people, among
        canonical = [verdicts.people.canonical(id_of(each)) for each in people]
        first: dict[uuid.UUID, int] = {}
        for place in sorted(range(len(people)), key=lambda place: id_of(people[place])):
            first.setdefault(canonical[place], place)
        self.person = [first[each] for each in canonical]
        known = ([first.get(each) for each in pair] for pair in verdicts.apart)
        self._apart = {places(one, other) for one, other in known if one is not None and other is not None}
        self._found: dict[Places, Found] = {}

    def run(self, progress: Callable[[int, int], None], stopped: Callable[[], bool]) -> list[Found] | None:
        """Give the pairs that may be one person, in no order; None once ``stopped`` says so."""
        weighed: set[int] = set()
        count = len(self._people)
        for number, (one, other) in enumerate(pairs_worth_weighing(self._people, lambda done: progress(done, count))):
            if number % STEP == 0 and stopped():
                return None
            pair = one * count + other
            if pair not in weighed:
                weighed.add(pair)
                self._weigh(one, other)
        del weighed
        moved = dict(self._with_company())
        return [
            found for pair, each in {**self._found, **moved}.items() if (found := moved.get(pair, each)) is not None
        ]

    def _weigh(self, one: int, other: int) -> None:
        pair = places(self.person[one], self.person[other])
        if pair[0] == pair[1] or pair in self._apart:
            return
        judgement = weigh(self._people[one], self._people[other], self._among)
        if judgement is None or _says_nothing(judgement):
            return
        if pair not in self._found or self._found[pair].bits < judgement.bits:
            self._found[pair] = Found(judgement.bits, judgement.tier, one, other)

    def _with_company(self) -> Iterator[tuple[Places, Found | None]]:
        """Give what becomes of the pairs that have company; None where nothing is left of one."""
        bits = {pair: found.bits for pair, found in self._found.items()}
        company = Company(bits, self._bits)
        for pair in company.pairs():
            moved = None if pair in self._apart else company.moved(*pair)
            if moved is None:
                continue
            known = self._found.get(pair)
            one, other = (known.one, known.other) if known else pair
            weighed = compared(self._people[one], self._people[other], self._among)
            supported = weighed._replace(agreements=weighed.agreements + (moved.bits > weighed.bits))
            judgement = judged(supported, moved.bits)
            if judgement is not None and not _says_nothing(judgement):
                by = moved.bits - weighed.bits
                yield pair, Found(judgement.bits, judgement.tier, one, other, moved.beside, by)
            elif known:
                yield pair, None

    def _bits(self, one: int, other: int) -> float:
        if places(one, other) in self._apart:
            return LEAST
        return compared(self._people[one], self._people[other], self._among).bits


def id_of(one: Facts) -> uuid.UUID:
    """Give the id of a person who was read from the table, where every row has one."""
    assert one.person_id is not None  # noqa: S101 - as said
    return one.person_id


def _says_nothing(judgement: Judgement) -> bool:
    return judgement.tier is Tier.NAME_ONLY and judgement.bits < WORTH_KEEPING
