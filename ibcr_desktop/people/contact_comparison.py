"""Compares telephones and e-mail addresses: the same, or typed wrongly in one place or two."""

from collections.abc import Mapping, Sequence
from typing import Final

from rapidfuzz.distance import OSA

from ibcr_desktop.foundation.telephones import is_same_telephone
from ibcr_desktop.people.evidence import Clue
from ibcr_desktop.people.facts import Facts

FEWEST_SIGNS: Final = 7  # of an address; one letter of a shorter one makes it another
MOST_ERRORS: Final = 2
END: Final = 2  # digits: the numbers of one office differ there
TELEPHONE: Final = 9.5
TELEPHONE_OF_RELATIVES: Final = 2.0
OTHER_TELEPHONE: Final = -2.0
OTHER_EMAIL: Final = -1.5
_WEIGHTS: Final[Mapping[Clue, float]] = {
    Clue.TELEPHONE: TELEPHONE,
    Clue.TELEPHONE_NEAR: 5.0,
    Clue.EMAIL: 18.0,
    Clue.EMAIL_NEAR: 11.0,
    Clue.EMAIL_ALIKE: 6.0,
}
_TELEPHONES: Final = frozenset({Clue.TELEPHONE, Clue.TELEPHONE_NEAR})
_EMAILS: Final = frozenset({Clue.EMAIL, Clue.EMAIL_NEAR, Clue.EMAIL_ALIKE})


def contacts_shared(one: Facts, other: Facts) -> list[Clue]:
    """Give which of telephone and e-mail the two share, letters and digits typed wrongly apart."""
    found = []
    clue = _telephones(one, other) if one.telephones and other.telephones else None
    if clue is not None:
        found.append(clue)
    if one.email and other.email:
        errors = 0 if one.email == other.email else _errors(one.email, other.email)
        if errors <= MOST_ERRORS:
            found.append((Clue.EMAIL, Clue.EMAIL_NEAR, Clue.EMAIL_ALIKE)[errors])
    return found


def bits_of_contacts(one: Facts, other: Facts, shared: Sequence[Clue]) -> float:
    """Weigh what ``contacts_shared`` gave, and what differs."""
    bits = sum(_WEIGHTS[clue] for clue in shared)
    if one.telephones and other.telephones and _TELEPHONES.isdisjoint(shared):
        bits += OTHER_TELEPHONE
    if one.email and other.email and _EMAILS.isdisjoint(shared):
        bits += OTHER_EMAIL
    return bits


def _telephones(one: Facts, other: Facts) -> Clue | None:
    """Compare numbers: one digit typed wrongly or two exchanged are near; at the end it rather is the next desk."""
    is_near = False
    for mine in one.telephones:
        for theirs in other.telephones:
            if mine == theirs:
                is_same = one.telephone == other.telephone or is_same_telephone(one.telephone, other.telephone)
                return Clue.TELEPHONE if is_same else None
            if mine[-END:] == theirs[-END:] and OSA.distance(mine, theirs, score_cutoff=1) == 1:
                is_near = True
    return Clue.TELEPHONE_NEAR if is_near else None


def _errors(one: str, other: str) -> int:
    """Give how many signs of two addresses were typed wrongly; more than ``MOST_ERRORS`` where they are two."""
    mine, theirs = one.partition("@")[0], other.partition("@")[0]
    if min(len(mine), len(theirs)) < FEWEST_SIGNS or _are_counted(mine, theirs):
        return MOST_ERRORS + 1
    return int(OSA.distance(one, other, score_cutoff=MOST_ERRORS))


def _are_counted(one: str, other: str) -> bool:
    """Say whether two addresses are one word with two numbers: agent01 and agent02, awa.diop1 and awa.diop2."""
    mine, theirs = one.rstrip("0123456789"), other.rstrip("0123456789")
    return mine == theirs != ""
