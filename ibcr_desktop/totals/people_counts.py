"""How many people: named ones once, unnamed ones by groups, as a low and a high bound (domain.md, section 5).

Pure functions over plain rows. ``low`` is certain, ``high`` assumes no overlap that was not declared. The assumption
behind ``low``: unnamed people of different strata are different people.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

Key = Hashable
NOT_ATTRIBUTABLE = "not_attributable"


class Named(NamedTuple):
    """One named person in one stratum (project × country × professional group); a person may stand in several."""

    person: Key
    stratum: Key
    activity: Key
    is_certain: bool = True  # False: of unknown sex where women are counted; may be one of those counted


class Group(NamedTuple):
    """One headcount group.

    ``number`` people are counted for certain; up to ``most`` if those of unknown sex belong to it too. ``overlap`` is
    ``none``, ``unknown``, ``named_list`` or ``other_group``; ``overlaps`` names that other group.
    """

    key: Key
    activity: Key
    stratum: Key
    number: int
    most: int
    overlap: str
    overlaps: Key | None = None


@dataclass(frozen=True)
class Addition:
    """What a set of groups that share people adds: the people of its largest group that nobody else counts."""

    groups: tuple[Group, ...]
    largest: Group
    low: int
    high: int
    is_unknown: bool
    names: frozenset[Key] = frozenset()


@dataclass(frozen=True)
class PeopleCount:
    """The bounds, and what they are made of."""

    low: int
    high: int
    persons: frozenset[Key] = frozenset()
    additions: tuple[Addition, ...] = ()
    unknown_low: dict[Key, int] = field(default_factory=dict)  # stratum → what its unknown groups add to low
    root_of: dict[Key, Key] = field(default_factory=dict)  # person → who stands for all that may be the same person


def count_people(
    named: Iterable[Named], groups: Iterable[Group], undecided: Iterable[tuple[Key, Key]] = ()
) -> PeopleCount:
    """Count the people of a year, each once.

    ``named`` and ``groups`` come in any order, persons already joined; ``undecided`` are pairs of persons who may be
    one: one in low, two in high. Rules: domain.md, section 5 "People formula" and settled questions 3 to 5.
    """
    rows, all_groups = list(named), list(groups)
    certain = {each.person for each in rows if each.is_certain}
    possible = {each.person for each in rows}
    pairs = list(undecided)  # two people may be one through a third who took no part this year
    same = _Components(pairs, {*possible, *(person for pair in pairs for person in pair)})
    strata: dict[Key, set[Key]] = defaultdict(set)
    lists: dict[Key, set[Key]] = defaultdict(set)
    certain_lists: dict[Key, set[Key]] = defaultdict(set)
    for each in rows:
        strata[each.stratum].add(each.person)  # not their roots: low must hold whatever is decided about a pair
        lists[each.activity].add(each.person)
        if each.is_certain:
            certain_lists[each.activity].add(same.root(each.person))  # high holds too if they are one
    additions = tuple(_additions(all_groups, lists, certain_lists))
    unknown_low = _unknown_low(additions, strata)
    low = len({same.root(each) for each in certain})
    low += sum(each.low for each in additions if not each.is_unknown) + sum(unknown_low.values())
    high = len(possible) + sum(each.high for each in additions)
    roots = {each: same.root(each) for each in possible}
    return PeopleCount(low, high, frozenset(possible), additions, unknown_low, roots)


def _unknown_low(additions: Iterable[Addition], strata: Mapping[Key, set[Key]]) -> dict[Key, int]:
    """Give, by stratum, what the largest group of unknown overlap has more than the names."""
    excess: dict[Key, int] = {}
    for each in additions:
        stratum = each.largest.stratum
        if each.is_unknown:
            names = each.names | strata.get(stratum, set())
            excess[stratum] = max(excess.get(stratum, 0), each.largest.number - len(names))
    return {stratum: number for stratum, number in excess.items() if number > 0}


def _additions(
    groups: list[Group], lists: Mapping[Key, set[Key]], certain_lists: Mapping[Key, set[Key]]
) -> Iterable[Addition]:
    """Join groups that were declared to share people, and say what each set adds.

    A set adds its largest group, less the names of the activities whose list one of its groups contains. Groups of one
    activity that contain its list share people; links in a circle are one set.
    """
    known = {each.key: each for each in groups}
    first_with_list: dict[Key, Key] = {}
    pairs = [(each.key, each.overlaps) for each in groups if each.overlap == "other_group" and each.overlaps in known]
    pairs += [
        (each.key, first_with_list.setdefault(each.activity, each.key))
        for each in groups
        if each.overlap == "named_list"
    ]
    sets = _Components(pairs, known)
    members: dict[Key, list[Group]] = defaultdict(list)
    for each in groups:
        members[sets.root(each.key)].append(each)
    for some in members.values():
        activities = {each.activity for each in some if each.overlap == "named_list"}
        names = set().union(*(lists.get(each, set()) for each in activities))
        certain = set().union(*(certain_lists.get(each, set()) for each in activities))
        largest = max(some, key=lambda each: (each.number, each.most, str(each.key)))
        yield Addition(
            groups=tuple(some),
            largest=largest,
            low=max(0, largest.number - len(names)),
            high=max(0, max(each.most for each in some) - len(certain)),
            is_unknown=any(each.overlap == "unknown" for each in some),
            names=frozenset(names),
        )


class _Components:
    """Connected components: which keys are joined by pairs, whatever the order of the pairs."""

    def __init__(self, pairs: Iterable[tuple[Key, Key]], keys: Iterable[Key]) -> None:
        inside = set(keys)
        self._up: dict[Key, Key] = {}
        for one, other in pairs:
            if one in inside and other in inside:
                low, high = sorted((self.root(one), self.root(other)), key=str)
                if low != high:
                    self._up[high] = low

    def root(self, key: Key) -> Key:
        """Give the representative of a key; a key that no pair names is its own."""
        while key in self._up:
            key = self._up[key]
        return key
