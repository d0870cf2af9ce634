"""The recovery code on paper: 125 random bits in letters that people copy without mistakes, and a check on them."""

import hashlib
import secrets
from typing import Final

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.words import N_

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O or U
GROUP_LETTERS: Final = 5
CODE_LETTERS: Final = 25  # 125 bits
ALL_LETTERS: Final = CODE_LETTERS + GROUP_LETTERS
CHECK_LABEL: Final = b"ibcr recovery code check 1:"

_READ_AS: Final = {"I": "1", "L": "1", "O": "0"}
_IGNORED: Final = set(" \t\r\n\u00a0\u202f\u2009-_.\u2010\u2011\u2012\u2013\u2014\u2212")


class RecoveryCodeTypoError(UserError):
    """What was typed cannot be a recovery code; ``group`` (1 to 6) names the group to look at, 0 if unknown."""

    def __init__(self, happened: str, group: int = 0) -> None:
        """Keep the group beside the sentence, so that a screen can point at it."""
        super().__init__(
            happened,
            N_("Nothing was changed."),
            N_("Compare each group of five with your paper and type the code again."),
            group=group,
        )
        self.group = group


def new_recovery_code() -> str:
    """Make a code of 125 random bits: five groups of five letters and a check group, joined by hyphens."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LETTERS))
    return grouped(letters + check_group(letters))


def check_group(letters: str) -> str:
    """Give the five check letters for 25 letters: the first 25 bits of a SHA-256, highest bit first."""
    digest = hashlib.sha256(CHECK_LABEL + letters.encode("ascii")).digest()
    bits = int.from_bytes(digest[:4], "big") >> 7
    return "".join(ALPHABET[bits >> shift & 31] for shift in (20, 15, 10, 5, 0))


def grouped(letters: str) -> str:
    """Put a hyphen after each five letters, as the code is shown and printed."""
    return "-".join(letters[start : start + GROUP_LETTERS] for start in range(0, len(letters), GROUP_LETTERS))


def read_recovery_code(text: str) -> str:
    """Give the 25 letters of a typed code, whatever its case, spaces and hyphens; I and L count as 1, O as 0.

    Raises RecoveryCodeTypoError; it names the group when one letter or a swap of two neighbours explains the mistake.
    """
    letters = "".join(_READ_AS.get(letter, letter) for letter in text.upper() if letter not in _IGNORED)
    for place, letter in enumerate(letters):
        if letter not in ALPHABET:
            raise RecoveryCodeTypoError(
                N_("A recovery code has only letters and digits: look at group {group} again."),
                min(place // GROUP_LETTERS + 1, ALL_LETTERS // GROUP_LETTERS),
            )
    if len(letters) < ALL_LETTERS:
        raise RecoveryCodeTypoError(N_("The recovery code is too short: it has six groups of five letters."))
    if len(letters) > ALL_LETTERS:
        raise RecoveryCodeTypoError(N_("The recovery code is too long: it has six groups of five letters."))
    code, check = letters[:CODE_LETTERS], letters[CODE_LETTERS:]
    if check_group(code) != check:
        group = _mistaken_group(code, check)
        if group:
            raise RecoveryCodeTypoError(
                N_("The recovery code has a typing mistake: look at group {group} again."), group
            )
        raise RecoveryCodeTypoError(N_("The recovery code has a typing mistake."))
    return code


def _mistaken_group(code: str, check: str) -> int:
    """Find the group with one wrong letter or two swapped ones (6 is the check group itself), 0 if none explains it."""
    expected = check_group(code)
    if sum(one != other for one, other in zip(expected, check, strict=True)) == 1 or sorted(expected) == sorted(check):
        return ALL_LETTERS // GROUP_LETTERS
    for place in range(CODE_LETTERS):
        for letter in ALPHABET:
            if check_group(code[:place] + letter + code[place + 1 :]) == check:
                return place // GROUP_LETTERS + 1
        swapped = code[:place] + code[place : place + 2][::-1] + code[place + 2 :]
        if check_group(swapped) == check:
            return place // GROUP_LETTERS + 1
    return 0
