"""Weighs what speaks for and against two records being one person, in bits, after Fellegi and Sunter (1969).

Each agreement counts by how seldom it happens between two different people: a rare name says more than Diallo, a
brigade of five more than the national police. The sum is set against the odds of meeting the same person by chance.
The weights are one setting of the product for every office; docs/decisions/matching-people.md says where they are from.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from math import log2
from typing import Final, NamedTuple

from rapidfuzz.distance import OSA

from ibcr_desktop.foundation.name_words import NameWord, look_up_key, name_words
from ibcr_desktop.foundation.telephones import is_same_telephone
from ibcr_desktop.people.evidence import Clue, Tier
from ibcr_desktop.people.facts import BirthYears, Facts
from ibcr_desktop.people.name_comparison import NameMatch, compare_names, is_other_form

MOST_BITS_OF_A_WORD: Final = 11.0
MOST_BITS_OF_ORGANISATION: Final = 9.0
FEWEST_PEOPLE: Final = 500  # frequencies of a smaller database say little; names are then taken to be as usual
USUAL_SHARE: Final = 1 / 100  # of a name among people
USUAL_SHARE_OF_ORGANISATION: Final = 1 / 100
TELEPHONE, EMAIL, EMAIL_NEAR = 8.0, 16.0, 11.0
TELEPHONE_OF_RELATIVES: Final = 2.0
OTHER_TELEPHONE: Final = -2.5
SEX, OTHER_SEX = 1.0, -5.0
OTHER_COUNTRY: Final = -2.0
OTHER_ORGANISATION: Final = -1.5
FEWEST_SIGNS_OF_EMAIL: Final = 7  # one letter of a shorter one makes it another
TOGETHER: Final = -4.0
OTHER_NAME, SECOND_OTHER_NAME = -9.0, -2.0
OTHER_FORM, OTHER_FORM_AND_SEX = -6.0, -9.0
FURTHER_NAME: Final = -1.0
BITS_OF_INITIAL: Final = 2.0
YEAR_SAME, YEAR_NEAR, AGE_FITS = 5.0, 2.0, 3.0
YEARS_APART: Final = -2.0
YEAR_DOUBTFUL, YEAR_FAR, GENERATION = -6.0, -9.0, -14.0
DOUBTFUL_YEARS: Final = 5
YEARS_OF_A_GENERATION: Final = 14

CACHED_TITLES: Final = 2**16

LIKELY: Final = 2.3  # bits: five to one
VERY_LIKELY: Final = 9.0


class Judgement(NamedTuple):
    """How likely two records are one person: ``bits`` orders, the tier is shown."""

    bits: float
    tier: Tier
    names: NameMatch


@dataclass(frozen=True)
class Surroundings:
    """The people among whom two are compared.

    Attributes:
        people: how many there are.
        bearers: look-up key of a word → how many people have a word of that key in their name.
        organisations: id → title, and how many people are there.
        countries: the same of each country alone: names go with countries, so that two people of one are compared
            among its people; where it is missing they are compared among all.
    """

    people: int
    bearers: Mapping[str, int]
    organisations: Mapping[uuid.UUID, tuple[str, int]] = field(default_factory=dict)
    countries: Mapping[str, "Surroundings"] = field(default_factory=dict)

    def around(self, one: Facts, other: Facts) -> "Surroundings":
        """Give the people among whom these two are to be told apart."""
        return self.countries.get(one.country or "", self) if one.country == other.country else self

    @property
    def chance(self) -> float:
        """Give the bits that an agreement must outweigh: the odds of meeting one certain person among all."""
        return log2(max(self.people, FEWEST_PEOPLE))

    def rarity(self, word: NameWord) -> float:
        """Give the bits that a common word says."""
        others = max(0, self.bearers.get(look_up_key(word), 1) - 1) + USUAL_SHARE * FEWEST_PEOPLE
        return min(MOST_BITS_OF_A_WORD, log2((self.people + FEWEST_PEOPLE) / others))


def weigh(one: Facts, other: Facts, among: Surroundings, *, were_together: bool = False) -> Judgement | None:
    """Weigh a pair; None where nothing is left that would make anybody think of one person.

    ``were_together``: both records stand in one activity, whose sheet had two lines for them.
    """
    among = among.around(one, other)
    age, sex = bits_of_age(one.born, other.born), _sex(one, other)
    if (sex < 0 or age <= YEAR_FAR) and not contacts_shared(one, other):
        return None  # whatever the names, they would be namesakes; most pairs end here
    names, bits = best_names(one, other, among)
    if one.email and one.email == other.email:
        age = max(age, YEAR_DOUBTFUL)  # relatives share a telephone, seldom an address: rather the year is wrong
    may_be_relatives = bool(names.left_of_one and names.left_of_other) or age <= GENERATION
    contact = _contact(one, other, may_be_relatives=may_be_relatives)
    place = bits_of_organisation(one, other, among)
    bits += age + contact + place + sex + _country(one, other) - among.chance + (TOGETHER if were_together else 0)
    agreements = (age >= YEAR_NEAR) + (contact > 0) + (place > 0)
    if bits >= LIKELY and agreements:
        is_strong = (contact >= TELEPHONE and is_same_name(names)) or (agreements > 1 and bits >= VERY_LIKELY)
        return Judgement(bits, Tier.VERY_LIKELY if is_strong else Tier.MAYBE, names)
    if is_same_name(names) and age > YEAR_DOUBTFUL and sex >= 0:
        return Judgement(bits, Tier.NAME_ONLY, names)
    return None


def is_same_name(names: NameMatch) -> bool:
    """Say whether two names may be one: two words or all of them match, and nothing contradicts."""
    if names.left_of_one and names.left_of_other:
        return False
    return len(names.pairs) > 1 or (bool(names.pairs) and not names.left_of_one and not names.left_of_other)


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


def bits_of_age(one: BirthYears | None, other: BirthYears | None) -> float:
    """Weigh years of birth, known or estimated."""
    if one is None or other is None:
        return 0.0
    apart = one.distance(other)
    both_known = one.is_known and other.is_known
    if apart == 0:
        return YEAR_SAME if both_known else _of_span(one, other)
    if apart == 1:
        return YEAR_NEAR
    if apart == 2:
        return YEARS_APART
    if apart >= YEARS_OF_A_GENERATION:
        return GENERATION
    is_doubtful = apart <= DOUBTFUL_YEARS or (both_known and _is_typing_error(one.first, other.first))
    return YEAR_DOUBTFUL if is_doubtful else YEAR_FAR


def bits_of_organisation(one: Facts, other: Facts, among: Surroundings) -> float:
    """Weigh where two people work: little for a ministry, much for a brigade; its title may be spelt otherwise."""
    mine, theirs = one.organisation_id, other.organisation_id
    if mine is None or theirs is None:
        return 0.0
    there, there_too = among.organisations.get(mine), among.organisations.get(theirs)
    if mine == theirs:
        return _of_size(there[1] if there else 1, among)
    if there is None or there_too is None:
        return OTHER_ORGANISATION
    near = likeness_of_titles(there[0], there_too[0])
    return near * _of_size(there[1] + there_too[1], among) if near else OTHER_ORGANISATION


@lru_cache(CACHED_TITLES)
def likeness_of_titles(one: str, other: str) -> float:
    """Give 1 for titles of the same words, less where words are spelt otherwise or missing, 0 for another place."""
    mine, theirs = _title_words(one), _title_words(other)
    match = compare_names(mine, theirs)
    share = len(match.pairs) / max(len(mine), len(theirs), 1)
    contradicts = bool(match.left_of_one) and bool(match.left_of_other)
    if share < 0.75 or (contradicts and len(match.pairs) < 4):
        return 0.0
    return share * (0.7 if contradicts else 0.9)


@lru_cache(CACHED_TITLES)
def _title_words(title: str) -> tuple[NameWord, ...]:
    return name_words(title)


def _bits_of_names(match: NameMatch, among: Surroundings, *, same_sex: bool | None) -> float:
    bits = 0.0
    for one, other, near in match.pairs:
        if len(one.text) == 1 or len(other.text) == 1:
            bits += BITS_OF_INITIAL
            continue
        rarity = min(among.rarity(one), among.rarity(other))
        bits += rarity * min(1.0, (near - 0.7) / 0.27)
        if near < 1 and same_sex is not True and is_other_form(one, other):
            bits += OTHER_FORM if same_sex is None else OTHER_FORM_AND_SEX
    lefts = sorted((len(match.left_of_one), len(match.left_of_other)))
    others = OTHER_NAME + SECOND_OTHER_NAME * (lefts[0] - 1) if lefts[0] else 0.0
    return bits + others + FURTHER_NAME * (lefts[1] - lefts[0])


def _of_size(people: int, among: Surroundings) -> float:
    others = max(1, people - 1) + USUAL_SHARE_OF_ORGANISATION * FEWEST_PEOPLE
    return max(0.5, min(MOST_BITS_OF_ORGANISATION, log2((among.people + FEWEST_PEOPLE) / others)))


def _of_span(one: BirthYears, other: BirthYears) -> float:
    """Weigh ages that overlap: the wider the group, the less it says."""
    widest = max(one.last - one.first, other.last - other.first)
    return AGE_FITS if widest <= 2 else max(0.0, 2.0 - widest / 10)


def _is_typing_error(one: int, other: int) -> bool:
    """Say whether two years differ in one digit or in the order of two."""
    mine, theirs = str(one), str(other)
    different = [place for place, digit in enumerate(mine) if digit != theirs[place : place + 1]]
    return len(different) == 1 or (len(different) == 2 and sorted(mine) == sorted(theirs))


def contacts_shared(one: Facts, other: Facts) -> list[Clue]:
    """Give which of telephone and e-mail the two share, letters and digits typed wrongly apart."""
    found = []
    is_shared = not set(one.telephones).isdisjoint(other.telephones)
    if is_shared and is_same_telephone(one.telephone, other.telephone):
        found.append(Clue.TELEPHONE)
    if one.email and one.email == other.email:
        found.append(Clue.EMAIL)
    elif _is_near(one.email, other.email):
        found.append(Clue.EMAIL_NEAR)
    return found


def _contact(one: Facts, other: Facts, *, may_be_relatives: bool) -> float:
    """Weigh telephone and e-mail; twins, and a father and his son, share a telephone."""
    weights = {
        Clue.TELEPHONE: TELEPHONE_OF_RELATIVES if may_be_relatives else TELEPHONE,
        Clue.EMAIL: EMAIL,
        Clue.EMAIL_NEAR: EMAIL_NEAR,
    }
    shared = contacts_shared(one, other)
    bits = sum(weights[clue] for clue in shared)
    differs = bool(one.telephones and other.telephones) and Clue.TELEPHONE not in shared
    return bits + OTHER_TELEPHONE if differs else bits


def _is_near(one: str, other: str) -> bool:
    return min(len(one), len(other)) >= FEWEST_SIGNS_OF_EMAIL and OSA.distance(one, other, score_cutoff=1) == 1


def _sex(one: Facts, other: Facts) -> float:
    if one.sex is None or other.sex is None:
        return 0.0
    return SEX if one.sex == other.sex else OTHER_SEX


def _country(one: Facts, other: Facts) -> float:
    differ = one.country is not None and other.country is not None and one.country != other.country
    return OTHER_COUNTRY if differ else 0.0
