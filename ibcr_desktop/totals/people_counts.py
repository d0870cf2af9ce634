"""How many people: named ones once, unnamed ones by groups, as a low and a high bound (docs/counting-rules.md).

Pure functions over plain rows. ``low`` is certain, ``high`` assumes no overlap that was not declared. The assumption
behind ``low``: unnamed people of different strata are different people.
"""

from collections import Counter, defaultdict
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
            strata[each.stratum].add(each.person)
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
    sets = tuple(_sets(groups, names))
    places = _places(sets, names.strata)
    once = _Once(places, names.certain, same)
    additions = tuple(_addition(each, names, same, once) for each in sets)
    unknown_low = {each.key: low for each in places if each.is_stratum and (low := each.excess(once)) > 0}
    low = same.number(names.certain)
    low += sum(each.low for each in additions if not each.is_unknown) + sum(unknown_low.values())
    high = len(names.possible) + sum(each.high for each in additions)
    return PeopleCount(low, high, frozenset(names.possible), additions, unknown_low)


class _Set(NamedTuple):
    """Groups that were declared to share people, and the names of the lists that one of them contains."""

    groups: tuple[Group, ...]
    largest: Group
    listed: frozenset[Key]

    @property
    def is_unknown(self) -> bool:
        return any(each.overlap == "unknown" for each in self.groups)


def _sets(groups: list[Group], names: Names) -> Iterable[_Set]:
    """Join groups that share people; those of one activity that contain its list do. Links in a circle are one set."""
    known = {each.key: each for each in groups}
    first_with_list: dict[Key, Key] = {}
    pairs = [(each.key, each.overlaps) for each in groups if each.overlap == "other_group" and each.overlaps in known]
    pairs += [
        (each.key, first_with_list.setdefault(each.activity, each.key))
        for each in groups
        if each.overlap == "named_list"
    ]
    joined = Components(pairs)
    members: dict[Key, list[Group]] = defaultdict(list)
    for each in groups:
        members[joined.root(each.key)].append(each)
    for some in members.values():
        activities = {each.activity for each in some if each.overlap == "named_list"}
        listed = frozenset[Key]().union(*(names.lists.get(each, ()) for each in activities))
        largest = max(some, key=lambda each: (each.number, each.most, str(each.key)))
        yield _Set(tuple(some), largest, listed)


def _addition(each: _Set, names: Names, same: "Components", once: "_Once") -> Addition:
    """Say what a set adds: its largest group, less the names of the lists that it contains."""
    certain = same.number(each.listed & names.certain)  # high holds too if they are one
    return Addition(
        groups=each.groups,
        largest=each.largest,
        low=max(0, each.largest.number - once.number(each.largest.key, each.listed)),
        high=max(0, max(group.most for group in each.groups) - certain),
        is_unknown=each.is_unknown,
    )


class _Place(NamedTuple):
    """Where names are subtracted from unnamed people: a stratum, or the lists that a set contains.

    ``numbers`` gives, by the lists that a set contains, how many people it has; ``names`` are those of the stratum.
    """

    key: Key
    is_stratum: bool
    numbers: dict[frozenset[Key], int]
    names: AbstractSet[Key] = frozenset()

    def excess(self, once: "_Once | None" = None) -> int:
        """Give how many people the names leave over of the set that has most; below 0 where there are more names."""
        some = ((number, listed | self.names if listed else self.names) for listed, number in self.numbers.items())
        return max(number - (once.number(self.key, names) if once else len(names)) for number, names in some)


def _places(sets: Iterable[_Set], strata: Mapping[Key, AbstractSet[Key]]) -> list[_Place]:
    places = []
    by_stratum: dict[Key, dict[frozenset[Key], int]] = defaultdict(dict)
    for each in sets:
        number, stratum = each.largest.number, each.largest.stratum
        if each.is_unknown:
            numbers = by_stratum[stratum]
            numbers[each.listed] = max(number, numbers.get(each.listed, 0))
        elif each.listed:
            places.append(_Place(each.largest.key, is_stratum=False, numbers={each.listed: number}))
    return places + [_Place(key, True, some, strata.get(key, frozenset())) for key, some in by_stratum.items()]


class _Once:
    """Counts names where they are subtracted: people who may be one, once at one place and all of them elsewhere.

    If they are one, low has one person less by name, and one more at each place that subtracts them. Once at the place
    with most room, low holds whatever is decided, and is reached if they are one and stand at no other such place.
    Those of unknown sex do not count for certain, so all of them are subtracted.
    """

    def __init__(self, places: Iterable[_Place], certain: AbstractSet[Key], same: "Components") -> None:
        self._same, self._certain = same, certain
        self._place_of: dict[Key, Key] = {}
        for place in sorted(places, key=lambda each: (-each.excess(), str(each.key))) if same.joined else ():
            names = self._doubtful(place.names).union(*map(self._doubtful, place.numbers))
            for root, number in Counter(map(same.root, names)).items():
                if number > 1:
                    self._place_of.setdefault(root, place.key)

    def number(self, place: Key, names: AbstractSet[Key]) -> int:
        """Give how many people some names are at a place."""
        if not self._place_of:
            return len(names)
        here = [root for root in map(self._same.root, self._doubtful(names)) if self._place_of.get(root) == place]
        return len(names) - len(here) + len(set(here))

    def _doubtful(self, names: AbstractSet[Key]) -> set[Key]:
        return {each for each in names & self._same.joined if each in self._certain}


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
