"""Compares two names word by word, in any order: which words belong together, how closely, and what is left over."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from rapidfuzz.distance import OSA

from ibcr_desktop.foundation.name_words import NameWord, joined

SAME_SOUND: Final = 0.97
ALIKE: Final = 0.8  # from here on two words are taken for spellings of one name
SHORT_FORM: Final = 0.82  # Fatou for Fatoumata
INITIAL: Final = 0.81
ROUGHLY: Final = 0.84  # Zia for Diya
# Edits between two words → (fewest letters of the longer one, closeness): one edit in a short word is another word.
_BY_EDITS: Final = {
    1: ((6, 0.92), (5, 0.9), (4, 0.86)),
    2: ((9, 0.88), (8, 0.86), (7, 0.82)),
    3: ((11, 0.84),),
}
_BY_BONES: Final = ((4, 0.92), (3, 0.9), (2, 0.87))  # fewest common consonants → closeness where only vowels differ
_FEMININE: Final = ("e", "a", "ne", "le", "te", "ette", "ine")
CACHED_PAIRS: Final = 2**18


class NamePair(NamedTuple):
    """Two words that belong together; ``closeness`` is 1 for the same letters."""

    one: NameWord
    other: NameWord
    closeness: float


class NameMatch(NamedTuple):
    """What comparing two names gave: pairs, closest first, and the words of each that found no partner."""

    pairs: tuple[NamePair, ...]
    left_of_one: tuple[NameWord, ...]
    left_of_other: tuple[NameWord, ...]


def compare_names(one: Sequence[NameWord], other: Sequence[NameWord]) -> NameMatch:
    """Put the words of two names together, the closest first; order does not matter, Jean Marie is Jeanmarie."""
    left, right = list(one), list(other)
    pairs = _pair_off(left, right)
    if left and right and len(left) != len(right):
        pairs += _pair_off_joined(left, right)
        pairs += [NamePair(*pair[1::-1], pair[2]) for pair in _pair_off_joined(right, left)]
    return NameMatch(tuple(pairs), tuple(left), tuple(right))


@lru_cache(CACHED_PAIRS)
def closeness(one: NameWord, other: NameWord) -> float:
    """Give from 0 to 1 how likely two words are spellings of one name; below ``ALIKE`` they are two names."""
    if one.text == other.text:
        return 1.0
    if not (one.has_vowels and other.has_vowels):
        return _without_vowels(one, other)
    if one.sound == other.sound:
        return SAME_SOUND
    short, long = sorted((one.text, other.text), key=len)
    if len(short) == 1:
        return INITIAL if long.startswith(short) else 0.0
    found = max(_by_edits(one, other), _by_bones(one, other), _by_rough_sound(one, other))
    if found < ALIKE and len(short) >= 4 and long.startswith(short):
        return SHORT_FORM
    return found


@lru_cache(CACHED_PAIRS)
def is_other_form(one: NameWord, other: NameWord) -> bool:
    """Say whether one word is the feminine of the other: Jean and Jeanne, Karim and Karima, Mario and Maria."""
    short, long = sorted((one.text, other.text), key=len)
    if len(short) == len(long):
        return short[:-1] == long[:-1] and {short[-1], long[-1]} == {"o", "a"}
    return len(short) > 2 and long.startswith(short) and long[len(short) :] in _FEMININE


def _closest_first(scored: tuple[float, int, int]) -> float:
    return -scored[0]


def _pair_off(left: list[NameWord], right: list[NameWord]) -> list[NamePair]:
    """Take the closest pairs out of both lists."""
    scored = [
        (near, at, there)
        for at, one in enumerate(left)
        for there, other in enumerate(right)
        if (near := 1.0 if one.text == other.text else closeness(one, other)) >= ALIKE
    ]
    if not scored:
        return []
    if len(scored) > 1:
        scored.sort(key=_closest_first)
    pairs, taken, taken_there = [], set(), set()
    for near, at, there in scored:
        if at not in taken and there not in taken_there:
            taken.add(at)
            taken_there.add(there)
            pairs.append(NamePair(left[at], right[there], near))
    left[:] = [word for at, word in enumerate(left) if at not in taken]
    right[:] = [word for there, word in enumerate(right) if there not in taken_there]
    return pairs


def _pair_off_joined(left: list[NameWord], right: list[NameWord]) -> list[NamePair]:
    """Take two neighbours of the first list that are written as one word in the second."""
    pairs = []
    for place in range(len(left) - 1):
        both = joined(left[place : place + 2])
        partner = next((word for word in right if closeness(both, word) >= SAME_SOUND - 0.05), None)
        if partner is not None:
            del left[place : place + 2]
            right.remove(partner)
            pairs.append(NamePair(both, partner, SAME_SOUND))
            break
    return pairs


def _by_edits(one: NameWord, other: NameWord) -> float:
    best = 0.0
    for mine, theirs in ((one.text, other.text), (one.sound, other.sound)):
        longest = max(len(mine), len(theirs))
        edits = OSA.distance(mine, theirs, score_cutoff=3)
        for fewest, near in _BY_EDITS.get(edits, ()):
            if longest >= fewest:
                best = max(best, near)
                break
    return best


def _by_bones(one: NameWord, other: NameWord) -> float:
    """Judge words of which only the vowels differ, and those not much."""
    if one.bones != other.bones or OSA.distance(one.sound, other.sound) > len(one.bones):
        return 0.0
    return next((near for fewest, near in _BY_BONES if len(one.bones) >= fewest), 0.0)


def _by_rough_sound(one: NameWord, other: NameWord) -> float:
    """Judge words in which one letter of Arabic is written in two ways; a vowel may differ beside it."""
    if one.rough == other.rough:
        return ROUGHLY
    if one.rough == one.sound and other.rough == other.sound:
        return 0.0
    is_near = len(one.rough_bones) > 1 and one.rough_bones == other.rough_bones
    return ROUGHLY if is_near and OSA.distance(one.rough, other.rough) == 1 else 0.0


def _without_vowels(one: NameWord, other: NameWord) -> float:
    """Judge a word in a script that writes no vowels by its consonants."""
    if one.bones == other.bones:
        return 0.96 if len(one.bones) > 2 else 0.9
    if one.rough_bones == other.rough_bones:
        return ROUGHLY
    longest = max(len(one.bones), len(other.bones))
    return 0.84 if longest > 3 and OSA.distance(one.bones, other.bones, score_cutoff=1) == 1 else 0.0
