"""The people formula: table by table, and what must hold for any year."""

import itertools
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibcr_desktop.totals.people_counts import Components, Group, Named, count_people


def named(persons: str, stratum: str = "s", activity: str = "a") -> list[Named]:
    """Give people by their letters; a capital letter stands for somebody of unknown sex among women."""
    return [Named(each.lower(), stratum, activity, is_certain=each.islower()) for each in persons]


def group(number: int, overlap: str = "none", **more: object) -> Group:
    usual = {"key": f"g{number}{overlap}{more}", "activity": "a", "stratum": "s", "most": number, "overlaps": None}
    return Group(**{**usual, "number": number, "overlap": overlap, **more})  # type: ignore[arg-type]  # each value fits its own field


def bounds(people: list[Named], groups: list[Group], undecided: list[tuple[str, str]] | None = None) -> tuple[int, int]:
    counted = count_people(people, groups, undecided or [])
    return counted.low, counted.high


def test_a_person_counts_once_however_many_workshops() -> None:
    assert bounds([*named("abc", activity="a"), *named("abx", "t", activity="b")], []) == (4, 4)


@pytest.mark.parametrize(
    ("groups", "low", "high"),
    [
        ([group(10)], 13, 13),
        ([group(10), group(5)], 18, 18),
        ([group(10, "unknown")], 10, 13),
        ([group(2, "unknown")], 3, 5),
        ([group(10, "unknown"), group(6, "unknown")], 10, 19),
        ([group(10, "unknown"), group(4, "none")], 14, 17),
        ([group(10, "unknown", stratum="other")], 13, 13),
        ([group(10, "named_list")], 10, 10),
        ([group(2, "named_list")], 3, 3),
    ],
)
def test_three_names_and_some_groups(groups: list[Group], low: int, high: int) -> None:
    assert bounds(named("abc"), groups) == (low, high)


def test_a_class_of_146_of_whom_forty_are_on_the_list() -> None:
    forty = [Named(number, "s", "a") for number in range(40)]
    assert bounds(forty, [group(146, "named_list")]) == (146, 146)
    assert bounds(forty, [group(146)]) == (186, 186)
    assert bounds(forty, [group(146, "unknown")]) == (146, 186)


def test_groups_that_share_people_add_their_largest_even_in_a_circle() -> None:
    one = group(30, "other_group", key="1", overlaps="2")
    two = group(50, "other_group", key="2", overlaps="3", activity="b")
    three = group(20, "other_group", key="3", overlaps="1", activity="c")
    assert bounds([], [one, two, three]) == (50, 50)
    assert bounds([], [one, two]) == (50, 50)  # the third was filtered out: the link to it joins nothing
    assert bounds([], [three, one]) == (30, 30)


def test_a_group_in_a_group_in_the_named_list() -> None:
    class_ = group(50, "named_list", key="1")
    half = group(25, "other_group", key="2", overlaps="1", activity="b")
    assert bounds(named("abcdef"), [class_, half]) == (50, 50)


def test_two_groups_in_the_named_list_of_one_activity_share_people() -> None:
    assert bounds(named("abc"), [group(10, "named_list", key="1"), group(8, "named_list", key="2")]) == (10, 10)


def test_an_undecided_pair_is_one_in_low_and_two_in_high() -> None:
    assert bounds(named("abc"), [], [("a", "b")]) == (2, 3)
    assert bounds(named("abc"), [], [("a", "b"), ("b", "c")]) == (1, 3)
    assert bounds(named("ab"), [], [("a", "z"), ("z", "b")]) == (1, 2)  # through a third who took no part


@pytest.mark.parametrize(
    ("groups", "low", "high"),
    [
        ([group(10, "unknown")], 10, 13),  # 2 + (10 - 2), as it will be whether they are one or two
        ([group(3, "unknown")], 3, 6),
        ([group(2, "unknown")], 2, 5),
        ([group(10, "named_list")], 10, 11),
        ([group(10, "none")], 12, 13),
    ],
)
def test_an_undecided_pair_is_one_where_its_stratum_is_subtracted(groups: list[Group], low: int, high: int) -> None:
    assert bounds(named("abc"), groups, [("a", "b")]) == (low, high)


def test_an_undecided_pair_in_two_open_strata_is_two_in_one_of_them() -> None:
    """If they are two, 2 + (10 - 2) + (20 - 2) = 28; if they are one, 29: certain are 28."""
    people = [*named("ab"), *named("ab", "t")]
    groups = [group(10, "unknown"), group(20, "unknown", stratum="t")]
    assert bounds(people, groups, [("a", "b")])[0] == 28
    assert bounds(people, groups[:1], [("a", "b")])[0] == 10  # the other stratum has no unnamed people


