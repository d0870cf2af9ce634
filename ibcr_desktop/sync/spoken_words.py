"""Turns public keys into six words that two people compare over the telephone, in whichever language they speak."""

import functools
from typing import Final

from ibcr_desktop.foundation.places import resource
from ibcr_desktop.sync.sealing import PublicKeys, stretched

WORDS: Final = 6
_PURPOSE: Final = b"IBCR pairing words 1"  # part of docs/package-format.md: other words are another format


def spoken_words(office: str, keys: PublicKeys) -> tuple[str, ...]:
    """Give the six words of an office and its keys, the same in every language and on every computer.

    Six of 256 words are 48 bits; since each guess costs 64 MiB and a fifth of a second, finding other keys with the
    same words would take a million years of one computer.
    """
    digest = stretched(f"{office}\n{keys.signing_key}\n{keys.recipient}\n".encode(), _PURPOSE)
    return tuple(_list()[byte] for byte in digest[:WORDS])


def as_typed(text: str) -> tuple[str, ...]:
    """Read words that a person typed: capitals, commas and hyphens do not matter."""
    return tuple("".join(sign if sign.isalpha() else " " for sign in text.casefold()).split())


@functools.cache
def _list() -> tuple[str, ...]:
    return tuple(resource("pairing/words.txt").read_text(encoding="ascii").split())
