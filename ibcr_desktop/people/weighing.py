"""Weighs what speaks for and against two records being one person, in bits, after Fellegi and Sunter (1969).

Each agreement counts by how seldom it happens between two different people: a rare name says more than Diallo, a
brigade of five more than the national police. The sum is set against the odds of meeting the same person by chance.
The weights are one setting of the product for every office; docs/decisions/matching-people.md says where they are from.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from ibcr_desktop.people.birth_comparison import CONTRADICTIONS, DOUBTFUL, Births, bits_of_births, compare_births
from ibcr_desktop.people.contact_comparison import TELEPHONE, TELEPHONE_OF_RELATIVES, bits_of_contacts, contacts_shared
from ibcr_desktop.people.evidence import Clue, Tier
from ibcr_desktop.people.facts import Facts
from ibcr_desktop.people.frequencies import Surroundings
from ibcr_desktop.people.name_comparison import NameMatch, compare_names, is_other_form
from ibcr_desktop.people.place_comparison import bits_of_locality, bits_of_organisation, bits_of_places

SEX, OTHER_SEX = 1.0, -5.0
OTHER_COUNTRY: Final = -2.0
TOGETHER: Final = -4.0
SECOND_OTHER_NAME: Final = -2.0
OTHER_FORM, OTHER_FORM_AND_SEX = -6.0, -9.0
FURTHER_NAME: Final = -2.0
BITS_OF_INITIAL: Final = 2.0
NOTHING_IN_COMMON: Final = 0.68  # closeness of two words that would say nothing
BIRTHS_AGREE: Final = 2.0
YEARS_WRONG: Final = -6.0
BIRTH_OF_TWINS: Final = 2.0

WORTH_KEEPING: Final = -6.0  # bits: below, a name is so frequent that the pair says nothing
LIKELY: Final = 2.3  # five to one
VERY_LIKELY: Final = 9.0


class Weighed(NamedTuple):
    """What came of comparing two records.

    Attributes:
        bits: how many times likelier one person is than two, as a power of two.
        agreements: how many of birth, contact and places agree.
        has_contact: they share a telephone that no relatives share, or an address.
        contradicts: by sex or by years they are rather two.
    """

    bits: float
    names: NameMatch
    agreements: int
    has_contact: bool
    contradicts: bool


class Judgement(NamedTuple):
    """How likely two records are one person: ``bits`` orders, the tier is shown."""

    bits: float
    tier: Tier
    names: NameMatch


def weigh(one: Facts, other: Facts, among: Surroundings, *, were_together: bool = False) -> Judgement | None:
    """Weigh a pair; None where nothing is left that would make anybody think of one person.

    ``were_together``: both records stand in one activity, whose sheet had two lines for them.
    """
    births, shared = compare_births(one, other), contacts_shared(one, other)
    if not shared and (births in CONTRADICTIONS or _sex(one, other) < 0):
        return None  # whatever the names, they would be namesakes
    weighed = _weighed(one, other, among, births, shared)
    return judged(weighed, weighed.bits + (TOGETHER if were_together else 0))


def compared(one: Facts, other: Facts, among: Surroundings) -> Weighed:
    """Compare everything, however little there is in common."""
    return _weighed(one, other, among, compare_births(one, other), contacts_shared(one, other))


def judged(weighed: Weighed, bits: float) -> Judgement | None:
    """Give the tier of a pair by its bits; None for none."""
    is_named_alike = is_same_name(weighed.names)
    if bits >= LIKELY and weighed.agreements:
        is_strong = (weighed.has_contact and is_named_alike) or (weighed.agreements > 1 and bits >= VERY_LIKELY)
        return Judgement(bits, Tier.VERY_LIKELY if is_strong else Tier.MAYBE, weighed.names)
    if is_named_alike and not weighed.contradicts:
        return Judgement(bits, Tier.NAME_ONLY, weighed.names)
    return None


def _weighed(one: Facts, other: Facts, among: Surroundings, births: Births, shared: Sequence[Clue]) -> Weighed:
    among = among.around(one, other)
    names, bits = best_names(one, other, among)
    have_two = bool(names.left_of_one) and have_two_given_names(one, other, names)
    birth = bits_of_births(births, one.born, other.born, among.same_year)
    if Clue.EMAIL in shared:
        birth = max(birth, YEARS_WRONG)  # whoever shares an address rather has a year that was typed wrongly
    elif names.pairs and have_two:
        birth = min(birth, BIRTH_OF_TWINS)
    contact = bits_of_contacts(one, other, shared)
    if Clue.TELEPHONE in shared and (have_two or births is Births.GENERATION):
        contact += TELEPHONE_OF_RELATIVES - TELEPHONE
    organisation, locality = bits_of_organisation(one, other, among), bits_of_locality(one, other, among)
    sex = _sex(one, other)
    bits += birth + contact + bits_of_places(organisation, locality) + sex + _country(one, other) - among.chance
    agreements = (birth >= BIRTHS_AGREE) + (contact > 0) + (organisation > 0) + (locality > 0)
    return Weighed(bits, names, agreements, contact >= TELEPHONE, sex < 0 or births in DOUBTFUL)


def is_same_name(names: NameMatch) -> bool:
    """Say whether two names may be one: two words or all of them match, and nothing contradicts."""
    if names.left_of_one and names.left_of_other:
        return False
    return len(names.pairs) > 1 or (bool(names.pairs) and not names.left_of_one and not names.left_of_other)


def have_two_given_names(one: Facts, other: Facts, names: NameMatch) -> bool:
    """Say whether two have names of their own beside a common one, as twins have; two family names are a marriage."""
    left, right = names.left_of_one, names.left_of_other
    if not left or not right:
        return False
    return not (all(word.text in one.family for word in left) and all(word.text in other.family for word in right))


def best_names(one: Facts, other: Facts, among: Surroundings) -> tuple[NameMatch, float]:
    """Compare every spelling of one with every spelling of the other; give the best with its bits."""
    best: tuple[NameMatch, float] | None = None
    same_sex = None if one.sex is None or other.sex is None else one.sex == other.sex
    for mine in one.names:
        for theirs in other.names:
            match = compare_names(mine, theirs)
            bits = _bits_of_names(match, among, same_sex=same_sex)
            if best is None or bits > best[1]:
                best = match, bits
    return best or (NameMatch((), (), ()), 0.0)


def _bits_of_names(match: NameMatch, among: Surroundings, *, same_sex: bool | None) -> float:
    bits = 0.0
    for one, other, near in match.pairs:
        if len(one.text) == 1 or len(other.text) == 1:
            bits += BITS_OF_INITIAL
            continue
        rarity = min(among.rarity(one), among.rarity(other))
        bits += rarity * min(1.0, (near - NOTHING_IN_COMMON) / (0.97 - NOTHING_IN_COMMON))
        if near < 1 and same_sex is not True and is_other_form(one, other):
            bits += OTHER_FORM if same_sex is None else OTHER_FORM_AND_SEX
    lefts = sorted((len(match.left_of_one), len(match.left_of_other)))
    others = among.other_name + SECOND_OTHER_NAME * (lefts[0] - 1) if lefts[0] else 0.0
    return bits + others + FURTHER_NAME * (lefts[1] - lefts[0])


def _sex(one: Facts, other: Facts) -> float:
    if one.sex is None or other.sex is None:
        return 0.0
    return SEX if one.sex == other.sex else OTHER_SEX


def _country(one: Facts, other: Facts) -> float:
    differ = one.country is not None and other.country is not None and one.country != other.country
    return OTHER_COUNTRY if differ else 0.0
