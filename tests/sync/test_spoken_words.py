"""Words that two people compare by telephone are the same everywhere and hard to mistake for others."""

import itertools

from ibcr_desktop.foundation.places import resource
from ibcr_desktop.sync.sealing import PublicKeys
from ibcr_desktop.sync.spoken_words import as_typed, spoken_words

KEYS = PublicKeys("ab" * 32, "age1" + "q" * 58)


def test_the_words_of_a_key_never_change() -> None:
    assert spoken_words("DKR", KEYS) == ("tiramisu", "violin", "hanoi", "bikini", "gorilla", "agenda")


def test_other_keys_and_other_offices_have_other_words() -> None:
    known = {spoken_words("DKR", KEYS), spoken_words("BKO", KEYS)}
    known.add(spoken_words("DKR", PublicKeys("ac" * 32, KEYS.recipient)))
    known.add(spoken_words("DKR", PublicKeys(KEYS.signing_key, "age1" + "p" * 58)))
    assert len(known) == 4


def test_there_are_256_words_that_differ_in_more_than_a_letter() -> None:
    words = resource("pairing/words.txt").read_text(encoding="ascii").split()
    assert len(set(words)) == 256
    assert all(word.isalpha() and word.islower() and 3 < len(word) < 12 for word in words)
    assert not [pair for pair in itertools.combinations(words, 2) if _is_near(*pair)]


def test_typed_words_need_no_care_for_signs_and_capitals() -> None:
    assert as_typed(" Radio, hotel-PIANO\n taxi ") == ("radio", "hotel", "piano", "taxi")


def _is_near(one: str, other: str) -> bool:
    """Say whether one letter more, less or other makes one word of the other, or the first four letters are alike."""
    if one[:4] == other[:4]:
        return True
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) < 2
    short, long = sorted((one, other), key=len)
    return len(long) - len(short) == 1 and any(long[:n] + long[n + 1 :] == short for n in range(len(long)))
