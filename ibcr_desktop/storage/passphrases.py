"""Judges a new passphrase by length and guessability only, and offers one made of plain random words."""

import secrets
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.places import resource
from ibcr_desktop.foundation.words import N_

LEAST_LETTERS: Final = 12
LEAST_DIFFERENT_LETTERS: Final = 6
SUGGESTED_WORDS: Final = 5
RUN_LETTERS: Final = 4

KEYBOARD_RUNS: Final = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiopasdfghjklzxcvbnm",
    "azertyuiopqsdfghjklmwxcvbn",
)


class WeakPassphraseError(UserError):
    """The passphrase would be guessed too soon."""


def weakness_of(passphrase: str) -> str | None:
    """Give the sentence (marked English) that says why a passphrase is too weak, None when it is good enough.

    Twelve characters are asked for, of any sort (docs/faults.md): no rules of capitals and digits, which
    make passphrases hard to remember and no harder to guess.
    """
    if len(passphrase.strip()) < LEAST_LETTERS:
        return N_("The passphrase is too short: it needs twelve characters or more; four or five words are best.")
    if len(set(passphrase.casefold())) < LEAST_DIFFERENT_LETTERS:
        return N_("The passphrase repeats the same few characters.")
    if _is_a_run(passphrase):
        return N_("The passphrase follows the alphabet, the digits or the keys of the keyboard.")
    return None


def refuse_weak_passphrase(passphrase: str) -> None:
    """Raise WeakPassphraseError when a new passphrase is not good enough."""
    happened = weakness_of(passphrase)
    if happened is not None:
        raise WeakPassphraseError(
            happened, N_("Nothing was changed."), N_("Choose a longer one, or take the words that the program offers.")
        )


def _is_a_run(passphrase: str) -> bool:
    """Tell whether most of the passphrase is runs of neighbours, forwards or backwards."""
    text = passphrase.casefold()
    pieces = [text[start : start + RUN_LETTERS] for start in range(len(text) - RUN_LETTERS + 1)]
    runs = [*KEYBOARD_RUNS, *(run[::-1] for run in KEYBOARD_RUNS)]
    in_a_run = sum(any(piece in run for run in runs) for piece in pieces)
    return in_a_run * 2 > len(pieces)


def suggest_passphrase(language: str, *, choose: Callable[[Sequence[str]], str] = secrets.choice) -> str:
    """Give five random words of the language ("en", "fr" or "es"), joined by spaces: 50 bits out of 1,024 words."""
    words = word_list(language)
    return " ".join(choose(words) for _ in range(SUGGESTED_WORDS))


def word_list(language: str) -> tuple[str, ...]:
    """Give the words to choose from, in the order of the file; English for a language without a list."""
    place: Path = resource(f"vocabularies/passphrase_words_{language}.txt")
    if not place.exists():
        place = resource("vocabularies/passphrase_words_en.txt")
    return tuple(place.read_text(encoding="utf-8").split())
