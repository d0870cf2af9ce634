"""Finds the pairs of the whole database that may be one person, best evidence first."""

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final

from sqlalchemy import Connection, select

from ibcr_desktop.foundation.collecting import without_collecting
from ibcr_desktop.people.attended import activities_of
from ibcr_desktop.people.duplicate_search import DuplicateSearch, Found, id_of
from ibcr_desktop.people.evidence import Clue, Evidence, Tier
from ibcr_desktop.people.explaining import explain
from ibcr_desktop.people.facts import COLUMNS, Facts, facts_of
from ibcr_desktop.people.frequencies import Surroundings
from ibcr_desktop.people.links import Decided, decided
from ibcr_desktop.people.surroundings import surroundings_of_all
from ibcr_desktop.people.weighing import TOGETHER, Judgement, best_names, compared, judged
from ibcr_desktop.records.participations import Participation
from ibcr_desktop.records.people import Person
from ibcr_desktop.storage.rows import present, table_of

MOST_NAMESAKES: Final = 2_000  # pairs of the last tier that are listed; nobody looks at more
WORTH_SAYING: Final = 1.0  # bits that a third record moved a pair
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


@without_collecting()
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
    verdicts, among = decided(connection), surroundings_of_all(connection, people)
    search = DuplicateSearch(people, among, verdicts)
    found, person = search.run(progress, stopped), search.person
    del search  # with all that nobody is told of
    if found is None:
        return []
    chosen = _chosen(connection, people, offices, office, activity)
    if chosen is not None:
        there = {person[place] for place in chosen}
        found = [each for each in found if not there.isdisjoint((person[each.one], person[each.other]))]
    found = _worth_telling(found)
    activities = activities_of(connection, {id_of(people[place]) for each in found for place in (each.one, each.other)})
    telling = _Telling(people, person, among, verdicts, activities)
    pairs = [pair for each in found if (pair := telling.pair(each)) is not None]
    return sorted(pairs, key=lambda pair: (TIERS.index(pair.tier), -pair.bits, pair.a, pair.b))


def _worth_telling(found: Iterable[Found]) -> list[Found]:
    """Leave out the namesakes that nobody would come to: there are more of them than of all others."""
    by_tier: dict[Tier, list[Found]] = {tier: [] for tier in TIERS}
    for each in found:
        by_tier[each.tier].append(each)
    namesakes = by_tier.pop(Tier.NAME_ONLY)
    namesakes.sort(key=lambda each: (-each.bits, each.one, each.other))
    return [*chain(*by_tier.values()), *namesakes[:MOST_NAMESAKES]]


@dataclass(frozen=True)
class _Telling:
    """Says of the pairs that were found who they are and why.

    Attributes:
        person: for each record the place of the one that stands for the person.
        activities: record → those of the person.
    """

    people: Sequence[Facts]
    person: Sequence[int]
    among: Surroundings
    verdicts: Decided
    activities: Activities

    def pair(self, found: Found) -> Pair | None:
        """Give the pair; None where two lines in one activity leave nothing of it."""
        mine, theirs = self.people[found.one], self.people[found.other]
        shared = self._activities_of(mine).keys() & self._activities_of(theirs).keys()
        names, _ = best_names(mine, theirs, self.among.around(mine, theirs))
        judgement: Judgement | None = Judgement(found.bits, found.tier, names)
        if shared:
            judgement = judged(compared(mine, theirs, self.among), found.bits + TOGETHER)
        if judgement is None:
            return None
        evidence = [*explain(mine, theirs, names, self.among), *self._company(found)]
        if shared:
            activity = self._activities_of(mine)[min(shared)]
            evidence.append(Evidence(Clue.TOGETHER, {"activity": activity.title or activity.code or ""}))
        evidence.sort(key=lambda each: each.speaks_against)
        first, second = sorted(id_of(self.people[self.person[place]]) for place in (found.one, found.other))
        is_open = frozenset(map(self.verdicts.people.canonical, (first, second))) in self.verdicts.open
        return Pair(first, second, judgement.tier, tuple(evidence), judgement.bits, is_open=is_open)

    def _company(self, found: Found) -> Iterator[Evidence]:
        if found.beside is not None and abs(found.moved_by) >= WORTH_SAYING:
            clue = Clue.COMPANY_FITS if found.moved_by > 0 else Clue.COMPANY_DOES_NOT
            yield Evidence(clue, {"name": self.people[found.beside].written})

    def _activities_of(self, one: Facts) -> Mapping[uuid.UUID, Any]:
        return self.activities.get(id_of(one), {})


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
