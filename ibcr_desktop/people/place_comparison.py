"""Compares where two people work and live: titles may be spelt otherwise, and a large place says little."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import OSA

from ibcr_desktop.foundation.name_words import NameWord, name_words
from ibcr_desktop.people.facts import Facts
from ibcr_desktop.people.frequencies import Surroundings
from ibcr_desktop.people.name_comparison import compare_names

OTHER_ORGANISATION: Final = -2.5
OTHER_LOCALITY: Final = -1.0
SHARE_OF_SECOND_PLACE: Final = 0.5  # most people live where they work, so that the second says less
FEWEST_COMMON_WORDS: Final = 0.75
LETTERS_OF_AN_ERROR: Final = 6  # of a locality: one error in so many letters leaves it the same
CACHED_TITLES: Final = 2**16


def bits_of_places(organisation: float, locality: float) -> float:
    """Add what workplace and locality say."""
    first, second = max(organisation, locality), min(organisation, locality)
    return first + (SHARE_OF_SECOND_PLACE * second if second > 0 else second)


def bits_of_organisation(one: Facts, other: Facts, among: Surroundings) -> float:
    """Weigh where two people work: little for a ministry, much for a brigade; its title may be spelt otherwise."""
    mine, theirs = one.organisation_id, other.organisation_id
    if mine is None or theirs is None:
        return 0.0
    there, there_too = among.organisations.get(mine), among.organisations.get(theirs)
    if mine == theirs:
        return among.bits_of_place(there[1] if there else 1)
    if there is None or there_too is None:
        return OTHER_ORGANISATION
    near = likeness_of_titles(there[0], there_too[0])
    return near * among.bits_of_place(there[1] + there_too[1]) if near else OTHER_ORGANISATION


def bits_of_locality(one: Facts, other: Facts, among: Surroundings) -> float:
    """Weigh where two people live: little for a capital, much for a village; people move."""
    if not one.locality_key or not other.locality_key:
        return 0.0
    if one.locality_key == other.locality_key:
        return among.bits_of_place(among.living_in(one.locality_key))
    near = likeness_of_localities(one.locality_key, other.locality_key)
    people = among.living_in(one.locality_key) + among.living_in(other.locality_key)
    return near * among.bits_of_place(people) if near else OTHER_LOCALITY


@lru_cache(CACHED_TITLES)
def likeness_of_titles(one: str, other: str) -> float:
    """Give 1 for titles of the same words, less where words are spelt otherwise or missing, 0 for another place."""
    mine, theirs = _title_words(one), _title_words(other)
    if _letters(mine) == _letters(theirs):
        return 1.0
    match = compare_names(mine, theirs)
    share = len(match.pairs) / max(len(mine), len(theirs), 1)
    contradicts = bool(match.left_of_one) and bool(match.left_of_other)
    if share < FEWEST_COMMON_WORDS or (contradicts and len(match.pairs) < 4):
        return 0.0
    return share * (0.7 if contradicts else 0.9)


@lru_cache(CACHED_TITLES)
def likeness_of_localities(one: str, other: str) -> float:
    """Give the same for localities; they have no words that many share, so that a few letters are a typing error."""
    mine, theirs = one.replace(" ", ""), other.replace(" ", "")
    allowed = max(len(mine), len(theirs)) // LETTERS_OF_AN_ERROR
    errors = OSA.distance(mine, theirs, score_cutoff=allowed)
    return max(likeness_of_titles(one, other), 1 - errors / 10 if errors <= allowed else 0.0)


@lru_cache(CACHED_TITLES)
def _title_words(title: str) -> tuple[NameWord, ...]:
    return name_words(title)


def _letters(title: Sequence[NameWord]) -> str:
    return "".join(word.text for word in title)
