"""Finds the pairs worth weighing: people who share a cheap key, and only the rarer keys where many share one."""

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import Final

from ibcr_desktop.foundation.name_words import look_up_key
from ibcr_desktop.people.facts import Facts

LARGEST_BLOCK: Final = 10  # people with one key; above, they must share more to be worth weighing
MOST_WORDS: Final = 5
Way = Callable[[Facts], Iterator[str]]  # how keys are made of a person
YEARS_AROUND: Final = (0, 1)  # with its own and the next year, people a year apart share a key


def pairs_worth_weighing(
    people: Sequence[Facts], progress: Callable[[int], None] = lambda _: None
) -> Iterator[tuple[int, int]]:
    """Give pairs of places in ``people``, smaller place first; a pair may come more than once.

    Each way of making keys is walked by itself, so that only one set of keys is in memory. ``progress`` is told how
    many of the people are done, the ways weighing alike.
    """
    for done, ways in enumerate(_WAYS, start=1):
        yield from _pairs_of(people, range(len(people)), ways)
        progress(len(people) * done // len(_WAYS))


def _pairs_of(
    people: Sequence[Facts], places: Sequence[int], ways: Sequence[Callable[[Facts], Iterator[str]]]
) -> Iterator[tuple[int, int]]:
    """Give the pairs of people who share a key of the first way; within a block too large, of the next way too."""
    for block in _blocks(people, places, ways[0]):
        if len(block) <= LARGEST_BLOCK:
            yield from combinations(block, 2)
        elif len(ways) > 1:
            yield from _pairs_of(people, block, ways[1:])


def _blocks(people: Sequence[Facts], places: Sequence[int], way: Way) -> Iterator[list[int]]:
    """Give the places of those who share a key; most keys are those of one person, who gets no list."""
    found: dict[str, int | list[int]] = {}
    for place in places:
        for key in set(way(people[place])):
            there = found.setdefault(key, place)
            if isinstance(there, list):
                there.append(place)
            elif there != place:
                found[key] = [there, place]
    yield from (block for block in found.values() if isinstance(block, list))


def _two_words(one: Facts) -> Iterator[str]:
    """Any two words of a name, in any order."""
    for words in one.names:
        keys = sorted({look_up_key(word) for word in words[:MOST_WORDS]})
        yield from (f"{first} {second}" for first, second in combinations(keys, 2))


def _word(one: Facts) -> Iterator[str]:
    for words in one.names:
        yield from (look_up_key(word) for word in words[:MOST_WORDS])


def _word_and_beginning(one: Facts) -> Iterator[str]:
    """A word, and the first letter of another: a typing error seldom stands there."""
    for words in one.names:
        for word in words[:MOST_WORDS]:
            yield from (f"{look_up_key(word)} {other.sound[0]}" for other in words[:MOST_WORDS] if other is not word)


def _beginnings(one: Facts) -> Iterator[str]:
    """The first letters of two words."""
    for words in one.names:
        letters = sorted(word.sound[0] for word in words[:MOST_WORDS])
        yield from ("".join(pair) for pair in combinations(letters, 2))


def _year(one: Facts) -> Iterator[str]:
    if one.born is not None and one.born.last - one.born.first <= 1:
        yield from (str(one.born.last + more) for more in YEARS_AROUND)


def _same_year(one: Facts) -> Iterator[str]:
    if one.born is not None and one.born.last - one.born.first <= 1:
        yield from {str(one.born.first), str(one.born.last)}


def _organisation(one: Facts) -> Iterator[str]:
    if one.organisation_id is not None:
        yield one.organisation_id.hex


def _place(one: Facts) -> Iterator[str]:
    yield from _year(one)
    yield from _organisation(one)


def _birth_date(one: Facts) -> Iterator[str]:
    if one.birth_date is not None:
        yield one.birth_date.isoformat()


def _locality(one: Facts) -> Iterator[str]:
    if one.locality_key:
        yield one.locality_key


def _place_of_any_kind(one: Facts) -> Iterator[str]:
    yield from _organisation(one)
    yield from _locality(one)
    yield from _word(one)


def _contact(one: Facts) -> Iterator[str]:
    yield from one.telephones
    if one.email:
        yield one.email


def _half_of_email(one: Facts) -> Iterator[str]:
    """The first and the second half: a typing error stands in one of them."""
    middle = len(one.email) // 2
    if middle > 2:
        yield from (f"<{one.email[:middle]}", f">{one.email[-middle:]}")


def _all_of(*makers: Way) -> Way:
    def keys(one: Facts) -> Iterator[str]:
        parts = [""]
        for maker in makers:
            parts = [f"{part} {key}" for key in set(maker(one)) for part in parts]
        yield from parts

    return keys


_WAYS: Final = (
    (_contact, _word),
    (_two_words, _place, _all_of(_year, _organisation)),
    (_word_and_beginning, _place, _all_of(_year, _organisation)),
    (_all_of(_word, _same_year), _beginnings, _organisation),
    (_all_of(_word, _organisation), _beginnings, _year),
    (_all_of(_beginnings, _year, _organisation),),
    (_all_of(_year, _organisation),),
    (_birth_date, _place_of_any_kind, _beginnings),
    (_all_of(_locality, _year), _beginnings),
    (_all_of(_locality, _organisation), _beginnings),
    (_half_of_email, _place_of_any_kind, _beginnings),
)
