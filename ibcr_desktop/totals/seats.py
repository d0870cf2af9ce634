"""Seats filled: the people of each activity by itself, to be added up; nobody is told apart across activities."""

from collections import Counter, defaultdict

from ibcr_desktop.totals.people_columns import Lines
from ibcr_desktop.totals.people_counts import Group, Key, Names, count_names
from ibcr_desktop.totals.people_tally import PeopleTally


def seats(tally: PeopleTally) -> dict[Key, tuple[int, int]]:
    """Give the bounds of the people of each activity where somebody was, by the number of the activity."""
    high = _by_activity(tally, tally.lines)
    low = high if tally.lines is tally.certain_lines else _by_activity(tally, tally.certain_lines)
    merged = _merged(tally)
    found: dict[Key, tuple[int, int]] = {
        activity: (low[activity] - merged[activity], number) for activity, number in high.items() if number
    }
    found.update(_with_groups(tally))
    return found


def _by_activity(tally: PeopleTally, lines: Lines) -> Counter[int]:
    found: Counter[int] = Counter()
    for (bundle, _), number in zip(lines.standing.bundles, lines.numbers(), strict=True):
        found[tally.activity_of(bundle)] += number
    return found


def _merged(tally: PeopleTally) -> Counter[int]:
    """Give how many fewer people each activity may have had, since some of them may be one."""
    same, found = tally.year.same, Counter[int]()
    may_be_one: dict[int, set[Key]] = defaultdict(set)
    for bundle, persons in tally.certain_lines if same.joined else ():
        if not same.joined.isdisjoint(persons):
            may_be_one[tally.activity_of(bundle)].update(same.joined & set(persons))
    for activity, some in may_be_one.items():
        found[activity] = len(some) - same.number(some)
    return found


def _with_groups(tally: PeopleTally) -> dict[Key, tuple[int, int]]:
    """Count the activities with headcounts as a year of their own each."""
    groups: dict[Key, list[Group]] = defaultdict(list)
    for each in tally.groups:
        groups[each.activity].append(each)
    found: dict[Key, tuple[int, int]] = {}
    for activity, some in groups.items():
        counted = count_names(_names(tally, activity, some), some, tally.year.same)
        found[activity] = (counted.low, counted.high)
    return found


def _names(tally: PeopleTally, activity: Key, groups: list[Group]) -> Names:
    lines = tally.beside_groups[activity]
    possible = set[Key]().union(*(persons for _, persons in lines))
    strata = tally.strata_asked_about(groups, lines)
    return Names(possible, possible & tally.certain, strata, {activity: possible})
