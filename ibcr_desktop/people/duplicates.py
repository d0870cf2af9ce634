"""Finds the pairs of the whole database that may be one person, best evidence first."""

import uuid
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, select

from ibcr_desktop.people.attended import activities_of
from ibcr_desktop.people.blocking import pairs_worth_weighing
from ibcr_desktop.people.evidence import Clue, Evidence, Tier
from ibcr_desktop.people.explaining import explain
from ibcr_desktop.people.facts import COLUMNS, Facts, facts_of
from ibcr_desktop.people.links import Decided, decided
from ibcr_desktop.people.surroundings import surroundings_of_all
from ibcr_desktop.people.weighing import Judgement, Surroundings, weigh
from ibcr_desktop.records.participations import Participation
from ibcr_desktop.records.people import Person
from ibcr_desktop.storage.rows import present, table_of

STEP: Final = 20_000  # pairs between two reports of progress
MOST_NAMESAKES: Final = 2_000  # pairs of the last tier that are listed; nobody looks at more
FAR_BELOW_CHANCE: Final = -6.0  # bits: a name so frequent that the pair says nothing
TIERS: Final = list(Tier)
Activities = Mapping[uuid.UUID, Mapping[uuid.UUID, Any]]  # as ``activities_of`` gives them


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people, each the canonical one of the records joined so far, and what speaks for and against one person.

    Attributes:
        is_open: somebody looked and left the pair undecided.
    """

    a: uuid.UUID
    b: uuid.UUID
    tier: Tier
    evidence: tuple[Evidence, ...]
    bits: float
    is_open: bool = False


def candidate_pairs(
    connection: Connection,
    *,
    office: str | None = None,
    activity: uuid.UUID | None = None,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
    stopped: Callable[[], bool] = lambda: False,
) -> list[Pair]:
    """Give the pairs that may be one person, by tier and then by strength; an empty list once ``stopped`` says so.

    Pairs that somebody told apart are left out until one of the two changes; those already joined too. ``office`` and
    ``activity`` keep pairs of which at least one person belongs there. ``progress`` is told how many people of all
    have been compared.
    """
    table = table_of(Person)
    rows = connection.execute(select(*(table.c[name] for name in COLUMNS), table.c.office).where(present(table)))
    people: list[Facts] = []
    offices: list[str | None] = []
    for row in rows:
        people.append(facts_of(row._mapping))  # noqa: SLF001 - the documented way to the values by name
        offices.append(row.office)
    chosen = _chosen(connection, people, offices, office, activity)
    search = _Search(people, surroundings_of_all(connection, people), decided(connection), chosen)
    if not search.run(progress, stopped):
        return []
    return search.listed(activities_of(connection, search.ids_of_best()))


class _Search:
    """The weighing of all pairs: of the records that are joined already, the best pair speaks."""

    def __init__(
        self, people: list[Facts], among: Surroundings, verdicts: Decided, chosen: Collection[int] | None
    ) -> None:
        self._people, self._among, self._verdicts, self._chosen = people, among, verdicts, chosen
        known = {each.person_id for each in people}
        self._canonical = [self._smallest_known(each.person_id, known) for each in people]
        self._best: dict[frozenset[uuid.UUID], tuple[Judgement, int, int]] = {}

    def run(self, progress: Callable[[int, int], None], stopped: Callable[[], bool]) -> bool:
        """Weigh; give whether it came to the end."""
        weighed: set[int] = set()
        count = len(self._people)
        for number, (one, other) in enumerate(pairs_worth_weighing(self._people, lambda done: progress(done, count))):
            if number % STEP == 0 and stopped():
                return False
            if self._chosen is not None and one not in self._chosen and other not in self._chosen:
                continue
            place = one * count + other
            if place not in weighed:
                weighed.add(place)
                self._weigh(one, other)
        return True

    def listed(self, activities: Activities) -> list[Pair]:
        """Give the pairs in their order; ``activities``: person → those that he or she was in."""
        found = list(self._pairs(activities))
        found.sort(key=lambda pair: (TIERS.index(pair.tier), -pair.bits, pair.a, pair.b))
        first_namesake = next((at for at, pair in enumerate(found) if pair.tier is Tier.NAME_ONLY), len(found))
        return found[: first_namesake + MOST_NAMESAKES]

    def ids_of_best(self) -> set[uuid.UUID]:
        """Give the records behind the pairs that were kept."""
        return {self._id(place) for _, one, other in self._best.values() for place in (one, other)}

    def _pairs(self, activities: Activities) -> Iterator[Pair]:
        for key, (judgement, one, other) in self._best.items():
            mine, theirs = self._people[one], self._people[other]
            shared = activities.get(self._id(one), {}).keys() & activities.get(self._id(other), {}).keys()
            judged = weigh(mine, theirs, self._among, were_together=True) if shared else judgement
            if judged is None:
                continue
            evidence = explain(mine, theirs, judged.names, self._among)
            if shared:
                activity = activities[self._id(one)][min(shared)]
                title = activity.title or activity.code or ""
                evidence = (*evidence, Evidence(Clue.TOGETHER, {"activity": title}))
            first, second = sorted(key)
            yield Pair(first, second, judged.tier, evidence, judged.bits, is_open=key in self._verdicts.open)

    def _weigh(self, one: int, other: int) -> None:
        key = frozenset({self._canonical[one], self._canonical[other]})
        if len(key) < 2 or key in self._verdicts.apart:
            return
        judgement = weigh(self._people[one], self._people[other], self._among)
        if judgement is None or (judgement.tier is Tier.NAME_ONLY and judgement.bits < FAR_BELOW_CHANCE):
            return
        if key not in self._best or self._best[key][0].bits < judgement.bits:
            self._best[key] = judgement, one, other

    def _id(self, place: int) -> uuid.UUID:
        person_id = self._people[place].person_id
        assert person_id is not None  # noqa: S101 - every row of the table has one
        return person_id

    def _smallest_known(self, person_id: uuid.UUID | None, known: set[uuid.UUID | None]) -> uuid.UUID:
        assert person_id is not None  # noqa: S101 - every row of the table has one
        canonical = self._verdicts.people.canonical(person_id)
        if canonical in known:
            return canonical
        return min(each for each in self._verdicts.people.members(canonical) if each in known)


def _chosen(
    connection: Connection,
    people: Sequence[Facts],
    offices: Sequence[str | None],
    office: str | None,
    activity: uuid.UUID | None,
) -> set[int] | None:
    """Give the places of the people who belong to the office and the activity; None for everybody."""
    if office is None and activity is None:
        return None
    there = None if activity is None else _people_at(connection, activity)
    return {
        place
        for place, (one, at) in enumerate(zip(people, offices, strict=True))
        if office in (None, at) and (there is None or one.person_id in there)
    }


def _people_at(connection: Connection, activity: uuid.UUID) -> set[uuid.UUID]:
    table = table_of(Participation)
    statement = select(table.c.person_id).where(table.c.activity_id == activity, present(table))
    return set(connection.execute(statement).scalars())
