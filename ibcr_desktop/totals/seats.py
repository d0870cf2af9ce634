"""Seats filled: the people of each activity by itself, to be added up; nobody is told apart across activities."""

from collections import Counter, defaultdict
from itertools import compress

from ibcr_desktop.totals.people_counts import Group, Key, Named, Names, count_names
from ibcr_desktop.totals.people_tally import PeopleTally


def seats(tally: PeopleTally) -> dict[Key, tuple[int, int]]:
    """Give the bounds of the people of each activity where somebody was, by the number of the activity."""
    rows, same, certain = tally.year.rows, tally.year.same, tally.certain
    at: list[Key] = [rows.activities[each] for each in map(rows.at.__getitem__, tally.places)]
    high: Counter[Key] = Counter(at)
    low = high
    if len(certain) < len(tally.names.possible):
        low = Counter(compress(at, map(certain.__contains__, tally.persons)))
    merged: Counter[Key] = Counter()
    may_be_one: dict[Key, set[Key]] = defaultdict(set)
    for activity, person in compress(zip(at, tally.persons, strict=True), map(same.joined.__contains__, tally.persons)):
        if person in certain:
            may_be_one[activity].add(person)
    for activity, persons in may_be_one.items():
        merged[activity] = len(persons) - same.number(persons)
    found = {activity: (low[activity] - merged[activity], number) for activity, number in high.items()}
    found.update(_with_groups(tally, at))
    return found


def _with_groups(tally: PeopleTally, at: list[Key]) -> dict[Key, tuple[int, int]]:
    """Count the activities with headcounts as a year of their own each."""
    groups: dict[Key, list[Group]] = defaultdict(list)
    for each in tally.groups:
        groups[each.activity].append(each)
    named: dict[Key, list[Named]] = defaultdict(list)
    certain = tally.certain
    lines = zip(at, tally.places, tally.persons, strict=True)
    for activity, place, person in compress(lines, map(groups.__contains__, at)):
        named[activity].append(Named(person, tally.stratum_at(place), activity, person in certain))
    found = {}
    for activity, some in groups.items():
        counted = count_names(Names.of(named[activity]), some, tally.year.same)
        found[activity] = (counted.low, counted.high)
    return found
