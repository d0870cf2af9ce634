"""Lines of a year and what is asked of them: once for each bundle, and once for each kind of person."""

import functools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, compress
from operator import and_, itemgetter
from typing import Any

InBundle = tuple[int, list[int]]  # number of a bundle, and of people in it
Entries = Sequence[Any] | None


@dataclass(frozen=True)
class Column:
    """What a path means for a line: by what the bundle says, by what is known of the person, or by both together.

    Attributes:
        of_bundle, of_person: an entry for each number; None where it makes no difference.
        meaning: gives the value of an entry of a bundle and one of a person.
    """

    of_bundle: Entries
    of_person: Entries
    meaning: Callable[[Any, Any], Any]


class Standing:
    """People in bundles, in the order of these; several counts of some of them share what is found out here."""

    def __init__(self, bundles: Iterable[InBundle], people_number: int) -> None:
        """Take the bundles, and how many numbers of people there are."""
        self.bundles = list(bundles)
        self.people_number = people_number

    @functools.cached_property
    def leading(self) -> list[int | None]:
        """The last bundle in which each person stands, whose line speaks; None for those who are not here."""
        found: list[int | None] = [None] * self.people_number
        for number, persons in self.bundles:
            for person in persons:
                found[person] = number
        return found


@dataclass(frozen=True, eq=False)
class Lines:
    """Some lines of a year; equal only to themselves.

    Attributes:
        meant: 1 for each person who is meant, wherever he or she stands, by number; None where everybody is.
    """

    standing: Standing
    meant: bytes | None = None

    def __iter__(self) -> Iterator[InBundle]:
        meant = self.meant
        if meant is None:
            return iter(self.standing.bundles)
        filtered = ((number, [each for each in some if meant[each]]) for number, some in self.standing.bundles)
        return (each for each in filtered if each[1])

    def numbers(self) -> Iterator[int]:
        """Give how many people each bundle of ``standing`` holds."""
        for _, persons in self.standing.bundles:
            if self.meant is None:
                yield len(persons)
            else:
                yield sum(itemgetter(*persons)(self.meant)) if len(persons) > 1 else self.meant[persons[0]]

    def leading(self) -> dict[int, int]:
        """Give the bundle of the line that speaks for each person."""
        found = self.standing.leading
        pairs: Iterable[tuple[int, int | None]] = zip(range(len(found)), found, strict=True)
        if self.meant is not None:
            pairs = compress(pairs, self.meant)
        return {person: number for person, number in pairs if number is not None}


def narrowed(lines: Lines, column: Column, test: Callable[[Any], bool]) -> Lines:
    """Keep the lines whose value in a column passes a test."""
    if column.of_person is None:
        return _in_bundles_that_pass(lines, column, test)
    if column.of_bundle is None:
        passes = _answers(column, test, None)
        of_entry = {each: passes[each] for each in set(column.of_person)}
        meant = bytes(map(of_entry.__getitem__, column.of_person))
        return Lines(lines.standing, meant if lines.meant is None else bytes(map(and_, lines.meant, meant)))
    return Lines(Standing(_people_who_pass(lines, column, test), lines.standing.people_number))


def _people_who_pass(lines: Lines, column: Column, test: Callable[[Any], bool]) -> Iterator[InBundle]:
    said, known = column.of_bundle or (), column.of_person or ()
    passes = _ByEntry(lambda entry: _answers(column, test, entry))
    for number, persons in lines:
        answers = passes[said[number]]
        some = [each for each in persons if answers[known[each]]]
        if some:
            yield number, some


def _in_bundles_that_pass(lines: Lines, column: Column, test: Callable[[Any], bool]) -> Lines:
    of_bundle, standing = column.of_bundle, lines.standing
    if of_bundle is None:
        return lines if test(column.meaning(None, None)) else Lines(Standing((), standing.people_number))
    passes = _ByEntry(lambda said: test(column.meaning(said, None)))
    kept = [each for each in standing.bundles if passes[of_bundle[each[0]]]]
    if len(kept) == len(standing.bundles):
        return lines
    return Lines(Standing(kept, standing.people_number), lines.meant)


class _ByEntry(dict[Any, Any]):
    """What is made of each entry of a column, when it is first asked for."""

    def __init__(self, make: Callable[[Any], Any]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, entry: Any) -> Any:
        self[entry] = made = self._make(entry)
        return made


def _answers(column: Column, test: Callable[[Any], bool], said: Any) -> _ByEntry:
    """Say of each kind of person whether the lines pass the test in bundles that say the same."""
    return _ByEntry(lambda known: test(column.meaning(said, known)))


def both(one: Column, other: Column) -> Column:
    """Give the pairs of what two paths mean."""

    def meaning(said: Any, known: Any) -> Any:
        (one_said, other_said), (one_known, other_known) = said or (None, None), known or (None, None)
        return one.meaning(one_said, one_known), other.meaning(other_said, other_known)

    return Column(_paired(one.of_bundle, other.of_bundle), _paired(one.of_person, other.of_person), meaning)


def _paired(some: Entries, others: Entries) -> Entries:
    if some is None and others is None:
        return None
    length = len(some if some is not None else others or ())
    return list(zip(some or [None] * length, others or [None] * length, strict=True))


def united(several: Sequence[Lines]) -> Lines:
    """Give each line of several once."""
    if len(several) == 1:
        return several[0]
    persons: dict[int, dict[int, None]] = defaultdict(dict)
    for number, some in chain.from_iterable(several):
        persons[number].update(dict.fromkeys(some))
    people_number = max((each.standing.people_number for each in several), default=0)
    return Lines(Standing(((number, list(some)) for number, some in sorted(persons.items())), people_number))