def test_a_woman_and_somebody_of_unknown_sex_who_may_be_one_are_two_to_be_subtracted() -> None:
    """If they are two, the other may be one of the five women of the group."""
    assert bounds(named("aB"), [group(5, "unknown")], [("a", "b")])[0] == 1 + (5 - 2)


def test_people_of_unknown_sex_open_the_bounds_of_women() -> None:
    assert bounds(named("abC"), []) == (2, 3)
    assert bounds(named("abC"), [group(5, "unknown", most=9)]) == (4, 12)  # 2 + (5 - 3), 3 + 9
    assert bounds([], [group(5, "none", most=9)]) == (5, 9)


def test_the_largest_unknown_group_speaks_for_its_stratum_only() -> None:
    here, there = group(10, "unknown", key="1"), group(7, "unknown", key="2", stratum="t")
    assert bounds([*named("ab"), *named("b", "t")], [here, there]) == (2 + 8 + 6, 2 + 17)


_people = st.lists(
    st.builds(Named, st.sampled_from("abcdef"), st.sampled_from("st"), st.sampled_from("xy"), st.booleans()),
    max_size=12,
)
_pairs = st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), max_size=3)


@st.composite
def _some_groups(draw: st.DrawFn) -> list[Group]:
    groups = []
    for key in range(draw(st.integers(0, 5))):
        number = draw(st.integers(0, 20))
        groups.append(
            Group(
                key=str(key),
                activity=draw(st.sampled_from("xy")),
                stratum=draw(st.sampled_from("st")),
                number=number,
                most=number + draw(st.integers(0, 3)),
                overlap=draw(st.sampled_from(["none", "unknown", "named_list", "other_group"])),
                overlaps=draw(st.sampled_from(["0", "1", "2", "3", "9"])),
            )
        )
    return groups


@given(_people, _some_groups(), _pairs)
def test_low_is_never_above_high(people: list[Named], groups: list[Group], pairs: list[tuple[str, str]]) -> None:
    low, high = bounds(people, groups, pairs)
    assert 0 <= low <= high


@given(_people, _some_groups(), _pairs, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(
    people: list[Named], groups: list[Group], pairs: list[tuple[str, str]], chance: object
) -> None:
    before = bounds(people, groups, pairs)
    for rows in (people, groups, pairs):
        chance.shuffle(rows)  # type: ignore[attr-defined]  # a random.Random
    assert bounds(people, groups, pairs) == before


def _settled(people: list[Named], pairs: list[tuple[str, str]]) -> Iterator[list[Named]]:
    """Give the people as they are after each way of deciding the pairs."""
    for verdicts in itertools.product((True, False), repeat=len(pairs)):
        one = Components(pair for pair, is_same in zip(pairs, verdicts, strict=True) if is_same)
        yield [each._replace(person=one.root(each.person)) for each in people]


@given(_people, _some_groups(), _pairs)
def test_however_the_pairs_are_decided_the_bounds_held(
    people: list[Named], groups: list[Group], pairs: list[tuple[str, str]]
) -> None:
    low, high = bounds(people, groups, pairs)
    for decided in _settled(people, pairs):
        then = bounds(decided, groups)
        assert low <= then[0]
        assert then[1] <= high


@given(_people, st.lists(st.integers(0, 9), min_size=1, max_size=3), _pairs)
def test_low_is_reached_where_people_stand_in_one_stratum(
    people: list[Named], sizes: list[int], pairs: list[tuple[str, str]]
) -> None:
    people = [each._replace(stratum="s") for each in people]
    groups = [group(size, "unknown", key=str(place)) for place, size in enumerate(sizes)]
    reached = min(bounds(decided, groups)[0] for decided in _settled(people, pairs))
    assert bounds(people, groups, pairs)[0] == reached


@given(_people, _some_groups(), st.integers(0, 30))
def test_one_more_group_never_lowers_the_count(people: list[Named], groups: list[Group], number: int) -> None:
    before = bounds(people, groups)
    after = bounds(people, [*groups, group(number, "unknown", key="more")])
    assert before[0] <= after[0]
    assert before[1] <= after[1]
    assert bounds(people, [*groups, group(number, "none", key="more")]) == (before[0] + number, before[1] + number)


@given(_people)
def test_names_alone_need_no_bounds(people: list[Named]) -> None:
    certain = [each._replace(is_certain=True) for each in people]
    persons = len({each.person for each in certain})
    assert bounds(certain, []) == (persons, persons)
