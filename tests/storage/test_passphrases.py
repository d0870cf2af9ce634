"""Long passphrases of any sort are taken, short and guessable ones are not, and good ones are offered."""

import math

import pytest

from ibcr_desktop.storage.passphrases import (
    LEAST_LETTERS,
    SUGGESTED_WORDS,
    WeakPassphraseError,
    refuse_weak_passphrase,
    suggest_passphrase,
    weakness_of,
    word_list,
)

LANGUAGES = ["en", "fr", "es"]


@pytest.mark.parametrize(
    "passphrase",
    [
        "four plain words here",
        "twelvelettrs",
        "le marché de Dakar à midi",
        "सुरक्षित शब्द बारह",
        "correcthorsebatterystaple",
        "12 rue des Lilas, 1987",
    ],
)
def test_twelve_characters_of_any_sort_are_enough(passphrase: str) -> None:
    assert weakness_of(passphrase) is None
    refuse_weak_passphrase(passphrase)


@pytest.mark.parametrize(
    ("passphrase", "word"),
    [
        ("", "short"),
        ("example", "short"),
        ("elevenchars", "short"),
        ("   short        ", "short"),
        ("a b c d", "short"),
        ("aaaaaaaaaaaaaaaa", "repeats"),
        ("abababababab", "repeats"),
        ("AbABabaBABab", "repeats"),
        ("abcdefghijkl", "alphabet"),
        ("1234567890123456", "digits"),
        ("9876543210abcdef", "digits"),
        ("qwertyuiopas", "keyboard"),
        ("azertyuiop1234", "keyboard"),
    ],
)
def test_short_repeated_and_running_passphrases_are_weak(passphrase: str, word: str) -> None:
    assert word in (weakness_of(passphrase) or "")
    with pytest.raises(WeakPassphraseError):
        refuse_weak_passphrase(passphrase)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_words_enough_for_fifty_bits(language: str) -> None:
    words = word_list(language)
    assert len(set(words)) == len(words)
    assert SUGGESTED_WORDS * math.log2(len(words)) >= 50
    assert all(word.isascii() and word.islower() and 3 <= len(word) <= 9 for word in words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_offered_is_random_and_never_weak(language: str) -> None:
    offered = {suggest_passphrase(language) for _ in range(200)}
    assert len(offered) == 200
    for passphrase in offered:
        assert weakness_of(passphrase) is None
        assert len(passphrase.split(" ")) == SUGGESTED_WORDS
        assert len(passphrase) >= LEAST_LETTERS


def test_a_language_without_a_list_gets_english_words() -> None:
    assert word_list("xx") == word_list("en")
    assert len({word_list(language) for language in LANGUAGES}) == 3
