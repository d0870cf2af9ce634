"""How many people: named ones once, unnamed ones by groups, as a low and a high bound (docs/counting-rules.md).

Pure functions over plain rows. ``low`` is certain, ``high`` assumes no overlap that was not declared. The assumption
behind ``low``: unnamed people of different strata are different people.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from collections.abc import Set as AbstractSet
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


@dataclass(frozen=True)
class Names:
    """The named people of a count: all that are possible, those that are certain, and who stands on which lists.

    ``strata`` and ``lists`` (by activity) need to name only those to which some group refers.
    """

    possible: AbstractSet[Key]
    certain: AbstractSet[Key]
    strata: Mapping[Key, AbstractSet[Key]]
    lists: Mapping[Key, AbstractSet[Key]]

    @classmethod
    def of(cls, rows: Iterable[Named]) -> "Names":
        """Gather them from rows in any order."""
        strata: dict[Key, set[Key]] = defaultdict(set)
        lists: dict[Key, set[Key]] = defaultdict(set)
        possible, certain = set(), set()
        for each in rows:
            possible.add(each.person)
            strata[each.stratum].add(each.person)  # not their roots: low must hold whatever is decided about a pair
            lists[each.activity].add(each.person)
            if each.is_certain:
                certain.add(each.person)
        return cls(possible, certain, strata, lists)


def count_people(
    named: Iterable[Named], groups: Iterable[Group], undecided: Iterable[tuple[Key, Key]] = ()
) -> PeopleCount:
    """Count the people of a year, each once.

    ``named`` and ``groups`` come in any order, persons already joined; ``undecided`` are pairs of persons who may be
    one: one in low, two in high. Rules: docs/counting-rules.md, "People: two bounds".
    """
    return count_names(Names.of(named), list(groups), Components(undecided))


def count_names(names: Names, groups: list[Group], same: "Components") -> PeopleCount:
    """Count as ``count_people`` does, with what many counts share made once.

    ``same`` holds the undecided pairs; two people may be one through a third who took no part this year.
    """
    additions = tuple(_additions(groups, names, same))
    unknown_low = _unknown_low(additions, names.strata)
    low = same.number(names.certain)
    low += sum(each.low for each in additions if not each.is_unknown) + sum(unknown_low.values())
    high = len(names.possible) + sum(each.high for each in additions)
    return PeopleCount(low, high, frozenset(names.possible), additions, unknown_low)


def _unknown_low(additions: Iterable[Addition], strata: Mapping[Key, AbstractSet[Key]]) -> dict[Key, int]:
    """Give, by stratum, what the largest group of unknown overlap has more than the names."""
    excess: dict[Key, int] = {}
    for each in additions:
        stratum = each.largest.stratum
        if each.is_unknown:
            names = each.names | strata.get(stratum, set())
            excess[stratum] = max(excess.get(stratum, 0), each.largest.number - len(names))
    return {stratum: number for stratum, number in excess.items() if number > 0}


def _additions(groups: list[Group], names: Names, same: "Components") -> Iterable[Addition]:
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
    sets = Components(pairs)
    members: dict[Key, list[Group]] = defaultdict(list)
    for each in groups:
        members[sets.root(each.key)].append(each)
    for some in members.values():
        activities = {each.activity for each in some if each.overlap == "named_list"}
        listed = frozenset[Key]().union(*(names.lists.get(each, ()) for each in activities))
        certain = same.number(listed & names.certain)  # high holds too if they are one
        largest = max(some, key=lambda each: (each.number, each.most, str(each.key)))
        yield Addition(
            groups=tuple(some),
            largest=largest,
            low=max(0, largest.number - len(listed)),
            high=max(0, max(each.most for each in some) - certain),
            is_unknown=any(each.overlap == "unknown" for each in some),
            names=listed,
        )


class Components:
    """Connected components: which keys are joined by pairs, whatever the order of the pairs."""

    def __init__(self, pairs: Iterable[tuple[Key, Key]]) -> None:
        self._up: dict[Key, Key] = {}
        for one, other in pairs:
            low, high = sorted((self.root(one), self.root(other)), key=str)
            if low != high:
                self._up[high] = low
        self.joined: AbstractSet[Key] = {*self._up, *self._up.values()}

    def root(self, key: Key) -> Key:
        """Give the representative of a key; a key that no pair names is its own."""
        while key in self._up:
            key = self._up[key]
        return key

    def number(self, keys: AbstractSet[Key]) -> int:
        """Give how many components some keys belong to."""
        several = keys & self.joined
        return len(keys) - len(several) + len({self.root(each) for each in several})
